"""What a program cannot have intended is refused in one sentence, before anything is sent."""

from __future__ import annotations

import pytest

MISTAKES = {
    "an unknown role": ({"role": "KING"}, "role 'KING' is not a known account role", "use one of ADMIN, MEMBER"),
    "an empty name": ({"name": "   "}, "name '   ' has 0 characters", "must have 1 to 255"),
    "a long name": ({"name": "x" * 256}, "has 256 characters", "must have 1 to 255"),
    "a bad address": ({"email": "ada"}, "email 'ada' is not an e-mail address", "such as ada@example.com"),
    "a bad invite mode": ({"invite_mode": "PIGEON"}, "invite_mode 'PIGEON' is not a known", "NONE, EMAIL_LINK"),
    "a bad on_destroy": ({"on_destroy": "burn"}, "on_destroy 'burn' is not a known choice", "refuse, block, retain"),
    "a bad is_developer": ({"is_developer": "yes"}, "is_developer 'yes' must be True or False", ""),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_about_a_person_fails_the_preview(a_team, mistake):
    """The preview names resource, argument, value and what is allowed, and nothing is sent."""
    arguments, wrong, allowed = MISTAKES[mistake]
    a_team.person("ada", **arguments)

    result = a_team.preview()

    message = _only_error(result)
    assert "'ada'" in message
    assert wrong in message
    assert allowed in message
    assert "Traceback" not in message
    assert [] == a_team.requests()


def test_all_mistakes_of_a_person_are_reported_at_once(a_team):
    """A person with three mistakes is not fixed in three previews."""
    a_team.person("ada", role="KING", name="", email="nobody")

    result = a_team.preview()

    told = "\n".join(error.message for error in result.errors)
    assert not result.ok
    assert all(word in told for word in ("role 'KING'", "name ''", "email 'nobody'"))


def test_a_changed_role_is_refused_at_preview_and_nothing_is_lost(a_team):
    """The sentence names the person, both roles, the place to change it, and the way to leave it to the UI."""
    a_team.person("ada")
    a_team.up().raise_for_errors()
    a_team.requests()

    a_team.person("ada", role="ADMIN")
    result = a_team.preview()

    message = _only_error(result)
    for word in ("ada@example.com", "MEMBER", "ADMIN", "Members tab", 'ignore_changes=["role"]'):
        assert word in message
    assert [] == a_team.requests()
    assert "MEMBER" == a_team.resource("ada").outputs["role"]


def test_an_up_without_preview_refuses_a_changed_role_as_well(a_team):
    """Nobody is replaced because a pipeline skipped the preview."""
    a_team.person("ada")
    a_team.up().raise_for_errors()
    a_team.requests()

    a_team.person("ada", role="ADMIN")
    result = a_team.up()

    assert not result.ok
    assert [] == a_team.requests()
    assert "ACTIVE INVITED".find(a_team.arize.user("ada@example.com")["status"]) >= 0


@pytest.mark.dynamic_only("the plugin hears of a person only by an id, and refuses in the up")
def test_annotators_only_annotate(a_team):
    """Passing the person lets the preview check that the two roles fit."""
    organization_id = a_team.arize.add_organization("ML Platform")
    a_team.person("ada", role="ANNOTATOR")
    a_team.membership("ada-ml", organization_id=organization_id, user="ada", role="ADMIN")

    result = a_team.preview()

    message = _only_error(result)
    assert "ANNOTATOR can only have the organization role ANNOTATOR" in message
    assert [] == [request for request in a_team.requests() if not request.startswith("GET users")]


def test_a_membership_needs_one_person(a_team):
    """Neither or both of user= and user_id= is a mistake of the program, reported without a traceback."""
    a_team.membership("lost", organization_id="org")

    result = a_team.preview()

    told = "\n".join(error.message for error in result.errors)
    assert not result.ok
    assert "OrganizationMembership 'lost' needs exactly one of user= and user_id=" in told
    assert "Traceback" not in told


def test_an_unknown_organization_is_named_with_its_near_matches(a_team):
    """A misspelt organization ends the program in one sentence."""
    a_team.arize.add_organization("ML Platform")
    a_team.person("ada")
    a_team.membership("ada-ml", organization="ML Platfrom", user="ada")

    result = a_team.preview()

    told = "\n".join(error.message for error in result.errors)
    assert not result.ok
    assert "There is no organization 'ML Platfrom'" in told
    assert "Did you mean ML Platform?" in told
    assert "Traceback" not in told


def test_an_unknown_organization_id_fails_the_membership_only(a_team):
    """The person is created and recorded; the membership says which organization is missing."""
    a_team.person("ada")
    a_team.membership("ada-ml", organization_id="T3JnOjk5", user="ada")

    result = a_team.up()

    message = _only_error(result)
    assert "Adding ada@example.com to the organization T3JnOjk5 as MEMBER failed" in message
    assert "404" in message
    assert a_team.resource("ada") is not None
    assert a_team.resource("ada-ml") is None


def _only_error(result):
    """The one message that explains why the run failed."""
    assert not result.ok
    ours = [error.message for error in result.errors if error.urn and "pulumi:pulumi:Stack" not in error.urn]
    assert 1 == len(ours), result.errors
    return ours[0]
