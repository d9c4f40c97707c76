"""`resend`, `reset-password` and `block`: what is done to people who are named, many at once.

`commands` says what will happen and asks; `people` looks who they are and why not; `deeds` is what can be done;
`execution` does it; `journal` remembers it, so that a run that was cut off can be repeated.
"""
