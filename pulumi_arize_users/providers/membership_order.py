"""A membership in a space needs one in the organization of the space, and waits for it where no program says so.

The dynamic resources tell the engine which waits for which. A program in another language says only the ids, and the
engine may make both at once. What a check has seen and nothing has made yet is still to come.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import InvalidRequest
from pulumi_arize_users.providers.failures import StepFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi_arize_users.api.cancellation import Cancellation
    from pulumi_arize_users.providers.results import Checked, Created, Difference, Found, Lifecycle, Properties

# The engine may have no thread left for the other one, or may have stopped because something else failed.
SECONDS_TO_WAIT = 20.0
# A program knows who it is about when the person is there, which takes a request or two.
SECONDS_TO_APPEAR = 5.0
SECONDS_BETWEEN_LOOKS = 0.1
HINT = (
    "Does this program make the membership in the organization of the space as well? Then list it in dependsOn, so "
    "that it is made first."
)


class Arrivals:
    """Which memberships in organizations this run has still to make, by person. Safe to share among threads.

    Attributes:
        elsewhere: entered while a call waits, so that it does not count among the calls that are served.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._coming: dict[str, set[str]] = {}
        self._settled: Counter[str] = Counter()
        self.elsewhere: AbstractContextManager[Any] = nullcontext()

    def expect(self, user_id: str, organization_id: str) -> None:
        """Note that a membership is declared, and may have to be made."""
        with self._changed:
            self._coming.setdefault(user_id, set()).add(organization_id)

    def settle(self, user_id: str, organization_id: str) -> None:
        """Note that a membership is there, or will not come."""
        with self._changed:
            self._coming.get(user_id, set()).discard(organization_id)
            self._settled[user_id] += 1
            self._changed.notify_all()

    def settled(self, user_id: str) -> int:
        """How many memberships of a person are there by now, or will not come."""
        return self._settled[user_id]

    def wait(self, user_id: str, cancellation: Cancellation, seconds_to_appear: float = 0.0) -> None:
        """Wait until no membership of a person is still to come.

        Args:
            user_id: the person.
            cancellation: says when to stop.
            seconds_to_appear: how long to wait for the first one that the run declares.

        Raises:
            Cancelled: the run is to stop.
        """
        with self.elsewhere, self._changed:
            self._pause(lambda: user_id not in self._coming, seconds_to_appear, cancellation)
            self._pause(lambda: bool(self._coming.get(user_id)), SECONDS_TO_WAIT, cancellation)

    def _pause(self, goes_on: Callable[[], bool], seconds: float, cancellation: Cancellation) -> None:
        end = time.monotonic() + seconds
        while goes_on() and time.monotonic() < end:
            cancellation.raise_if_requested()
            self._changed.wait(SECONDS_BETWEEN_LOOKS)


class Passed:
    """The life of another object, call by call.

    Args:
        life: that life.
        arrivals: what is still to come in this run.
    """

    def __init__(self, life: Lifecycle, arrivals: Arrivals) -> None:
        self._life = life
        self._arrivals = arrivals

    def check(self, olds: Properties, news: Properties) -> Checked:
        """Refuse at preview what cannot be done, and normalize the rest."""
        return self._life.check(olds, news)

    def diff(self, id: str, olds: Properties, news: Properties) -> Difference:
        """What differs between the account as last seen and the program."""
        return self._life.diff(id, olds, news)

    def create(self, props: Properties) -> Created:
        """Make it."""
        return self._life.create(props)

    def read(self, id: str, props: Properties) -> Found:
        """See it as it is now."""
        return self._life.read(id, props)

    def update(self, id: str, olds: Properties, news: Properties) -> Properties:
        """Apply what differs, and nothing else; returns the outputs."""
        return self._life.update(id, olds, news)

    def delete(self, id: str, props: Properties) -> None:
        """Remove it."""
        self._life.delete(id, props)


class Awaited(Passed):
    """The life of a membership in an organization, for which those in its spaces wait."""

    def check(self, olds: Properties, news: Properties) -> Checked:
        """Note that it may have to be made."""
        checked = super().check(olds, news)
        identity = _identity(checked.inputs)
        if identity and not checked.failures:
            self._arrivals.expect(*identity)
        return checked

    def diff(self, id: str, olds: Properties, news: Properties) -> Difference:
        """What differs; without a replacement it is there."""
        difference = super().diff(id, olds, news)
        if not difference.replaces:
            self._settle(news)
        return difference

    def create(self, props: Properties) -> Created:
        """Make it; whoever waits for it goes on in any case."""
        try:
            return super().create(props)
        finally:
            self._settle(props)

    def read(self, id: str, props: Properties) -> Found:
        """See it as it is now, or as it is to be imported."""
        found = super().read(id, props)
        self._settle(found.outputs)
        return found

    def _settle(self, props: Properties) -> None:
        if identity := _identity(props):
            self._arrivals.settle(*identity)


class Waiting(Passed):
    """The life of a membership in a space, which waits for those of its person in organizations.

    Args:
        life: the life of the membership.
        arrivals: what is still to come in this run.
        cancellation: says when to stop.
    """

    def __init__(self, life: Lifecycle, arrivals: Arrivals, cancellation: Cancellation) -> None:
        super().__init__(life, arrivals)
        self._cancellation = cancellation

    def create(self, props: Properties) -> Created:
        """Make it when the others are there.

        Raises:
            StepFailed: its person is not in the organization, and this run does not change that in time.
        """
        user_id = str(props["user_id"])
        self._arrivals.wait(user_id, self._cancellation)
        before = self._arrivals.settled(user_id)
        try:
            return super().create(props)
        except StepFailed as failed:
            if not isinstance(failed.__cause__, InvalidRequest):
                raise
            # A program may declare the space first: what it declares since is waited for.
            self._arrivals.wait(user_id, self._cancellation, SECONDS_TO_APPEAR)
            if self._arrivals.settled(user_id) > before:
                return super().create(props)
            raise StepFailed(f"{failed} {HINT}") from failed


def _identity(props: Properties | None) -> tuple[str, str] | None:
    user_id, organization_id = ((props or {}).get(key) for key in ("user_id", "organization_id"))
    return (user_id, organization_id) if isinstance(user_id, str) and isinstance(organization_id, str) else None
