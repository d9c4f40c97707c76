"""`import`: the account into code, without a write."""
