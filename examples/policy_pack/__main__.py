"""A policy pack for people: `pulumi preview --policy-pack examples/policy_pack --policy-pack-config config.json`.

Each policy looks at one resource before anything is done with it. A policy for the whole stack would be too late: in an
`up` without a preview it runs when everybody is invited.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pulumi_policy import (
    EnforcementLevel,
    PolicyConfigSchema,
    PolicyPack,
    ResourceValidationArgs,
    ResourceValidationPolicy,
)
from rules import addresses_of, people, unapproved_admins, unlimited_removals, unlisted_leavers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pulumi_policy import ReportViolation
    from rules import Person

ADDRESSES = {"type": "array", "items": {"type": "string"}}


def _people(args: ResourceValidationArgs) -> Iterator[Person]:
    settings = args.provider.props if args.provider else {}
    declared: Iterator[Person] = people(args.resource_type, args.name, args.props, settings)
    return declared


def admins(args: ResourceValidationArgs, report: ReportViolation) -> None:
    """Report every admin whom the configuration does not list."""
    for sentence in unapproved_admins(_people(args), args.get_config().get("approved", [])):
        report(sentence)


def leavers(args: ResourceValidationArgs, report: ReportViolation) -> None:
    """Report everybody who is declared as to be blocked, and is not in the file of leavers."""
    file = Path(__file__).parent / args.get_config()["file"]
    for sentence in unlisted_leavers(_people(args), addresses_of(file.read_text(encoding="utf-8"))):
        report(sentence)


def removals(args: ResourceValidationArgs, report: ReportViolation) -> None:
    """Report an account in which one run may block too many."""
    for sentence in unlimited_removals(args.resource_type, args.props, int(args.get_config()["most"])):
        report(sentence)


def _schema(required: list[str], **properties: dict[str, Any]) -> PolicyConfigSchema:
    return PolicyConfigSchema(properties=properties, required=required)


_Mandatory = partial(ResourceValidationPolicy, enforcement_level=EnforcementLevel.MANDATORY)

PolicyPack(
    name="people",
    policies=[
        _Mandatory(
            name="admins",
            description="Nobody is an ADMIN without an approval.",
            validate=admins,
            config_schema=_schema([], approved=ADDRESSES),
        ),
        _Mandatory(
            name="leavers",
            description="Nobody is declared as to be blocked outside the file of leavers.",
            validate=leavers,
            config_schema=_schema(["file"], file={"type": "string"}),
        ),
        _Mandatory(
            name="removals",
            description="One run blocks few people at most.",
            validate=removals,
            config_schema=_schema(["most"], most={"type": "integer", "minimum": 0}),
        ),
    ],
)
