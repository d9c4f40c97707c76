"""What is done about people of the account whom nobody declares, and who of them may be there all the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pulumi_arize_users.api.vocabulary import address_problem, fold
from pulumi_arize_users.people.declaration import UnusableValue, lower, one_of, shown

CHOICES = ("ignore", "warn", "fail")
EXCEPT = " except "
FORM = "must be one of ignore, warn, fail, or such as {policy: fail, except: ['*@bots.example.com']}"

_read_choice = one_of(CHOICES, lower, "choice")


@dataclass(frozen=True)
class Unmanaged:
    """What is done about people whom nobody declares.

    Attributes:
        choice: `ignore`, `warn` or `fail`.
        exceptions: addresses, or patterns with `*`, of people who may be there.
    """

    choice: str = "ignore"
    exceptions: tuple[str, ...] = ()

    def excepts(self, address: str) -> bool:
        """Whether a person may be there, declared or not."""
        return any(_pattern(exception).fullmatch(fold(address)) for exception in self.exceptions)


def read_unmanaged(said: object) -> str:
    """What somebody says, as one line: a choice, and after `except` the exceptions in order.

    Args:
        said: such a line, or a mapping with `policy` and `except`.

    Raises:
        UnusableValue: it is neither.
    """
    if isinstance(said, Mapping):
        policy, exceptions = said.get("policy"), said.get("except", [])
        if set(said) - {"policy", "except"} or not isinstance(policy, str) or not isinstance(exceptions, list | tuple):
            raise UnusableValue(FORM)
    elif isinstance(said, str):
        policy, _except, names = said.strip().partition(EXCEPT)
        exceptions = [name for name in re.split(r"[,\s]+", names) if name]
    else:
        message = "must be a string"
        raise UnusableValue(message)
    checked = sorted({_exception(exception) for exception in exceptions})
    choice = str(_read_choice(policy))
    return f"{choice}{EXCEPT}{', '.join(checked)}" if checked else choice


def parse_unmanaged(line: str) -> Unmanaged:
    """What a line of `read_unmanaged` says."""
    choice, _except, names = line.partition(EXCEPT)
    return Unmanaged(choice, tuple(names.split(", ")) if names else ())


def _exception(said: object) -> str:
    text = said.strip() if isinstance(said, str) else ""
    # With a letter in place of what it stands for, a pattern is an address; a mere * would be no rule at all.
    if not text or "," in text or address_problem(text.replace("*", "x")):
        message = f"has the exception {shown(said)}, which is neither an address nor such as '*@bots.example.com'"
        raise UnusableValue(message)
    return fold(text)


def _pattern(exception: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, fold(exception).split("*"))))
