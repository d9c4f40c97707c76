"""What the comments of a file say beside its code: what is taken on trust, and what is left out, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.api.characters import readable

if TYPE_CHECKING:
    from pulumi_arize_users.command.importing.account import Imported, NotImported
    from pulumi_arize_users.command.importing.memberships import LeftOut, Membership


def on_trust(membership: Membership) -> str:
    """That nobody read the role of a membership; empty for a role that was read."""
    return f"on trust: {membership.role} in {_named(membership)} ({membership.on_trust})" if membership.on_trust else ""


def left_out(omission: LeftOut) -> str:
    """What is not declared of a membership, or not as a file says, and why."""
    return f"{omission.what}: {_named(omission)}: {omission.why}"


def remarks(person: Imported) -> list[str]:
    """Everything that is to be said of somebody's memberships."""
    said = [*map(on_trust, person.memberships), *map(left_out, person.left_out)]
    return [remark for remark in said if remark]


def who_is_left_out(person: NotImported) -> str:
    """That somebody is not declared, and why."""
    return f"left out: {readable(person.user.email) or 'without an address'} ({person.user.id}): {readable(person.why)}"


def _named(membership: Membership | LeftOut) -> str:
    return membership.place.name
