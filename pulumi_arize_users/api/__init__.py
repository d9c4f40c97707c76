"""The Arize REST API v2, as typed Python; knows nothing of Pulumi."""
