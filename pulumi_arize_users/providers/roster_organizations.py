"""Which organizations and spaces a roster means: what a name meant once, it means until the program says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.people.roster.organizations import (
    in_the_same_words,
    named_organizations,
    named_spaces,
    names_in,
    new_names,
    renamed_notice,
    resolve,
    taken_names,
)
from pulumi_arize_users.people.scope import ORGANIZATION, SCOPES
from pulumi_arize_users.providers.looks import look, parent_of
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.protocol import ORGANIZATIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pulumi_arize_users.people.plan import Planner
    from pulumi_arize_users.people.roster.organizations import Named
    from pulumi_arize_users.people.scope import Scope
    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.results import Properties

    People = Mapping[str, Mapping[str, Any]]

NAMES = "organization_names"


@dataclass(frozen=True)
class Understood:
    """A declaration whose organizations and spaces are known, as far as they can be seen.

    Attributes:
        people: as declared, with each of them under the name that was used before, if it only has another one.
        ids: what names mean, and have meant.
        said: the names that the program uses.
        mistakes: a sentence for each name that means none, or another one than before.
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
        used = sorted(self.said | names_in(self.people, *SCOPES))
        ids = {key: self.ids[key] for key in used if key in self.ids}
        return {ORGANIZATIONS: ids} if ids else {}


def understood(account: Account, olds: Properties, wanted: People) -> Understood:
    """What a program declares, compared with what the account calls its organizations and spaces now.

    Args:
        account: where; only looked at if the program says something new.
        olds: the inputs of the last run.
        wanted: people as the program declares them.
    """
    said = names_in(wanted, *SCOPES)
    ids: Mapping[str, str] = olds.get(ORGANIZATIONS, {})
    people, mistakes = wanted, dict[str, str]()
    for scope in SCOPES:
        people, found, unclear = _understood(account, scope, olds.get("people", {}), people, ids)
        ids, mistakes = {**ids, **found}, {**mistakes, **unclear}
    return Understood(people, ids, said, mistakes, is_unchanged=people == olds.get("people"))


def _understood(
    account: Account, scope: Scope, olds: People, wanted: People, known: Mapping[str, str]
) -> tuple[People, Mapping[str, str], dict[str, str]]:
    before, said = names_in(olds, scope), names_in(wanted, scope)
    people = in_the_same_words(scope, wanted, known, before)
    nothing: tuple[Named, ...] = ()
    is_said = bool(said or before) and people != olds
    visible = look(account, lambda: visible_in(account, scope), nothing) if is_said else nothing
    if not visible:
        return people, {}, {}
    used = {key: known[key] for key in (said | before) & known.keys()}
    _tell(scope, new_names(used, visible), used)
    # What was there before may be gone, and left for another one.
    found, unknown = resolve(scope, sorted((said | before) - used.keys()), visible)
    mistakes = {key: unknown[key] for key in unknown if key not in before}
    ids = {**used, **found}
    mistakes.update(taken_names(scope, {key: ids[key] for key in said & used.keys()}, visible))
    return in_the_same_words(scope, wanted, ids, before), ids, mistakes


def ids_of(account: Account, people: People, recorded: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Ids by declared name, and a sentence for each name that matches none; asks only about new names.

    Raises:
        ArizeError: the organizations or spaces could not be listed.
    """
    ids, mistakes = {**recorded}, dict[str, str]()
    for scope in SCOPES:
        new = sorted(names_in(people, scope) - recorded.keys())
        found, unknown = resolve(scope, new, visible_in(account, scope)) if new else ({}, {})
        ids, mistakes = {**ids, **found}, {**mistakes, **unknown}
    return ids, mistakes


def visible_ids(account: Account, people: People, recorded: Mapping[str, str]) -> dict[str, str]:
    """The same ids, as far as the account can be looked at."""
    return look(account, lambda: ids_of(account, people, recorded)[0], {**recorded})


def names_seen(account: Account, record: Properties) -> Properties:
    """The names that organizations and spaces have got elsewhere, as an output; new ones are told.

    Args:
        account: where.
        record: what the stack remembers.

    Raises:
        ArizeError: they could not be listed.
    """
    told = record.get(NAMES, {})
    names: dict[str, str] = {}
    for scope in SCOPES:
        used = names_in(record["users"], scope)
        ids = {key: found for key, found in record.get("organization_ids", {}).items() if key in used}
        now = new_names(ids, visible_in(account, scope)) if ids else {}
        _tell(scope, {key: name for key, name in now.items() if told.get(key) != name}, ids)
        names |= now
    return {NAMES: names} if names else {}


def roster_planner(
    account: Account, ids: Mapping[str, str], *, ours: Collection[str] = (), of_inputs: bool = False
) -> Planner:
    """Plans for the people of a roster.

    Args:
        account: where.
        ids: what the names of organizations and spaces mean.
        ours: folded addresses to which an earlier run may have sent an invitation.
        of_inputs: what is recorded is taken from inputs.
    """
    planner = account.planner(ids, of_inputs=of_inputs)
    return replace(planner, ours=ours, asks_whose_key=True, parent_of=partial(parent_of, account))


def visible_in(account: Account, scope: Scope) -> tuple[Named, ...]:
    """The organizations or the spaces that the API key may see, as programs may name them.

    Raises:
        ArizeError: they could not be listed.
    """
    organizations = account.directory.organizations()
    if scope == ORGANIZATION:
        return named_organizations(organizations)
    return named_spaces(account.directory.spaces(), organizations)


def _tell(scope: Scope, names: Mapping[str, str], ids: Mapping[str, str]) -> None:
    for key, name in names.items():
        log.info("%s", renamed_notice(scope, key, ids[key], name))
