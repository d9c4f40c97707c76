"""Who calls the providers: everything that concerns one host alone."""
