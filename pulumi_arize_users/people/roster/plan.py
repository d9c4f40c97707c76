"""What has to be done so that an account becomes as a roster declares it: decided here, carried out elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.removal import Removal, decide_removal
from pulumi_arize_users.people.roster.record import ONLY_RECORDED, SENDABLE, address_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.api.settings import RemovalPolicy
    from pulumi_arize_users.people.roster.record import Entries


IGNORED = {*ONLY_RECORDED, "email"}
SERVERS_OWN = {*IGNORED, *SENDABLE, "role"}


@dataclass(frozen=True)
class Settlement:
    """What is done about one person who stays or comes, in the order of the attributes.

    Attributes:
        address: the person's key in the roster.
        person: as declared.
        recorded: the person's entry; None for somebody who comes.
        recorded_as: the key of that entry, another one if the address was changed elsewhere.
        existing: the account that somebody who comes has already.
        renewed: the invitation has expired, and is to be sent anew.
        changes: values to send.
        memberships: the role in each organization that has to be posted, by the organization's declared key.
        ended: recorded keys of organizations that the person leaves.
    """

    address: str
    person: Mapping[str, Any]
    recorded: Mapping[str, Any] | None = None
    recorded_as: str | None = None
    existing: User | None = None
    renewed: bool = False
    changes: Mapping[str, Any] = field(default_factory=dict)
    memberships: Mapping[str, str] = field(default_factory=dict)
    ended: tuple[str, ...] = ()


@dataclass(frozen=True)
class Departure:
    """A person who is recorded, and not declared any more.

    Attributes:
        address: the person's key in the roster.
        recorded: the person's entry.
        removal: what becomes of the account.
    """

    address: str
    recorded: Mapping[str, Any]
    removal: Removal


@dataclass(frozen=True)
class Plan:
    """Everything that has to be done; nothing, when the account is as declared."""

    settlements: tuple[Settlement, ...]
    departures: tuple[Departure, ...]

    def __bool__(self) -> bool:
        return bool(self.settlements or self.departures)

    @property
    def addresses(self) -> set[str]:
        """Everybody for whom something has to be done, by folded address."""
        return {step.address for step in self.settlements} | {step.address for step in self.departures}

    @property
    def renewed(self) -> set[str]:
        """Everybody who is to be invited anew, by folded address."""
        return {settlement.address for settlement in self.settlements if settlement.renewed}

    def __str__(self) -> str:
        coming = [settlement for settlement in self.settlements if settlement.recorded is None]
        taken_over = sum(settlement.existing is not None for settlement in coming)
        counts = {
            "invited": len(coming) - taken_over,
            "taken over": taken_over,
            "changed": len(self.settlements) - len(coming),
            "blocked": sum(departure.removal.policy == "block" for departure in self.departures),
            "forgotten": sum(departure.removal.policy == "retain" for departure in self.departures),
        }
        return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


def make_plan(
    declared: Entries,
    recorded: Entries,
    organization_ids: Mapping[str, str],
    *,
    default: RemovalPolicy,
    live: Mapping[str, User] | None = None,
    looked_up: bool = False,
) -> Plan:
    """What leads from the recorded people to the declared ones.

    Args:
        declared: people by folded address.
        recorded: entries by folded address.
        organization_ids: ids by declared key; a key without one stands for itself.
        default: what becomes of removed people whose entry does not say it.
        live: accounts that were found, by folded address.
        looked_up: accounts come from an identity provider, and nothing of them is changed.
    """
    earlier = earlier_keys(declared, recorded)
    settlements = [
        _change(address, person, earlier[address], recorded[earlier[address]], organization_ids)
        if address in earlier
        else _arrival(address, person, (live or {}).get(address))
        for address, person in declared.items()
    ]
    if looked_up:
        settlements = [replace(settled, renewed=False, changes={}) for settled in settlements]
    return Plan(
        tuple(settled for settled in settlements if _differs(settled, SERVERS_OWN if looked_up else IGNORED)),
        tuple(
            Departure(
                address,
                recorded[address],
                Removal("retain") if looked_up else _removal(address, recorded[address], default),
            )
            for address in sorted(recorded.keys() - set(earlier.values()))
        ),
    )


def earlier_keys(declared: Collection[str], before: Entries) -> dict[str, str]:
    """The key that each declared person had before: the same, or the one whose account has their address by now."""
    same = {address: address for address in declared if address in before}
    moved = {fold(address_of(key, person)): key for key, person in before.items() if key not in same}
    return {**{address: moved[address] for address in declared if address in moved}, **same}


def _arrival(address: str, person: Mapping[str, Any], existing: User | None) -> Settlement:
    return Settlement(address, person, existing=existing, memberships=person.get("organizations", {}))


def _change(
    address: str,
    person: Mapping[str, Any],
    recorded_as: str,
    recorded: Mapping[str, Any],
    organization_ids: Mapping[str, str],
) -> Settlement:
    had = {organization_ids.get(key, key): role for key, role in recorded.get("organizations", {}).items()}
    wanted = person.get("organizations", {})
    wanted_ids = {organization_ids.get(key, key) for key in wanted}
    return Settlement(
        address,
        person,
        recorded,
        recorded_as,
        renewed=recorded.get("status") == "EXPIRED" and person.get("on_expired") == "reinvite",
        changes={key: person[key] for key in SENDABLE if key in person and person[key] != recorded.get(key)},
        memberships={key: role for key, role in wanted.items() if had.get(organization_ids.get(key, key)) != role},
        ended=tuple(
            key for key in recorded.get("organizations", {}) if organization_ids.get(key, key) not in wanted_ids
        ),
    )


def _differs(settled: Settlement, ignored: Collection[str]) -> bool:
    """Whether anything has to be sent or recorded."""
    if settled.recorded is None or settled.renewed or settled.recorded_as != settled.address:
        return True
    return _compared(settled.recorded, ignored) != _compared(settled.person, ignored)


def _compared(properties: Mapping[str, Any], ignored: Collection[str]) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if key not in ignored and value != {}}


def _removal(address: str, recorded: Mapping[str, Any], default: RemovalPolicy) -> Removal:
    return decide_removal(
        address_of(address, recorded),
        own=recorded.get("on_destroy"),
        default=default,
        adopted=bool(recorded.get("adopted")),
    )
