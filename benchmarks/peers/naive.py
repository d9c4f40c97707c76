"""A dynamic provider as Pulumi's documentation shows one: a plain request per method, and nothing else."""

from __future__ import annotations

import os
from typing import Any

import pulumi  # noqa: TC002 - the SDK reads the annotations at run time
import requests
from pulumi.dynamic import CreateResult, DiffResult, ReadResult, Resource, ResourceProvider, UpdateResult

from benchmarks.declared import Declared, Person

SECONDS_TO_WAIT = 30
Properties = dict[str, Any]


def send(method: str, path: str, body: Properties | None = None) -> Properties:
    """Ask Arize; the reply's JSON, if it has any."""
    url, key = os.environ["ARIZE_BASE_URL"], os.environ["ARIZE_API_KEY"]
    headers = {"Authorization": f"Bearer {key}"}
    response = requests.request(method, f"{url}/v2{path}", json=body, headers=headers, timeout=SECONDS_TO_WAIT)
    response.raise_for_status()
    return dict(response.json()) if response.content else {}


class PersonProvider(ResourceProvider):
    """A person, one request at a time."""

    def create(self, props: Properties) -> CreateResult:
        """Invite the person."""
        role = {"type": "PREDEFINED", "name": props["role"]}
        body = {"email": props["email"], "name": props["name"], "role": role, "invite_mode": props["invite_mode"]}
        user = send("POST", "/users", body)
        return CreateResult(user["id"], {**props, "user_id": user["id"], "status": user["status"]})

    def diff(self, _id: str, olds: Properties, news: Properties) -> DiffResult:
        """Compare name and address."""
        replaced = ["email"] if olds["email"] != news["email"] else []
        return DiffResult(changes=bool(replaced) or olds["name"] != news["name"], replaces=replaced)

    def read(self, id_: str, props: Properties) -> ReadResult:
        """Look at the person."""
        user = send("GET", f"/users/{id_}")
        return ReadResult(id_, {**props, "name": user["name"], "status": user["status"]})

    def update(self, id_: str, olds: Properties, news: Properties) -> UpdateResult:
        """Change the name."""
        send("PATCH", f"/users/{id_}", {"name": news["name"]})
        return UpdateResult({**olds, **news})

    def delete(self, id_: str, _props: Properties) -> None:
        """Block the person."""
        send("DELETE", f"/users/{id_}")


class MembershipProvider(ResourceProvider):
    """A membership; no call reads one, so the method `read` is left as it is."""

    def create(self, props: Properties) -> CreateResult:
        """Add the person to the organization."""
        role = {"type": "PREDEFINED", "name": props["role"]}
        send("POST", f"/organizations/{props['organization_id']}/users", {"user_id": props["user_id"], "role": role})
        return CreateResult(f"{props['organization_id']}/{props['user_id']}", props)

    def delete(self, _id: str, props: Properties) -> None:
        """Remove the person from the organization."""
        send("DELETE", f"/organizations/{props['organization_id']}/users/{props['user_id']}")


class NaivePerson(Resource, module="naive", name="Person"):
    """A person of the account."""

    user_id: pulumi.Output[str]

    def __init__(self, person: Person) -> None:
        """Declare them."""
        given = {"email": person.email, "name": person.name, "role": "MEMBER", "invite_mode": "EMAIL_LINK"}
        super().__init__(PersonProvider(), person.key, {**given, "user_id": None, "status": None})


class NaiveMembership(Resource, module="naive", name="Membership"):
    """A membership in the organization."""

    def __init__(self, person: Person, user: NaivePerson, organization: str) -> None:
        """Declare it, after its person."""
        given = {"organization_id": organization, "user_id": user.user_id, "role": "MEMBER"}
        super().__init__(MembershipProvider(), f"{person.key}-member", given)


def program() -> None:
    """Declare everybody."""
    declared = Declared.from_environment()
    for person in declared.everybody():
        user = NaivePerson(person)
        if declared.memberships:
            NaiveMembership(person, user, declared.organization)
