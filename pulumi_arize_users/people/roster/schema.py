"""The JSON Schema of a roster's file, for editors and reviewers.

`python -m pulumi_arize_users.people.roster.schema` prints it, and the package holds what was printed:
`roster.schema.json`.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from pulumi_arize_users.people.roster.models import RosterFile

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

# A name, not an address: the schema comes with the package, and `pulumi_arize_users.schema` writes it beside a roster.
IDENTIFIER = "urn:pulumi-arize-users:roster"


class _WithoutNoise(GenerateJsonSchema):
    """Leaves out titles that repeat the key, and defaults that only mean that nothing is set."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - pydantic's own signature
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def schema() -> dict[str, Any]:
    """The JSON Schema, made from the models: the form of a file. What only `read_roster` can judge is not in it."""
    said = RosterFile.model_json_schema(schema_generator=_WithoutNoise)
    return {"$schema": GenerateJsonSchema.schema_dialect, "$id": IDENTIFIER, **said, **_role_is_given()}


def _role_is_given() -> dict[str, Any]:
    """Everybody has a role, unless the defaults give one."""
    return {
        "if": {"required": ["defaults"], "properties": {"defaults": {"required": ["role"]}}},
        "else": {"properties": {"people": {"additionalProperties": {"required": ["role"]}}}},
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(schema(), indent=2) + "\n")
