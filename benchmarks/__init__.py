"""What this package costs: time, memory and requests, beside other ways to do the same (see README.md)."""
