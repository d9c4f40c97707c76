"""`arize-users`: what an administrator does with an account that is not a program.

Installed with the extra `command`. Nothing here has rules of its own about people: it asks, and acts, through the same
functions as the providers.
"""
