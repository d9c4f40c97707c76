"""What a preview of a roster says, with what a look at the account can tell."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from pulumi_arize_users.api.errors import ArizeError, Unauthorized
from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.guards import last_admin_refusal, self_refusal
from pulumi_arize_users.people.roster.judgement import (
    changed_people,
    leaving,
    refused_removals,
    too_many_removals,
    unmanaged_people,
)
from pulumi_arize_users.people.roster.naming import SHOWN, first_of
from pulumi_arize_users.people.roster.organizations import organizations_of, resolve_organizations
from pulumi_arize_users.people.roster.places import unpacked
from pulumi_arize_users.people.roster.plan import earlier_keys
from pulumi_arize_users.people.roster.record import address_of
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.newcomers import LOOK_UP, see_newcomer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.people.roster.record import Entries
    from pulumi_arize_users.providers.account import Account

    Located = Iterable[tuple[str, str]]

Answer = TypeVar("Answer")


def organization_ids(
    account: Account, keys: Iterable[str], recorded: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Ids by declared key, and a sentence for each key that means no organization; asks only about new keys.

    Raises:
        ArizeError: the organizations could not be listed.
    """
    new = sorted(set(keys) - recorded.keys())
    found, mistakes = resolve_organizations(new, account.directory.organizations()) if new else ({}, {})
    return {**recorded, **found}, mistakes


def visible_organization_ids(account: Account, keys: Iterable[str], recorded: Mapping[str, str]) -> dict[str, str]:
    """Ids by declared key, as far as the account can be looked at."""
    nothing: tuple[dict[str, str], dict[str, str]] = ({**recorded}, {})
    return _asking(account, lambda: organization_ids(account, keys, recorded), nothing)[0]


class RosterPreview:
    """The judgement of one change of a roster.

    Args:
        account: where.
        before: people of the last run that succeeded, or after a refresh as the account has them.
        wanted: people of this run.
        places: where people and organizations are declared, packed.
    """

    def __init__(self, account: Account, before: Entries, wanted: Entries, places: str | None = None) -> None:
        self._account = account
        self._before = before
        self._wanted = wanted
        self._packed_places = places or ""
        # Whom another resource of the program declares is not removed, only remembered elsewhere.
        self._leaving = [
            key for key in leaving(before, wanted) if fold(address_of(key, before[key])) not in account.declared
        ]

    def mistakes(self, declared_roles: Mapping[str, str], limits: Mapping[str, Any]) -> list[str]:
        """A sentence for everything that cannot be done, with its place where that is known; newcomers apart.

        Args:
            declared_roles: what the program said about roles that a refresh found changed.
            limits: `max_removals` and `unmanaged`.
        """
        located = [*self._unknown_organizations(), *self._changes(declared_roles)]
        sentences = [self._located(key, sentence) for key, sentence in located]
        sentences += too_many_removals(self._leaving, len(self._before), limits["max_removals"])
        return [*sentences, *self._removals(), *self._unmanaged(limits["unmanaged"] or "ignore")]

    def refused_newcomers(self) -> dict[str, str]:
        """Why people who are not among those before cannot come in, by address."""
        return {key: self._located(key, sentence) for key, sentence in self._newcomers()}

    def blocked_addresses(self) -> set[str]:
        """The folded addresses of people who are not declared any more, and are blocked for it."""
        return self._addresses_of(self._blocked)

    @cached_property
    def _blocked(self) -> list[str]:
        if self._from_sso:
            return []
        default = self._account.settings.on_destroy
        return [key for key in self._leaving if (self._before[key].get("on_destroy") or default) == "block"]

    def _addresses_of(self, keys: Iterable[str]) -> set[str]:
        return {fold(address_of(key, self._before[key])) for key in keys}

    def _located(self, key: str, sentence: str) -> str:
        return f"{self._places[key]}: {sentence}" if key in self._places else sentence

    @cached_property
    def _places(self) -> dict[str, str]:
        return unpacked(self._packed_places, {key: address_of(key, person) for key, person in self._wanted.items()})

    @property
    def _from_sso(self) -> bool:
        return self._account.settings.managed_by == "sso"

    def _changes(self, declared_roles: Mapping[str, str]) -> Located:
        if self._from_sso:
            return []
        default = self._account.settings.on_destroy
        return changed_people(self._before, self._wanted, declared_roles, default)

    def _unknown_organizations(self) -> Located:
        known = dict.fromkeys(organizations_of(self._before), "")
        keys = organizations_of(self._wanted)
        nothing: tuple[dict[str, str], dict[str, str]] = ({}, {})
        _ids, mistakes = _asking(self._account, lambda: organization_ids(self._account, keys, known), nothing)
        return mistakes.items()

    def _newcomers(self) -> Iterator[tuple[str, str]]:
        earlier = earlier_keys(self._wanted, self._before)
        newcomers = {key: self._wanted[key] for key in sorted(self._wanted.keys() - earlier.keys())}
        self._account.directory.expect(newcomers)
        announced = []
        for key, person in newcomers.items():
            who = address_of(key, person)
            seen = see_newcomer(self._account, who, {**person, "email": who})
            yield from ((key, mistake) for mistake in seen.mistakes)
            announced += [seen.announcement] if seen.announcement else []
        for announcement in announced[:SHOWN]:
            log.info("%s", announcement)
        if len(announced) > SHOWN:
            log.info("%d more people are taken over.", len(announced) - SHOWN)

    def _removals(self) -> list[str]:
        if self._from_sso or not self._leaving:
            return []
        default = self._account.settings.on_destroy
        sentences = refused_removals({key: self._before[key] for key in self._leaving}, default)
        for key in self._blocked:
            who = address_of(key, self._before[key])
            sentences += filter(None, [self_refusal(who, who, self._account.settings.caller_email)])
        admins = [key for key in self._blocked if self._before[key].get("role") == "ADMIN"]
        return sentences + self._last_admins(admins)

    def _last_admins(self, admins: list[str]) -> list[str]:
        if not admins:
            return []
        people = self._people()
        addresses = self._addresses_of(admins)
        ids = {user.id for user in people if fold(user.email) in addresses}
        who = first_of([address_of(key, self._before[key]) for key in admins])
        refusal = last_admin_refusal(who, "", people, ids) if people else None
        return [refusal] if refusal else []

    def _unmanaged(self, unmanaged: str) -> list[str]:
        if unmanaged == "ignore":
            return []
        people = self._people()
        declared = {*self._account.declared, *self._wanted, *self._before}
        others = [user.email for user in people if user.email and fold(user.email) not in declared]
        if not others:
            return []
        if unmanaged == "fail":
            return [unmanaged_people(others)]
        log.warning("%s", unmanaged_people(others))
        return []

    def _people(self) -> tuple[User, ...]:
        nobody: tuple[User, ...] = ()
        return _asking(self._account, self._account.directory.users, nobody)


def _asking(account: Account, ask: Callable[[], Answer], otherwise: Answer) -> Answer:
    """What the account answers; a preview without a key or a connection is still a preview."""
    if LOOK_UP in account.unavailable:
        return otherwise
    try:
        return ask()
    except Unauthorized:
        raise
    except ArizeError as error:
        account.unavailable.add(LOOK_UP)
        log.info("The account was not looked at. %s", error)
        return otherwise
