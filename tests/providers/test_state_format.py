"""What is in users' state permanently: the pickled providers and the type tokens."""

import base64

import dill
import pytest
from pulumi.dynamic.dynamic import serialize_provider

from pulumi_arize_users.hosts.dynamic.providers import (
    ArizeUserProvider,
    HostedProvider,
    OrganizationMembershipProvider,
    RosterProvider,
    RosterRemovalsProvider,
    SpaceMembershipProvider,
)
from pulumi_arize_users.hosts.dynamic.stored import stored_provider, type_token
from pulumi_arize_users.resources.organization_membership import OrganizationMembership
from pulumi_arize_users.resources.roster import Roster
from pulumi_arize_users.resources.roster_removals import RosterRemovals
from pulumi_arize_users.resources.space_membership import SpaceMembership
from pulumi_arize_users.resources.user import ArizeUser

PICKLED = {
    SpaceMembershipProvider: (
        "gASVTQAAAAAAAACMKnB1bHVtaV9hcml6ZV91c2Vycy5ob3N0cy5keW5hbWljLnByb3ZpZGVyc5SMF1NwYWNlTWVtYmVyc2hpcFByb3ZpZGVylJOU"
        "KYGULg=="
    ),
    ArizeUserProvider: (
        "gASVRwAAAAAAAACMKnB1bHVtaV9hcml6ZV91c2Vycy5ob3N0cy5keW5hbWljLnByb3ZpZGVyc5SMEUFyaXplVXNlclByb3ZpZGVylJOUKYGU"
        "Lg=="
    ),
    OrganizationMembershipProvider: (
        "gASVVAAAAAAAAACMKnB1bHVtaV9hcml6ZV91c2Vycy5ob3N0cy5keW5hbWljLnByb3ZpZGVyc5SMHk9yZ2FuaXphdGlvbk1lbWJlcnNoaXBQ"
        "cm92aWRlcpSTlCmBlC4="
    ),
    RosterProvider: (
        "gASVRAAAAAAAAACMKnB1bHVtaV9hcml6ZV91c2Vycy5ob3N0cy5keW5hbWljLnByb3ZpZGVyc5SMDlJvc3RlclByb3ZpZGVylJOUKYGULg=="
    ),
    RosterRemovalsProvider: (
        "gASVTAAAAAAAAACMKnB1bHVtaV9hcml6ZV91c2Vycy5ob3N0cy5keW5hbWljLnByb3ZpZGVyc5SMFlJvc3RlclJlbW92YWxzUHJvdmlkZXKUk5Qp"
        "gZQu"
    ),
}


def test_every_provider_is_pinned():
    """One that is not could be renamed, and no state of it would be found again."""
    ours = {each for each in HostedProvider.__subclasses__() if each.__module__.startswith("pulumi_arize_users.")}

    assert set(PICKLED) == ours


@pytest.mark.parametrize("provider", PICKLED)
def test_what_is_stored_of_a_provider_never_changes(provider):
    """Other bytes would be an update of every resource, or a provider that old state cannot find."""
    assert PICKLED[provider] == serialize_provider(provider())


@pytest.mark.parametrize("provider", PICKLED)
def test_the_same_bytes_are_made_without_pulumi(provider):
    """The command writes them into a file that the engine imports."""
    assert PICKLED[provider] == stored_provider(provider.__name__.removesuffix("Provider"))


@pytest.mark.parametrize("provider", PICKLED)
def test_old_state_finds_the_provider(provider):
    """The bytes in state load as the class they were made of."""
    assert provider is type(dill.loads(base64.b64decode(PICKLED[provider])))  # noqa: S301 - the literal above


@pytest.mark.parametrize("provider", PICKLED)
def test_a_provider_has_no_attributes_before_it_is_configured(provider):
    """Attributes would be pickled into the state of every resource."""
    assert {} == vars(provider())


@pytest.mark.parametrize("provider", PICKLED)
def test_the_provider_is_no_secret(provider):
    """It holds nothing but a name, so state stays readable; to change this later would change every resource."""
    assert provider.serialize_as_secret_always is False


@pytest.mark.parametrize(
    ("resource", "token"),
    [
        (ArizeUser, "pulumi-python:dynamic/arize:ArizeUser"),
        (OrganizationMembership, "pulumi-python:dynamic/arize:OrganizationMembership"),
        (SpaceMembership, "pulumi-python:dynamic/arize:SpaceMembership"),
        (Roster, "pulumi-python:dynamic/arize:Roster"),
        (RosterRemovals, "pulumi-python:dynamic/arize:RosterRemovals"),
    ],
)
def test_the_type_token_never_changes(resource, token):
    """Another token would be another resource."""
    assert token == f"pulumi-python:{resource._resource_type_name}" == type_token(resource.__name__)
