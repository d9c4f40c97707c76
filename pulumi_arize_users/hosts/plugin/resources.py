"""The resources of the plugin: each with its life, and what a preview cannot know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.providers.protocol import SEEN
from pulumi_arize_users.providers.results import UNKNOWN
from pulumi_arize_users.providers.wire_format import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.results import Found, Lifecycle, Properties

USER = "arize:index:User"
ORGANIZATION_MEMBERSHIP = "arize:index:OrganizationMembership"
SPACE_MEMBERSHIP = "arize:index:SpaceMembership"
ROSTER = "arize:index:Roster"
# The two that a roster is made of.
ROSTER_PEOPLE = "arize:index:RosterPeople"
ROSTER_REMOVALS = "arize:index:RosterRemovals"
STACK = "pulumi:pulumi:Stack"


@dataclass(frozen=True)
class Resource:
    """A kind of resource.

    Attributes:
        life: its life in an account; each is imported when it is needed.
        computed: the outputs that nobody knows before it is made.
        secret: the outputs that are always secrets.
        defaults: the inputs that it has unless a program says otherwise.
        take: what is there by an id or a name that somebody wants to import; None if nothing can be imported.
    """

    life: Callable[[Account], Lifecycle]
    computed: tuple[str, ...] = ()
    secret: frozenset[str] = frozenset()
    defaults: Mapping[str, Any] | None = None
    take: Callable[[Account, str], Found] | None = None

    def expected(self, inputs: Properties, before: Properties | None = None) -> Properties:
        """The outputs that a preview expects.

        Args:
            inputs: as checked.
            before: the outputs of the last run; None for what is made.
        """
        declared = {key: value for key, value in inputs.items() if not key.startswith(HIDDEN) or key == SEEN}
        if before is None:
            return {**dict.fromkeys(self.computed, UNKNOWN), **declared}
        # Of a new invitation, only the run knows what came of it.
        is_renewed = before.get("status") == "EXPIRED" and inputs.get("on_expired") == "reinvite"
        return {**before, **declared, **({"status": UNKNOWN} if is_renewed else {})}


def _user(account: Account) -> Lifecycle:
    from pulumi_arize_users.providers.user import UserLifecycle  # noqa: PLC0415 - as said above

    return UserLifecycle(account)


def _in_an_organization(account: Account) -> Lifecycle:
    from pulumi_arize_users.providers.membership import in_an_organization  # noqa: PLC0415 - as above
    from pulumi_arize_users.providers.membership_order import Awaited  # noqa: PLC0415 - as above
    from pulumi_arize_users.providers.membership_person import KnowingItsPerson  # noqa: PLC0415 - as above

    return Awaited(KnowingItsPerson(in_an_organization(account), account.run), account.run.arrivals)


def _in_a_space(account: Account) -> Lifecycle:
    from pulumi_arize_users.providers.membership import in_a_space  # noqa: PLC0415 - as above
    from pulumi_arize_users.providers.membership_order import Waiting  # noqa: PLC0415 - as above
    from pulumi_arize_users.providers.membership_person import KnowingItsPerson  # noqa: PLC0415 - as above

    life = KnowingItsPerson(in_a_space(account), account.run)
    return Waiting(life, account.run.arrivals, account.cancellation)


def _roster_people(account: Account) -> Lifecycle:
    from pulumi_arize_users.providers.roster import RosterLifecycle  # noqa: PLC0415 - as above

    return RosterLifecycle(account)


def _roster_removals(account: Account) -> Lifecycle:
    from pulumi_arize_users.providers.roster_removals import RemovalsLifecycle  # noqa: PLC0415 - as above

    return RemovalsLifecycle(account)


def _imported_user(account: Account, said: str) -> Found:
    from pulumi_arize_users.providers.imports import imported_user  # noqa: PLC0415 - as above

    return imported_user(account, said)


def _imported_membership(account: Account, said: str) -> Found:
    from pulumi_arize_users.providers.imports import imported_organization_membership  # noqa: PLC0415 - as above

    return imported_organization_membership(account, said)


def _imported_space_membership(account: Account, said: str) -> Found:
    from pulumi_arize_users.providers.imports import imported_space_membership  # noqa: PLC0415 - as above

    return imported_space_membership(account, said)


RESOURCES: Mapping[str, Resource] = {
    USER: Resource(
        _user,
        computed=("user_id", "status", "created_at", "adopted", "account"),
        secret=frozenset({"temporary_password"}),
        defaults={"invite_mode": "EMAIL_LINK", "on_expired": "warn"},
        take=_imported_user,
    ),
    ORGANIZATION_MEMBERSHIP: Resource(
        _in_an_organization, computed=("membership_id", "verification", "account"), take=_imported_membership
    ),
    SPACE_MEMBERSHIP: Resource(
        _in_a_space, computed=("membership_id", "verification", "account"), take=_imported_space_membership
    ),
    ROSTER_PEOPLE: Resource(
        _roster_people,
        computed=("record", "temporary_passwords", "organization_ids", "account"),
        secret=frozenset({"temporary_passwords"}),
    ),
    ROSTER_REMOVALS: Resource(_roster_removals),
}


def token_of(urn: str) -> str:
    """The type of a resource; empty if this is no URN of one."""
    parts = urn.split("::")
    return parts[2].split("$")[-1] if len(parts) > 3 else ""  # noqa: PLR2004 - stack, project, types, name


def label_of(urn: str) -> str:
    """A resource as messages name it: two of one program are never named alike."""
    *_, types, name = urn.split("::", maxsplit=3)
    *parents, own = (part for part in types.split("$") if part != STACK)
    within = f" in {'/'.join(parent.split(':')[-1] for parent in parents)}" if parents else ""
    return f"{own.split(':')[-1]} {name!r}{within}"
