"""Memberships in an audit: compared where the account shows them, and never counted as fine where it does not."""

from __future__ import annotations

import pytest

from tests.command.exports import gone, person, resource, roster


@pytest.fixture
def verified(arize):
    """The settings with which memberships can be seen."""
    return {"ARIZE_VERIFY_MEMBERSHIPS": "graphql", "ARIZE_GRAPHQL_URL": f"{arize.url}/graphql"}


def test_a_membership_of_two_stacks_is_managed_twice(arize, audit, stack_file):
    """Whoever declares the person."""
    organization = arize.add_organization("ML Platform")
    ada = arize.add_user("ada@example.com", name="Ada")
    people = {"ada@example.com": {"name": "Ada", "role": "MEMBER", "organizations": {"ML Platform": "MEMBER"}}}
    team = roster(people, {"ada@example.com": ada}, organization_ids={"ML Platform": organization})
    said = {"role": "MEMBER"}
    other = stack_file(resource("OrganizationMembership", "m", f"{organization}/{ada}", said, said), name="prod.json")

    _code, document, found = audit("--stack", stack_file(team), "--stack", other)

    assert [("managed-twice", "ada@example.com")] == found
    managers = ["Roster 'team' of acme/dev", "OrganizationMembership 'm' of acme/prod"]
    assert managers == document["findings"][0]["managed_by"]
    assert "has a membership in the organization ML Platform that is declared by" in document["findings"][0]["sentence"]


def test_memberships_are_compared_where_they_can_be_seen(arize, audit, stack_file, roster_file, verified):
    """One that is missing, and a role in a space; memberships that are as declared are no finding."""
    organization = arize.add_organization("ML Platform")
    space = arize.add_space(organization, "Fraud")
    ada, bob = (arize.add_user(f"{name}@example.com", name=name.title()) for name in ("ada", "bob"))
    for place, who in ((organization, ada), (space, ada)):
        arize.add_member(place, who, "MEMBER")
    admin = {"role": "ADMIN"}
    stack = stack_file(person("ada", ada), resource("SpaceMembership", "fraud", f"{space}/{ada}", admin, admin))
    people = {
        "ada@example.com": {"name": "Ada", "role": "MEMBER", "organizations": {"ML Platform": "MEMBER"}},
        "bob@example.com": {"name": "Bob", "role": "MEMBER", "organizations": {"ML Platform": "MEMBER"}},
    }

    _code, document, found = audit("--stack", stack, "--roster", roster_file(people), **verified)

    assert [("membership", "ada@example.com"), ("membership", "bob@example.com")] == found
    assert "is declared as ADMIN in the space Fraud, and is MEMBER there." in document["findings"][0]["sentence"]
    assert "in the organization ML Platform, and is not a member of it." in document["findings"][1]["sentence"]
    assert bob == document["findings"][1]["user_id"]
    assert {"GET", "POST"} == {request.method for request in arize.requests}
    assert {"/graphql"} == {request.path for request in arize.requests if request.method == "POST"}


def test_without_graphql_a_note_says_that_memberships_were_not_checked(arize, audit, stack_file):
    """What was not looked at is not fine."""
    ada = arize.add_user("ada@example.com", name="Ada")
    said = {"role": "MEMBER"}
    stack = stack_file(person("ada", ada), resource("OrganizationMembership", "m", f"o1/{ada}", said, said))

    code, document, _found = audit("--stack", stack)

    assert 0 == code
    assert "Memberships were not checked" in document["notes"][0]


def test_a_membership_of_an_organization_that_is_gone(arize, audit, stack_file, verified):
    """It counts as gone only because others of the stack are seen."""
    kept, lost = (arize.add_organization(name) for name in ("ML Platform", "Research"))
    ada = arize.add_user("ada@example.com", name="Ada")
    arize.add_member(kept, ada)
    said = {"role": "MEMBER"}
    memberships = [resource("OrganizationMembership", place, f"{place}/{ada}", said, said) for place in (kept, lost)]
    stack = stack_file(person("ada", ada), *memberships)
    arize.remove_organization(lost)

    _code, document, found = audit("--stack", stack, **verified)

    assert [("membership", "ada@example.com")] == found
    assert document["findings"][0]["sentence"].endswith(f"as MEMBER in the organization {lost}, which is gone.")


def test_organizations_that_cannot_be_seen_are_not_gone(arize, arize_users, stack_file, verified):
    """If the key sees none of them, it may have lost the right to."""
    organization = arize.add_organization("ML Platform")
    ada = arize.add_user("ada@example.com", name="Ada")
    said = {"role": "MEMBER"}
    membership = resource("OrganizationMembership", "m", f"{organization}/{ada}", said, said)
    stack = stack_file(person("ada", ada), membership)
    arize.remove_organization(organization)

    refused = arize_users("audit", "--stack", stack, **verified)

    assert (1, "") == (refused.code, refused.stdout)
    assert "1 organization that this stack remembers cannot be seen at" in refused.stderr


def test_a_membership_of_somebody_who_is_gone(arize, audit, stack_file):
    """Somebody whom the stack does not declare, as another one does, or nobody."""
    ada = arize.add_user("ada@example.com", name="Ada")
    said = {"role": "MEMBER"}
    left = resource("OrganizationMembership", "m", f"o1/{gone(1)}", said, said)

    _code, document, _found = audit("--stack", stack_file(person("ada", ada), left))

    assert [f"The person {gone(1)} is declared as MEMBER in the organization o1, and is not in the account."] == [
        found["sentence"] for found in document["findings"]
    ]


def test_a_member_who_is_not_seen_in_another_account_is_not_gone(arize_users, stack_file):
    """A stack of memberships alone belongs to one account as well."""
    said = {"role": "MEMBER"}
    members = [resource("OrganizationMembership", f"m{number}", f"o1/{gone(number)}", said, said) for number in (1, 2)]

    refused = arize_users("audit", "--stack", stack_file(*members))

    assert (1, "") == (refused.code, refused.stdout)
    assert "None of 2 recorded people is in the account at" in refused.stderr
