"""The simulator as a test or a program holds it: start, stop, look inside, and edit from outside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from pulumi_arize_users.simulator import control, outside_edits, views
from pulumi_arize_users.simulator.conditions import Conditions
from pulumi_arize_users.simulator.dialects import DIALECTS, Dialect
from pulumi_arize_users.simulator.loopback import require_loopback, url_of
from pulumi_arize_users.simulator.rate_limit import RateLimit
from pulumi_arize_users.simulator.seeding import seed
from pulumi_arize_users.simulator.starting import server_class
from pulumi_arize_users.simulator.state import Account

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from typing_extensions import Self

    from pulumi_arize_users.simulator.background import BackgroundServer
    from pulumi_arize_users.simulator.faults import Fault
    from pulumi_arize_users.simulator.request_log import RecordedRequest

Result = TypeVar("Result")

DEMO_KEY = "simulator-demo-key"


class Simulator:
    """A local Arize account, served over HTTP on the loopback interface while the `with` block lasts.

    Users are named by id or e-mail address, roles and statuses in SCREAMING_SNAKE_CASE whatever the dialect. Any thread
    may call any method; none shows up among the `requests`.

    Args:
        api_key: the key that clients must present.
        dialect: how enum values are spelled on the wire: `upper`, or `lower` as before July 2026.
        host: the loopback address to listen on; `port` 0 takes a free one.
        seed_users: how many users, besides the caller, the account starts with; `seed_organizations` likewise.
        latency_ms: milliseconds that each request waits before it is served.
        rate_limit: requests per second above which the answer is 429.
        caller_email: the address of the user behind the API key; `caller_role` is their account role.
        sso: whether log-in through an identity provider is enforced.
        first_number: the number in the first id; a second account begins at another one, for Arize gives no id twice.

    Attributes:
        url: where the account is served.

    Raises:
        ValueError: the host is not a loopback address, or the dialect or role is unknown.
    """

    def __init__(
        self,
        *,
        api_key: str = DEMO_KEY,
        dialect: Dialect = "upper",
        host: str = "127.0.0.1",
        port: int = 0,
        seed_users: int = 0,
        seed_organizations: int = 0,
        latency_ms: float = 0,
        rate_limit: float | None = None,
        caller_email: str = "owner@example.com",
        caller_role: str = "ADMIN",
        sso: bool = False,
        first_number: int = 1,
    ) -> None:
        require_loopback(host)
        self.url = ""
        self._address = (host, port)
        self._server: BackgroundServer | None = None
        self._conditions = Conditions(api_key, latency_ms, RateLimit(rate_limit))
        self._account = Account(caller_email=caller_email, sso=sso, first_number=first_number)
        self.dialect = dialect
        self.caller_role = caller_role
        seed(self._account, users=seed_users, organizations=seed_organizations)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Serve; returns when connections are accepted.

        Raises:
            ModuleNotFoundError: aiohttp is not installed.
            OSError: the address cannot be listened on.
        """
        self._server = server_class()(self._account, self._conditions, partial(control.answer, self))
        self._server.start(*self._address)
        self.url = url_of(self._address[0], self._server.port)

    def stop(self) -> None:
        """Serve no longer; what is in the account can still be looked at."""
        server, self._server = self._server, None
        if server:
            server.stop()

    @property
    def api_key(self) -> str:
        """The key that clients must present; another one makes the old one invalid at once."""
        return self._conditions.api_key

    @api_key.setter
    def api_key(self, key: str) -> None:
        self._conditions.api_key = key

    @property
    def dialect(self) -> Dialect:
        """How enum values are spelled on the wire."""
        return self._account.dialect

    @dialect.setter
    def dialect(self, dialect: Dialect) -> None:
        if dialect not in DIALECTS:
            raise ValueError(f"Unknown dialect {dialect!r}. Known: {', '.join(DIALECTS)}.")
        self._account.dialect = dialect

    @property
    def caller_role(self) -> str:
        """The account role of the user behind the API key."""
        return self._account.caller.role

    @caller_role.setter
    def caller_role(self, role: str) -> None:
        self._do(outside_edits.set_caller_role, role)

    @property
    def latency_ms(self) -> float:
        """Milliseconds that each request waits before it is served."""
        return self._conditions.latency_ms

    @latency_ms.setter
    def latency_ms(self, milliseconds: float) -> None:
        self._conditions.latency_ms = milliseconds

    @property
    def reinvite_changes_id(self) -> bool:
        """Whether inviting an expired address again gives the user another id; by default it keeps its own."""
        return self._account.reinvite_changes_id

    @reinvite_changes_id.setter
    def reinvite_changes_id(self, changes: bool) -> None:
        self._account.reinvite_changes_id = changes

    def fail(self, fault: Fault) -> None:
        """Let something go wrong with the next requests that match."""
        with self._account.lock:
            self._conditions.faults.add(fault)

    def lag(self, *, reads: int | None = None, seconds: float | None = None) -> None:
        """Let reads answer with the account as it is now: so many of them, for so many seconds, or (None) for ever."""
        with self._account.lock:
            self._conditions.lag.begin(self._account.snapshot(), reads, seconds)

    def clear_faults(self) -> None:
        """Let nothing go wrong any more, and reads see everything."""
        with self._account.lock:
            self._conditions.clear_faults()

    @property
    def requests(self) -> list[RecordedRequest]:
        """Every request since the last clearing, in order of arrival."""
        with self._account.lock:
            return self._conditions.log.requests

    @property
    def writes(self) -> list[RecordedRequest]:
        """The requests that may have changed the account."""
        return [request for request in self.requests if request.is_write]

    @property
    def most_in_flight(self) -> int:
        """The highest number of requests served at once since the last clearing."""
        return self._conditions.log.most_in_flight

    def clear_requests(self) -> None:
        """Forget the requests so far."""
        with self._account.lock:
            self._conditions.log.clear()

    def user(self, who: str) -> dict[str, object]:
        """All about one user, inactive or not; a custom role reads `custom:<id>`.

        Raises:
            UnknownRecordError: there is no such user (a KeyError).
        """
        return self._do(views.user, who)

    def users(self) -> list[dict[str, object]]:
        """All about every user, inactive ones included, by time of creation."""
        return self._do(views.users)

    def organizations(self) -> list[dict[str, object]]:
        """All about every organization, by time of creation."""
        return self._do(views.organizations)

    def spaces(self) -> list[dict[str, object]]:
        """All about every space, by time of creation."""
        return self._do(views.spaces)

    def members(self, organization_id: str) -> dict[str, str]:
        """The role of each member of an organization, by user id."""
        return self._do(views.members, organization_id)

    def space_members(self, space_id: str) -> dict[str, str]:
        """The role of each member of a space, by user id."""
        return self._do(views.space_members, space_id)

    def add_user(
        self,
        email: str,
        *,
        name: str = "Somebody Else",
        role: str = "MEMBER",
        status: str = "ACTIVE",
        is_developer: bool | None = None,
    ) -> str:
        """Add a user as if through the web interface; returns the id.

        Raises:
            ValueError: the address is taken, or the role or status unknown.
        """
        add = partial(outside_edits.add_user, name=name, role=role, status=status, is_developer=is_developer)
        return self._do(add, email).id

    def edit_user(
        self,
        who: str,
        *,
        name: str | None = None,
        role: str | None = None,
        is_developer: bool | None = None,
        status: str | None = None,
        email: str | None = None,
    ) -> None:
        """Change what is given of a user, including what the API cannot change."""
        edit = partial(outside_edits.edit_user, name=name, role=role, is_developer=is_developer)
        self._do(partial(edit, status=status, email=email), who)

    def block_user(self, who: str) -> None:
        """Make a user inactive permanently."""
        self.edit_user(who, status="INACTIVE")

    def accept_invitation(self, who: str) -> None:
        """Let an invited user become active."""
        self._do(outside_edits.move_invitation, who, "ACTIVE")

    def expire_invitation(self, who: str) -> None:
        """Let an invitation run out."""
        self._do(outside_edits.move_invitation, who, "EXPIRED")

    def forget_user(self, who: str) -> None:
        """Remove a user as if they had never existed, which Arize itself cannot do."""
        self._do(outside_edits.forget_user, who)

    def add_organization(self, name: str) -> str:
        """Add an organization; returns the id."""
        return self._do(Account.add_organization, name).id

    def rename_organization(self, organization_id: str, name: str) -> None:
        """Give an organization another name."""
        self._do(outside_edits.rename_organization, organization_id, name)

    def remove_organization(self, organization_id: str) -> None:
        """Remove an organization with its spaces and memberships."""
        self._do(outside_edits.remove_organization, organization_id)

    def add_space(self, organization_id: str, name: str) -> str:
        """Add a space to an organization; returns the id."""
        return self._do(outside_edits.add_space, organization_id, name).id

    def remove_space(self, space_id: str) -> None:
        """Remove a space with its memberships."""
        self._do(outside_edits.remove_space, space_id)

    def add_member(self, place_id: str, who: str, role: str = "MEMBER") -> None:
        """Make a user a member of an organization or space, or change their role there."""
        self._do(outside_edits.add_member, place_id, who, role)

    def remove_member(self, place_id: str, who: str) -> None:
        """End a membership in a space, or one in an organization with those in its spaces."""
        self._do(outside_edits.remove_member, place_id, who)

    def add_role(self, name: str) -> str:
        """Register a custom role; returns the id."""
        return self._do(Account.add_role, name)

    def _do(self, deed: Callable[..., Result], *arguments: object) -> Result:
        with self._account.lock:
            return deed(self._account, *arguments)
