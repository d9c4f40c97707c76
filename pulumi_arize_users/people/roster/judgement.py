"""What a preview says of a changed roster as a whole: each rule looks at everybody before anybody is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.people.changes import forbidden_changes
from pulumi_arize_users.people.record import DECLARED_EMAIL, DECLARED_ROLE
from pulumi_arize_users.people.removal import decide_removal
from pulumi_arize_users.people.roster.naming import enumerated, first_of
from pulumi_arize_users.people.roster.plan import earlier_keys
from pulumi_arize_users.people.roster.record import address_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pulumi_arize_users.api.settings import RemovalPolicy
    from pulumi_arize_users.people.roster.record import Entries


def changed_people(
    before: Entries, wanted: Entries, declared_roles: Mapping[str, str], default: RemovalPolicy
) -> list[tuple[str, str]]:
    """Address and sentence for each change of a person that is refused.

    Args:
        before: people of the last run, or after a refresh as the account has them.
        wanted: people of this run.
        declared_roles: what the program said about roles that a refresh found changed.
        default: what becomes of people who do not say it.
    """
    mistakes = []
    for address, key in earlier_keys(wanted, before).items():
        old = _comparable(key, before[key], declared_roles.get(key))
        new = _comparable(address, wanted[address])
        sentences = forbidden_changes(address_of(key, before[key]), old, new, default, path=f'people["{address}"].')
        mistakes += [(address, sentence) for sentence in sentences]
    return mistakes


def leaving(before: Entries, wanted: Entries) -> list[str]:
    """The keys of people who are not declared any more."""
    return sorted(before.keys() - set(earlier_keys(wanted, before).values()))


def refused_removals(removed: Entries, default: RemovalPolicy) -> list[str]:
    """Why people are not removed: one sentence for all who are refused for the same reason.

    Args:
        removed: people who are not declared any more; inputs do not tell who was adopted, entries do.
        default: what becomes of people who do not say it.
    """
    reasons: dict[tuple[RemovalPolicy | None, bool], list[str]] = {}
    for key, person in removed.items():
        reasons.setdefault((person.get("on_destroy"), bool(person.get("adopted"))), []).append(address_of(key, person))
    removals = [
        decide_removal(first_of(who), own=own, default=default, adopted=adopted)
        for (own, adopted), who in reasons.items()
    ]
    return [removal.refusal for removal in removals if removal.policy == "refuse"]


def most_removals(limit: str | None, people: int) -> int | None:
    """How many people one change may remove.

    Args:
        limit: a count or a percentage, such as "5" or "10%"; None is no limit.
        people: how many the roster had before.
    """
    if limit is None:
        return None
    return int(people * float(limit.rstrip("%")) / 100) if limit.endswith("%") else int(limit)


def too_many_removals(leaving: Collection[str], people: int, limit: str | None) -> list[str]:
    """A sentence that names everybody who would be removed, when they are more than allowed, or nothing."""
    most = most_removals(limit, people)
    if most is None or len(leaving) <= most:
        return []
    sentence = (
        f"This would remove {len(leaving)} of {people} people, but max_removals is {limit} (at most {most}): "
        f"{enumerated(leaving)}. Put back whom you did not mean to remove; if all are meant, raise max_removals."
    )
    return [sentence]


def destroy_refusal(blocked: Collection[str], limit: str, most: int) -> str:
    """Why a destroy does not block as many people as the roster has."""
    return (
        f"This would block {_people(len(blocked))} for ever, but max_removals is {limit} (at most {most}): "
        f"{first_of(blocked)}. Nobody was touched. If all are meant, set ARIZE_MAX_REMOVALS={len(blocked)} for this "
        'run; to keep the accounts, set on_destroy to "retain" and run `pulumi up` before.'
    )


def unmanaged_people(unmanaged: Collection[str]) -> str:
    """What it means that the account has people who are not declared."""
    return (
        f"{_people(len(unmanaged))} of the account {'is' if len(unmanaged) == 1 else 'are'} not declared here: "
        f'{enumerated(unmanaged)}. Declare them with adopt, or set unmanaged="ignore".'
    )


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _comparable(key: str, person: Mapping[str, Any], declared_role: str | None = None) -> dict[str, Any]:
    return {**person, "email": address_of(key, person), DECLARED_EMAIL: key, DECLARED_ROLE: declared_role}
