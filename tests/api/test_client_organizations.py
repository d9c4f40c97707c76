"""The calls about organizations and their members, in both dialects."""

import pytest

from pulumi_arize_users.api.errors import Forbidden, InvalidRequest, NotFound, Refused
from pulumi_arize_users.simulator import Fault


@pytest.fixture(params=["upper", "lower"], autouse=True)
def dialect(arize, request):
    """The account speaks the one spelling, then the other."""
    arize.dialect = request.param
    return request.param


@pytest.fixture
def platform(arize):
    """The id of an organization."""
    return arize.add_organization("ML Platform")


def test_organizations_are_listed_to_the_last_page(arize, client):
    """120 of them come in two pages."""
    ids = [arize.add_organization(f"Organization {number}") for number in range(120)]

    organizations = client.list_organizations()

    assert sorted(ids) == sorted(organization.id for organization in organizations)
    assert 2 == len(arize.requests)


def test_organizations_are_filtered_by_a_part_of_the_name(arize, client, platform):
    """In any letter case."""
    arize.add_organization("Research")

    assert [platform] == [organization.id for organization in client.list_organizations(name="platFORM")]


def test_an_organization_is_read_by_id(arize, client, platform):
    """The id is sent encoded."""
    organization = client.get_organization(platform)

    assert organization is not None
    assert (platform, "ML Platform") == (organization.id, organization.name)
    assert arize.requests[0].target == "/v2/organizations/" + platform.replace("=", "%3D")


def test_an_organization_that_is_gone_is_none(arize, client, platform):
    """Absence is an answer."""
    arize.remove_organization(platform)

    assert client.get_organization(platform) is None


@pytest.mark.parametrize("field", ["name", "description", "created_at"])
def test_a_missing_field_is_no_failure(arize, client, platform, field):
    """A server that leaves something out is still understood."""
    arize.fail(Fault("missing-field", drop=(field,)))

    organization = client.get_organization(platform)

    assert organization is not None
    assert not getattr(organization, field)


@pytest.mark.parametrize("role", ["ADMIN", "MEMBER", "READ_ONLY", "read-only", "readOnly"])
def test_a_person_becomes_a_member(arize, client, platform, ada, role):
    """In every role, however it is written."""
    membership = client.add_organization_user(platform, ada, role)

    expected = "READ_ONLY" if role.lower().startswith("read") else role
    assert {ada: expected} == {who: had for who, had in arize.members(platform).items() if who == ada}
    assert (platform, ada, expected) == (membership.organization_id, membership.user_id, membership.role)
    assert membership.id


def test_a_member_gets_another_role(arize, client, platform, ada):
    """The same call changes the role of somebody who is already a member."""
    client.add_organization_user(platform, ada, "ADMIN")

    membership = client.add_organization_user(platform, ada, "READ_ONLY")

    assert "READ_ONLY" == membership.role == arize.members(platform)[ada]


def test_the_spelling_is_learnt_once(arize, client, platform, ada, dialect):
    """A lower-case server refuses the first membership, and no later one."""
    for role in ("MEMBER", "ADMIN", "READ_ONLY"):
        client.add_organization_user(platform, ada, role)

    learning = [422] if dialect == "lower" else []
    assert [*learning, 200, 200, 200] == [request.status for request in arize.requests]


def test_only_what_the_api_documents_is_sent(arize, client, platform, ada, dialect):
    """Person and role make a membership."""
    client.add_organization_user(platform, ada, "READ_ONLY")

    upper = {"type": "PREDEFINED", "name": "READ_ONLY"}
    lower = {"type": "predefined", "name": "read-only"}
    expected = {"user_id": ada, "role": upper if dialect == "upper" else lower}
    assert expected == arize.requests[-1].body


def test_a_membership_is_sent_again_after_a_lost_answer(arize, client, platform, ada):
    """The same request twice makes one membership."""
    client.get_user(ada)
    arize.clear_requests()
    arize.fail(Fault("reset", after_write=True))

    membership = client.add_organization_user(platform, ada, "MEMBER")

    assert "MEMBER" == membership.role
    assert 2 == len(arize.writes)


@pytest.mark.parametrize("field", ["id", "user_id", "organization_id", "role", "role.name"])
def test_a_membership_with_a_missing_field_is_read(arize, client, platform, ada, field):
    """Whoever asked knows who and where."""
    client.get_user(ada)
    arize.fail(Fault("missing-field", drop=(field,)))

    membership = client.add_organization_user(platform, ada, "MEMBER")

    assert "" == getattr(membership, field.partition(".")[0])


def test_a_role_that_does_not_fit_the_person_is_refused(arize, client, platform):
    """Annotators only annotate; the server's own explanation is in the error."""
    annotator = arize.add_user("ann@example.com", role="ANNOTATOR")
    client.get_user(annotator)

    with pytest.raises(InvalidRequest) as caught:
        client.add_organization_user(platform, annotator, "MEMBER")

    assert 400 == caught.value.status
    assert "nnotator" in str(caught.value)


@pytest.mark.parametrize(("user", "role"), [("", "MEMBER"), ("ada", ""), ("ada", "custom:")])
def test_a_membership_the_api_would_refuse_is_not_sent(arize, client, platform, ada, user, role):
    """A person and a role are needed."""
    with pytest.raises(Refused, match="Not sent, because the API would refuse it"):
        client.add_organization_user(platform, user and ada, role)
    assert [] == arize.requests


@pytest.mark.parametrize("part", ["", ".", ".."])
def test_ending_a_membership_cannot_end_the_organization(arize, client, platform, part):
    """An id of dots would otherwise shorten the path to the organization itself."""
    with pytest.raises(Refused, match="is not an id"):
        client.remove_organization_user(platform, part)

    assert [] == arize.requests
    assert [platform] == [organization["id"] for organization in arize.organizations()]


def test_a_membership_is_ended(arize, client, platform, ada):
    """The person stays in the account."""
    arize.add_member(platform, ada)

    client.remove_organization_user(platform, ada)

    assert ada not in arize.members(platform)
    assert "ACTIVE" == arize.user(ada)["status"]


def test_ending_what_is_not_there_is_an_error(client, platform, ada):
    """The caller decides whether that is as good as done."""
    with pytest.raises(NotFound) as caught:
        client.remove_organization_user(platform, ada)

    assert 404 == caught.value.status


def test_memberships_may_be_forbidden(arize, client, platform, ada):
    """A plain member of the organization manages nobody there."""
    arize.add_member(platform, "owner@example.com")
    arize.caller_role = "MEMBER"
    client.get_user(ada)

    with pytest.raises(Forbidden) as caught:
        client.add_organization_user(platform, ada, "MEMBER")

    assert 403 == caught.value.status
    assert "requires organization admin" in str(caught.value)
    assert ada not in arize.members(platform)
