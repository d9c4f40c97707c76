"""The arguments of a provider in the schema, which are the settings of a stack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.hosts.plugin.configuration import SECRET_SETTINGS
from pulumi_arize_users.hosts.plugin.publishing.texts import wired
from pulumi_arize_users.providers.known_settings import VARIABLES
from pulumi_arize_users.providers.settings_meaning import KINDS, MEANINGS

if TYPE_CHECKING:
    from collections.abc import Mapping


def settings() -> Mapping[str, Any]:
    """Each setting.

    Its environment variable is named in words alone. As a default of the schema, an SDK would read it where the program
    runs and store it in the state: a removal that was allowed for one run would be allowed for all that follow.
    """
    return {name: _setting(name) for name in VARIABLES}


def _setting(name: str) -> dict[str, Any]:
    variable = f" Environment variable: `{VARIABLES[name]}`." if VARIABLES[name] else ""
    return {
        "type": KINDS.get(name, "string"),
        "description": f"{wired(MEANINGS[name])}{variable}",
        **({"secret": True} if name in SECRET_SETTINGS else {}),
    }
