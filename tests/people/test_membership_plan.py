"""Where a person belongs: organizations first, spaces with their organization."""

import pytest

from pulumi_arize_users.people.plan import ABSENT, Planner
from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.people.scope import ORGANIZATION, SPACE
from pulumi_arize_users.people.steps import EndMembership, Forget, Invite, SetMembership
from pulumi_arize_users.people.subject import Subject

IDS = {"ML": "O1", "Search": "O2", "ML/Fraud": "S1", "ML/Churn": "S2", "Search/Rank": "S3"}
PARENTS = {"S1": "O1", "S2": "O1", "S3": "O2"}
ADA = {"email": "ada@example.com", "name": "Ada", "role": "MEMBER"}
MEMBER = {**ADA, "user_id": "U1", "organizations": {"ML": "MEMBER"}, "spaces": {"ML/Fraud": "MEMBER"}}
BOTH = {"organizations": {"ML": "MEMBER"}, "spaces": {"ML/Fraud": "MEMBER"}}


def plan(declared, recorded, seen=None, parents=PARENTS):
    planner = Planner(Policy(), IDS, parent_of=lambda space: parents.get(space, ""))
    return planner.plan(Subject("ada"), declared, recorded, seen)


def test_a_newcomer_is_in_the_organization_before_its_space():
    """Arize refuses it the other way round."""
    assert (
        Invite(),
        SetMembership("ML", "O1", "MEMBER"),
        SetMembership("ML/Fraud", "S1", "MEMBER", scope=SPACE),
    ) == plan({**ADA, **BOTH}, None).steps


def test_nothing_is_done_for_who_is_where_they_are_declared():
    """A space is compared as an organization is."""
    assert () == plan({**ADA, **BOTH}, MEMBER).steps


def test_another_role_in_a_space_is_set_in_place():
    """With the role that the person had."""
    declared = {**ADA, **BOTH, "spaces": {"ML/Fraud": "ADMIN"}}

    assert (SetMembership("ML/Fraud", "S1", "ADMIN", "MEMBER", scope=SPACE),) == plan(declared, MEMBER).steps


def test_a_space_alone_is_left_alone():
    """The organization stays."""
    declared = {**ADA, "organizations": {"ML": "MEMBER"}}

    assert (EndMembership("ML/Fraud", "S1", SPACE),) == plan(declared, MEMBER).steps


def test_who_leaves_an_organization_leaves_its_spaces_with_it():
    """With one step; the spaces of other organizations are another matter."""
    recorded = {
        **ADA,
        "user_id": "U1",
        "organizations": {"ML": "MEMBER", "Search": "MEMBER"},
        "spaces": {"ML/Fraud": "MEMBER", "ML/Churn": "MEMBER", "Search/Rank": "MEMBER"},
    }
    declared = {**ADA, "organizations": {"Search": "MEMBER"}}

    assert (
        EndMembership("Search/Rank", "S3", SPACE),
        EndMembership("ML", "O1", ORGANIZATION, ("ML/Fraud", "ML/Churn")),
    ) == plan(declared, recorded).steps


def test_a_space_whose_organization_is_not_known_is_left_first():
    """Two requests instead of one, in the order that works."""
    steps = plan({**ADA}, MEMBER, parents={}).steps

    assert (EndMembership("ML/Fraud", "S1", SPACE), EndMembership("ML", "O1")) == steps


def test_who_is_forgotten_leaves_everything_that_was_declared():
    """The space goes along here as well."""
    steps = plan(None, {**MEMBER, "on_destroy": "retain"}).steps

    assert (EndMembership("ML", "O1", along=("ML/Fraud",)), Forget()) == steps


@pytest.mark.parametrize(
    ("declared", "recorded", "seen"),
    [
        ({**ADA, "spaces": {"ML/Fraud": "MEMBER"}}, None, None),
        ({**ADA, "spaces": {"ML/Fraud": "MEMBER"}}, None, ABSENT),
        ({**ADA, "organizations": {"Search": "MEMBER"}, "spaces": {"ML/Fraud": "MEMBER"}}, None, None),
        ({**ADA, "spaces": {"ML/Fraud": "MEMBER"}}, MEMBER, None),
        ({**ADA, "spaces": {"ML/Churn": "MEMBER"}}, MEMBER, None),
    ],
)
def test_who_cannot_be_in_a_space_is_refused(declared, recorded, seen):
    """A newcomer belongs nowhere, and who leaves the organization leaves the space."""
    planned = plan(declared, recorded, seen)

    assert () == planned.steps
    (refusal,) = planned.refusals
    assert "ada cannot be a member of the space ML/" in refusal.sentence
    assert "its organization ML, and Arize adds nobody to an organization by itself" in refusal.sentence


def test_who_may_be_in_the_organization_for_other_reasons_is_not_refused():
    """Somebody clicked it, or another resource declares it: the server will say."""
    recorded = {**ADA, "user_id": "U1", "organizations": {}}
    declared = {**ADA, "spaces": {"ML/Fraud": "MEMBER"}}

    assert (SetMembership("ML/Fraud", "S1", "MEMBER", scope=SPACE),) == plan(declared, recorded).steps
