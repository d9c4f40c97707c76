"""Questions in unit tests with `pulumi.runtime.set_mocks`: the mocks answer them, and no account is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pulumi.runtime import MockCallArgs, settings

from pulumi_arize_users.providers.known_settings import NAMESPACE
from pulumi_arize_users.resources.program import ProgramError

if TYPE_CHECKING:
    from pulumi_arize_users.resources.asking import Question

Answer = TypeVar("Answer")


def answer_of_mocks(question: Question[Answer]) -> Answer:
    """What the mocks of a unit test answer.

    Raises:
        ProgramError: they answer with nothing, or with something else than what was asked for.
    """
    first, *others = question.function.split("_")
    token = f"{NAMESPACE}:index:{first}{''.join(map(str.title, others))}"
    given = {key: value for key, value in question.arguments.items() if value is not None}
    monitor: Any = settings.SETTINGS.monitor
    found = monitor.mocks.call(MockCallArgs(token, given, ""))
    found = found[0] if isinstance(found, tuple) else found
    try:
        return question.read(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = (
            f"{question.function} is answered by the mocks of this unit test, whose call() returns {found!r} for "
            f"{token}. It has to return the fields of one person or organization, such as id and name, or "
            '{"result": [...]} for several.'
        )
        raise ProgramError(message) from error
