"""What `pulumi stack export` says of the people and memberships that a stack manages.

Nothing is decrypted: a secret address is not known, and its person is recognized by id.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import click

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.command.managed.people import Managed, Manager
from pulumi_arize_users.command.managed.stack_people import READERS, Entry
from pulumi_arize_users.people.refusals import first_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pulumi_arize_users.command.managed.people import ManagedMembership, ManagedPerson

# The forms of an export in which resources are written alike.
VERSIONS: Final = (3, 4)
STDIN: Final = "-"
_URN_PARTS: Final = 4
_HOW: Final = "Write one with `pulumi stack export --file FILE`."


class UnreadableStack(ArizeError):
    """Raised for a file that is not the export of a stack, or that does not say who is managed."""


def read_stacks(files: Sequence[str]) -> list[Managed]:
    """What each of these stacks manages.

    Args:
        files: the exports; `-` is the standard input.

    Raises:
        UnreadableStack: one of them is not an export, or two are of one stack.
    """
    found: dict[str, str] = {}
    stacks = []
    for file in files:
        stack = read_stack(file)
        if stack.source in found:
            message = f"{found[stack.source]} and {file} are both exports of {stack.source}. Give the newer one alone."
            raise UnreadableStack(message)
        found[stack.source] = file
        stacks.append(stack)
    return stacks


def read_stack(file: str) -> Managed:
    """What a stack manages.

    Args:
        file: the export; `-` is the standard input.

    Raises:
        UnreadableStack: this is not an export, or the record of a roster in it cannot be read.
    """
    deployment = _deployment(file)
    resources = _listed(file, deployment, "resources")
    pending = _listed(file, deployment, "pending_operations")
    begun = [said.get("resource") for said in pending if said.get("type") == "creating"]
    source = _name_of([*resources, *begun]) or file
    entries = [*_entries(source, resources), *_entries(source, begun)]
    people: list[ManagedPerson] = []
    memberships: list[ManagedMembership] = []
    exceptions: list[str] = []
    for entry in entries:
        try:
            of_one = READERS[entry.kind](entry)
        except ArizeError as error:
            message = f"{entry.by}: {error}"
            raise UnreadableStack(message) from error
        people += of_one.people
        memberships += of_one.memberships
        exceptions += of_one.exceptions
    notes = _notes(source, entries, pending, people)
    return Managed(source, "stack", tuple(people), tuple(memberships), tuple(exceptions), tuple(notes))


def _deployment(file: str) -> dict[str, Any]:
    exported = _parsed(file)
    if isinstance(exported, dict) and "checkpoint" in exported:
        message = f"{file} is a file of a backend, and not the export of a stack. {_HOW}"
        raise UnreadableStack(message)
    if not isinstance(exported, dict) or not isinstance(exported.get("deployment"), dict):
        message = f"{file} is not the export of a stack: it has no deployment. {_HOW}"
        raise UnreadableStack(message)
    version = exported.get("version")
    if version not in VERSIONS:
        known = " or ".join(map(str, VERSIONS))
        message = (
            f"{file} is an export of version {version!r}, and {known} can be read. Export the stack again with a "
            "current Pulumi; if it is current, update pulumi-arize-users."
        )
        raise UnreadableStack(message)
    deployment: dict[str, Any] = exported["deployment"]
    return deployment


def _parsed(file: str) -> object:
    try:
        with click.open_file(file, "rb") as opened:
            content = opened.read()
        return json.loads(content)  # in UTF-8, or in UTF-16 as PowerShell writes it
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror or error}."
        raise UnreadableStack(message) from error
    except (ValueError, RecursionError):
        message = f"{file} is not the export of a stack: it is not JSON, or it was cut off. {_HOW}"
        # The error itself shows the text, and that may be anything.
        raise UnreadableStack(message) from None


def _listed(file: str, deployment: dict[str, Any], name: str) -> list[dict[str, Any]]:
    listed = deployment.get(name)
    if listed is None:
        return []
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        message = f"{file} is damaged: its {name} are not a list of objects. {_HOW}"
        raise UnreadableStack(message)
    return listed


def _entries(source: str, resources: Iterable[Any]) -> Iterator[Entry]:
    for written in resources:
        token = written.get("type") if isinstance(written, dict) else None
        # What a program only looks up is in the state as well.
        if not isinstance(token, str) or token not in READERS or written.get("external"):
            continue
        urn = str(written.get("urn", ""))
        label = f"{token.rpartition(':')[2]} {urn.split('::', _URN_PARTS - 1)[-1]!r}"
        yield Entry(Manager(source, label, urn), token, written)


def _name_of(resources: Iterable[Any]) -> str:
    for written in resources:
        parts = str(written.get("urn", "") if isinstance(written, dict) else "").split("::")
        if len(parts) >= _URN_PARTS:
            return f"{parts[1]}/{parts[0].rpartition(':')[2]}"
    return ""


def _notes(
    source: str, entries: Sequence[Entry], pending: Sequence[dict[str, Any]], people: Sequence[ManagedPerson]
) -> Iterator[str]:
    if not entries:
        yield f"{source} manages nobody: no resource of pulumi-arize-users is in its export."
    if pending:
        yield (
            f"{source} was interrupted while {first_of([_operation(said) for said in pending])}: who is named there "
            "may be in the account or not. Run `pulumi refresh`, and export it again."
        )
    leaving = [person.who for person in people if person.is_leaving]
    if leaving:
        yield f"{source} has taken out, and is still to remove: {first_of(leaving)}. Run `pulumi up`."


def _operation(said: dict[str, Any]) -> str:
    resource = said.get("resource")
    urn = str(resource.get("urn", "")) if isinstance(resource, dict) else ""
    return f"{said.get('type', 'changing')} {urn.split('::', _URN_PARTS - 1)[-1] or 'a resource'!r}"
