"""Pulumi's host of dynamic providers: classes in state, errors as sentences, width, cancellation."""
