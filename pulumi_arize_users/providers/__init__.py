"""The life of each resource, as plain results; knows no host."""
