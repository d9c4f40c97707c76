"""Replies about somebody else: the request was served, and its answer speaks of a bystander."""

from __future__ import annotations

import json
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.simulator import documents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pulumi_arize_users.simulator.faults import Fault
    from pulumi_arize_users.simulator.replies import Reply
    from pulumi_arize_users.simulator.state import Account


def about_somebody_else(fault: Fault, reply: Reply, account: Account) -> Reply:
    """A reply whose person or organization is replaced by another one; an error or an empty reply stays as it is."""
    if not reply.body or not HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
        return reply
    document = json.loads(reply.body)
    other = _other(account, fault.about)
    # A list is about everybody in it.
    for entry in next((value for value in document.values() if isinstance(value, list)), [document]):
        _replace(entry, other, fault.fields)
    return replace(reply, body=json.dumps(document).encode())


def _other(account: Account, about: str) -> dict[str, object]:
    person = account.people.by_email(about)
    if person is not None:
        return documents.user(account, person)
    return next(documents.organization(each) for each in account.organizations.values() if each.name == about)


def _replace(entry: dict[str, Any], other: Mapping[str, object], fields: Sequence[str]) -> None:
    if "user_id" in entry:  # a membership
        kind = "user_id" if "email" in other else "organization_id"
        entry[kind] = other["id"]
        return
    is_same_kind = ("email" in entry) == ("email" in other)
    entry.update({name: value for name, value in other.items() if is_same_kind and (not fields or name in fields)})
