"""The last module that the interpreter of the warm hosts imports: what is there by now stays as it is.

A collection of garbage visits everything, and a fork that does so copies all that it has in common with the others.
"""

import gc

gc.collect()
gc.freeze()
