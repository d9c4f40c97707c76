"""Who leaves, who is kept, and when nobody is touched at all."""

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.people.removal import retained
from pulumi_arize_users.people.roster.record import record_of, records_of
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.simulator import Fault
from tests.engine.crowd import people

ONE, TWO, THREE = people(3)


def status(arize, *addresses):
    """What became of these people."""
    return [arize.user(address)["status"] for address in addresses]


def test_a_default_never_blocks_who_was_there_before(stack, arize):
    """Inputs do not tell who was adopted, so the preview's comparison refuses."""
    stack.config["onDestroy"] = "block"
    arize.add_user(ONE, name="Person 0", role="MEMBER")
    stack.up(people(3, adopt=True))

    with pytest.raises(Refused) as refused:
        stack.diff({THREE: people(3, adopt=True)[THREE]})

    assert str(refused.value).startswith(f"{ONE} was not blocked: the account existed before this program took it over")
    assert TWO not in str(refused.value)


def test_an_update_refuses_as_well_what_no_comparison_has_refused(stack, arize):
    """The other removals and invitations of the same run wait with the one that is refused."""
    crowd = people(3, on_destroy="block")
    del crowd[TWO]["on_destroy"]
    stack.up(crowd)
    arize.clear_requests()

    with pytest.raises(Refused, match=rf'^{TWO} was not removed, because on_destroy is "refuse"'):
        stack.process().update(stack.id, stack.outputs, {"people": people(1, on_destroy="block")})

    assert [] == arize.writes


def test_a_default_blocks_who_was_invited_here(stack, arize):
    """As the configuration says for everybody."""
    stack.config["onDestroy"] = "block"
    stack.up(people(2))

    stack.up(people(1))

    assert ["INVITED", "INACTIVE"] == status(arize, ONE, TWO)
    assert [ONE] == list(stack.users)


def test_a_destroy_that_is_refused_for_one_touches_nobody(stack, arize):
    """Not even those whose removal is chosen."""
    crowd = people(3, on_destroy="block")
    del crowd[TWO]["on_destroy"]
    stack.up(crowd)
    arize.clear_requests()

    with pytest.raises(Refused, match=rf'^{TWO} was not removed, because on_destroy is "refuse"'):
        stack.destroy()

    assert [] == arize.writes


@pytest.mark.parametrize(
    ("own", "config"), [({}, "2"), ({"max_removals": "2"}, None), ({"max_removals": "9"}, "2")], ids=str
)
def test_a_destroy_of_more_people_than_a_run_may_block_touches_nobody(stack, arize, own, config):
    """A part of them would be blocked again and again: the roster is forgotten as a whole, or not at all."""
    stack.up(people(3, on_destroy="block"), **own)
    stack.config |= {"maxRemovals": config} if config else {}
    arize.clear_requests()

    with pytest.raises(Refused, match=r"^This would block 3 people permanently, but max_removals is 2 \(at most 2\)"):
        stack.destroy()
    nobody = arize.writes
    stack.config["maxRemovals"] = "3"
    stack.destroy()

    assert [] == nobody
    assert ["INACTIVE"] * 3 == status(arize, ONE, TWO, THREE)


@pytest.mark.parametrize("step", ["destroy", "up"])
def test_who_is_blocked_and_who_keeps_the_account_is_reported(stack, said, step):
    """A destroy has no preview of its own, so it says before the first request what it is about to do."""
    both = {ONE: people(1, on_destroy="block")[ONE], TWO: people(2, on_destroy="retain")[TWO]}
    stack.up({**both, THREE: people(3)[THREE]} if step == "up" else both)
    said()

    stack.destroy() if step == "destroy" else stack.up({THREE: people(3)[THREE]})

    summary = "arize: info: The roster: 1 person will be blocked permanently, 1 forgotten."
    forgotten, blocked = "arize: info: 1 person was forgotten.", "arize: info: 1 person was blocked permanently."
    warned, named = [f"arize: warning: {retained([TWO])}"], f"arize: info: Blocked permanently: {ONE}."
    assert [
        *([summary] if step == "up" else []),
        f"arize: warning: {ONE} will be blocked permanently; this address can never be invited again.",
        f"arize: info: {TWO} will be forgotten here and will keep the account.",
        *([forgotten, *warned, blocked, named] if step == "up" else [f"{blocked[:-1]}, 1 forgotten.", named, *warned]),
    ] == said()


def test_a_destroy_that_failed_for_one_is_finished_by_the_next(stack, arize):
    """The sentence names who is left; somebody who is already gone does not count as a failure."""
    stack.up(people(3, on_destroy="block"))
    arize.fail(Fault("status", method="DELETE", status=403))

    with pytest.raises(StepFailed) as failure:
        stack.destroy()
    left = status(arize, ONE, TWO, THREE).count("INVITED")
    stack.destroy()

    assert str(failure.value).startswith("1 of 3 people could not be removed, so everybody is still recorded.")
    assert "To keep the roster instead, run `pulumi refresh` before `pulumi up`, which would" in str(failure.value)
    assert "Blocking person00" in str(failure.value)
    assert 1 == left
    assert ["INACTIVE"] * 3 == status(arize, ONE, TWO, THREE)


@pytest.mark.parametrize("step", ["destroy", "up"])
def test_somebody_who_was_gone_before_a_removal_is_done_while_others_of_the_roster_are_seen(stack, arize, step):
    """They prove that this is the right account, before anything else of the run has."""
    stack.up(people(2, on_destroy="block"))
    stack.outputs["account"] = arize.url
    stack.config["concurrency"] = "1"
    arize.forget_user(ONE)

    stack.destroy() if step == "destroy" else stack.up({TWO: people(2, on_destroy="block")[TWO]})

    assert ["INACTIVE" if step == "destroy" else "INVITED"] == status(arize, TWO)
    assert [TWO] == list(stack.users) or step == "destroy"


def test_removals_that_fail_are_repeated_by_the_next_run(stack, arize):
    """They fail after the roster itself is as declared; the sentence counts those who left."""
    stack.up(people(3, on_destroy="block"))
    arize.fail(Fault("status", method="DELETE", status=403))

    with pytest.raises(StepFailed) as failure:
        stack.up(people(1, on_destroy="block"))
    left = status(arize, TWO, THREE).count("INVITED")
    again = stack.up(people(1, on_destroy="block"))

    assert str(failure.value).startswith(
        "1 of 2 people who left the roster could not be blocked. Run `pulumi up` again, which blocks those who are "
        "left; to keep somebody, put them back into the roster.\nBlocking person00"
    )
    assert ([ONE], {}) == (list(stack.users), stack.outputs.get("unfinished", {}))
    assert (1, "same") == (left, again)
    assert ["INVITED", "INACTIVE", "INACTIVE"] == status(arize, ONE, TWO, THREE)


def test_whom_another_resource_declares_is_kept(stack, arize, said):
    """They are forgotten here, with a line that says why."""
    stack.up(people(2, on_destroy="block"))
    provider = stack.process()
    inputs = provider.check(stack.inputs, {"people": people(1, on_destroy="block")}).inputs
    provider.check({}, {"people": {TWO: people(2, adopt=True)[TWO]}})

    outputs = provider.update("roster", stack.outputs, inputs).outs

    assert ["INVITED", "INVITED"] == status(arize, ONE, TWO)
    assert [ONE] == list(records_of(outputs["record"]))
    assert f"arize: info: {TWO} is kept: another resource of this run has the same account." in said()


def test_an_account_with_another_address_is_not_blocked_under_its_old_one(stack, arize):
    """The address was changed elsewhere, the program followed, and the run that took the person over was cut short."""
    stack.up(people(2, on_destroy="block"))
    arize.edit_user(TWO, email="countess@example.com")
    moved = people(3, on_destroy="block", adopt=True)
    moved["countess@example.com"] = moved.pop(TWO)
    arize.fail(Fault("status", method="POST", path="users$", status=403, times=None))
    stack.up(moved)
    arize.clear_faults()
    recorded = records_of(stack.outputs["record"])

    stack.up(moved)

    assert [ONE, "countess@example.com"] == sorted(recorded, reverse=True)
    assert "INVITED" == arize.user("countess@example.com")["status"]
    assert TWO not in stack.users
    assert "same" == stack.up(moved)


def test_who_left_twice_is_blocked_once(stack, arize):
    """Two records of one account do not protect each other from a destroy."""
    stack.up(people(1, on_destroy="block"))
    stack.outputs["record"] = record_of({**stack.users, "countess@example.com": stack.users[ONE]})

    stack.destroy()

    assert ["INACTIVE"] == status(arize, ONE)
