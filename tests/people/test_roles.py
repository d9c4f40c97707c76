"""What the rules say about roles."""

import pytest

from pulumi_arize_users.people.roles import annotator_refusal, role_change_refusal, role_drift_refusal


def test_a_changed_role_is_refused_with_both_roles_and_three_ways_on():
    """The sentence says who it is about, both roles, and where a role can be changed."""
    sentence = role_change_refusal("ada@example.com", "MEMBER", "ADMIN")

    assert "The account role of ada@example.com is MEMBER, and the program now says ADMIN." in sentence
    assert "Members tab of the Arize account settings" in sentence
    assert 'role="MEMBER"' in sentence
    assert 'ignore_changes=["role"]' in sentence


def test_a_drifted_role_is_not_blamed_on_the_program():
    """The sentence says that the role was changed elsewhere, and how to accept it."""
    sentence = role_drift_refusal("ada@example.com", "MEMBER", "ADMIN")

    assert "was changed outside of this program, from MEMBER to ADMIN" in sentence
    assert "the program now says" not in sentence
    assert 'role="ADMIN"' in sentence


@pytest.mark.parametrize("refusal", [role_change_refusal, role_drift_refusal])
def test_the_way_to_leave_a_role_alone_leads_to_the_person(refusal):
    """In a resource of many people the option names the one."""
    sentence = refusal("ada@example.com", "MEMBER", "ADMIN", 'people["ada@example.com"].role')

    assert sentence.endswith("""ignore_changes=['people["ada@example.com"].role'].""")


@pytest.mark.parametrize(
    ("account_role", "organization_role"),
    [
        ("ANNOTATOR", "ANNOTATOR"),
        ("MEMBER", "ADMIN"),
        ("ADMIN", "READ_ONLY"),
        ("custom:7", "ANNOTATOR"),
        ("", "ADMIN"),
        ("ANNOTATOR", None),
    ],
)
def test_roles_that_fit_or_may_fit_are_not_refused(account_role, organization_role):
    """Annotators annotate, others do not; what a custom or unknown role allows is the server's to say."""
    assert annotator_refusal("ada@example.com", account_role, organization_role) is None


def test_an_annotator_can_only_annotate():
    """An account role ANNOTATOR admits no other role in an organization."""
    sentence = annotator_refusal("ada@example.com", "ANNOTATOR", "MEMBER")

    assert sentence is not None
    assert sentence.startswith("The role MEMBER does not fit ada@example.com")
    assert "can only have the organization role ANNOTATOR" in sentence


def test_only_an_annotator_can_annotate():
    """The organization role ANNOTATOR demands the account role of that name."""
    sentence = annotator_refusal("ada@example.com", "MEMBER", "ANNOTATOR")

    assert sentence is not None
    assert "only for people with the account role ANNOTATOR, not MEMBER" in sentence
