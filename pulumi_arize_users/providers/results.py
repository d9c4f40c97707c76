"""What the providers return: plain results, which each host turns into its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from pulumi_arize_users.api.errors import ArizeError

if TYPE_CHECKING:
    from collections.abc import Mapping

Properties = dict[str, Any]


class Unknown:
    """Stands for a value that a preview cannot know yet, and for one that holds such a value."""


UNKNOWN: Final = Unknown()


@dataclass(frozen=True)
class Checked:
    """The inputs, normalized, and a sentence for everything that is refused.

    Attributes:
        inputs: the inputs.
        failures: the sentences.
        arguments: the argument that a sentence is about, by sentence, where its value may be shown.
    """

    inputs: Properties
    failures: list[str] = field(default_factory=list)
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """Whether a program differs from the account.

    Attributes:
        changes: False if nothing follows; None if the host may compare the inputs itself, and so show each change;
            True if the difference is only in the record, where that comparison cannot find it.
        replaces: the changed inputs that make it another object.
    """

    changes: bool | None
    replaces: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Created:
    """An object that exists now, and what a stack remembers of it."""

    id: str
    outputs: Properties


@dataclass(frozen=True)
class Found:
    """An object as it is now; its id is empty if it does not exist any more.

    Attributes:
        id: the object's id.
        outputs: what a stack remembers of it.
        inputs: what a program would have to declare for it to be so; None if they stay as they are.
    """

    id: str = ""
    outputs: Properties = field(default_factory=dict)
    inputs: Properties | None = field(default_factory=dict)


class Unfinished(ArizeError):
    """Raised by create or update: the object exists, but a later step failed.

    Args:
        id: the object's id.
        outputs: what exists now, so that the next diff sees what is missing. Not in any printed form: there may be a
            temporary password among them.
        reason: a sentence for the user.
    """

    def __init__(self, id: str, outputs: Properties, reason: str) -> None:
        super().__init__(reason)
        self.id = id
        self.outputs = outputs


class Lifecycle(Protocol):
    """The life of a resource. Every method raises `ArizeError`, whose text is a sentence for the user."""

    def check(self, olds: Properties, news: Properties) -> Checked:
        """Refuse at preview what cannot be done, and normalize the rest."""

    def diff(self, id: str, olds: Properties, news: Properties) -> Difference:
        """What differs between the account as last seen and the program."""

    def create(self, props: Properties) -> Created:
        """Make it."""

    def read(self, id: str, props: Properties) -> Found:
        """See it as it is now."""

    def update(self, id: str, olds: Properties, news: Properties) -> Properties:
        """Apply what differs, and nothing else; returns the outputs."""

    def delete(self, id: str, props: Properties) -> None:
        """Remove it."""


def known(properties: Mapping[str, Any]) -> Properties:
    """The properties whose value is known."""
    return {key: value for key, value in properties.items() if value is not UNKNOWN}


def known_value(properties: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - whatever it is
    """One of the properties; None if its value is not known, or not there."""
    value = properties.get(name)
    return None if value is UNKNOWN else value


def unknown_keys(properties: Mapping[str, Any]) -> set[str]:
    """The properties whose value a preview cannot know yet."""
    return {key for key, value in properties.items() if value is UNKNOWN}
