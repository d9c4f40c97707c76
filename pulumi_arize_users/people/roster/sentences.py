"""What is wrong with a value of a roster, as a sentence that begins with the person it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.people.declaration import LONGEST_SHOWN, shown
from pulumi_arize_users.people.near import did_you_mean
from pulumi_arize_users.people.roster.models import Defaults, Person, RosterFile
from pulumi_arize_users.people.roster.nodes import value_name
from pulumi_arize_users.people.roster.places import Mistake
from pulumi_arize_users.people.roster.text import legible
from pulumi_arize_users.people.scope import SCOPES

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from pulumi_arize_users.people.roster.places import Path, Places

# pydantic's last step to a key that is wrong itself.
KEY = "[key]"
LONGEST_NUMBER = 200  # bits
# What a program knows only while it runs. Nothing here imports Pulumi, so it is told by its name.
OUTPUT = "Output"
NO_OUTPUTS = (
    "A roster takes no outputs, because everybody is judged before anything runs: use a plain value, or ArizeUser."
)
OWNERS: dict[type[BaseModel], str] = {Person: "a person", Defaults: "the defaults", RosterFile: "a roster"}


def mistake_of(problem: ErrorDetails, places: Places) -> Mistake:
    """The located sentence for what pydantic found."""
    path = problem["loc"]
    if problem["type"] == "missing":
        return Mistake(places.of_key(path[:-1]), about(path, f"{path[-1]} is missing."))
    if problem["type"] == "extra_forbidden":
        return Mistake(places.of_key(path), about(path, _unknown(path)))
    if _within(path)[2:] == (KEY,) or _within(path) == (KEY,):
        path = path[:-1]
        return Mistake(places.of_key(path), about(path[:-1], f"{shown(path[-1])} {_reason(problem)}."))
    return Mistake(places.of_value(path), about(path, _unusable(problem, path, places.written(path))))


def about(path: Path, sentence: str) -> str:
    """The sentence, after the person to whom the path leads, or after the defaults."""
    if path[0] == "people" and path[1:]:
        return f"{person_at(path)}: {sentence}"
    return f"defaults: {sentence}" if path[0] == "defaults" and path[1:] else sentence


def person_at(path: Path) -> str:
    """The person to whom the path leads, as sentences name them."""
    return legible(str(path[1]).strip())


def _within(path: Path) -> Path:
    """The part of a path that leads on from one person, or from the defaults."""
    return path[{"people": 2, "defaults": 1}.get(str(path[0]), len(path)) :]


def _unknown(path: Path) -> str:
    models: dict[str, type[BaseModel]] = {"people": Person, "defaults": Defaults}
    model = models[str(path[0])] if _within(path) else RosterFile
    fields = sorted(model.model_fields.items(), key=lambda field: not field[1].is_required())
    name, keys = str(path[-1]), [name for name, field in fields if not field.alias]
    near = did_you_mean(name, keys)
    hint = f".{near}" if near else f"; use one of {', '.join(keys)}."
    return f"{legible(name)} is not a valid key of {OWNERS[model]}{hint}"


def _unusable(problem: ErrorDetails, path: Path, written: str | None) -> str:
    value, reason, within = problem["input"], _reason(problem), _within(path)
    if type(value).__name__ == OUTPUT:
        what = f"the role in {legible(str(path[-1]))}" if len(within) > 1 else _name_of(path)
        return f"{what} is a pulumi.Output. {NO_OUTPUTS}"
    if written and reason == "must be a string":
        reason = f"{reason}; put it in quotes, or YAML reads it as {value_name(value)}"
    if len(within) > 1:
        return f"role {_value(value, written)} in {legible(str(path[-1]))} {reason}."
    return f"{_name_of(path)} {_value(value, written)} {reason}."


def _name_of(path: Path) -> str:
    return str(path[-1]) if _within(path) or len(path) == 1 else "the person"


def _value(value: object, written: str | None) -> str:
    match value:
        case None:
            return written or "(nothing)"
        case dict():
            return "(a mapping)"
        case list() | tuple():
            return "(a list)"
        case int() if value.bit_length() > LONGEST_NUMBER:
            return "(a number)"
        case str() | int() | float():
            return shown(value) if written is None else written[:LONGEST_SHOWN]
    return f"(of type {type(value).__name__})"


def _reason(problem: ErrorDetails) -> str:
    if problem["type"] == "value_error":
        return str(problem["ctx"]["error"])
    path = problem["loc"]
    if path == ("people",):
        return "must be a mapping of addresses to people"
    if _within(path) in {(scope.plural,) for scope in SCOPES}:
        return f"must be a mapping of {path[-1]} to roles"
    return "must be a mapping, such as {name: Ada Lovelace}" if path[0] == "people" else "must be a mapping"
