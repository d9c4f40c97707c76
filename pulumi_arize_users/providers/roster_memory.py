"""What a stack remembers of a roster: read from its outputs before a run, and written into them afterwards."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.people.roster.organizations import names_in
from pulumi_arize_users.people.roster.outcome import damaged, unfinished_reasons
from pulumi_arize_users.people.roster.record import LEAVING, DamagedRecord, record_of, records_of
from pulumi_arize_users.people.scope import SCOPES
from pulumi_arize_users.providers.protocol import ADOPTED, DECLARED_ROLES, SEEN
from pulumi_arize_users.providers.roster_departure import BLOCKED, noted, today

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pulumi_arize_users.people.record import Recorded
    from pulumi_arize_users.people.roster.plan import RosterPlan
    from pulumi_arize_users.people.roster.record import Records
    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.results import Properties
    from pulumi_arize_users.providers.roster_execution import RosterExecution
    from pulumi_arize_users.providers.roster_preview import RosterPreview

LIMITS = ("max_removals", "max_membership_removals", "unmanaged", "required_admins")

# Nothing in an account says who belongs to which roster.
NOT_IMPORTED = "A roster cannot be imported. Declare its people with adopt, which takes them over."

# The day on which a run or a refresh has looked at the account.
SEEN_ON = "seen_on"


def remembered(outputs: Properties) -> Properties:
    """What a stack remembers, with everybody instead of the record.

    Raises:
        Refused: this is no roster's state, or it was edited by hand or cut off.
    """
    if "record" not in outputs and "account" not in outputs:
        raise Refused(NOT_IMPORTED)
    if not isinstance(outputs.get("record"), str):
        raise Refused(damaged("its record is missing"))
    try:
        users = records_of(outputs["record"])
    except DamagedRecord as error:
        raise Refused(damaged(str(error))) from error
    return {key: value for key, value in outputs.items() if key != "record"} | {"users": users}


def open_invitations(record: Properties) -> int:
    """How many people have not accepted their invitation, as far as it is known."""
    users: Records = record["users"]
    return sum(user.get("status") in {"INVITED", "EXPIRED"} and LEAVING not in user for user in users.values())


def expected(olds: Properties, preview: RosterPreview) -> Properties:
    """What a preview can know of a roster's people, as hidden inputs.

    Args:
        olds: the inputs of the last run.
        preview: what was seen, if the program says something new.
    """
    if preview.is_unchanged:
        return {key: olds[key] for key in (ADOPTED,) if key in olds}
    before = set(olds.get(ADOPTED, "").split("\n"))
    coming = {planned.key for planned in preview.plan.coming}
    known: dict[str, Recorded] = {
        key: {"user_id": user.id, "status": user.status or "", "adopted": key in coming or key in before}
        for key, user in preview.known.items()
    }
    notes = {SEEN: record_of(known), ADOPTED: adopted_lines(known)}
    return {name: note for name, note in notes.items() if note}


def adopted_lines(users: Records) -> str:
    """Who had an account before, a line each."""
    return "\n".join(sorted(key for key, user in users.items() if user.get("adopted")))


def roles_said(people: Mapping[str, Mapping[str, Any]]) -> Properties:
    """What the program says of everybody's role, as a hidden input: it stays the same when one is changed elsewhere.

    Args:
        people: what is declared, or recorded, by folded address.
    """
    roles = {key: str(each.get("declared_role") or each.get("role") or "") for key, each in sorted(people.items())}
    counts = Counter(roles.values())
    most = max(sorted(counts), key=counts.__getitem__, default="")
    return {DECLARED_ROLES: "\n".join([most, *(f"{key} {role}" for key, role in roles.items() if role != most)])}


def read_roles(inputs: Properties) -> Callable[[str], str | None]:
    """Which role the program says, by folded address; None where nothing is known.

    Args:
        inputs: with what `roles_said` has made, or without it.
    """
    most, *lines = inputs.get(DECLARED_ROLES, "").split("\n")
    others = {key: role for key, _space, role in (line.partition(" ") for line in lines)}
    return lambda key: others.get(key, most) or None


def outputs_after(  # noqa: PLR0917 - everything that a run knew and did
    account: Account,
    declared: Properties,
    record: Properties,
    plan: RosterPlan,
    execution: RosterExecution,
    ids: Mapping[str, str],
) -> Properties:
    """The outputs after an update.

    Args:
        account: where.
        declared: the inputs.
        record: what was remembered before.
        plan: what is done in this run, at its end as well.
        execution: what was done so far.
        ids: organizations and spaces by the names that the declaration uses.
    """
    users = noted(account, execution.records, {each.key: each.plan.subject.who for each in plan.blocked})
    moved = {planned.recorded_key: planned.key for planned in plan.people}
    passwords = {moved.get(key, key): value for key, value in record.get("temporary_passwords", {}).items()}
    passwords |= execution.temporary_passwords
    left = unfinished_reasons(execution.failures, execution.waiting)
    under_way = {*record.get("under_way", ()), *execution.under_way} & declared["people"].keys() - users.keys()
    return {
        "record": record_of(users),
        SEEN: "",
        SEEN_ON: today(),
        "temporary_passwords": {key: passwords[key] for key in sorted(passwords) if key in users},
        "organization_ids": {key: ids[key] for key in sorted(names_in(users, *SCOPES)) if key in ids},
        "account": account.presence.identity("", record.get("account", "")),
        **{key: declared[key] for key in LIMITS if key in declared},
        **({"unfinished": left} if left else {}),
        **({"under_way": sorted(under_way)} if under_way else {}),
        **({BLOCKED: record[BLOCKED]} if BLOCKED in record else {}),
    }
