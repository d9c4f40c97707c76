"""What happens during a run, written down as it happens."""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING, Final

from pulumi_arize_users.testing import urns
from pulumi_arize_users.testing.results import Diagnostic, Refused, Result, Severity, Step

if TYPE_CHECKING:
    from typing import NoReturn

# The parts of a replacement are among the steps; what counts is the one `replace` beside them.
_PARTS: Final = frozenset({"create-replacement", "delete-replaced", "read-replacement"})


class RunStopped(Exception):
    """The run has failed elsewhere: no new step may begin."""


class Journal:
    """Steps and diagnostics of one run, and whether it has failed. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._steps: list[Step] = []
        self._diagnostics: list[Diagnostic] = []
        self._changes: Counter[str] = Counter()
        self._failed = False
        self._stopped = False

    @property
    def stopped(self) -> bool:
        """Whether the run ended early."""
        return self._stopped

    def tell(self, severity: Severity, message: str, urn: str = "") -> None:
        """Write down a message."""
        self._diagnostics.append(Diagnostic(severity, message.rstrip("\n"), urn))

    def blame(self, urn: str, message: str) -> None:
        """Write down an error that fails the run and lets it go on. An error that is only reported does not fail it."""
        self._failed = True
        self.tell("error", message, urn)

    def fail(self, urn: str, message: str) -> NoReturn:
        """Write down an error and end the run.

        Raises:
            RunStopped: always.
        """
        self.tell("error", message, urn)
        self.stop()

    def stop(self) -> NoReturn:
        """End the run early, for a reason already reported.

        Raises:
            RunStopped: always.
        """
        self._failed = self._stopped = True
        raise RunStopped

    def cancel(self) -> None:
        """Fail the run because somebody wants it to stop: no new step may begin."""
        self._failed = self._stopped = True
        self.tell("error", "update canceled")

    def refuse(self, what: str) -> NoReturn:
        """Fail the run because it asks for something that is not imitated, even if the program catches the error.

        Raises:
            Refused: always.
        """
        message = f"the local runner does not support {what}. Test this part of the program on the Pulumi CLI."
        self._failed = self._stopped = True
        self.tell("error", message)
        raise Refused(message)

    def go_on(self) -> None:
        """Return if the run may start another step.

        Raises:
            RunStopped: the run has failed.
        """
        if self._stopped:
            raise RunStopped

    def done(self, step: Step, *, counts: bool = True) -> None:
        """Write down a finished (or, in a preview, planned) step; those of default providers are left out."""
        if urns.is_default_provider(step.urn):
            return
        with self._lock:
            self._steps.append(step)
            if counts and step.op not in _PARTS:
                self._changes[step.op] += 1

    def result(self) -> Result:
        """The run so far as its caller sees it."""
        return Result(not self._failed, dict(self._changes), tuple(self._steps), tuple(self._diagnostics))
