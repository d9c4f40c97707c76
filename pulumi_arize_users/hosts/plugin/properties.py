"""A resource's properties, from a message to the core and back: names, values and secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.hosts.plugin.values import received, sent
from pulumi_arize_users.providers.protocol import SECRET, secret_arguments
from pulumi_arize_users.providers.wire_format import core_properties, to_core, to_wire, wire_properties

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from google.protobuf.struct_pb2 import Struct

    from pulumi_arize_users.providers.results import Properties

PERSON = "person"


def from_engine(message: Struct) -> Properties:
    """What a message says, as the core reads it: which arguments are secrets is one of the hidden inputs."""
    said = received(message)
    secret = {to_core(key) for key in said.secret}
    if PERSON in secret:
        secret.add("email")
    values = core_properties(said.values)
    return {**values, SECRET: sorted(secret)} if secret else values


def to_engine(values: Mapping[str, Any], secret: Collection[str] = (), originals: Struct | None = None) -> Struct:
    """A message with these properties. What was a secret argument stays one, under the same name.

    Args:
        values: under the core's names.
        secret: further properties that are secrets, by the same names.
        originals: where to take what a preview does not know yet.
    """
    secrets = {to_wire(key) for key in {*secret, *secret_arguments(values)}}
    shown = {key: value for key, value in values.items() if key != SECRET}
    return sent(wire_properties(shown), secrets, originals)
