"""Answers that a preview does not know: they can be passed on like outputs, and refuse to be decided by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import pulumi

from pulumi_arize_users.resources.program import ProgramError

if TYPE_CHECKING:
    from pulumi_arize_users.api.models import Organization, Space, User

    Model = TypeVar("Model", User, Organization, Space)


def unknown_one(model: type[Model], **known: str | None) -> Model:
    """Somebody or something that must exist, with an unknown output in place of each value that is not given."""
    given: dict[str, Any] = {field: value for field, value in known.items() if value is not None}
    return model.model_construct(**dict.fromkeys(model.model_fields, unknown()) | given)


def perhaps(function: str, why: str, **known: str | None) -> User:
    """Somebody who may not be there: to ask whether they are is to decide."""
    from pulumi_arize_users.api.models import User  # noqa: PLC0415 - pydantic, which most programs do without

    class Perhaps(User):
        """A person of whom it is not known whether they have an account."""

        def __bool__(self) -> bool:
            raise undecided(function, why)

    return unknown_one(Perhaps, **known)


def unknown() -> pulumi.Output[Any]:
    """A value that is not known in this preview."""
    return pulumi.Output.from_input(pulumi.UNKNOWN)


class UnknownList(list[Any]):
    """A list whose items, and their number, are not known in this preview.

    Args:
        function: which function would answer with it.
        why: why it is not known; ends a sentence.
    """

    def __init__(self, function: str, why: str) -> None:
        super().__init__()
        self._function = function
        self._why = why

    def _refuse(self, *_: object) -> NoReturn:
        raise undecided(self._function, self._why)

    __iter__ = __len__ = __bool__ = __contains__ = __getitem__ = __eq__ = __reversed__ = __add__ = _refuse
    __hash__ = None


def undecided(function: str, why: str) -> ProgramError:
    """The error of a program that decides by what is not known."""
    message = (
        f"The program decides by what {function} answers, and this preview does not know it, because {why}. "
        f"With {function}_output it can be decided in an apply, which a preview leaves out."
    )
    return ProgramError(message)
