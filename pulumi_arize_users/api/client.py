"""One method per endpoint: path and models in, models out."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from pulumi_arize_users.api.connection import load_connection
from pulumi_arize_users.api.deletions import UserDeletion, delete_users
from pulumi_arize_users.api.dialect import Dialect
from pulumi_arize_users.api.errors import NotFound, SettingsError
from pulumi_arize_users.api.exchange import Exchange, Listing, parsed, path_to, valid
from pulumi_arize_users.api.identity import Identities, name_of, require_scope
from pulumi_arize_users.api.membership_query import ORGANIZATION_MEMBERS, SPACE_MEMBERS, members
from pulumi_arize_users.api.models import (
    AssignRole,
    CreateUser,
    Creation,
    CreationReply,
    Membership,
    Organization,
    Space,
    UpdateUser,
    User,
)
from pulumi_arize_users.api.transport import Transport
from pulumi_arize_users.api.vocabulary import canonical, canonical_role, fold, normalized

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pulumi_arize_users.api.cancellation import Cancellation
    from pulumi_arize_users.api.connection import Connection
    from pulumi_arize_users.api.identity import NameOf
    from pulumi_arize_users.api.vocabulary import Spelling


class ArizeClient:
    """The users, organizations and spaces of one Arize account. Safe to share among threads.

    Every method raises the errors of `pulumi_arize_users.api.errors`; the docstrings name only the special ones.

    Args:
        connection: where the account is and with which key; from the environment unless given.
        transport: what carries the requests; made from the connection unless given.
        cancellation: says when to stop.
        name_of: how messages name a person, given id and address; by the address unless given.
    """

    def __init__(
        self,
        connection: Connection | None = None,
        transport: Transport | None = None,
        cancellation: Cancellation | None = None,
        name_of: NameOf = name_of,
    ) -> None:
        connection = connection or load_connection()
        self._graphql_url = connection.graphql_url
        self._transport = transport or Transport(connection, cancellation=cancellation)
        self._exchange = Exchange(self._transport, Dialect(connection.dialect))
        self._identities = Identities(name_of)

    @property
    def spelling(self) -> Spelling | None:
        """How the server spells enum values, if the settings fix it or a reply has shown it."""
        return self._exchange.spelling

    # Users

    def list_users(self, *, email: str | None = None, status: Iterable[str] = ()) -> list[User]:
        """All visible people, oldest first; deleted ones are never listed.

        Args:
            email: only people whose address contains this text, in any letter case.
            status: only people with one of these statuses.
        """
        return list(self.iterate_users(email=email, status=status))

    def iterate_users(self, *, email: str | None = None, status: Iterable[str] = ()) -> Iterator[User]:
        """The people of `list_users`, a page at a time, so that a caller may stop early."""
        statuses = [canonical(word) for word in status]
        query = [("email", email)] if email else []
        yield from self._exchange.items(Listing("/v2/users", "users", User, query, statuses))

    def page_of_users(self, cursor: str = "") -> tuple[list[User], str | None]:
        """One page (100 people) of `list_users`, and where the next one is; None after the last.

        Who follows pages by hand lets `pages.Pages` say where they end: a server's list may have no end.
        """
        return self._exchange.page(Listing("/v2/users", "users", User), cursor)

    @property
    def leaves_out_users(self) -> bool:
        """Whether lists so far had people who could not be read and were left out, with a warning each."""
        return self._exchange.leaves_out("users")

    def get_user(self, user: str) -> User | None:
        """One person by id or, when it contains an `@`, by exact address in any letter case; None if there is none."""
        if "@" in user:
            return self.find_user(user)
        try:
            reply = self._exchange.send("GET", path_to("users", user))
        except NotFound:
            return None
        return self._identities.require_person(self._exchange.read(User, reply), user)

    def find_user(self, email: str) -> User | None:
        """The person with exactly this address, in any letter case; None if none is visible."""
        wanted = fold(email)
        return next((user for user in self.iterate_users(email=normalized(email)) if fold(user.email) == wanted), None)

    def create_user(self, *, name: str, email: str, role: str, invite_mode: str = "EMAIL_LINK") -> Creation:
        """Create a person. The address is the key: an invitation that is still open is returned as it is.

        Args:
            name: display name, 1 to 255 characters.
            email: address to invite.
            role: a predefined account role, or `custom:<id>`.
            invite_mode: NONE, EMAIL_LINK or TEMPORARY_PASSWORD.

        Raises:
            Conflict: the address belongs to an active person, or to one who was deleted and can never come back.
            MisdirectedReply: the answer is about somebody else; the person may have been created.
        """
        wanted = valid(
            CreateUser, name=name, email=email, role=canonical_role(role), invite_mode=canonical(invite_mode)
        )
        reply = self._exchange.spell(
            # Repeated, it would answer 200 without the password, or a conflict with itself.
            lambda spelling: self._exchange.send("POST", "/v2/users", body=wanted.body(spelling), repeatable=False)
        )
        read = parsed(CreationReply, reply.body)
        user = User(**{field: getattr(read, field) for field in User.model_fields})
        self._identities.require_arrival(user, wanted.email)
        return Creation(user, reply.status == HTTPStatus.CREATED, read.temporary_password)

    def update_user(self, user_id: str, *, name: str | None = None, is_developer: bool | None = None) -> User:
        """Change a person's name or developer permission; nothing else can be changed over this API.

        Raises:
            Forbidden: `is_developer` needs an account admin.
        """
        body = valid(UpdateUser, name=name, is_developer=is_developer).body()
        reply = self._exchange.send("PATCH", path_to("users", user_id), body=body)
        return self._identities.require_person(self._exchange.read(User, reply), user_id)

    def delete_user(self, user_id: str) -> None:
        """Block a person permanently: memberships, keys and roles go, and the address can never be invited again.

        Raises:
            NotFound: there is no such person, or the key may not see them.
        """
        self._exchange.order("DELETE", path_to("users", user_id))

    def delete_users(self, *, user_ids: Iterable[str] = (), emails: Iterable[str] = ()) -> list[UserDeletion]:
        """Block many people permanently; each has a result of its own, and one failure does not stop the others."""
        return delete_users(self, user_ids, emails)

    def resend_invitation(self, user_id: str) -> None:
        """Send a new invitation to a person who has not accepted the last one.

        Raises:
            InvalidRequest: the person is not INVITED, or the account demands single sign-on.
        """
        # The API's description says 204, the vendor's own client 202.
        done = (HTTPStatus.NO_CONTENT, HTTPStatus.ACCEPTED)
        self._exchange.order("POST", path_to("users", user_id, "resend-invitation"), repeatable=False, done=done)

    def reset_password(self, user_id: str) -> None:
        """Send a person a link, valid for 30 minutes, to choose a new password.

        Raises:
            InvalidRequest: the person signs in elsewhere, or has not accepted the invitation yet.
        """
        self._exchange.order("POST", path_to("users", user_id, "reset-password"), repeatable=False)

    # Organizations

    def list_organizations(self, *, name: str | None = None) -> list[Organization]:
        """All visible organizations; with `name`, those whose name contains it in any letter case."""
        query = [("name", name)] if name else []
        return list(self._exchange.items(Listing("/v2/organizations", "organizations", Organization, query)))

    def get_organization(self, organization_id: str) -> Organization | None:
        """One organization; None if there is none with this id, or the key may not see it."""
        try:
            reply = self._exchange.send("GET", path_to("organizations", organization_id))
        except NotFound:
            return None
        return require_scope("organization", parsed(Organization, reply.body), organization_id)

    def add_organization_user(self, organization_id: str, user_id: str, role: str) -> Membership:
        """Make a person a member, or change the role of one who is a member already.

        Raises:
            InvalidRequest: the role does not fit the person's account role (annotators only annotate).
            NotFound: there is no such organization or person, or the key may not see one of them.
        """
        return self._add_member("organizations", organization_id, user_id, role)

    def remove_organization_user(self, organization_id: str, user_id: str) -> None:
        """End a membership, and the person's memberships in all spaces of the organization.

        Raises:
            NotFound: the person is not a member, or the key may not see the organization.
        """
        self._exchange.order("DELETE", path_to("organizations", organization_id, "users", user_id))

    def organization_member_ids(self, organization_id: str) -> frozenset[str]:
        """Who belongs to an organization, by the one documented query that shows it; it does not show roles.

        Raises:
            SettingsError: the settings have no address for GraphQL.
        """
        return frozenset(members(self._transport, self._members_url(), ORGANIZATION_MEMBERS, organization_id))

    # Spaces

    def list_spaces(self, *, organization_id: str | None = None, name: str | None = None) -> list[Space]:
        """All visible spaces.

        Args:
            organization_id: only those of this organization.
            name: only those whose name contains this text, in any letter case.
        """
        filters = {"org_id": organization_id, "name": name}
        query = [(key, value) for key, value in filters.items() if value]
        return list(self._exchange.items(Listing("/v2/spaces", "spaces", Space, query)))

    def get_space(self, space_id: str) -> Space | None:
        """One space; None if there is none with this id, or the key may not see it."""
        try:
            reply = self._exchange.send("GET", path_to("spaces", space_id))
        except NotFound:
            return None
        return require_scope("space", parsed(Space, reply.body), space_id)

    def add_space_user(self, space_id: str, user_id: str, role: str) -> Membership:
        """Make a member of an organization a member of its space, or change the role of one who is.

        Raises:
            InvalidRequest: the person is not in the organization of the space, or a predefined role does not fit the
                person's account role.
            NotFound: there is no such space or person, or the key may not see one of them.
        """
        return self._add_member("spaces", space_id, user_id, role)

    def remove_space_user(self, space_id: str, user_id: str) -> None:
        """End a membership in a space.

        Raises:
            NotFound: the person is not a member, or the key may not see the space.
        """
        self._exchange.order("DELETE", path_to("spaces", space_id, "users", user_id))

    def space_members(self, space_id: str) -> Mapping[str, str]:
        """Who belongs to a space, by user id, each with the predefined role if the server tells it, or with nothing.

        Raises:
            SettingsError: the settings have no address for GraphQL.
        """
        return members(self._transport, self._members_url(), SPACE_MEMBERS, space_id)

    def _add_member(self, scopes: str, scope_id: str, user_id: str, role: str) -> Membership:
        wanted = valid(AssignRole, user_id=user_id, role=canonical_role(role))
        path = path_to(scopes, scope_id, "users")
        reply = self._exchange.spell(
            lambda spelling: self._exchange.send("POST", path, body=wanted.body(spelling)),
        )
        return self._identities.require_membership(self._exchange.read(Membership, reply), scope_id, user_id)

    def _members_url(self) -> str:
        if self._graphql_url is None:
            message = "Members are listed over GraphQL only: set arize:verifyMemberships to graphql."
            raise SettingsError(message)
        return self._graphql_url
