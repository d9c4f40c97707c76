"""Acting: what becomes of a person whose resource is deleted."""

from dataclasses import replace

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.simulator import Fault
from tests.providers.conftest import crowd


def removed(arize):
    return [request.path for request in arize.writes if request.method == "DELETE"]


def test_deleting_is_refused_by_default(run, start, arize):
    """The sentence names the person, what blocking means, and how to choose; nothing is sent."""
    state = start().add()
    arize.clear_requests()

    with pytest.raises(Refused) as refusal:
        run.remove(state)

    assert str(refusal.value).startswith('ada@example.com was not removed, because on_destroy is "refuse".')
    assert 'on_destroy="retain"' in str(refusal.value)
    assert [] == arize.requests


def test_block_ends_the_account(run, start, arize, said):
    """One DELETE; the account is inactive permanently, which is told before and after."""
    state = start().add(on_destroy="block")
    said()

    run.remove(state)

    assert [f"/v2/users/{state.id}"] == removed(arize)
    assert "INACTIVE" == arize.user(state.id)["status"]
    assert [
        "arize: warning: ada@example.com will be blocked permanently; this address can never be invited again.",
        "arize: info: Blocked permanently: ada@example.com.",
    ] == said()


def test_retain_only_forgets(run, start, arize, said):
    """Nothing is sent, and one line says that the account lives on."""
    state = start().add(on_destroy="retain")
    arize.clear_requests()
    said()

    run.remove(state)

    assert [] == arize.requests
    (line,) = said()
    assert line.startswith(
        "arize: warning: ada@example.com is no longer managed here, but the account is INVITED in Arize;"
    )


@pytest.mark.parametrize("default", ["block", "retain"])
def test_the_configuration_decides_for_who_says_nothing(start, arize, default):
    """`arize:onDestroy` is the default of all resources."""
    state = start().add()

    start(onDestroy=default).remove(state)

    assert {"block": 1, "retain": 0}[default] == len(removed(arize))


def test_the_environment_wins_over_the_configuration(start, arize, monkeypatch):
    """A destroy runs with the configuration in state, so the environment is where something new can be said."""
    state = start().add()
    monkeypatch.setenv("ARIZE_ON_DESTROY", "block")

    start(onDestroy="retain").remove(state)

    assert [f"/v2/users/{state.id}"] == removed(arize)


@pytest.mark.parametrize("own", ["refuse", "retain"])
def test_the_resource_wins_over_every_default(start, arize, monkeypatch, own):
    """Who is protected by name is not blocked for everybody's sake."""
    state = start().add(on_destroy=own)
    monkeypatch.setenv("ARIZE_ON_DESTROY", "block")
    run = start(onDestroy="block")

    if own == "refuse":
        with pytest.raises(Refused):
            run.remove(state)
    else:
        run.remove(state)

    assert [] == removed(arize)


@pytest.fixture
def grace(start, arize):
    """A person who was in the account before the stack took her over."""
    arize.add_user("grace@example.com")
    return start().add(email="grace@example.com", adopt=True)


def test_a_default_never_blocks_an_adopted_account(start, arize, grace):
    """Even a refresh in between does not make the program the account's author."""
    run = start(onDestroy="block")

    with pytest.raises(Refused, match=r"^grace@example.com was not blocked: the account existed before"):
        run.remove(start().refresh(grace))

    assert [] == removed(arize)


def test_a_default_may_retain_an_adopted_account(start, arize, grace):
    """Forgetting hurts nobody."""
    start(onDestroy="retain").remove(grace)

    assert [] == removed(arize)


def test_an_adopted_account_is_blocked_on_its_own_word(start, arize, grace):
    """Said on the resource itself, it is meant."""
    state = start().change(grace, email="grace@example.com", adopt=True, on_destroy="block")

    start().remove(state)

    assert "INACTIVE" == arize.user("grace@example.com")["status"]


@pytest.mark.parametrize("leave", ["block_user", "forget_user"])
def test_a_person_who_is_gone_already_is_done(run, start, arize, said, leave):
    """What should not be there is not there; a line says so where Arize answers that it knows nobody."""
    state = start().add(on_destroy="block")
    getattr(arize, leave)("ada@example.com")

    run.remove(state)

    assert 1 == len(removed(arize))
    told = said()
    assert (leave == "forget_user") == ("arize: info: ada@example.com was not in the account any more." in told)
    assert (leave == "block_user") == ("arize: info: Blocked permanently: ada@example.com." in told)


@pytest.fixture
def owner(start, arize):
    """The account behind the API key, taken over and said to be blocked; it is not the only admin."""
    arize.add_user("second@example.com", role="ADMIN")
    owner = {"email": "owner@example.com", "name": "Account Owner", "role": "ADMIN"}
    return start().add(**owner, adopt=True, on_destroy="block")


def test_the_account_behind_the_key_is_not_blocked(start, arize, owner):
    """Where the settings tell who the caller is, nothing is sent."""
    with pytest.raises(Refused, match=r"^owner@example.com was not blocked: the API key belongs to this account"):
        start(callerEmail="Owner@Example.com").remove(owner)

    assert [] == removed(arize)


def test_the_server_refuses_to_block_its_caller(start, arize, owner):
    """Where nobody says who the caller is, the server knows, and its reason is shown."""
    with pytest.raises(StepFailed, match=r"^Blocking owner@example.com failed. .*cannot delete themselves"):
        start().remove(owner)

    assert "ACTIVE" == arize.user(owner.id)["status"]


def test_the_last_admin_is_not_blocked(start, arize):
    """Nobody could manage the account any more; a pending invitation is no admin yet."""
    state = start().add(role="ADMIN", invite_mode="NONE", on_destroy="block")
    arize.add_user("invited@example.com", role="ADMIN", status="INVITED")
    arize.caller_role = "MEMBER"

    with pytest.raises(Refused, match=r"^ada@example.com was not blocked: no other active account with the role ADMIN"):
        start().remove(state)

    assert [] == removed(arize)


def test_the_last_two_admins_do_not_rely_on_each_other(start, arize):
    """Whoever this run has tried to block counts as gone, even where the answer was an error."""
    admin = {"role": "ADMIN", "invite_mode": "NONE", "on_destroy": "block"}
    first, second = (start().add(email=f"{name}@example.com", **admin) for name in ("first", "second"))
    arize.caller_role = "MEMBER"
    run = start()

    with pytest.raises(StepFailed, match=r"^Blocking first@example.com failed. Arize answered 403"):
        run.remove(first)
    with pytest.raises(Refused, match=r"^second@example.com was not blocked"):
        run.remove(second)

    assert [f"/v2/users/{first.id}"] == removed(arize)


@pytest.mark.parametrize(
    ("cap", "advice"),
    [("1", "this run has already removed 1, the most it may remove"), ("0", "removals are not allowed here")],
)
def test_one_run_blocks_no_more_than_it_may(start, arize, cap, advice):
    """A slip in a program that names a hundred people ends at the cap, and says what to raise."""
    states = [start().add(email=f"{name}@example.com", on_destroy="block") for name in ("ada", "bob")]
    run = start(maxRemovals=cap)

    for state in states[: int(cap)]:
        run.remove(state)
    with pytest.raises(Refused) as refusal:
        run.remove(states[-1])

    assert str(refusal.value).startswith(f"Blocking bob@example.com was not done: {advice}")
    assert "ARIZE_MAX_REMOVALS" in str(refusal.value)
    assert int(cap) == len(removed(arize))


def test_a_percentage_is_of_the_people_of_the_account(start, arize):
    """The owner and four more are five people: forty percent are two, also after the first is blocked."""
    names = ("ada", "bob", "cleo", "dan")
    states = [start().add(email=f"{name}@example.com", on_destroy="block") for name in names]
    run = start(maxRemovals="40%")

    run.remove(states[0])
    run.remove(states[1])
    with pytest.raises(Refused, match=r"^Blocking cleo@example.com was not done: this run has already removed 2"):
        run.remove(states[2])

    assert 2 == len(removed(arize))


def test_a_count_lists_nobody_but_whom_it_blocks(start, arize):
    """Only a percentage needs to know how many people there are; a few pages or one question tell who the person is."""
    crowd(arize, 300)
    state = start().add(on_destroy="block")
    run = start(maxRemovals="1")
    arize.clear_requests()

    run.remove(state)

    assert ["/v2/users"] * 3 + [f"/v2/users/{state.id}"] == [
        request.path for request in arize.requests if not request.is_write
    ]


def test_a_forbidden_removal_is_an_error(start, arize):
    """A key that may not block people does not make the engine forget them."""
    state = start().add(on_destroy="block")
    arize.caller_role = "MEMBER"

    with pytest.raises(StepFailed, match=r"^Blocking ada@example.com failed. Arize answered 403"):
        start().remove(state)


UNPROVEN = {
    "200 with nothing": Fault("success", method="DELETE", after_write=True),
    "a reset": Fault("reset", method="DELETE", after_write=True),
    "a page of a firewall": Fault("middlebox", method="DELETE", status=403, after_write=True),
}


@pytest.mark.parametrize("fault", UNPROVEN.values(), ids=UNPROVEN)
def test_a_block_that_was_not_confirmed_is_looked_up(run, start, arize, said, fault):
    """Whoever was there before and is not there after it is blocked; a line says how that is known."""
    state = start().add(on_destroy="block")
    arize.fail(fault)

    run.remove(state)

    assert "INACTIVE" == arize.user(state.id)["status"]
    assert any("Arize did not confirm that ada@example.com was blocked, but does not show" in line for line in said())


@pytest.mark.parametrize("fault", UNPROVEN.values(), ids=UNPROVEN)
def test_a_block_that_did_not_happen_is_an_error(run, start, arize, fault):
    """The person is still there, stays in the state, and is blocked by the next run."""
    state = start().add(on_destroy="block")
    arize.fail(replace(fault, after_write=False))

    with pytest.raises(StepFailed, match=r"^Blocking ada@example.com failed\."):
        run.remove(state)
    start().remove(state)

    assert 2 == len(removed(arize))
    assert "INACTIVE" == arize.user(state.id)["status"]
