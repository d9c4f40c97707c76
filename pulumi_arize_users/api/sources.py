"""The two places a setting can come from, the stack's configuration and the environment, and how each is read."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from pulumi_arize_users.api.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    Lookup = Callable[[str], object]

Number = TypeVar("Number", int, float)


@dataclass(frozen=True)
class Found:
    """A setting as somebody wrote it, and where, in words that begin a sentence; empty when nobody did."""

    value: str
    source: str = "Nowhere"

    def refuse(self, wrong: str) -> SettingsError:
        """The error about a value that cannot be used; `wrong` ends the sentence that begins with the source."""
        return SettingsError(f"{self.source} {wrong}.")


@dataclass(frozen=True)
class Sources:
    """Reads settings.

    Args:
        config: looks up a key such as `apiKey` in the configuration namespace `arize`; finds nothing unless given.
        environment: environment variables; those of this process unless given.
        keys: all keys of the configuration, whoever reads them, with their namespaces.
        project: the project's name, which is the namespace of the program's own keys.
        are_stored: the configuration may be the one that a stack's state keeps.
    """

    config: Lookup = lambda _key: None
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    keys: Collection[str] = ()
    project: str = ""
    are_stored: bool = False

    def find(self, key: str, variable: str, *, environment_first: bool = False) -> Found:
        """The value of a setting; configuration before environment, unless asked otherwise."""
        places = [
            Found(_text(self.config(key)), f"The configuration value arize:{key}"),
            Found(self.environment.get(variable, "").strip(), f"The environment variable {variable}"),
        ]
        if environment_first:
            places.reverse()
        return next((place for place in places if place.value), Found(""))

    def choice(
        self, key: str, variable: str, allowed: tuple[str, ...], *, environment_first: bool = False
    ) -> str | None:
        """One of a few words, in any letter case.

        Raises:
            SettingsError: it is none of them.
        """
        found = self.find(key, variable, environment_first=environment_first)
        if found.value and found.value.lower() not in allowed:
            raise found.refuse(f"is {found.value!r}, but must be one of: {', '.join(allowed)}")
        return found.value.lower() or None

    def number(self, key: str, kind: type[Number], smallest: float, largest: float) -> Number | None:
        """A number; its variable is the key in upper snake case with the prefix ARIZE_.

        Raises:
            SettingsError: it is not a number, or too small or too large.
        """
        found = self.find(key, _variable(key))
        if not found.value:
            return None
        try:
            number = kind(found.value)
        except ValueError:
            number = kind(-1)
        if not smallest <= number <= largest:
            what = "a whole number" if kind is int else "a number"
            raise found.refuse(f"is {found.value!r}, but must be {what} from {smallest:g} to {largest:g}")
        return number

    def existing_file(self, key: str, variable: str) -> str | None:
        """The path of a file.

        Raises:
            SettingsError: there is no such file.
        """
        found = self.find(key, variable)
        if found.value and not os.path.isfile(found.value):  # noqa: PTH113 - pathlib is not needed for one question
            raise found.refuse(f"names {found.value!r}, which is not a file")
        return found.value or None


def _text(value: object) -> str:
    """A value as the command line would have it: a provider that a program declares may have numbers and booleans."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():  # the engine knows no whole numbers
        return str(int(value))
    return "" if value is None else str(value).strip()


def _variable(key: str) -> str:
    return "ARIZE_" + "".join(f"_{letter}" if letter.isupper() else letter for letter in key).upper()
