"""Memberships in spaces, which need one in the organization of the space."""

from __future__ import annotations

import json

import pytest

from tests.engine import wired
from tests.engine.conftest import only_the_cli
from tests.engine.crowd import people

pytestmark = pytest.mark.both_hosts
ORDERED = pytest.mark.dynamic_only("with verification, the plugin refuses a space that is declared before the other")


@pytest.fixture
def platform(a_team):
    """The id of an organization."""
    return a_team.arize.add_organization("ML Platform")


@pytest.fixture
def fraud(a_team, platform):
    """The id of a space of the organization."""
    return a_team.arize.add_space(platform, "Fraud")


@pytest.fixture
def a_member(a_team, platform, fraud):
    """Somebody in the organization and its space, the space first; not yet applied. Gives the id of the space."""
    assert platform
    a_team.person("ada")
    a_team.membership("ada-fraud", space_id=fraud, user="ada", role="READ_ONLY")
    a_team.membership("ada-ml", organization="ML Platform", user="ada")
    return fraud


@pytest.fixture
def verified(a_team):
    """The stack verifies memberships."""
    a_team.stack.config.update(
        {"arize:verifyMemberships": "graphql", "arize:graphqlUrl": f"{a_team.arize.url}/graphql"}
    )


@pytest.mark.dynamic_only("the engine learns of the order from them alone")
@pytest.mark.parametrize("inside", [{"user": "ada"}, {"id_of": "ada"}])
@pytest.mark.parametrize("outside", [{"user": "ada"}, {"id_of": "ada"}])
def test_a_space_waits_for_the_organization_whatever_it_is_told(a_team, platform, fraud, inside, outside):
    """Without depends_on, and although the space is declared first; on the way out the space is left first."""
    assert platform
    a_team.person("ada", on_destroy="retain")
    a_team.membership("ada-fraud", space_id=fraud, **inside)
    a_team.membership("ada-ml", organization="ML Platform", **outside)

    a_team.up().raise_for_errors()
    made = a_team.writes()
    a_team.destroy().raise_for_errors()

    assert ["POST users", "POST organizations/*/users", "POST spaces/*/users"] == made
    assert ["DELETE spaces/*/users/*", "DELETE organizations/*/users/*"] == a_team.writes()


@pytest.mark.parametrize("declared_first", ["organization", "space"])
def test_a_space_is_entered_whichever_is_declared_first(a_team, platform, fraud, declared_first):
    """In one run, without depends_on, on both hosts; and left again."""
    memberships = {"organization": {"organization_id": platform}, "space": {"space_id": fraud}}
    a_team.person("ada", on_destroy="retain")
    for kind in (declared_first, *(memberships.keys() - {declared_first})):
        a_team.membership(f"ada-{kind}", user="ada", **memberships[kind])

    a_team.up().raise_for_errors()
    inside = [*a_team.arize.members(platform), *a_team.arize.space_members(fraud)]
    a_team.destroy().raise_for_errors()

    assert [a_team.arize.user("ada@example.com")["id"]] * 2 == inside
    assert {} == a_team.arize.members(platform) == a_team.arize.space_members(fraud)


def test_somebody_who_is_known_by_id_waits_too(a_team, platform, fraud):
    """The same person, named by resource here and by id there."""
    ada = a_team.arize.add_user("ada@example.com", name="Ada", role="MEMBER")
    a_team.person("ada", adopt=True)
    a_team.membership("ada-fraud", space_id=fraud, user_id=ada)
    a_team.membership("ada-ml", organization_id=platform, user="ada")

    a_team.up().raise_for_errors()

    assert {ada: "MEMBER"} == a_team.arize.space_members(fraud)


def test_a_second_run_has_nothing_to_do(a_team, a_member):
    """What only orders the run is no difference."""
    assert a_member
    a_team.up().raise_for_errors()
    a_team.writes()

    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    assert {"same": 4} == dict(previewed.changes)
    assert [] == a_team.writes()


def test_another_role_in_a_space_is_one_request(a_team, a_member):
    """In place: who leaves a space loses more than the role."""
    a_team.up().raise_for_errors()
    a_team.writes()
    a_team.membership("ada-fraud", role="ADMIN")

    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    assert ["update"] == [step.op for step in previewed.steps_of("ada-fraud")]
    assert ["POST spaces/*/users"] == a_team.writes()
    assert ["ADMIN"] == list(a_team.arize.space_members(a_member).values())


def test_a_custom_role_is_possible_in_a_space(a_team, a_member):
    """As it is for the account."""
    role = a_team.arize.add_role("auditors")
    a_team.membership("ada-fraud", role=f"custom:{role}")

    a_team.up().raise_for_errors()

    assert [f"custom:{role}"] == list(a_team.arize.space_members(a_member).values())
    assert f"custom:{role}" == a_team.resource("ada-fraud").outputs["role"]


def test_a_membership_that_ended_with_its_organization_is_done(a_team, a_member):
    """Somebody was taken out of the organization elsewhere, which took the space with it: nothing is left to end."""
    a_team.up().raise_for_errors()
    a_team.arize.remove_member(a_team.arize.organizations()[0]["id"], "ada@example.com")
    del a_team.memberships["ada-fraud"], a_team.memberships["ada-ml"]

    a_team.up().raise_for_errors()

    assert a_team.resource("ada-fraud") is None
    assert {} == a_team.arize.space_members(a_member)


def test_who_is_not_in_the_organization_is_refused_by_arize(a_team, platform, fraud):
    """The server's words come with what was being done; nobody is enrolled silently."""
    assert platform
    a_team.person("ada")
    a_team.membership("ada-fraud", space_id=fraud, user="ada")

    result = a_team.up()

    assert not result.ok
    error = "\n".join(str(error) for error in result.errors)
    assert f"Adding ada@example.com to the space {fraud} as MEMBER failed" in error
    assert "not a member of the organization" in error


@ORDERED
@pytest.mark.usefixtures("verified")
def test_who_is_known_not_to_be_in_the_organization_is_refused_at_preview(a_team, platform, fraud):
    """Where memberships can be read, and the program does not declare the missing one."""
    ada = a_team.arize.add_user("ada@example.com", name="Ada", role="MEMBER")
    a_team.membership("ada-fraud", space_id=fraud, user_id=ada)

    refused = a_team.preview()
    a_team.membership("ada-ml", organization_id=platform, user_id=ada)
    a_team.preview().raise_for_errors()

    assert not refused.ok
    sentence = f"cannot be a member of the space {fraud}, because they do not belong to its organization {platform}"
    assert sentence in "\n".join(str(error) for error in refused.errors)


@ORDERED
@pytest.mark.usefixtures("verified")
def test_a_role_that_was_changed_elsewhere_is_seen_in_a_space(a_team, a_member):
    """The query shows it, so the preview plans to change it back."""
    a_team.up().raise_for_errors()
    a_team.arize.add_member(a_member, "ada@example.com", "ADMIN")

    a_team.refresh().raise_for_errors()
    seen = a_team.resource("ada-fraud").outputs["role"]
    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    assert "ADMIN" == seen
    assert ["update"] == [step.op for step in previewed.steps_of("ada-fraud")]
    assert ["READ_ONLY"] == list(a_team.arize.space_members(a_member).values())


@ORDERED
@pytest.mark.usefixtures("verified")
def test_a_custom_role_is_never_taken_for_another(a_team, a_member):
    """The query has no word for it, so the record keeps it."""
    role = f"custom:{a_team.arize.add_role('auditors')}"
    a_team.membership("ada-fraud", role=role)
    a_team.up().raise_for_errors()

    a_team.refresh().raise_for_errors()

    assert (role, "exists") == tuple(a_team.resource("ada-fraud").outputs[key] for key in ("role", "verification"))
    assert a_member


@ORDERED
@pytest.mark.usefixtures("verified")
def test_a_membership_that_ended_elsewhere_is_made_again(a_team, a_member):
    """The refresh sees that it is gone."""
    a_team.up().raise_for_errors()
    a_team.arize.remove_member(a_member, "ada@example.com")

    a_team.refresh().raise_for_errors()
    a_team.up().raise_for_errors()

    assert ["READ_ONLY"] == list(a_team.arize.space_members(a_member).values())


@pytest.mark.dynamic_only("the plugin does not know the role of a person who has no id yet")
def test_an_annotator_only_annotates_in_spaces_too(a_team, platform, fraud):
    """Refused at preview, as for organizations; a custom role may fit."""
    assert platform
    a_team.person("ada", role="ANNOTATOR")
    a_team.membership("ada-fraud", space_id=fraud, user="ada", role="MEMBER")

    result = a_team.preview()

    assert not result.ok
    sentence = "a person with the account role ANNOTATOR can only have the space role ANNOTATOR"
    assert sentence in "\n".join(str(error) for error in result.errors)


def test_the_same_membership_of_a_space_is_not_declared_twice(a_team, a_member):
    """The last one would win in every run."""
    a_team.up().raise_for_errors()
    a_team.membership("ada-again", space_id=a_member, user="ada")

    result = a_team.preview()

    assert not result.ok
    assert "declare the same membership, of ada@example.com in the space" in "\n".join(map(str, result.errors))


def test_a_space_that_is_gone_takes_its_memberships_along(a_team, platform, a_member):
    """Another space is still seen, so this is the right account."""
    a_team.arize.add_space(platform, "Churn")
    a_team.up().raise_for_errors()
    a_team.arize.remove_space(a_member)

    a_team.refresh().raise_for_errors()

    assert a_team.resource("ada-fraud") is None


def test_memberships_of_spaces_are_imported_as_they_are(a_team, platform, fraud):
    """With `adopt` nothing is sent for one that exists."""
    ada = a_team.arize.add_user("ada@example.com", name="Ada", role="MEMBER")
    for place in (platform, fraud):
        a_team.arize.add_member(place, ada)
    a_team.person("ada", adopt=True)
    a_team.membership("ada-fraud", space_id=fraud, user="ada", adopt=True)

    a_team.up().raise_for_errors()

    assert [] == a_team.writes()


@pytest.mark.dynamic_only("no dependency is written down: the plugin orders by itself")
def test_the_engine_orders_what_is_shown(engine, a_team, a_member):
    """State says that the space depends on the organization, so that a destroy of a later day keeps the order."""
    only_the_cli(engine, "does not write dependencies down")
    a_team.up().raise_for_errors()

    space, organization = (a_team.resource(name) for name in ("ada-fraud", "ada-ml"))

    assert organization.urn in space.dependencies
    assert a_member


@pytest.mark.dynamic_only("a roster of the plugin has no `person` and no `user_id`: ids are in its `users`")
@pytest.mark.parametrize("by", ["person", "id"])
def test_people_of_a_roster_are_in_the_organization_before_its_space(a_team, platform, fraud, by):
    """Each membership asks the roster for the person anew, and it is the same person all the same."""
    crowd = people(3)
    a_team.ever_declared.update(crowd)
    a_team.stack.program = wired.declared
    a_team.stack.config.update(people=json.dumps(crowd), organization=platform, space=fraud, by=by)

    a_team.stack.up().raise_for_errors()

    assert len(crowd) == len(a_team.arize.space_members(fraud))
