"""The rules about people, without Pulumi: from the properties of a resource to sentences about what is not allowed.

A policy sees what a program declares. It does not see what an account holds, who was there before, or what a run
deletes: so every admin needs an approval, not only a new one, and the number of removals is the package's own guard,
which has to be set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

PERSON = "pulumi-python:dynamic/arize:ArizeUser"
ROSTER = "pulumi-python:dynamic/arize:Roster"
PROVIDER = "pulumi:providers:pulumi-python"


class Person(NamedTuple):
    """Somebody whom a resource declares.

    Attributes:
        shown: how a sentence names them: single resources by their name, because an address may be a secret.
        email: the address, in lower case.
        role: in the account.
        on_destroy: what becomes of them when they are removed; None if nothing says it.
    """

    shown: str
    email: str
    role: str
    on_destroy: str | None


def people(kind: str, name: str, properties: Mapping[str, Any], settings: Mapping[str, Any]) -> Iterator[Person]:
    """Everybody whom a resource declares.

    Args:
        kind: the type of the resource; other types than ours declare nobody.
        name: of the resource.
        properties: what it declares.
        settings: those of its provider, whose `arize:onDestroy` holds for whoever has no choice of their own.
    """
    default = settings.get("arize:onDestroy")
    if kind == PERSON:
        yield _person(f"ArizeUser '{name}'", properties["email"], properties, default)
    elif kind == ROSTER:
        for email, said in properties["people"].items():
            yield _person(email, email, said, default)


def _person(shown: str, email: str, said: Mapping[str, Any], default: str | None) -> Person:
    return Person(shown, email.lower(), said["role"], said.get("on_destroy") or default)


def unapproved_admins(declared: Iterator[Person], approved: Collection[str]) -> Iterator[str]:
    """A sentence for each admin without an approval."""
    addresses = {email.lower() for email in approved}
    for person in declared:
        if person.role == "ADMIN" and person.email not in addresses:
            yield f"{person.shown} would be an ADMIN without an approval. Add the address to `approved` of `admins`."


def unlisted_leavers(declared: Iterator[Person], leavers: Collection[str]) -> Iterator[str]:
    """A sentence for each person who could be blocked and is not leaving."""
    for person in declared:
        if person.on_destroy == "block" and person.email not in leavers:
            yield (
                f"{person.shown} is declared to be blocked permanently, and is not in the file of leavers. "
                'Add the address there, or say on_destroy: "retain".'
            )


def addresses_of(file: str) -> set[str]:
    """The addresses in the text of a file of leavers, in lower case."""
    lines = (line.partition("#")[0].strip().lower() for line in file.splitlines())
    return {line for line in lines if line}


def unlimited_removals(kind: str, settings: Mapping[str, Any], most: int) -> Iterator[str]:
    """A sentence if a provider lets a run block more people than may be.

    Args:
        kind: the type of the resource; others than the provider have nothing to say.
        settings: those of the provider.
        most: the number of people.
    """
    limit = settings.get("arize:maxRemovals")
    if kind == PROVIDER and not (str(limit).isdecimal() and int(str(limit)) <= most):
        has = "is not set" if limit is None else f"is {limit}"
        yield f"arize:maxRemovals {has}, and may be {most} at most: run `pulumi config set arize:maxRemovals {most}`."
