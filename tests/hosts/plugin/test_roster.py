"""A roster in the plugin: a component whose two resources live as the engine plays them."""

from __future__ import annotations

from typing import Any

import grpc
import pytest

from pulumi_arize_users.hosts.plugin.monitor import Monitor
from tests.hosts.plugin.conftest import SECRET, SIGNATURE, UNKNOWN, Requests, secret
from tests.hosts.plugin.playing import TOKEN, construct, playing_monitor

ADA: dict[str, Any] = {"name": "Ada", "role": "MEMBER", "onDestroy": "block"}
COMPONENT = f"urn:pulumi:prod::team::{TOKEN}::team"
PEOPLE = f"urn:pulumi:prod::team::{TOKEN}$arize:index:RosterPeople::team"
REMOVALS = f"urn:pulumi:prod::team::{TOKEN}$arize:index:RosterPeople$arize:index:RosterRemovals::team-removals"


@pytest.fixture
def monitor():
    with playing_monitor() as monitor:
        yield monitor


@pytest.fixture
def run(start, monitor):
    """Plays a run of a program with a roster; returns what `Construct` answers, and the plugin."""

    def play(*, preview=False, options=None, **said):
        plugin = start()
        monitor.begin(plugin, preview=preview)
        return plugin.call("Construct", construct(monitor, preview=preview, options=options, **said)), plugin

    return play


def test_a_roster_is_a_component_of_its_people_and_their_removals(run, monitor, arize):
    """Both know the provider that made them, and programs get everybody's id."""
    people = {"ada@example.com": ADA, "bob@example.com": {"name": "Bob", "role": "MEMBER", "isDeveloper": False}}

    answer, _plugin = run(people=people)

    ids = {str(user["email"]): user["id"] for user in arize.users()}
    users = {address: {"id": ids[address], "status": "INVITED", "adopted": False} for address in people}
    assert COMPONENT == answer.urn
    assert {"users": users, "temporaryPasswords": secret({})} == monitor.completed[COMPONENT]
    assert [PEOPLE] == list(answer.stateDependencies["users"].urns)
    assert people == monitor.state[PEOPLE].inputs["people"]
    assert "ada@example.com\nbob@example.com" == monitor.state[REMOVALS].inputs["people"]
    reference = "urn:pulumi:prod::team::pulumi:providers:arize::default::provider-id"
    assert {reference} == {child.provider for child in monitor.registered.values() if child.custom}
    assert [PEOPLE] == list(monitor.registered["arize:index:RosterRemovals"].dependencies)


def test_a_preview_knows_the_ids_of_those_who_stay(run, monitor, arize):
    """Only who comes is unknown, so that nothing else that depends on them is shown as a change."""
    run(people={"ada@example.com": ADA})
    arize.clear_requests()

    run(preview=True, people={"ada@example.com": ADA, "bob@example.com": ADA})

    users = monitor.completed[COMPONENT]["users"]
    assert arize.user("ada@example.com")["id"] == users["ada@example.com"]["id"]
    assert dict.fromkeys(("id", "status", "adopted"), UNKNOWN) == users["bob@example.com"]
    assert [] == arize.writes


def test_people_are_blocked_by_the_deletion_of_the_removals(run, monitor, arize):
    """The engine deletes what was replaced when everything else has worked."""
    run(people={"ada@example.com": ADA, "bob@example.com": ADA})
    before = monitor.state[REMOVALS]

    _answer, plugin = run(people={"ada@example.com": ADA})
    status = arize.user("bob@example.com")["status"]
    plugin.call("Delete", Requests(REMOVALS.split("::")[2], "team-removals").delete(before.id, before.outputs))

    assert [REMOVALS] == monitor.replaced
    assert ("INVITED", "INACTIVE") == (status, arize.user("bob@example.com")["status"])
    assert any("bob@example.com will be blocked permanently" in text for text in plugin.said("WARNING", PEOPLE))


def test_who_cannot_be_blocked_needs_no_removals(run, monitor):
    """Nobody says `block`."""
    run(people={"ada@example.com": {**ADA, "onDestroy": "retain"}})

    assert {TOKEN, "arize:index:RosterPeople"} == set(monitor.registered)


def test_protection_and_other_options_reach_both(run, monitor):
    """`protect` protects people, and dependencies hold for them."""
    options: dict[str, Any] = {"protect": True, "dependencies": ["urn:pulumi:prod::team::my:index:Thing::thing"]}

    run(options=options, people={"ada@example.com": ADA})

    assert {True} == {request.protect for request in monitor.registered.values()}
    assert all(
        options["dependencies"][0] in request.dependencies for request in monitor.registered.values() if request.custom
    )


@pytest.mark.parametrize("form", ["path", "asset of a path", "asset of a text", "list"])
def test_a_file_may_be_a_path_or_an_asset(run, monitor, tmp_path, form):
    """Its keys are those of every roster's file."""
    file = tmp_path / "team.yaml"
    text = "people:\n  ada@example.com: {name: Ada, role: member, on_destroy: block}\n"
    file.write_text(text)
    asset = {SIGNATURE: "c44067f5952c0a294b673a41bacd8c17"}
    forms = {
        "path": str(file),
        "asset of a path": {**asset, "path": str(file)},
        "asset of a text": {**asset, "text": text},
        "list": [str(file)],
    }

    run(file=forms[form], maxRemovals=3)

    inputs = monitor.state[PEOPLE].inputs
    assert ({"ada@example.com": ADA}, "3") == (inputs["people"], inputs["maxRemovals"])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Roster 'team' needs either `file`, or `people`"),
        ({"file": "a.yaml", "people": {}}, "Roster 'team' needs either `file`, or `people`"),
        ({"file": "nowhere.yaml"}, "there is no such file"),
        ({"file": []}, "`file` is an empty list"),
        ({"file": 7}, "`file` must be a path"),
        ({"people": {"ada": ADA, "bob@example.com": {"name": "Bob", "role": "KING"}}}, "has 2 mistakes"),
        ({"people": {"ada@example.com": {**ADA, "isDeveloper": "yes"}}}, "isDeveloper 'yes'"),
        ({"people": {"ada@example.com": {**ADA, "name": secret("Ada")}}}, "A roster takes no secrets"),
        ({"people": {"ada@example.com": {**ADA, "name": UNKNOWN}}}, "known only during the run"),
        ({"poeple": {}}, "Roster 'team' has no argument poeple"),
        ({"file": {SIGNATURE: "c44067f5952c0a294b673a41bacd8c17", "uri": "https://x.invalid"}}, "nothing is fetched"),
    ],
)
def test_mistakes_are_refused_before_anything_is_registered(start, monitor, arize, said, why):
    """In one sentence or more, each about one mistake."""
    plugin = start()
    monitor.begin(plugin)

    failure = plugin.failure("Construct", construct(monitor, **said))

    assert grpc.StatusCode.UNKNOWN == failure.code()
    assert why in failure.details()
    assert "Traceback" not in failure.details()
    assert ({}, []) == (monitor.registered, arize.writes)


def test_a_refused_check_is_no_bug_of_the_component(start, monitor, arize):
    """The engine says why, and the component does not add a traceback."""
    arize.add_user("ada@example.com", name="Ada")
    plugin = start()
    monitor.begin(plugin)

    failure = plugin.failure("Construct", construct(monitor, people={"ada@example.com": ADA}))

    assert "ada@example.com" in failure.details()
    assert "Traceback" not in failure.details()


def test_people_of_other_resources_are_no_strangers_if_they_come_first(start, monitor, person, arize):
    """No program tells the roster of the others, so that a preview says what it depends on."""
    arize.add_user("grace@example.com", name="Grace")
    plugin = start()
    monitor.begin(plugin, preview=True)
    said: dict[str, Any] = {
        "people": {"ada@example.com": ADA},
        "unmanaged": {"policy": "fail", "except": ["owner@example.com"]},
    }

    refused = plugin.failure("Construct", construct(monitor, preview=True, **said)).details()
    plugin.call("Check", person.check(email="grace@example.com", name="Grace", role="MEMBER", adopt=True))
    plugin.call("Construct", construct(monitor, preview=True, **said))

    assert "grace@example.com" in refused
    assert any("dependsOn" in text for text in plugin.said("INFO"))


@pytest.mark.parametrize("first", ["the person", "the roster"])
def test_who_is_in_a_roster_and_elsewhere_is_refused(start, monitor, person, arize, first):
    """No program has compared the addresses before, and a preview says so, whoever is declared first."""
    plugin = start()
    monitor.begin(plugin, preview=True)
    said = {"email": "Ada@example.com", "name": "Ada", "role": "MEMBER"}
    request = construct(monitor, preview=True, people={"ada@example.com": ADA})
    if first == "the person":
        assert not plugin.call("Check", person.check(**said)).failures
        refusal = plugin.failure("Construct", request).details()
    else:
        plugin.call("Construct", request)
        refusal = plugin.call("Check", person.check(**said)).failures[0].reason

    assert all(name in refusal for name in ("User 'ada'", "Roster 'team'", "declare the same person"))
    assert [] == arize.writes


def test_passwords_are_secrets_of_the_component(run, monitor):
    """By address, and never in the clear."""
    run(people={"ada@example.com": {**ADA, "inviteMode": "TEMPORARY_PASSWORD"}})

    passwords = monitor.completed[COMPONENT]["temporaryPasswords"]
    assert (SECRET, ["ada@example.com"]) == (passwords[SIGNATURE], list(passwords["value"]))
    assert passwords == monitor.state[PEOPLE].outputs["temporaryPasswords"]


@pytest.mark.parametrize("token", [TOKEN, "arize:index:RosterPeople"])
def test_a_roster_cannot_be_imported(plugin, token):
    """Nothing in an account says who belongs to which roster; `adopt` takes people over."""
    failure = plugin.failure("Read", Requests(token, "team").read("roster-1"))

    assert "A roster cannot be imported. Declare its people with adopt" in failure.details()


def test_another_component_is_refused(plugin, monitor):
    """There is one."""
    request = construct(monitor)
    request.type = "arize:index:Team"

    failure = plugin.failure("Construct", request)

    assert "There is no component 'arize:index:Team'" in failure.details()


def test_a_connection_to_the_engine_ends_with_the_component(monitor):
    """A plugin that serves many runs would collect them."""
    connection = Monitor(construct(monitor), "provider")
    connection.component()

    connection.close()

    with pytest.raises(ValueError, match="closed channel"):
        connection.component()
