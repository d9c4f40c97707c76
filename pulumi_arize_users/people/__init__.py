"""The rules about people, as plain functions: what may change, and what a removal means. No I/O, no Pulumi."""
