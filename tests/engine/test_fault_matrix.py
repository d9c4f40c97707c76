"""Whatever goes wrong with whatever request: it is reported in one sentence, and the next run repairs everything."""

from __future__ import annotations

import shutil
import socket
from collections import Counter
from contextlib import contextmanager

import pytest

from pulumi_arize_users.simulator import Fault
from pulumi_arize_users.testing import LocalEngine
from tests.engine import team
from tests.engine.bystanders import WatchedSimulator
from tests.engine.conftest import API_KEY, Team
from tests.engine.faults_at_hand import (
    CASES,
    CASES_OF_THE_PLUGIN,
    CY,
    ENDPOINTS,
    MIXED_UP,
    NEIGHBOUR,
    ONE_OF_EACH_ENDPOINT,
    SLOW,
)
from tests.engine.plugin_engine import PluginEngine
from tests.engine.scenes import Scene, begin
from tests.engine.situations import ADA, ORGANIZATION, SPACE, ada_is_a_member, dissolve_the_organization

PERSON, MEMBERSHIP, IN_SPACE = "ArizeUser", "OrganizationMembership", "SpaceMembership"
# What the engine puts before the sentence when a resource exists, but is not finished.
UNFINISHED = "1 error occurred:\n\t* "


@pytest.fixture(scope="module")
def closed_port():
    """A port of this machine on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        yield listener.getsockname()[1]


@pytest.fixture
def a_team(arize, local_engine):
    """A stack whose address is in the environment, so that one run can be sent elsewhere."""
    with _team(local_engine, arize) as a_team:
        yield a_team


@pytest.fixture
def a_team_of_the_plugin(arize):
    """The same, on the CLI with the plugin."""
    if shutil.which("pulumi") is None:
        pytest.skip("the Pulumi CLI (`pulumi`) is not on PATH")
    with _team(PluginEngine(), arize) as a_team:
        yield a_team


@contextmanager
def _team(engine, arize):
    environment = {"ARIZE_BASE_URL": arize.url}
    arize.add_user(CY, name="Cy")
    before = _without_time(arize.user(CY))
    with engine.stack(team.declared, secrets={"arize:apiKey": API_KEY}, env=environment) as stack:
        a_team = Team(stack, arize)
        yield a_team
    assert before == _without_time(arize.user(CY))
    assert [] == arize.bystanders_written_to(a_team.ever_declared)


@pytest.mark.parametrize(
    ("local_engine", "case"),
    [
        *(pytest.param("dynamic", case, id=f"dynamic-{case}") for case in CASES),
        *(pytest.param("plugin", case, id=f"plugin-{case}") for case in CASES_OF_THE_PLUGIN),
    ],
    indirect=["local_engine"],
)
def test_a_fault_is_reported_and_healed(local_engine, a_team, closed_port, case):
    """The run succeeds or says what failed; with the fault gone, state and account agree and nobody is lost."""
    begin(a_team, case.use.before, local_engine.name)
    _judge(a_team, closed_port, case)


@pytest.mark.cli
@pytest.mark.parametrize("case", ONE_OF_EACH_ENDPOINT, ids=str)
def test_the_plugin_reports_and_heals_a_fault_as_well(a_team_of_the_plugin, closed_port, case):
    """The same for one case of each endpoint, every one with another fault."""
    case.use.before(a_team_of_the_plugin)
    _judge(a_team_of_the_plugin, closed_port, case)


def _judge(a_team, closed_port, case):
    case.use.change(a_team)

    struck = _strike(a_team, case, closed_port)
    was_struck = case.fault is None or any(
        case.fault.applies_to(each.method, each.path) for each in a_team.arize.requests
    )
    wrong_after_success = _disagreements(a_team, case.use) if struck.ok and case.use.operation != "preview" else []
    _heal(a_team, case.use.operation)

    assert was_struck
    assert struck.ok or not case.goes_unnoticed, struck.errors
    assert struck.ok == (not struck.errors)
    assert [] == [flaw for error in struck.errors for flaw in _flaws(a_team, error)]
    assert len(struck.errors) == len({error.urn for error in struck.errors})
    assert [] == wrong_after_success
    assert [] == _disagreements(a_team, case.use)


@pytest.mark.parametrize("situation", dict.fromkeys(case.use.before for case in CASES), ids=lambda each: each.__name__)
def test_a_situation_that_is_set_up_again_is_the_one_that_runs_bring_about(a_team, arize, situation):
    """Account, state and declarations are the same."""
    situation(a_team)
    first = Scene.of(a_team)
    with WatchedSimulator(api_key=API_KEY) as another, LocalEngine().stack(team.declared) as stack:
        again = Team(stack, another)
        first.set_up(again)
        arize.clear_requests()

        assert arize.users() == another.users()
        assert arize.organizations() == another.organizations()
        assert arize.spaces() == another.spaces()
        assert a_team.stack.state() == stack.state()
        assert a_team.stack.outputs(show_secrets=True) == stack.outputs(show_secrets=True)
        assert (a_team.people, a_team.memberships) == (again.people, again.memberships)


def test_the_matrix_is_whole():
    """Every endpoint is struck, and no combination is counted twice; `pytest -rP` shows how many there are."""
    struck = Counter((case.use.endpoint, case.use.operation) for case in CASES)

    for (endpoint, operation), count in sorted(struck.items()):
        print(f"{count:4} {operation}: {endpoint}")  # noqa: T201 - the count is what a reader of the matrix asks for
    print(f"{len(CASES):4} combinations")  # noqa: T201 - the same

    assert set(ENDPOINTS) == {endpoint for endpoint, _ in struck}
    assert len(CASES) == len({str(case) for case in CASES})
    assert {case.use for case in CASES} == {case.use for case in CASES_OF_THE_PLUGIN}
    assert {case.trouble for case in CASES} == {case.trouble for case in CASES_OF_THE_PLUGIN}


def test_an_invitation_nobody_can_look_for_takes_adopt(a_team):
    """Answer lost and look-up failed: the sentence says how to go on, the next run repeats it, and it works."""
    a_team.person("ada")
    a_team.arize.fail(Fault("reset", method="GET", path="users$", times=2))
    a_team.arize.fail(Fault("reset", method="POST", path="users$", after_write=True))
    a_team.arize.fail(Fault("reset", method="GET", path="users$", times=2))
    a_team.stack.env["ARIZE_MAX_RETRIES"] = "1"

    lost = a_team.up()
    refused = a_team.up()
    a_team.person("ada", adopt=True)
    a_team.up().raise_for_errors()

    assert "Whether ada@example.com was invited anyway could not be looked up." in lost.errors[0].message
    assert "if the account exists then, adopt=True takes it over" in lost.errors[0].message
    assert "ada@example.com already exists" in refused.errors[0].message
    assert "set adopt=True" in refused.errors[0].message
    assert a_team.arize.user(ADA)["id"] == a_team.resource("ada").id
    assert 1 == a_team.arize.user(ADA)["invitations_sent"]


def test_a_renewal_that_was_not_sent_is_no_success(a_team):
    """The expired account is still there after a failed renewal, which does not mean that it was renewed."""
    a_team.person("ada", on_expired="reinvite")
    a_team.up().raise_for_errors()
    a_team.arize.expire_invitation(ADA)
    a_team.refresh().raise_for_errors()
    a_team.arize.fail(Fault("status", method="POST", path="users$", status=502))

    result = a_team.up()

    assert not result.ok
    assert "Updating ada@example.com failed. Arize answered 502" in result.errors[0].message
    assert "EXPIRED" == a_team.resource("ada").outputs["status"]


def test_a_membership_whose_id_was_never_returned_can_end(a_team):
    """The reply left the membership's id out; a refresh finds the organization gone, and not a wrong id."""
    a_team.arize.fail(Fault("missing-field", method="POST", path="/organizations/", drop=("id",)))
    ada_is_a_member(a_team)
    dissolve_the_organization(a_team)

    a_team.refresh().raise_for_errors()

    assert a_team.resource("ada-ml") is None


def _without_time(user):
    """A user, whether the account began with this test or is the copy of an earlier one."""
    return {name: value for name, value in user.items() if name != "created_at"}


def _strike(a_team, case, closed_port):
    usual = dict(a_team.stack.env)
    a_team.arize.clear_requests()
    a_team.stack.env["ARIZE_MAX_RETRIES"] = "1"
    if case.trouble.startswith(SLOW):
        a_team.stack.env["ARIZE_TIMEOUT_SECONDS"] = "1"  # also for the answers that come, on a busy machine
    if case.fault is None:
        a_team.stack.env["ARIZE_BASE_URL"] = f"http://127.0.0.1:{closed_port}"
    else:
        if case.trouble in MIXED_UP:
            a_team.arize.add_organization(NEIGHBOUR)
        a_team.arize.fail(case.fault)
    result = getattr(a_team, case.use.operation)()
    a_team.stack.env = usual
    a_team.arize.clear_faults()
    return result


def _heal(a_team, operation):
    if operation == "destroy":
        a_team.destroy().raise_for_errors()
        return
    if operation != "preview":
        a_team.refresh().raise_for_errors()
    a_team.up().raise_for_errors()


def _flaws(a_team, error):
    """What is wrong with the text of an error."""
    places = [*a_team.arize.organizations(), *a_team.arize.spaces()]
    ids = [str(found["id"]) for found in [*a_team.arize.users(), *places]]
    sentence = error.message.removeprefix(UNFINISHED)
    flaws = [f"{word!r} in it" for word in ("Traceback", API_KEY, "<html", "<h1", "\n") if word in sentence]
    if not any(name in sentence for name in [ADA, ORGANIZATION, SPACE, *ids]):
        flaws.append("nobody is named")
    return [f"{flaw}: {sentence}" for flaw in flaws]


def _disagreements(a_team, use):
    """What does not hold of program, state and account."""
    accounts = {str(user["email"]): user for user in a_team.arize.users()}
    recorded = {kind: _recorded(a_team, kind) for kind in (PERSON, MEMBERSHIP, IN_SPACE)}
    members = {
        (organization["id"], user_id, role)
        for organization in a_team.arize.organizations()
        for user_id, role in a_team.arize.members(str(organization["id"])).items()
    }
    in_spaces = {
        (space["id"], user_id, role)
        for space in a_team.arize.spaces()
        for user_id, role in a_team.arize.space_members(str(space["id"])).items()
    }
    kept = {} if use.operation == "destroy" else {**a_team.people, **a_team.memberships}
    blocked = {email for email, account in accounts.items() if account["status"] == "INACTIVE"}
    holds = {
        "whoever is declared is in the state": set(kept) <= {name for kind in recorded.values() for name in kind},
        "the people in the state are those of the account": all(
            _same(person, accounts[person["email"]]) for person in recorded[PERSON].values()
        ),
        "the memberships in the state are those of the account": members
        == {(each["organization_id"], each["user_id"], each["role"]) for each in recorded[MEMBERSHIP].values()},
        "the memberships of spaces in the state are those of the account": in_spaces
        == {(each["space_id"], each["user_id"], each["role"]) for each in recorded[IN_SPACE].values()},
        "everything is as declared": all(
            declared.items() <= {**declared, **_shown(recorded, name)}.items() for name, declared in kept.items()
        ),
        "only who was to go is blocked": set(use.blocked) == blocked,
        "everybody was invited once": accounts[ADA]["invitations_sent"] in use.invitations,
        "links for a password were asked for": accounts[ADA]["password_resets"] in use.resets,
    }
    return [what for what, is_so in holds.items() if not is_so]


def _recorded(a_team, kind):
    return {each.name: each.outputs for each in a_team.stack.state() if each.type.endswith(f":{kind}")}


def _shown(recorded, name):
    outputs = {name: each for kind in recorded.values() for name, each in kind.items()}[name]
    return {key: outputs.get(key) for key in ("name", "role", "is_developer") if key in outputs}


def _same(recorded, account):
    names = {"user_id": "id", "name": "name", "role": "role", "status": "status", "is_developer": "is_developer"}
    return all(account[there] == recorded[here] for here, there in names.items())
