"""Memberships in organizations and spaces, as the engine plays them on the plugin."""

from typing import Any

import pytest
from pulumi.runtime.proto import provider_pb2

from tests.hosts.plugin.conftest import UNKNOWN, Requests, plain


def test_a_membership_lives_from_check_to_delete(start, membership, arize):
    """The role is posted in place, and the id names organization and person."""
    organization, user_id = arize.add_organization("ML Platform"), arize.add_user("ada@example.com")
    plugin, said = start(), {"organizationId": organization, "userId": user_id, "role": "read-only"}
    inputs = plain(plugin.call("Check", membership.check(**said)).inputs)

    created = plugin.call("Create", membership.create(**inputs))
    outputs = plain(created.properties)
    read = plugin.call("Read", membership.read(created.id, outputs, inputs))
    news = inputs | {"role": "ADMIN"}
    changed = plugin.call("Diff", membership.diff(created.id, outputs, inputs, **news))
    updated = plain(plugin.call("Update", membership.update(created.id, outputs, **news)).properties)
    role = arize.members(organization)[user_id]
    start().call("Delete", membership.delete(created.id, updated))

    assert said | {"role": "READ_ONLY"} == inputs
    assert f"{organization}/{user_id}" == created.id
    assert inputs.items() <= outputs.items()
    seen = plain(read.properties) | {"account": outputs["account"]}  # the refresh has met somebody else there
    assert (outputs, inputs) == (seen, plain(read.inputs))
    assert ["role"] == list(changed.detailedDiff)
    assert ("ADMIN", "ADMIN") == (updated["role"], role)
    assert user_id not in arize.members(organization)


def test_another_person_is_another_membership(plugin, membership):
    """The engine makes the new one before it ends the old one."""
    olds: dict[str, Any] = {"organizationId": "o1", "userId": "u1", "role": "MEMBER"}

    answer = plugin.call("Diff", membership.diff("o1/u1", olds, olds, **olds | {"userId": UNKNOWN}))

    kinds = {path: provider_pb2.PropertyDiff.Kind.Name(found.kind) for path, found in answer.detailedDiff.items()}
    assert (["userId"], {"userId": "UPDATE_REPLACE"}) == (list(answer.replaces), kinds)


def test_a_removal_that_will_be_refused_keeps_the_membership(plugin, membership, arize):
    """What the program says of the person is recorded under the names that it uses."""
    organization, user_id = arize.add_organization("ML Platform"), arize.add_user("ada@example.com")
    person = {"email": "ada@example.com", "onDestroy": "refuse", "adopted": False}
    outputs = {"organizationId": organization, "userId": user_id, "role": "MEMBER", "person": person, "account": ""}
    arize.add_member(organization, user_id)

    failure = plugin.failure("Delete", membership.delete(f"{organization}/{user_id}", outputs))

    assert "onDestroy" in failure.details()
    assert user_id in arize.members(organization)


def together(start, person, membership, organization, **said):
    """A run in which a person and their membership are made; returns inputs, id and outputs of the membership."""
    plugin = start()
    declared = plain(
        plugin.call("Check", person.check(email="ada@example.com", name="Ada", role="MEMBER", **said)).inputs
    )
    user_id = plugin.call("Create", person.create(**declared)).id
    member = {"organizationId": organization, "userId": user_id, "role": "MEMBER"}
    inputs = plain(plugin.call("Check", membership.check(**member)).inputs)
    created = plugin.call("Create", membership.create(**inputs))
    return inputs, created.id, plain(created.properties)


@pytest.mark.parametrize("is_refreshed", [False, True])
def test_a_membership_remembers_what_becomes_of_its_person(start, person, membership, arize, is_refreshed):
    """No program has to say it: a removal that will be refused takes nothing away."""
    organization = arize.add_organization("ML Platform")
    inputs, identity, outputs = together(start, person, membership, organization)
    if is_refreshed:
        inputs = plain(start().call("Read", membership.read(identity, outputs, inputs)).inputs)

    failure = start().failure("Delete", membership.delete(identity, outputs, inputs))

    assert "a refused removal takes nothing away" in failure.details()
    assert 1 == len(arize.members(organization))


def test_a_membership_of_somebody_who_may_be_blocked_ends(start, person, membership, arize):
    """The program says `block`."""
    organization = arize.add_organization("ML Platform")
    inputs, identity, outputs = together(start, person, membership, organization, onDestroy="block")

    start().call("Delete", membership.delete(identity, outputs, inputs))

    assert {} == arize.members(organization)


def test_what_is_remembered_of_a_person_is_no_difference(start, person, membership, arize):
    """It never shows, and a run that declares the person otherwise notes it without an update."""
    inputs, identity, outputs = together(start, person, membership, arize.add_organization("ML Platform"))
    said = {key: value for key, value in inputs.items() if not key.startswith("__")}
    plugin = start()
    news = plain(plugin.call("Check", membership.check(inputs, **said)).inputs)

    answer = plugin.call("Diff", membership.diff(identity, outputs, {**inputs, "__person": {"adopted": True}}, **news))

    assert {"email": "ada@example.com", "adopted": False} == news["__person"]
    assert provider_pb2.DiffResponse.DIFF_NONE == answer.changes


def test_a_membership_that_is_declared_twice_is_refused(plugin, membership):
    """The sentence names both resources."""
    said: dict[str, Any] = {"organizationId": "o1", "userId": "u1", "role": "MEMBER"}
    plugin.call("Check", membership.check(**said))

    failures = plugin.call("Check", Requests("arize:index:OrganizationMembership", "again").check(**said)).failures

    assert all(name in failures[0].reason for name in ("'ada-ml'", "'again'"))


def test_a_membership_in_a_space_is_made(start, space_membership, arize):
    """The same for spaces, which need the membership in their organization."""
    organization, user_id = arize.add_organization("ML Platform"), arize.add_user("ada@example.com")
    space = arize.add_space(organization, "Production")
    arize.add_member(organization, user_id)
    plugin = start()
    inputs = plain(plugin.call("Check", space_membership.check(spaceId=space, userId=user_id, role="MEMBER")).inputs)

    created = plugin.call("Create", space_membership.create(**inputs))

    assert f"{space}/{user_id}" == created.id
    assert {user_id: "MEMBER"}.items() <= arize.space_members(space).items()
