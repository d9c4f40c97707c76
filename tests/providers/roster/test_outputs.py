"""What is in users' state of a roster, by which the next run knows what the last one did."""

import re

import pytest

from pulumi_arize_users.providers.roster_memory import LIMITS
from pulumi_arize_users.simulator import Fault
from tests.engine.crowd import people

ONE, TWO, THREE = people(3)
MEMBERS = people(3, organizations={"ML Platform": "MEMBER"}, invite_mode="TEMPORARY_PASSWORD")


@pytest.fixture
def half_done(stack, arize, organization):
    """A creation in which one person was refused, the reply about another one was lost, and a third came in."""
    assert organization
    stack.config["concurrency"] = "1"
    provider = stack.process()
    limits = {"max_removals": "5", "max_membership_removals": "6", "unmanaged": "ignore", "required_admins": "1"}
    checked = stack._checked(provider, MEMBERS, **limits)
    arize.fail(Fault("status", method="POST", path="users$", status=403))
    arize.fail(Fault("reset", method="POST", path="users$", after_write=True))
    arize.fail(Fault("status", method="GET", path="users$", status=403, times=None))
    created = provider.create(checked)
    arize.clear_faults()
    stack.id = created.id
    stack._remember(created.outs, checked)
    return created


def test_the_names_in_the_state_never_change(half_done, arize, organization):
    """Another name would be a value that the next run does not find."""
    outputs = half_done.outs

    assert re.fullmatch("roster-[0-9a-f]{12}", half_done.id)
    hidden, said = {"__seen", "__format"}, {"record", "account", "organization_ids", "temporary_passwords", "seen_on"}
    assert said | hidden | {"unfinished", "under_way", *LIMITS} == set(outputs)
    assert {"ML Platform": organization} == outputs["organization_ids"]
    assert [THREE] == list(outputs["temporary_passwords"])
    assert ([ONE, TWO], [TWO]) == (list(outputs["unfinished"]), outputs["under_way"])
    assert outputs["account"].startswith(arize.url)
    assert ("5", "6", "ignore", "1") == tuple(outputs[limit] for limit in LIMITS)


def test_a_refresh_keeps_what_no_server_knows(half_done, stack):
    """Only what was left over is shown by the inputs from then on."""
    stack.refresh()

    kept = {key: value for key, value in half_done.outs.items() if key not in {"unfinished", "account"}}
    assert kept.items() <= stack.outputs.items()
    assert "unfinished" not in stack.outputs
    assert {"people", *LIMITS} == {name for name in stack.inputs if not name.startswith("__")}


def test_the_next_run_finishes_the_work_and_keeps_every_password(half_done, stack, arize, organization):
    """Nobody is invited twice; nothing is left over."""
    password = half_done.outs["temporary_passwords"][THREE]

    stack.up(MEMBERS)

    assert password == stack.outputs["temporary_passwords"][THREE]
    assert {"unfinished", "under_way"}.isdisjoint(stack.outputs)
    assert {False} == {entry["adopted"] for entry in stack.users.values()}
    assert 3 == len(arize.members(organization))


def test_an_organization_that_nobody_belongs_to_is_forgotten(stack, organization):
    """The ids of the others are kept, in the order of their names."""
    assert organization
    stack.up(people(1, organizations={"ML Platform": "MEMBER"}))

    stack.up(people(1))

    assert {} == stack.outputs["organization_ids"]
    assert {} == stack.outputs["temporary_passwords"]


def test_a_password_is_forgotten_with_its_person(stack):
    """Nobody needs it any more, once it is seen that they are blocked."""
    mode = {"invite_mode": "TEMPORARY_PASSWORD", "on_destroy": "block"}
    stack.up(people(2, **mode))

    stack.up(people(1, **mode))
    stack.up(people(1, **{**mode, "on_destroy": "retain"}))

    assert [ONE] == list(stack.outputs["temporary_passwords"])
