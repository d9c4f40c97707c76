"""The rules of a roster: how it is read, what a change of it means, what has to be done. Pure: no I/O, no Pulumi."""
