"""`arize-users audit`: the account against what code manages."""
