"""Many people in one resource: brought about by many threads, and never lost."""

from __future__ import annotations

import json

import pytest

from pulumi_arize_users.people.roster.record import records_of
from pulumi_arize_users.simulator import Fault
from tests.engine.crowd import people, statuses, told
from tests.providers.conftest import own

pytestmark = pytest.mark.both_hosts


def test_a_roster_goes_through_its_whole_life(a_team, an_organization):
    """Preview, up, an empty second preview, a change, a refresh, and a destroy that leaves nobody behind."""
    crowd = people(3, on_destroy="block", organizations={"ML Platform": "MEMBER"})
    a_team.roster("people", people=crowd)

    previewed = a_team.preview().raise_for_errors()
    created = a_team.up().raise_for_errors()
    writes = a_team.writes()
    again = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()
    idle = a_team.requests()
    crowd["person001@example.com"]["name"] = "Ada Lovelace"
    changed = a_team.up().raise_for_errors()
    renamed = a_team.writes()
    members = a_team.arize.members(an_organization)
    refreshed = a_team.refresh().raise_for_errors()
    reads = a_team.requests()
    destroyed = a_team.destroy().raise_for_errors()

    assert {"create": 3} == dict(previewed.changes) == dict(created.changes)
    assert sorted(["POST users"] * 3 + ["POST organizations/*/users"] * 3) == sorted(writes)
    assert {"same": 3} == dict(again.changes)
    assert [] == idle
    assert {"update": 1, "same": 2} == dict(changed.changes)
    assert ["PATCH users/*"] == renamed
    assert ["MEMBER"] * 3 == list(members.values())
    assert {"same": 3} == dict(refreshed.changes)
    assert ["GET organizations", "GET users"] == sorted(reads)
    assert {"delete": 3} == dict(destroyed.changes)
    assert {"INACTIVE"} == statuses(a_team)
    assert [] == [resource for resource in a_team.stack.state() if resource.custom]


def test_a_preview_shows_what_changes_for_whom(a_team):
    """One property of one person is one line, and somebody who leaves is one more."""
    crowd = people(3, on_destroy="retain")
    a_team.roster("people", people=crowd)
    a_team.up().raise_for_errors()
    crowd["person001@example.com"]["name"] = "Ada"
    del crowd["person002@example.com"]

    previewed = a_team.preview().raise_for_errors()

    (step,) = [step for step in previewed.steps if step.op == "update"]
    assert {
        'people["person001@example.com"].name': "update",
        'people["person002@example.com"]': "delete",
    } == dict(step.diff)


def test_a_stack_keeps_what_is_declared_as_a_plain_mapping(a_team):
    """However it travelled; and beside it one record of everybody, of which the engine has one value to handle."""
    crowd = people(3)
    a_team.roster("people", people=crowd, max_removals="10%")

    a_team.up().raise_for_errors()

    state = a_team.resource("people")
    assert {"people": crowd, "max_removals": "10%", "__roles": "MEMBER", "__format": "1"} == own(state.inputs)
    said = {key for key in own(state.outputs) if not key.startswith("__")}
    assert {"record", "temporary_passwords", "organization_ids", "max_removals", "account", "seen_on"} == said
    assert set(crowd) == set(records_of(state.outputs["record"]))


def test_what_a_program_gets_is_wired_by_address(a_team):
    """Ids, statuses and whether somebody was there before; temporary passwords only as secrets."""
    a_team.arize.add_user("person000@example.com", name="Person 0", role="MEMBER", status="ACTIVE")
    a_team.roster("people", people=people(2, adopt=True, invite_mode="TEMPORARY_PASSWORD"))

    a_team.up().raise_for_errors()

    outputs = a_team.stack.outputs()
    users = outputs["people_users"]
    assert [True, False] == [users[address]["adopted"] for address in people(2)]
    assert ["ACTIVE", "INVITED"] == [users[address]["status"] for address in people(2)]
    assert [a_team.arize.user(address)["id"] for address in people(2)] == [users[key]["id"] for key in people(2)]
    assert "[secret]" == outputs["people_passwords"]
    assert ["person001@example.com"] == list(a_team.stack.outputs(show_secrets=True)["people_passwords"])


def test_a_destroy_obeys_the_limit_of_the_roster(a_team):
    """Nobody is blocked, unless the environment says that this many are intended."""
    a_team.roster("people", people=people(5, on_destroy="block"), max_removals=2)
    a_team.up().raise_for_errors()

    refused = a_team.destroy()
    nobody = a_team.writes()[10:]
    a_team.stack.env["ARIZE_MAX_REMOVALS"] = "5"
    a_team.destroy().raise_for_errors()

    assert "This would block 5 people permanently, but max_removals is 2 (at most 2)" in told(refused)
    assert [] == nobody
    assert {"INACTIVE"} == statuses(a_team)


@pytest.mark.usefixtures("an_organization")
def test_a_removed_person_leaves_by_the_last_declaration(a_team):
    """Blocked, or forgotten with an end of the memberships that were declared here."""
    crowd = people(3, organizations={"ML Platform": "MEMBER"})
    crowd["person001@example.com"]["on_destroy"] = "block"
    crowd["person002@example.com"]["on_destroy"] = "retain"
    a_team.roster("people", people=crowd)
    a_team.up().raise_for_errors()
    a_team.requests()
    del crowd["person001@example.com"], crowd["person002@example.com"]

    a_team.up().raise_for_errors()

    assert ["DELETE organizations/*/users/*", "DELETE users/*"] == sorted(a_team.writes())
    assert "INACTIVE" == a_team.arize.user("person001@example.com")["status"]
    assert "INVITED" == a_team.arize.user("person002@example.com")["status"]


def test_drift_is_shown_person_by_person(a_team):
    """A name that was changed elsewhere is changed back; somebody who is gone is added again."""
    a_team.roster("people", people=people(3))
    a_team.up().raise_for_errors()
    a_team.arize.edit_user("person001@example.com", name="Countess")
    a_team.arize.edit_user("person002@example.com", status="INACTIVE")

    a_team.refresh().raise_for_errors()
    previewed = a_team.preview()

    (step,) = [step for step in previewed.steps if step.op == "update"]
    assert {'people["person001@example.com"].name': "update", 'people["person002@example.com"]': "add"} == dict(
        step.diff
    )


def test_a_role_changed_elsewhere_can_be_left_to_the_ui(a_team):
    """By the very option that the refusal names."""
    option = 'people["person000@example.com"].role'
    a_team.roster("people", people=people(2))
    a_team.up().raise_for_errors()
    a_team.arize.edit_user("person000@example.com", role="ADMIN")
    a_team.refresh().raise_for_errors()
    refused = a_team.preview()
    a_team.requests()
    a_team.roster("people", opts={"ignore_changes": [option]})

    ignored = a_team.up().raise_for_errors()

    assert f"leave the role to the UI with ignore_changes=['{option}']." in told(refused)
    assert {"same": 2} == dict(ignored.changes)
    assert [] == a_team.writes()


@pytest.mark.usefixtures("an_organization")
def test_what_failed_is_named_and_only_that_is_done_again(a_team):
    """The others are recorded; the next run sends what is missing, and a third one nothing."""
    crowd = people(20, organizations={"ML Platform": "MEMBER"})
    a_team.roster("people", people=crowd)
    a_team.arize.fail(Fault("status", method="POST", status=403, times=3))

    failed = a_team.up()
    a_team.arize.clear_faults()
    done = a_team.writes()
    a_team.up().raise_for_errors()
    missing = a_team.writes()
    a_team.up().raise_for_errors()

    assert not failed.ok
    assert "of 20 people could not be brought to the declared state; all others are recorded." in told(failed)
    assert 40 == len(done) + len(missing) - 3
    assert [] == a_team.writes()


def test_a_refused_key_stops_at_once(a_team):
    """A thousand refusals would say nothing more, and nobody is forgotten."""
    a_team.roster("people", people=people(200))
    a_team.stack.secrets["arize:apiKey"] = "another"

    result = a_team.up()

    assert not result.ok
    assert 50 > len(a_team.writes())


def test_a_renamed_roster_hurts_nobody(a_team, an_organization):
    """The new resource takes everybody over, and the old one leaves them alone."""
    crowd = people(3, on_destroy="block", adopt=True, organizations={"ML Platform": "MEMBER"})
    a_team.roster("people", people=crowd)
    a_team.up().raise_for_errors()
    a_team.rosters["everybody"] = a_team.rosters.pop("people")
    a_team.requests()

    a_team.up().raise_for_errors()

    assert not any(request.startswith("DELETE") for request in a_team.writes())
    assert {"INVITED"} == statuses(a_team)
    assert 3 == len(a_team.arize.members(an_organization))


def test_reordering_and_reformatting_a_file_changes_nothing(a_team, tmp_path):
    """The same people in another order, another notation and another letter case are the same roster."""
    file = tmp_path / "people.yaml"
    file.write_text(
        "defaults: {role: member}\npeople:\n  ada@example.com: {name: Ada}\n  alan@example.com: {name: Alan}\n"
    )
    a_team.roster("people", file=str(file))
    a_team.up().raise_for_errors()
    a_team.requests()
    alan, ada = {"role": "MEMBER", "name": "Alan"}, {"name": "Ada", "role": "Member"}
    file.write_text(json.dumps({"people": {"alan@example.com": alan, "ada@example.com": ada}}, indent=4))

    previewed = a_team.preview().raise_for_errors()

    assert {"same": 2} == dict(previewed.changes)
    assert [] == a_team.requests()
