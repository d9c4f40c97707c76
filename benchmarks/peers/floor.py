"""As many dynamic resources as this package declares, with as many inputs and outputs, that do nothing at all.

What they cost is Pulumi's: no provider written in Python can cost less.
"""

from __future__ import annotations

from typing import Any

import pulumi
from pulumi.dynamic import CheckResult, CreateResult, DiffResult, ReadResult, Resource, ResourceProvider, UpdateResult

from benchmarks.declared import Declared, Person

Properties = dict[str, Any]


class IdlePersonProvider(ResourceProvider):
    """Says that all is done."""

    serialize_as_secret_always = False

    def check(self, _olds: Properties, news: Properties) -> CheckResult:
        """Accept, with the one input that our own check adds."""
        return CheckResult({**news, "__role": news["role"]}, [])

    def diff(self, _id: str, olds: Properties, news: Properties) -> DiffResult:
        """Compare the one input that changes."""
        return DiffResult(changes=None if olds["name"] != news["name"] else False)

    def create(self, props: Properties) -> CreateResult:
        """Answer the outputs that the account would."""
        user_id = f"user-{props['email']}"
        known = {"user_id": user_id, "status": "INVITED", "created_at": "2024-01-01T12:00:00.000000Z"}
        return CreateResult(user_id, {**props, **known, "is_developer": True, "adopted": False})

    def read(self, id_: str, props: Properties) -> ReadResult:
        """Find everything as it was."""
        return ReadResult(id_, props)

    def update(self, _id: str, olds: Properties, news: Properties) -> UpdateResult:
        """Answer the outputs with the new inputs."""
        return UpdateResult({**olds, **news})


class IdleMembershipProvider(ResourceProvider):
    """Says that all is done."""

    serialize_as_secret_always = False

    def check(self, _olds: Properties, news: Properties) -> CheckResult:
        """Accept, without the one input that our own check takes away."""
        return CheckResult({key: value for key, value in news.items() if key != "__account_role"}, [])

    def diff(self, _id: str, olds: Properties, news: Properties) -> DiffResult:
        """Compare the role."""
        return DiffResult(changes=None if olds["role"] != news["role"] else False)

    def create(self, props: Properties) -> CreateResult:
        """Answer the outputs that the account would."""
        identity = f"{props['organization_id']}/{props['user_id']}"
        return CreateResult(identity, {**props, "membership_id": identity, "verification": "assumed"})

    def read(self, id_: str, props: Properties) -> ReadResult:
        """Find everything as it was."""
        return ReadResult(id_, props)


class IdlePerson(Resource, module="idle", name="Person"):
    """A person who is only declared."""

    role: pulumi.Output[str]
    user_id: pulumi.Output[str]

    def __init__(self, person: Person) -> None:
        """Declare them."""
        given = {"email": person.email, "name": person.name, "role": "MEMBER", "on_destroy": "block"}
        defaults = {"invite_mode": "EMAIL_LINK", "on_expired": "warn"}
        answered = dict.fromkeys(
            ["is_developer", "user_id", "status", "created_at", "temporary_password", "adopted"], None
        )
        options = pulumi.ResourceOptions(additional_secret_outputs=["temporary_password"])
        super().__init__(IdlePersonProvider(), person.key, {**given, **defaults, **answered}, options)


class IdleMembership(Resource, module="idle", name="Membership"):
    """A membership that is only declared."""

    def __init__(self, person: Person, idle: IdlePerson, organization: str) -> None:
        """Declare it, after its person."""
        given = {"organization_id": organization, "user_id": idle.id, "role": "MEMBER", "__secret": []}
        answered = dict.fromkeys(["membership_id", "verification"], None)
        properties = {**given, **answered, "__account_role": idle.role}
        super().__init__(IdleMembershipProvider(), f"{person.key}-member", properties)


def program() -> None:
    """Declare everybody."""
    declared = Declared.from_environment()
    for person in declared.everybody():
        idle = IdlePerson(person)
        if declared.memberships:
            IdleMembership(person, idle, declared.organization)
