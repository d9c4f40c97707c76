"""Everything that can go wrong, with every request of every operation: the cases of the fault matrix."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pulumi_arize_users.simulator import Fault
from tests.engine.served_plugin import EVERY_CASE
from tests.engine.situations import (
    ADA,
    ada_has_an_invitation_that_expired,
    ada_is_a_member,
    ada_is_active,
    ada_is_an_admin,
    ada_is_in_a_space,
    ada_is_invited,
    ada_is_one_of_many,
    ada_is_somebody_elses,
    ada_may_enter,
    ada_may_join,
    add_ada,
    add_ada_by_name,
    block_ada_elsewhere,
    dissolve_the_organization,
    dissolve_the_space,
    invite_ada,
    let_ada_in,
    nobody,
    remove_ada,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.engine.conftest import Team

# Nobody declares these: whatever is answered about them, nothing is written to them.
CY = "cy@example.com"
NEIGHBOUR = "Another organization"


@dataclass(frozen=True)
class Endpoint:
    """A call of the API.

    Attributes:
        lacking: the field that its reply loses to the fault `missing fields`; empty when it answers without content.
        repeatable: the providers send it again by themselves.
    """

    method: str
    path: str
    lacking: str = ""
    repeatable: bool = True


ENDPOINTS = {
    "list users": Endpoint("GET", "/users$", "id"),
    "get user": Endpoint("GET", "/users/[^/]+$", "id"),
    "create user": Endpoint("POST", "/v2/users$", "id", repeatable=False),
    "update user": Endpoint("PATCH", "/users/[^/]+$", "id"),
    "delete user": Endpoint("DELETE", "/v2/users/[^/]+$"),
    "resend invitation": Endpoint("POST", "/resend-invitation$", repeatable=False),
    "reset password": Endpoint("POST", "/reset-password$", repeatable=False),
    "list organizations": Endpoint("GET", "/organizations$", "id"),
    "get organization": Endpoint("GET", "/organizations/[^/]+$", "id"),
    "add member": Endpoint("POST", "/organizations/[^/]+/users$", "id"),
    "remove member": Endpoint("DELETE", "/organizations/[^/]+/users/"),
    "list spaces": Endpoint("GET", "/spaces$", "id"),
    "get space": Endpoint("GET", "/spaces/[^/]+$", "id"),
    "add to space": Endpoint("POST", "/spaces/[^/]+/users$", "id"),
    "remove from space": Endpoint("DELETE", "/spaces/[^/]+/users/"),
}

# A closed port is no fault of a server, so there is none to show for it.
FAULTS = {
    "refused": None,
    "reset before": Fault("reset"),
    "reset after": Fault("reset", after_write=True),
    "hang before": Fault("hang"),
    "hang after": Fault("hang", after_write=True),
    "429 for 0 s": Fault("status", status=429, retry_after="0"),
    "429 until a past date": Fault("status", status=429, retry_after="Wed, 21 Oct 2015 07:28:00 GMT"),
    "429": Fault("status", status=429),
    "500 before": Fault("status", status=500),
    "500 after": Fault("status", status=500, after_write=True),
    "502": Fault("status", status=502),
    "503": Fault("status", status=503),
    "truncated": Fault("truncated"),
    "malformed": Fault("malformed"),
    "oversized": Fault("oversized", after_write=True),
    "wrong content type": Fault("wrong-content-type"),
    "html": Fault("html", after_write=True),
    "missing fields": Fault("missing-field"),
    "drip": Fault("drip", seconds=0.05),
    "403 from a middlebox before": Fault("middlebox", status=403),
    "404 from a middlebox after": Fault("middlebox", status=404, after_write=True),
    "200 with nothing before": Fault("success"),
    "200 with nothing after": Fault("success", after_write=True),
    "odd values": Fault("odd-values", values={"name": 7, "role": [], "created_at": {}, "is_developer": "yes"}),
    "about somebody else": Fault("somebody-else"),
    "somebody else's id": Fault("somebody-else", fields=("id",)),
    "somebody else's address": Fault("somebody-else", fields=("email",)),
}
ALWAYS = ("reset before", "reset after", "500 after", "about somebody else")
SLOW = ("hang", "drip")
MIXED_UP = ("about somebody else", "somebody else's id", "somebody else's address")
NEED_CONTENT = (
    "truncated",
    "malformed",
    "wrong content type",
    "missing fields",
    "drip",
    "odd values",
    *MIXED_UP,
)
# What a second request heals; the others are replies that arrived whole and would be the same again.
PASSING = ("reset", "hang", "429", "500", "502", "503", "truncated", "drip")


@dataclass(frozen=True)
class Use:
    """An operation that uses an endpoint.

    Attributes:
        why: what provokes the request.
        before: brings about the state in which the operation finds the stack.
        change: what the program or the world changes after that.
        blocked: who is to be inactive in the end.
        invitations: how many may have been sent to Ada in the end; the first is right after an untroubled run.
        resets: how many links for a new password, in the same way.
    """

    endpoint: str
    operation: Literal["preview", "up", "refresh", "destroy"]
    why: str
    before: Callable[[Team], object]
    change: Callable[[Team], object] = lambda _: None
    blocked: tuple[str, ...] = ()
    invitations: tuple[int, ...] = (1,)
    resets: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Case:
    """One use of an endpoint, and what goes wrong with it."""

    use: Use
    trouble: str
    times: int | None

    def __str__(self) -> str:
        times = "once" if self.times else "always"
        return f"{self.use.operation}: {self.use.endpoint} ({self.use.why}): {self.trouble} {times}"

    @property
    def endpoint(self) -> Endpoint:
        """What is called."""
        return ENDPOINTS[self.use.endpoint]

    @property
    def fault(self) -> Fault | None:
        """The fault that the server has; None for no server at all."""
        fault, called = FAULTS[self.trouble], self.endpoint
        if fault is None:
            return None
        is_of_a_place = ("organizations" in called.path or "spaces" in called.path) and called.method == "GET"
        about = NEIGHBOUR if is_of_a_place else CY
        drop = (called.lacking,)
        return replace(fault, method=called.method, path=called.path, times=self.times, drop=drop, about=about)

    @property
    def goes_unnoticed(self) -> bool:
        """Whether the operation has to succeed anyway."""
        if self.times is None or self.trouble == "refused":
            return False
        again = self.endpoint.repeatable or self.trouble.startswith("429")
        return self.trouble == "wrong content type" or (again and self.trouble.startswith(PASSING))


RENEWED = (2,)
# A request whose reply was lost is asked for again.
RESENT = (2, 3)
RESET = (1, 2)
GONE = (ADA,)

USES = (
    Use("list users", "preview", "a new person is looked up", nobody, invite_ada),
    Use("list users", "up", "a new person is looked up", nobody, invite_ada),
    Use("list users", "up", "is there another admin?", ada_is_an_admin, remove_ada, GONE),
    Use("list users", "refresh", "everybody is read", ada_is_invited),
    Use("list users", "destroy", "is there another admin?", ada_is_an_admin, blocked=GONE),
    Use("get user", "preview", "somebody is looked up", ada_is_somebody_elses, invitations=(0,)),
    Use("get user", "up", "somebody is looked up", ada_is_somebody_elses, invitations=(0,)),
    Use("get user", "refresh", "one of many is read", ada_is_one_of_many),
    Use("get user", "refresh", "is she really gone?", ada_is_invited, block_ada_elsewhere, GONE),
    Use("create user", "up", "a new person", nobody, invite_ada),
    Use("create user", "up", "an expired invitation", ada_has_an_invitation_that_expired, invitations=RENEWED),
    Use("update user", "up", "a new name", ada_is_invited, lambda t: t.person("ada", name="Ada King")),
    Use("update user", "up", "a new person's permission", nobody, lambda t: invite_ada(t, is_developer=False)),
    Use("delete user", "up", "a removed person", ada_is_invited, remove_ada, GONE),
    Use("delete user", "destroy", "a person", ada_is_invited, blocked=GONE),
    Use(
        "resend invitation",
        "up",
        "a changed trigger",
        ada_is_invited,
        lambda t: t.person("ada", resend_invitation_trigger=2),
        invitations=RESENT,
    ),
    Use(
        "reset password",
        "up",
        "a changed trigger",
        ada_is_active,
        lambda t: t.person("ada", reset_password_trigger=2),
        resets=RESET,
    ),
    Use("list organizations", "preview", "get_organization", ada_may_join, add_ada_by_name),
    Use("list organizations", "up", "get_organization", ada_may_join, add_ada_by_name),
    Use("list organizations", "refresh", "a membership is read", ada_is_a_member),
    Use("get organization", "refresh", "is it really gone?", ada_is_a_member, dissolve_the_organization),
    Use("add member", "up", "a new membership", ada_may_join, add_ada),
    Use("add member", "up", "a new role", ada_is_a_member, lambda t: t.membership("ada-ml", role="ADMIN")),
    Use("remove member", "up", "a removed membership", ada_is_a_member, lambda t: t.memberships.clear()),
    Use("remove member", "destroy", "a membership", ada_is_a_member, blocked=GONE),
    Use("list spaces", "refresh", "a membership is read", ada_is_in_a_space),
    Use("get space", "refresh", "is it really gone?", ada_is_in_a_space, dissolve_the_space),
    Use("add to space", "up", "a new membership", ada_may_enter, let_ada_in),
    Use("remove from space", "up", "a removed membership", ada_is_in_a_space, lambda t: t.memberships.pop("ada-fraud")),
)


def cases() -> Iterator[Case]:
    """Every use with every fault that can strike it, once; and with some that do not pass."""
    for use in USES:
        yield from (Case(use, trouble, times=1) for trouble in FAULTS if _strikes(trouble, use))
        yield from (Case(use, trouble, times=None) for trouble in ALWAYS if _strikes(trouble, use))


def _strikes(trouble: str, use: Use) -> bool:
    if trouble in {"somebody else's address", "odd values"} and use.before is ada_is_somebody_elses:
        return False  # of somebody who is only looked up, nothing is known but what the reply says
    return bool(ENDPOINTS[use.endpoint].lacking) or trouble not in NEED_CONTENT


CASES = tuple(cases())


def one_of_each_endpoint() -> Iterator[Case]:
    """A few cases in which every endpoint is struck, and one fault follows the other."""
    for number, endpoint in enumerate(ENDPOINTS):
        struck = [case for case in CASES if case.use.endpoint == endpoint]
        yield struck[number * 5 % len(struck)]


ONE_OF_EACH_ENDPOINT = tuple(one_of_each_endpoint())
CASES_OF_THE_PLUGIN = CASES if EVERY_CASE else CASES[::7]
