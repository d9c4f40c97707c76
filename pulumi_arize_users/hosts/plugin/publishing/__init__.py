"""Makes the published schema (`schema.json`) of models and docstrings; no part of it runs in the plugin."""
