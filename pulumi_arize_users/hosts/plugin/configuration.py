"""The arguments of a provider, and the settings that they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pulumi_arize_users.api.errors import SettingsError
from pulumi_arize_users.api.sources import Sources
from pulumi_arize_users.hosts.plugin.values import received
from pulumi_arize_users.providers.account import load_account
from pulumi_arize_users.providers.known_settings import NAMESPACE, refuse_unknown
from pulumi_arize_users.providers.results import UNKNOWN, known

if TYPE_CHECKING:
    from google.protobuf.struct_pb2 import Struct

# What the engine stores with a provider for itself.
ENGINES_OWN: Final = frozenset({"version", "pluginDownloadURL", "pluginChecksums", "parameterization", "__internal"})
# A proxy's address may have a password in it.
SECRET_SETTINGS: Final = frozenset({"apiKey", "proxyUrl"})


def settings_sources(arguments: Struct, urn: str, *, are_stored: bool = False) -> Sources:
    """Where settings are read from.

    Args:
        arguments: those of the provider; what is not known yet counts as not set.
        urn: the provider's, which names the project.
        are_stored: they may be the ones that a stack's state keeps.
    """
    values = {key: value for key, value in received(arguments).values.items() if key not in ENGINES_OWN}
    keys = [f"{NAMESPACE}:{key}" for key in values]
    return Sources(known(values).get, keys=keys, project=project_of(urn), are_stored=are_stored)


def settings_mistakes(arguments: Struct, urn: str) -> list[str]:
    """A sentence for each argument that nothing reads, and for what cannot be used, once everything is known."""
    sources = settings_sources(arguments, urn)
    try:
        refuse_unknown(sources)
        if UNKNOWN not in received(arguments).values.values():
            load_account(sources)
    except SettingsError as error:
        return str(error).split("\n")
    return []


def project_of(urn: str) -> str:
    """The name of the project; empty where the engine does not say it."""
    parts = urn.split("::")
    return parts[1] if len(parts) > 1 else ""
