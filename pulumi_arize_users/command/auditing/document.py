"""What an audit found, as JSON by a published schema.

`python -m pulumi_arize_users.command.auditing.document` prints the schema, and the package holds what was printed:
`audit.schema.json`.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema

from pulumi_arize_users.command.auditing.findings import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Collection

    from pulumi_arize_users.command.auditing.findings import Finding
    from pulumi_arize_users.command.auditing.gathering import Audit

IDENTIFIER: Final = "urn:pulumi-arize-users:audit"
FILE: Final = "audit.schema.json"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceDocument(_Part):
    """Something that manages people."""

    kind: Literal["stack", "roster"] = Field(description="The export of a stack, or the files of a roster.")
    name: str = Field(description="The stack, as project/stack, or the files as they were named.")
    people: int = Field(ge=0, description="How many people it declares.")
    memberships: int = Field(ge=0, description="How many memberships it declares.")


class FindingDocument(_Part):
    """One thing that is not as code says, or that somebody should look at."""

    kind: Kind = Field(description="Which kind of thing.")
    sentence: str = Field(description="What it is, and what to do.")
    user_id: str | None = Field(description="The person's id; null where it is not known.")
    email: str | None = Field(description="The address; null where it is not known, or a secret of a program.")
    name: str | None = Field(description="The name in the account; null as for the address.")
    role: str | None = Field(description="The account role in the account; null for somebody who is not there.")
    status: str | None = Field(description="The status in the account; null for somebody who is not there.")
    managed_by: list[str] = Field(
        description="What declares the person: resources with their stacks, or file:line:column."
    )
    declared: str | None = Field(description="The value that is declared, where one differs.")
    found: str | None = Field(description="The value in the account, where one differs.")


class AuditDocument(_Part):
    """An audit of an Arize account against what code manages."""

    version: Literal[1] = Field(description="Another version would be another form of this document.")
    account: str = Field(description="The address of the account's API.")
    at: str = Field(description="When the audit was made (RFC 3339, UTC).")
    people: int = Field(ge=0, description="How many people are in the account.")
    managed: int = Field(ge=0, description="How many of them something declares.")
    excepted: int = Field(ge=0, description="How many of them may be there undeclared.")
    sources: list[SourceDocument] = Field(description="The stacks and rosters.")
    counts: dict[Kind, int] = Field(description="How many findings there are of each kind; every kind is named.")
    failing: int = Field(ge=0, description="How many findings are of a kind that fails (--fail-on).")
    notes: list[str] = Field(description="A sentence for everything that makes this less than the whole truth.")
    findings: list[FindingDocument] = Field(description="Everything that was found, what matters most first.")


class _WithoutTitles(GenerateJsonSchema):
    """Leaves out titles that repeat the key."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - pydantic's own signature
        return False


def document_of(audit: Audit, failing: Collection[Kind]) -> dict[str, Any]:
    """An audit as plain JSON values.

    Args:
        audit: what was found.
        failing: the kinds that fail.
    """
    kinds = [finding.kind for finding in audit.findings]
    return AuditDocument(
        version=1,
        account=audit.base_url,
        at=audit.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        people=audit.people,
        managed=audit.managed,
        excepted=audit.excepted,
        sources=[
            SourceDocument.model_validate(
                {
                    "kind": each.kind,
                    "name": each.source,
                    "people": len(each.people),
                    "memberships": len(each.memberships),
                }
            )
            for each in audit.sources
        ],
        counts={kind: kinds.count(kind) for kind in KINDS},
        failing=sum(kind in failing for kind in kinds),
        notes=[*audit.notes],
        findings=[_finding(finding) for finding in audit.findings],
    ).model_dump()


def published_schema() -> str:
    """The schema, as text."""
    return files("pulumi_arize_users.command.auditing").joinpath(FILE).read_text(encoding="utf-8")


def schema() -> dict[str, Any]:
    """The JSON Schema, made from the models."""
    said = AuditDocument.model_json_schema(schema_generator=_WithoutTitles, mode="serialization")
    return {"$schema": GenerateJsonSchema.schema_dialect, "$id": IDENTIFIER, **said}


def _finding(finding: Finding) -> FindingDocument:
    said = {name: value or None for name, value in vars(finding).items()}
    return FindingDocument.model_validate({**said, "managed_by": [*finding.managed_by]})


if __name__ == "__main__":
    sys.stdout.write(json.dumps(schema(), indent=2) + "\n")
