"""A native plugin of Pulumi: the same resources for programs in every language, and `pulumi import`."""
