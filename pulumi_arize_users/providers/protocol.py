"""The hidden inputs: what a program, the providers and the state pass to each other beside the declared arguments.

An input whose name starts with two underscores never shows in a preview.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pulumi_arize_users.people.record import NOTES, SERVERS_OWN, concealed, unmanaged_arguments
from pulumi_arize_users.people.subject import NAMELESS, Subject
from pulumi_arize_users.providers.results import known, known_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.people.record import Declared, Recorded
    from pulumi_arize_users.providers.results import Properties

# From a program, and stored: the arguments whose values are secrets, which a provider sees in the clear.
SECRET = "__secret"  # noqa: S105 - a name
# From a program, only checked: how messages name a resource whose identity the program cannot know yet.
RESOURCE = "__resource"
# From a program, only checked: the account role of the person whose membership is declared.
ACCOUNT_ROLE = "__account_role"
# From a program, only checked: the memberships that must be there before this one, for the engine's order.
AFTER = "__after"
# From a program, only checked: the people of a roster as one text, from which check makes the mapping that is stored.
PEOPLE = "__people"
# From a program, only checked: where in its file each person and organization of a roster stands.
PLACES = "__places"
# From a program, only checked: the people whom the other resources of a program declare.
ELSEWHERE = "__elsewhere"
# Made by check, and stored: what becomes of the person of a membership, where the run knows it and no program says it.
KNOWN_PERSON = "__person"
# Made by check: who leaves a roster in this run, for the resource that stands for its removals.
LEAVERS = "__leaving"
# Made by check: what a preview of a changed roster knows of its people, in the form of its record. The engine answers a
# preview with it; what is there afterwards is in the record, and this is empty.
SEEN = "__seen"
# Made by check and by read, and stored: what the names of organizations in a roster have meant, by name.
ORGANIZATIONS = "__organizations"
# Made by check and by read, and stored: who in a roster had an account before, a line each.
ADOPTED = "__adopted"
# Made by check and by read, and stored: what the program declared beside `role`, which a refresh turns into what the
# server holds. The same for the address, which is only there when it was changed elsewhere, and for a roster's roles,
# in one text.
DECLARED_ROLE = "__role"
DECLARED_EMAIL = "__email"
DECLARED_ROLES = "__roles"
# Made by check, and stored with inputs and outputs alike: the format in which they are written (`state_format.py`).
FORMAT = "__format"
# No look at the account tells these: they stay as the program said them last, and a refresh shows no change of them.
UNSEEN = (SEEN, DECLARED_ROLES)
UNSEEN_OF_A_PERSON = ("invite_mode",)


def secret_arguments(properties: Mapping[str, Any]) -> frozenset[str]:
    """The arguments whose values must not be shown."""
    return frozenset(known_value(properties, SECRET) or ())


def subject_of(properties: Mapping[str, Any], *also_secret: str, fallback: str = NAMELESS) -> Subject:
    """How sentences speak of the person with these properties."""
    secret = secret_arguments(properties) | {*also_secret}
    email = known_value(properties, "email")
    return Subject(str(email) if email and "email" not in secret else fallback, secret)


def declared_by(inputs: Mapping[str, Any]) -> Declared:
    """What checked inputs declare, as far as it is known yet."""
    return cast("Declared", {key: value for key, value in known(inputs).items() if key != DECLARED_ROLE})


def recorded_by(inputs: Mapping[str, Any]) -> Recorded:
    """The inputs of the last run, or of a refresh, as far as they are a record."""
    notes = {"declared_role": inputs.get(DECLARED_ROLE), "declared_email": inputs.get(DECLARED_EMAIL)}
    return cast("Recorded", {**inputs, **{key: value for key, value in notes.items() if value is not None}})


def stored(recorded: Recorded) -> Properties:
    """The outputs of a person: what the engine does not know to be a secret holds none."""
    outputs: Properties = {**recorded}
    if "email" in secret_arguments(outputs) and "declared_email" in recorded:
        # The engine marks by name what was a secret before, and this name is new.
        outputs["declared_email"] = concealed(recorded["declared_email"])
    return outputs


def inputs_of(recorded: Recorded) -> Properties:
    """What a program would have to declare for the account to be as recorded, in just the arguments it manages."""
    left_out = {*SERVERS_OWN, *NOTES, *unmanaged_arguments(recorded)}
    inputs: Properties = {key: value for key, value in recorded.items() if key not in left_out}
    if "declared_email" in recorded:
        inputs[DECLARED_EMAIL] = stored(recorded)["declared_email"]
    return {**inputs, DECLARED_ROLE: recorded.get("declared_role", recorded.get("role"))}


def with_unseen(seen: Mapping[str, Any] | None, before: Mapping[str, Any]) -> Properties | None:
    """The inputs after a look at the account, with what no look tells as it was before.

    Args:
        seen: what the look told; None for a mere look-up.
        before: the inputs of the last run; empty where they are not known.
    """
    if seen is None or not before:
        return seen if seen is None else {**seen}
    inputs = _restored(seen, before, (*UNSEEN_OF_A_PERSON, FORMAT))
    if "people" in inputs:
        people = before.get("people", {})
        inputs["people"] = {
            key: _restored(person, people.get(key, {}), UNSEEN_OF_A_PERSON) for key, person in inputs["people"].items()
        }
        inputs = _restored(inputs, before, UNSEEN)
    return inputs


def _restored(seen: Mapping[str, Any], before: Mapping[str, Any], names: tuple[str, ...]) -> Properties:
    told = {name: value for name, value in seen.items() if name not in names}
    return told | {name: before[name] for name in names if name in before}


def is_managed(outputs: Mapping[str, Any]) -> bool:
    """Whether these are the outputs of something that a stack manages, and not the mere id of a look-up."""
    return "account" in outputs
