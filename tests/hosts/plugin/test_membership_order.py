"""A space waits for the organization of its person, whatever a program says of their order."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from google.protobuf.empty_pb2 import Empty

from pulumi_arize_users.simulator import Fault
from tests.hosts.plugin.conftest import plain
from tests.provider_process import SECONDS_TO_WAIT

if TYPE_CHECKING:
    from tests.hosts.plugin.conftest import Plugin

TO_ORGANIZATION, TO_SPACE = "/v2/organizations/", "/v2/spaces/"


@dataclass(frozen=True)
class Declarations:
    """What a program says of one person: a member of an organization, and of its space."""

    organization: dict[str, Any]
    space: dict[str, Any]


@pytest.fixture
def declared(arize):
    """Ada, who is in the account and nowhere else."""
    organization, user_id = arize.add_organization("ML Platform"), arize.add_user("ada@example.com")
    return Declarations(
        {"organizationId": organization, "userId": user_id, "role": "MEMBER"},
        {"spaceId": arize.add_space(organization, "Fraud"), "userId": user_id, "role": "MEMBER"},
    )


def checked(plugin: Plugin, resource: Any, said: dict[str, Any]) -> dict[str, Any]:
    """The inputs that a check makes."""
    return plain(plugin.call("Check", resource.check(**said)).inputs)


def written(arize: Any) -> list[str]:
    """Where memberships were sent, in order."""
    return [place for each in arize.writes for place in (TO_ORGANIZATION, TO_SPACE) if str(each.path).startswith(place)]


def test_a_space_is_made_after_the_organization(start, membership, space_membership, arize, declared):
    """Also when only one call is served at once: the one that waits gives its turn to the other."""
    plugin = start(concurrency="1")
    outer = checked(plugin, membership, declared.organization)
    inner = checked(plugin, space_membership, declared.space)

    waiting = plugin.start("Create", space_membership.create(**inner))
    plugin.call("Create", membership.create(**outer))
    made = waiting.result()

    assert [TO_ORGANIZATION, TO_SPACE] == written(arize)
    assert f"{declared.space['spaceId']}/{declared.space['userId']}" == made.id


def test_a_space_that_is_declared_first_is_tried_once_more(start, membership, space_membership, arize, declared):
    """The organization comes while the account still refuses the space."""
    plugin = start(dialect="upper")  # otherwise a refusal would be answered by a request in the other spelling
    arize.latency_ms = 500
    waiting = plugin.start("Create", space_membership.create(**checked(plugin, space_membership, declared.space)))
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while not arize.writes:
        assert time.monotonic() < deadline

    plugin.call("Create", membership.create(**checked(plugin, membership, declared.organization)))
    made = waiting.result()

    assert [TO_SPACE, TO_ORGANIZATION, TO_SPACE] == written(arize)
    assert "MEMBER" == plain(made.properties)["role"]


def test_a_space_without_its_organization_is_refused_with_what_to_do(plugin, space_membership, declared):
    """In the server's words, and with the option that orders them."""
    failure = plugin.failure("Create", space_membership.create(**checked(plugin, space_membership, declared.space)))

    assert "The user is not a member of the organization" in failure.details()
    assert "list it in dependsOn" in failure.details()


def test_an_organization_that_fails_keeps_nobody_waiting(plugin, membership, space_membership, arize, declared):
    """The space is tried, and refused as well."""
    arize.fail(Fault("status", method="POST", path=TO_ORGANIZATION, status=403, times=None))
    outer = checked(plugin, membership, declared.organization)
    inner = checked(plugin, space_membership, declared.space)

    waiting = plugin.start("Create", space_membership.create(**inner))
    failed = plugin.failure("Create", membership.create(**outer))
    refused = waiting.exception()

    assert "403" in failed.details()
    assert "The user is not a member of the organization" in refused.details()


def test_an_organization_that_is_there_is_not_waited_for(plugin, membership, space_membership, arize, declared):
    """The engine compares it, and makes nothing."""
    organization, user_id = declared.organization["organizationId"], declared.organization["userId"]
    arize.add_member(organization, user_id)
    outer = checked(plugin, membership, declared.organization)
    plugin.call("Diff", membership.diff(f"{organization}/{user_id}", outer, outer, **outer))

    plugin.call("Create", space_membership.create(**checked(plugin, space_membership, declared.space)))

    assert [TO_SPACE] == written(arize)


def test_a_cancel_ends_the_wait(plugin, membership, space_membership, arize, declared):
    """Nothing is sent any more."""
    checked(plugin, membership, declared.organization)
    waiting = plugin.start("Create", space_membership.create(**checked(plugin, space_membership, declared.space)))

    plugin.call("Cancel", Empty())
    ended = waiting.exception()

    assert "cancel" in ended.details().lower()
    assert [] == arize.writes


def test_a_preview_that_sees_nobody_in_the_organization_says_what_to_declare_first(
    start, membership, space_membership, arize, declared
):
    """With verification: a membership that is declared before it, or is there, is enough."""
    plugin = start(verifyMemberships="graphql", graphqlUrl=f"{arize.url}/graphql")

    (refused,) = plugin.call("Check", space_membership.check(**declared.space)).failures
    plugin.call("Check", membership.check(**declared.organization))
    again = plugin.call("Check", space_membership.check(**declared.space)).failures

    assert "they do not belong to its organization" in refused.reason
    assert refused.reason.endswith("Declare that membership as well, before this one, or list it in dependsOn.")
    assert [] == list(again)
