"""`arize-users report`: one page that shows who may do what, for an access review."""
