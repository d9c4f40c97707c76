"""A run that could not be finished: what it leaves behind, and how the next ones go on."""

import logging
import traceback

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.hosts.dynamic.providers import RosterProvider
from pulumi_arize_users.people.roster.places import packed
from pulumi_arize_users.people.roster.record import records_of
from pulumi_arize_users.providers import execution, progress, roster_execution
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.results import Unfinished
from pulumi_arize_users.simulator import Fault
from tests.engine.crowd import people

ONE, TWO, THREE = people(3)
CANARY = "canary-text"
NO_INVITATION = Fault("status", method="POST", path="users$", status=403)


def invitations(arize):
    """How many were sent to each person."""
    return [user["invitations_sent"] for user in arize.users() if str(user["email"]).startswith("person")]


@pytest.fixture
def half_done(stack, arize):
    """A run that was to let three people in and one go, and let two of them in; the rest waits."""
    stack.up({"ada@example.com": {"name": "Ada", "role": "MEMBER", "on_destroy": "block"}})
    arize.fail(NO_INVITATION)
    stack.up(people(3))
    arize.clear_requests()
    return stack


def test_whoever_came_in_during_a_run_that_failed_is_no_stranger(half_done, arize):
    """The engine keeps the inputs of the run before; the record tells who came in since, and needs no adopt."""
    (missing,) = people(3).keys() - half_done.users.keys()

    steps = [half_done.up(people(3)), half_done.up(people(3))]

    assert ["update", "same"] == steps
    assert sorted(["POST /v2/users", f"DELETE /v2/users/{arize.user('ada@example.com')['id']}"]) == sorted(
        f"{request.method} {request.path}" for request in arize.writes
    )
    assert missing in half_done.users
    assert [1, 1, 1] == invitations(arize)
    assert "INACTIVE" == arize.user("ada@example.com")["status"]


def test_whoever_was_to_leave_a_run_that_failed_stays_until_the_next(half_done, arize, said):
    """Somebody's new address may be what failed, and the old one is all they have."""
    (missing,) = people(3).keys() - half_done.users.keys()

    assert {missing} == half_done.outputs["unfinished"].keys()
    assert "leaving" in records_of(half_done.outputs["record"])["ada@example.com"]
    assert "INVITED" == arize.user("ada@example.com")["status"]
    assert (
        "which sends only what is missing. The person who leaves in the same change stays until then. If newcomers "
        "wait for their seats: take the newcomers out, run `pulumi up`, and put them back." in said()[-1]
    )


def test_what_is_left_over_is_a_difference(half_done):
    """The engine has the inputs of the run before, and can show each change."""
    assert None is half_done.diff(people(3)).changes


def test_what_is_left_over_of_a_creation_is_a_difference(stack, arize):
    """The engine has the inputs of that run, and cannot see it by comparing them."""
    arize.fail(NO_INVITATION)
    stack.up(people(3))

    assert True is stack.diff(people(3)).changes


@pytest.mark.parametrize("policy", ["refuse", "block", "retain"])
def test_a_refresh_of_what_is_left_over_does_not_fail(half_done, policy):
    """It asks for the way back to inputs that know nobody of those who came in; then each difference can be shown."""
    half_done.config["onDestroy"] = policy
    came_in = sorted(half_done.users)

    half_done.refresh()
    half_done.config["onDestroy"] = "refuse"

    assert came_in == sorted(half_done.inputs["people"])
    assert None is half_done.diff(people(3)).changes
    assert ["update", "same"] == [half_done.up(people(3)), half_done.up(people(3))]


def test_a_stranger_is_refused_all_the_same(half_done, arize):
    """By the comparison, with the place in the file, since only that sees who is recorded."""
    arize.add_user("person003@example.com")
    places = packed({address: f"people.yaml:{line}:3" for line, address in enumerate(people(4), 4)}, {})

    with pytest.raises(Refused) as refused:
        half_done.up(people(4), __places=places)

    assert str(refused.value).startswith("people.yaml:7:3: person003@example.com already exists in the Arize account")
    assert [] == arize.writes


@pytest.mark.parametrize("fault", ["reset", "truncated", "html"])
def test_an_answer_that_is_lost_after_a_run_that_failed_is_found_again(stack, arize, fault):
    """The last run failed to invite the person, and nobody has looked them up in this one."""
    arize.fail(NO_INVITATION)
    stack.up(people(2))
    arize.fail(Fault(fault, method="POST", path="users$", after_write=True))

    stack.up(people(2))

    assert [ONE, TWO] == list(stack.users)
    assert [False, False] == [entry["adopted"] for entry in stack.users.values()]
    assert [1, 1] == invitations(arize)
    assert "same" == stack.up(people(2))


def test_nothing_is_recorded_when_nobody_came_in(stack, arize):
    """There is nothing to remember, so the creation has failed altogether."""
    arize.fail(Fault("status", method="POST", status=403, times=None))
    provider = stack.process()

    with pytest.raises(StepFailed, match=r"^2 of 2 people could not be brought to the declared state; all others"):
        provider.create({"people": people(2)})


def test_a_key_that_becomes_invalid_on_the_way_ends_the_run(stack, arize, organization):
    """One refusal is enough: whoever is in is recorded, and the next run goes on."""
    crowd = people(200, organizations={"ML Platform": "MEMBER"})
    arize.fail(Fault("status", method="POST", path="/organizations/", status=401))

    stack.up(crowd)
    invited = len(invitations(arize))
    recorded = len(stack.users)
    arize.clear_faults()
    stack.up(crowd)

    assert 0 < invited < 100
    assert invited == recorded
    assert {1} == set(invitations(arize))
    assert 200 == len(arize.members(organization))
    assert "same" == stack.up(crowd)


def test_a_key_that_may_do_nothing_ends_the_run(stack, arize):
    """After so many refusals without a success between them, the next thousand would be the same."""
    stack.up(people(1))
    arize.fail(Fault("status", method="POST", status=403, times=None))
    arize.clear_requests()

    stack.up(people(500))

    assert 100 > len(arize.writes)
    assert 499 == len(stack.outputs["unfinished"])


@pytest.mark.parametrize(("module", "step"), [(execution, "invite"), (execution, "add_member")])
def test_a_fault_in_this_package_loses_nobody_else(stack, arize, organization, monkeypatch, said, module, step):
    """It is reported as a bug, with the person, and without its text, which may contain anything."""
    crowd = people(40, organizations={"ML Platform": "MEMBER"})
    right = getattr(module, step)

    def wrong(account, *rest):
        ids = {user["id"] for user in arize.users() if user["email"] == "person007@example.com"}
        if {"person007@example.com", *ids} & {each for each in rest if isinstance(each, str)}:
            raise TypeError(CANARY)
        return right(account, *rest)

    monkeypatch.setattr(module, step, wrong)
    stack.up(crowd)
    told = said()[-1]
    monkeypatch.setattr(module, step, right)
    stack.up(crowd)

    assert told.startswith("arize: warning: 1 of 40 people could not be brought to the declared state")
    assert "person007@example.com failed because of a bug in this package (TypeError); please report it, with " in told
    assert CANARY not in told
    assert [1] * 40 == invitations(arize)
    assert 40 == len(arize.members(organization))
    assert "same" == stack.up(crowd)


def test_where_a_bug_in_this_package_is_can_be_found(stack, monkeypatch, said):
    """With ARIZE_LOG=debug the places in the code are logged, but not the error's text."""

    def wrong(*_):
        raise TypeError(CANARY)

    monkeypatch.setattr(execution, "invite", wrong)
    log.setLevel(logging.DEBUG)
    with pytest.raises(StepFailed):
        stack.up(people(1))
    told = "\n".join(said())

    assert "arize: debug: person000@example.com failed with a TypeError: " in told
    assert ", in wrong raise TypeError(CANARY)" in told
    assert CANARY not in told


@pytest.mark.parametrize("kind", ["PATCH", "membership"])
def test_a_person_who_is_half_done_is_recorded_as_far_as_done(stack, arize, organization, kind):
    """What the server does not hold is not claimed, before a refresh and after it."""
    crowd = people(2, organizations={"ML Platform": "MEMBER"}, is_developer=False)
    path = "/users/" if kind == "PATCH" else "/organizations/"
    arize.fail(Fault("status", method="PATCH" if kind == "PATCH" else "POST", path=path, status=403, times=None))

    stack.up(crowd)
    claimed = [(entry["is_developer"], entry["organizations"]) for entry in stack.users.values()]
    arize.clear_faults()
    stack.refresh()
    arize.clear_requests()
    stack.up(crowd)

    assert [(kind == "PATCH", {})] * 2 == claimed
    assert [False, False] == [arize.user(address)["is_developer"] for address in crowd]
    assert 2 == len(arize.members(organization))
    assert [] == [request for request in arize.writes if request.path == "/v2/users"]
    assert "same" == stack.up(crowd)


@pytest.mark.parametrize("step", ["create", "update"])
def test_no_exception_shows_a_temporary_password(stack, arize, said, step):
    """It is carried to the engine by one, and stands in none of its texts."""
    stack.up({}) if step == "update" else None
    arize.fail(Fault("status", method="PATCH", status=403))
    provider, news = stack.process(), {"people": people(3, invite_mode="TEMPORARY_PASSWORD", is_developer=False)}
    arguments = (provider, "roster", stack.outputs, news) if step == "update" else (provider, news)

    with pytest.raises(Unfinished) as unfinished:
        getattr(RosterProvider, step).__wrapped__(*arguments)

    passwords = unfinished.value.outputs["temporary_passwords"].values()
    told = [repr(unfinished.value), *traceback.format_exception(unfinished.value), *said()]
    assert 3 == len(passwords)
    assert [] == [password for password in passwords for text in told if password in text]


def test_whoever_is_in_is_not_under_way_when_a_later_answer_is_lost(stack, arize, organization):
    """The record has them: the next run sends the membership, and looks for nobody."""
    arize.fail(Fault("reset", method="POST", path="/organizations/", times=None))
    stack.up(people(1, organizations={"ML Platform": "MEMBER"}))
    half = stack.outputs
    arize.clear_faults()
    arize.clear_requests()

    stack.up(people(1, organizations={"ML Platform": "MEMBER"}))

    assert [ONE] == list(half["unfinished"])
    assert "under_way" not in half
    assert [f"POST /v2/organizations/{organization}/users"] == [f"{one.method} {one.path}" for one in arize.writes]


def test_a_run_that_waits_says_so(stack, arize, said, monkeypatch):
    """While no answer comes, a line now and then shows that it goes on."""
    monkeypatch.setattr(progress, "SECONDS_OF_SILENCE", 0.0)
    monkeypatch.setattr(roster_execution, "SECONDS_BETWEEN_LOOKS", 0.01)
    arize.latency_ms = 100
    said()

    stack.up(people(1))

    assert any("0 of 1 people done so far, 0 failed." in line for line in said())


def test_a_preview_says_whom_the_last_run_did_not_finish(half_done, said):
    """And why, before it says what it will do."""
    (missing,) = people(3).keys() - half_done.users.keys()
    said()

    half_done.diff(people(3))

    assert any("The last run did not" in line and missing in line for line in said())
