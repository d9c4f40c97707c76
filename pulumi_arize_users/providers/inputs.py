"""How a host's inputs are read: each known value normalized, each mistake a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.people.declaration import Kind, read_declaration
from pulumi_arize_users.providers.protocol import secret_arguments
from pulumi_arize_users.providers.results import Checked, known, unknown_keys

if TYPE_CHECKING:
    from pulumi_arize_users.providers.results import Properties


def read_inputs(kind: Kind, news: Properties) -> tuple[Properties, list[str]]:
    """The declared inputs, unknown ones as they are, and a sentence for each mistake."""
    values, mistakes = read_declaration(kind, known(news), unknown=unknown_keys(news), secret=secret_arguments(news))
    return {**news, **values}, mistakes


def checked(inputs: Properties, who: str, sentences: list[str]) -> Checked:
    """The result of check, in which every sentence names the person it is about."""
    named = {sentence: sentence if who in sentence else f"{who}: {sentence}" for sentence in sentences}
    # A mistake begins with its argument.
    arguments = {text: sentence.partition(" ")[0] for sentence, text in named.items()}
    shown = known(inputs).keys() - secret_arguments(inputs)
    about = {text: argument for text, argument in arguments.items() if argument in shown}
    return Checked(inputs, [named[sentence] for sentence in sentences], about)
