"""Spaces in a roster: after the organizations, limited, verified and named as they are."""

from __future__ import annotations

import pytest

from pulumi_arize_users.simulator import Fault

PEOPLE = [f"person-{number:02}@example.com" for number in range(12)]


@pytest.fixture
def places(a_team):
    """Two organizations and three spaces, by the names that a roster uses."""
    ids = {name: a_team.arize.add_organization(name) for name in ("ML", "Search")}
    for organization, space in (("ML", "Fraud"), ("ML", "Churn"), ("Search", "Rank")):
        ids[f"{organization}/{space}"] = a_team.arize.add_space(ids[organization], space)
    return ids


@pytest.fixture
def declare(a_team):
    """Declares everybody in the same places, and the exceptions."""

    def everybody(*, organizations, spaces, but=None, **rules):
        people = {
            address: {"name": "Somebody", "role": "MEMBER", "organizations": organizations, "spaces": spaces}
            for address in PEOPLE
        }
        a_team.roster("team", people={**people, **(but or {})}, **rules)

    return everybody


def errors_of(result):
    """What a run said of its failure."""
    assert not result.ok
    return "\n".join(str(error) for error in result.errors)


def everywhere(role="MEMBER"):
    """All organizations and spaces."""
    return {"organizations": {"ML": "MEMBER", "Search": "MEMBER"}, "spaces": dict.fromkeys(SPACES, role)}


SPACES = ("ML/Fraud", "ML/Churn", "Search/Rank")


def test_one_write_for_each_person_and_membership(a_team, places, declare):
    """And none in the second run."""
    declare(**everywhere())

    a_team.up().raise_for_errors()
    writes = a_team.writes()
    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    count = len(PEOPLE)
    expected = {"POST users": count, "POST organizations/*/users": 2 * count, "POST spaces/*/users": 3 * count}
    assert expected == {kind: writes.count(kind) for kind in dict.fromkeys(writes)}
    assert [] == a_team.writes()
    assert {"same": 2} == dict(previewed.changes)
    assert all(count == len(a_team.arize.space_members(places[space])) for space in SPACES)


def test_a_changed_role_in_a_space_is_one_request(a_team, places, declare):
    """Of one person, and shown."""
    declare(**everywhere())
    a_team.up().raise_for_errors()
    a_team.writes()
    spaces = {**everywhere()["spaces"], "ML/Fraud": "ADMIN"}
    one = {"name": "Somebody", "role": "MEMBER", "organizations": everywhere()["organizations"], "spaces": spaces}
    declare(**everywhere(), but={PEOPLE[3]: one})

    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    assert ["update"] == [step.op for step in previewed.steps_of("team")]
    assert ["POST spaces/*/users"] == a_team.writes()
    assert ["ADMIN"] == [role for role in a_team.arize.space_members(places["ML/Fraud"]).values() if role != "MEMBER"]


def test_who_leaves_an_organization_leaves_its_spaces_with_one_request(a_team, places, declare):
    """Told before with their names; afterwards nothing of them is in the state."""
    assert places
    declare(**everywhere())
    a_team.up().raise_for_errors()
    a_team.writes()
    only = {"organizations": {"Search": "MEMBER"}, "spaces": {"Search/Rank": "MEMBER"}}
    declare(**everywhere(), but={PEOPLE[3]: {"name": "Somebody", "role": "MEMBER", **only}})

    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    told = "\n".join(diagnostic.message for diagnostic in previewed.diagnostics)
    assert all(f"{PEOPLE[3]} will lose the membership in {name}." in told for name in ("ML", "ML/Fraud", "ML/Churn"))
    assert ["DELETE organizations/*/users/*"] == a_team.writes()
    (line,) = [line for line in a_team.resource("team").outputs["record"].splitlines() if PEOPLE[3] in line]
    assert "ML/" not in line
    assert "Search/Rank" in line


def test_a_space_that_is_not_declared_any_more_is_left(a_team, places, declare):
    """The organization stays."""
    declare(**everywhere())
    a_team.up().raise_for_errors()
    a_team.writes()
    declare(organizations=everywhere()["organizations"], spaces={"ML/Fraud": "MEMBER"})

    a_team.up().raise_for_errors()

    assert ["DELETE spaces/*/users/*"] * 2 * len(PEOPLE) == a_team.writes()
    assert {} == a_team.arize.space_members(places["Search/Rank"])


def test_lost_spaces_count_as_lost_memberships(a_team, places, declare):
    """One line that was lost under the defaults is refused as a whole."""
    assert places
    declare(**everywhere(), max_membership_removals="10%")
    a_team.up().raise_for_errors()
    a_team.writes()
    declare(organizations=everywhere()["organizations"], spaces={}, max_membership_removals="10%")

    result = a_team.preview()

    assert f"This would end {3 * len(PEOPLE)} of {5 * len(PEOPLE)} memberships" in errors_of(result)


def test_a_space_that_does_not_exist_is_a_mistake(a_team, places, declare):
    """With what was probably meant; nothing is sent."""
    assert places
    declare(organizations={"ML": "MEMBER"}, spaces={"ML/Frauds": "MEMBER"})

    result = a_team.preview()

    assert "There is no space 'ML/Frauds' in the account" in errors_of(result)
    assert "Did you mean ML/Fraud?" in errors_of(result)


def test_a_newcomer_without_the_organization_is_refused_at_preview(a_team, places, declare):
    """A newcomer belongs to no organization, so the space cannot work."""
    assert places
    declare(organizations={"ML": "MEMBER"}, spaces={"Search/Rank": "MEMBER"})

    result = a_team.preview()

    assert f"{PEOPLE[0]} cannot be a member of the space Search/Rank" in errors_of(result)
    assert [] == a_team.writes()


def test_an_annotator_only_annotates_in_the_spaces_of_a_roster(a_team, places, declare):
    """The place of the mistake is that of the role."""
    assert places
    one = {"name": "Ann", "role": "ANNOTATOR", "organizations": {"ML": "ANNOTATOR"}, "spaces": {"ML/Fraud": "MEMBER"}}
    declare(**everywhere(), but={"ann@example.com": one})

    result = a_team.preview()

    assert 'people["ann@example.com"].spaces["ML/Fraud"]: The role MEMBER does not fit' in errors_of(result)


def test_a_custom_role_is_possible_in_the_space_of_a_roster(a_team, places, declare):
    """As in a SpaceMembership."""
    role = f"custom:{a_team.arize.add_role('auditors')}"
    declare(organizations={"ML": "MEMBER"}, spaces={"ML/Fraud": role})

    a_team.up().raise_for_errors()
    a_team.writes()
    a_team.up().raise_for_errors()

    assert {role} == set(a_team.arize.space_members(places["ML/Fraud"]).values())
    assert [] == a_team.writes()


def test_a_renamed_organization_takes_the_names_of_its_spaces_along(a_team, places, declare):
    """A space is meant by its id once it is known: told, and no difference."""
    declare(**everywhere())
    a_team.up().raise_for_errors()
    a_team.writes()
    a_team.arize.rename_organization(places["ML"], "Machine Learning")

    a_team.refresh().raise_for_errors()
    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    assert {"same": 2} == dict(previewed.changes)
    assert [] == a_team.writes()


def test_a_role_that_was_changed_in_a_space_is_put_back(a_team, places, declare):
    """Where memberships are verified, a refresh sees it."""
    a_team.stack.config.update(
        {"arize:verifyMemberships": "graphql", "arize:graphqlUrl": f"{a_team.arize.url}/graphql"}
    )
    declare(**everywhere())
    a_team.up().raise_for_errors()
    a_team.writes()
    a_team.arize.add_member(places["ML/Fraud"], PEOPLE[3], "ADMIN")
    a_team.arize.remove_member(places["Search/Rank"], PEOPLE[4])

    a_team.refresh().raise_for_errors()
    a_team.writes()
    a_team.up().raise_for_errors()

    assert ["POST spaces/*/users"] * 2 == a_team.writes()
    assert {"MEMBER"} == set(a_team.arize.space_members(places["ML/Fraud"]).values())
    assert len(PEOPLE) == len(a_team.arize.space_members(places["Search/Rank"]))


def test_a_space_of_a_roster_and_of_a_resource_is_declared_twice(a_team, places, declare):
    """The last one would win in every run."""
    declare(organizations={"ML": "MEMBER"}, spaces={"ML/Fraud": "MEMBER"})
    a_team.up().raise_for_errors()
    user_id = a_team.arize.user(PEOPLE[0])["id"]
    a_team.membership("again", space_id=places["ML/Fraud"], user_id=user_id)

    result = a_team.preview()

    assert f"declare the same membership, of {PEOPLE[0]} in the space" in errors_of(result)


def test_a_failed_space_leaves_the_rest_done(a_team, places, declare):
    """The person and the organization are in the record; the next run sets the space, and nothing else."""
    declare(**everywhere())
    a_team.arize.fail(Fault("status", method="POST", path="/v2/spaces/", status=403))

    failed = a_team.up()
    a_team.writes()
    a_team.up().raise_for_errors()

    assert "1 of 12 people could not be brought to the declared" in errors_of(failed)
    assert {"POST spaces/*/users"} == set(a_team.writes())
    assert all(len(PEOPLE) == len(a_team.arize.space_members(places[space])) for space in SPACES)


def test_leaving_for_good_sends_nothing_for_spaces(a_team, places, declare):
    """Blocking ends every membership."""
    declare(**everywhere(), defaults={"on_destroy": "block"})
    a_team.stack.config["arize:callerEmail"] = "none"
    a_team.up().raise_for_errors()
    a_team.writes()
    people = a_team.rosters["team"]["people"]
    del people[PEOPLE[3]]

    a_team.up().raise_for_errors()

    assert ["DELETE users/*"] == a_team.writes()
    assert len(PEOPLE) - 1 == len(a_team.arize.space_members(places["ML/Fraud"]))


def test_people_move_into_a_roster_and_back_with_their_spaces(a_team, places):
    """With adopt and adopt_memberships; not one write is sent, and nothing is left to do."""
    a_team.person("ada", on_destroy="retain")
    a_team.membership("ada-ml", organization_id=places["ML"], user="ada")
    a_team.membership("ada-fraud", space_id=places["ML/Fraud"], user="ada", role="ADMIN")
    single = dict(a_team.people), dict(a_team.memberships)
    a_team.up().raise_for_errors()
    a_team.writes()

    a_team.people, a_team.memberships = {}, {}
    ada = {"name": "Ada", "role": "MEMBER", "on_destroy": "retain", "adopt": True, "adopt_memberships": True}
    ada |= {"organizations": {"ML": "MEMBER"}, "spaces": {"ML/Fraud": "ADMIN"}}
    a_team.roster("team", people={"ada@example.com": ada})
    a_team.up().raise_for_errors()
    there = {"same": 2} == dict(a_team.preview().raise_for_errors().changes)
    a_team.rosters = {}
    a_team.people, a_team.memberships = single
    for declared in (*a_team.people.values(), *a_team.memberships.values()):
        declared["adopt"] = True
    a_team.up().raise_for_errors()

    assert there
    assert [] == a_team.writes()
    assert ["ADMIN"] == list(a_team.arize.space_members(places["ML/Fraud"]).values())
