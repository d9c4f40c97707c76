"""How a failed step is reported: what was being done to whom, what went wrong, what to do next."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import ArizeError, Cancelled, Refused
from pulumi_arize_users.people.refusals import FAILED, cause_of, grouped
from pulumi_arize_users.providers.results import Unfinished

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pulumi_arize_users.people.refusals import Refusal


class StepFailed(ArizeError):
    """Raised when a step of a resource's life fails: what was being done, what went wrong, what to do next."""


@contextmanager
def naming_step(what: str) -> Iterator[None]:
    """Name what is being done in the errors that come out of it."""
    try:
        yield
    except (StepFailed, Unfinished, Refused, Cancelled):  # their sentences say what they are about
        raise
    except ArizeError as error:
        message = f"{what}{FAILED}{error}"
        raise StepFailed(message) from error


class Told:
    """The reasons of failures that this process has told: the engine prints each of them up to three times."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def shorten(self, sentence: str) -> str:
        """The sentence, or, if its reason was told before, with whom.

        Args:
            sentence: what was being done to whom, that it failed, and why; any other sentence stays as it is.
        """
        what, failed, _why = sentence.partition(FAILED)
        first = self._first.setdefault(cause_of(sentence), what)
        if not failed or first == what or "\n" in sentence:
            return sentence
        return f"{what} failed for the same reason as {first[0].lower()}{first[1:]}: read there what to do."


def refuse(refusals: Sequence[Refusal]) -> None:
    """Raise what is refused, if anything is.

    Raises:
        Refused: there is a refusal.
    """
    if refusals:
        raise Refused("\n".join(grouped(refusals)))
