"""A roster whose run is cancelled: what is still under way when the time is up is found by the next run."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from pulumi_arize_users.api.cancellation import Cancellation
from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.hosts.dynamic import providers
from pulumi_arize_users.providers import roster_execution
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.simulator import Fault
from tests.engine.crowd import people

ADA = {"ada@example.com": {"name": "Ada", "role": "MEMBER"}}


@pytest.fixture
def cancellation(monkeypatch):
    """What the engine's Cancel sets in this process."""
    cancellation = Cancellation()
    monkeypatch.setattr(providers, "CANCELLATION", cancellation)
    return cancellation


@pytest.fixture
def cut_off(stack, arize, cancellation, monkeypatch):
    """Cancels an up while every invitation is under way, and gives the servers no time to answer."""

    def cut_off(declared, *, sent=True):
        monkeypatch.setattr(roster_execution, "SECONDS_TO_END", 0.0)
        stack.config["timeoutSeconds"] = "2"
        arize.fail(Fault("hang", method="POST", path="users$", after_write=sent, times=None))
        with ThreadPoolExecutor(1) as engine:
            run = engine.submit(stack.up, declared)
            while len(arize.writes) < 2 and not run.done():
                wait([run], timeout=0.02)
            cancellation.request()
            run.result()
        arize.clear_faults()
        arize.clear_requests()
        monkeypatch.setattr(providers, "CANCELLATION", Cancellation())

    return cut_off


def test_invitations_that_outlive_a_cancelled_creation_are_no_strangers(stack, arize, cut_off):
    """Nobody is known to be in yet, but everybody may be: they are taken over, as invited, and without adopt."""
    cut_off(people(2))
    remembered = dict(stack.users)

    steps = [stack.up(people(2)), stack.up(people(2))]

    assert {} == remembered
    assert ["update", "same"] == steps
    assert people(2).keys() == stack.users.keys()
    assert [False, False] == [entry["adopted"] for entry in stack.users.values()]
    assert [1, 1] == [arize.user(address)["invitations_sent"] for address in people(2)]
    assert "under_way" not in stack.outputs


def test_invitations_that_outlive_a_cancelled_update_are_no_strangers(stack, arize, cut_off):
    """The engine keeps the inputs of the run before, so that they look like newcomers, also after a refresh."""
    stack.up(ADA)
    arize.clear_requests()
    cut_off({**ADA, **people(2)})
    stack.refresh()

    steps = [stack.up({**ADA, **people(2)}), stack.up({**ADA, **people(2)})]

    assert ["update", "same"] == steps
    assert [False] * 3 == [entry["adopted"] for entry in stack.users.values()]
    assert [1, 1, 1] == [arize.user(address)["invitations_sent"] for address in stack.users]


def test_invitations_that_never_arrived_are_sent_by_the_next_run(stack, arize, cut_off):
    """Whether they would arrive was not known."""
    cut_off(people(2), sent=False)

    steps = [stack.up(people(2)), stack.up(people(2))]

    assert ["update", "same"] == steps
    assert [1, 1] == [arize.user(address)["invitations_sent"] for address in people(2)]


def test_an_account_with_another_role_is_not_taken_over_after_a_cancel(stack, arize, cut_off):
    """It is not the one that was invited."""
    cut_off(people(2), sent=False)
    arize.add_user("person000@example.com", role="ADMIN")

    stack.up(people(2))

    assert ["person001@example.com"] == list(stack.users)
    assert "person000@example.com already exists" in stack.outputs["unfinished"]["person000@example.com"]
    assert "cannot be taken over as MEMBER" in stack.outputs["unfinished"]["person000@example.com"]


def test_whoever_a_cancelled_run_was_inviting_stays_known_until_they_are_in(stack, arize, cut_off):
    """A run in between that failed for them did not learn what became of the invitation."""
    cut_off(people(2))
    arize.fail(Fault("status", path="/users", status=403, times=None))
    stack.up(people(2))
    arize.clear_faults()
    between = stack.outputs["under_way"]

    stack.up(people(2))

    assert [*people(2)] == between
    assert people(2).keys() == stack.users.keys()
    assert "under_way" not in stack.outputs


def test_whoever_a_cancelled_run_did_not_reach_may_be_a_stranger(stack, arize, cut_off):
    """Nothing was sent to them, so an account that turns up is not this stack's."""
    stack.config["concurrency"] = "2"
    cut_off(people(3))
    arize.add_user("person002@example.com")

    with pytest.raises(Refused, match=r"^person002@example.com already exists"):
        stack.up({**ADA, **people(3)})


def test_whoever_is_under_way_when_the_time_is_up_is_told_from_whoever_was_not_reached(stack, cut_off):
    """Nobody waits for a server that does not answer; only those to whom something was sent have to be looked up."""
    stack.config["concurrency"] = "2"
    one, two, three = people(3)

    cut_off(people(3))

    cancelled = "The run was cancelled during the work on {}; the next `pulumi up` looks up what was done."
    assert {one: cancelled.format(one), two: cancelled.format(two), three: ""} == stack.outputs["unfinished"]
    assert [one, two] == stack.outputs["under_way"]


def test_a_creation_that_is_cancelled_before_anything_was_sent_is_not_remembered(stack, arize, cancellation):
    """There is nothing to look for."""
    provider = stack.process()
    checked = stack._checked(provider, people(2))
    cancellation.request()

    with pytest.raises(StepFailed, match=r"2 of 2 people were not reached"):
        provider.create(checked)

    assert [] == arize.writes


def test_whoever_may_have_been_invited_when_a_reply_was_lost_is_no_stranger(stack, arize):
    """Nobody was there before, and the look that was to tell failed as well: the account that turns up is ours."""
    provider = stack.process()
    checked = stack._checked(provider, people(2))
    arize.fail(Fault("reset", method="POST", path="users$", after_write=True))
    arize.fail(Fault("status", method="GET", path="users$", status=403, times=None))
    stack._remember(provider.create(checked).outs, checked)
    arize.clear_faults()

    steps = [stack.up(people(2)), stack.up(people(2))]

    assert ["update", "same"] == steps
    assert [False, False] == [entry["adopted"] for entry in stack.users.values()]
    assert [1, 1] == [arize.user(address)["invitations_sent"] for address in people(2)]


def test_whoever_was_refused_may_be_a_stranger_later(stack, arize):
    """A refusal did nothing, so an account that turns up is somebody else's."""
    arize.fail(Fault("status", method="POST", path="users$", status=403))
    stack.up(people(2))
    (refused,) = people(2).keys() - stack.users.keys()
    arize.add_user(refused)

    with pytest.raises(Refused, match=f"^{refused} already exists"):
        stack.up(people(2))
