"""The whole schema of the package."""

from __future__ import annotations

import json
from typing import Any

from pulumi_arize_users import __version__
from pulumi_arize_users.hosts.plugin.publishing.functions import functions, listed_types
from pulumi_arize_users.hosts.plugin.publishing.resources import resources
from pulumi_arize_users.hosts.plugin.publishing.roster import roster, roster_types
from pulumi_arize_users.hosts.plugin.publishing.settings import settings
from pulumi_arize_users.hosts.plugin.publishing.words import enums
from pulumi_arize_users.providers.known_settings import NAMESPACE

# The SDKs of a package that is added from a folder or a repository have its version.
LANGUAGES: dict[str, Any] = {
    "csharp": {"respectSchemaVersion": True},
    "go": {"respectSchemaVersion": True, "generateResourceContainerTypes": True},
    "nodejs": {"respectSchemaVersion": True},
    "python": {"respectSchemaVersion": True, "pyproject": {"enabled": True}},
}


def package() -> dict[str, Any]:
    """The schema, made of models and docstrings."""
    return {
        "name": NAMESPACE,
        "displayName": "Arize users",
        "version": __version__,
        "description": "Manage the people of an Arize AX account, and their memberships.",
        "keywords": ["arize", "users", "membership", "category/infrastructure", "kind/native"],
        "license": "Apache-2.0",
        "config": {"variables": settings()},
        "provider": {
            "description": "An Arize account. Several providers are several accounts in one program.",
            "inputProperties": settings(),
        },
        "types": dict(sorted({**enums(), **roster_types(), **listed_types()}.items())),
        "resources": dict(sorted({**resources(), **roster()}.items())),
        "functions": functions(),
        "language": LANGUAGES,
    }


def published() -> str:
    """The schema as it is published."""
    return json.dumps(package(), indent=2, ensure_ascii=False) + "\n"
