"""Which organizations a roster means: what a name has meant once, it means until the program says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.people.roster.organizations import (
    in_the_same_words,
    new_names,
    organizations_of,
    renamed_notice,
    resolve_organizations,
    taken_names,
)
from pulumi_arize_users.providers.looks import look
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.protocol import ORGANIZATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pulumi_arize_users.api.models import Organization
    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.results import Properties

    People = Mapping[str, Mapping[str, Any]]

NAMES = "organization_names"


@dataclass(frozen=True)
class Understood:
    """A declaration whose organizations are known, as far as they can be seen.

    Attributes:
        people: as declared, with each organization under the name that was used before, if it only has another one.
        ids: what names mean, and have meant.
        said: the names that the program uses.
        mistakes: a sentence for each name that means none, or another organization than before.
        is_unchanged: the program says the same as before.
    """

    people: People
    ids: Mapping[str, str]
    said: set[str]
    mistakes: dict[str, str] = field(default_factory=dict)
    is_unchanged: bool = False

    @property
    def notes(self) -> Properties:
        """What is remembered for the next run, as a hidden input."""
        used = sorted(self.said | organizations_of(self.people))
        ids = {key: self.ids[key] for key in used if key in self.ids}
        return {ORGANIZATIONS: ids} if ids else {}


def understood(account: Account, olds: Properties, wanted: People) -> Understood:
    """What a program declares, compared with what the account calls its organizations now.

    Args:
        account: where; only looked at if the program says something new.
        olds: the inputs of the last run.
        wanted: people as the program declares them.
    """
    before, said = organizations_of(olds.get("people", {})), organizations_of(wanted)
    known: Mapping[str, str] = olds.get(ORGANIZATIONS, {})
    people = in_the_same_words(wanted, known, before)
    if people == olds.get("people"):
        return Understood(people, known, said, is_unchanged=True)
    nothing: tuple[Organization, ...] = ()
    visible = look(account, account.directory.organizations, nothing) if said or before else nothing
    if not visible:
        return Understood(people, known, said)
    used = {key: known[key] for key in (said | before) & known.keys()}
    _tell(new_names(used, visible), used)
    # What was there before may be gone, and left for another one.
    found, unknown = resolve_organizations(sorted((said | before) - used.keys()), visible)
    mistakes = {key: unknown[key] for key in unknown if key not in before}
    ids = {**used, **found}
    mistakes.update(taken_names({key: ids[key] for key in said & used.keys()}, visible))
    people = in_the_same_words(wanted, ids, before)
    return Understood(people, ids, said, mistakes, is_unchanged=people == olds.get("people"))


def organization_ids(
    account: Account, keys: Iterable[str], recorded: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Ids by declared key, and a sentence for each key that matches no organization; asks only about new keys.

    Raises:
        ArizeError: the organizations could not be listed.
    """
    new = sorted(set(keys) - recorded.keys())
    found, mistakes = resolve_organizations(new, account.directory.organizations()) if new else ({}, {})
    return {**recorded, **found}, mistakes


def visible_organization_ids(
    account: Account, keys: Iterable[str], recorded: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The same, as far as the account can be looked at."""
    nothing: tuple[dict[str, str], dict[str, str]] = ({**recorded}, {})
    return look(account, lambda: organization_ids(account, keys, recorded), nothing)


def names_seen(account: Account, record: Properties) -> Properties:
    """The names that organizations have got elsewhere, as an output; those that no refresh has seen yet are told.

    Args:
        account: where.
        record: what the stack remembers.

    Raises:
        ArizeError: the organizations could not be listed.
    """
    ids = record.get("organization_ids", {})
    names = new_names(ids, account.directory.organizations()) if ids else {}
    told = record.get(NAMES, {})
    _tell({key: name for key, name in names.items() if told.get(key) != name}, ids)
    return {NAMES: names} if names else {}


def _tell(names: Mapping[str, str], ids: Mapping[str, str]) -> None:
    for key, name in names.items():
        log.info("%s", renamed_notice(key, ids[key], name))
