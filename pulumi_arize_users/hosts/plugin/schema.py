"""The schema of the package, which SDKs in all languages are generated from.

`python -m pulumi_arize_users.hosts.plugin.publishing` makes it of models and docstrings, and the package holds what was
made: `schema.json`.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

FILE = "schema.json"


def package_schema() -> dict[str, Any]:
    """The schema, as it is published."""
    text = files("pulumi_arize_users.hosts.plugin").joinpath(FILE).read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
