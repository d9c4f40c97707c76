"""The plugin on the real CLI, declared by a program without an SDK of ours."""

from __future__ import annotations

import os
import shutil

import pytest

from pulumi_arize_users.simulator import Fault
from tests.engine.cut_off import interrupt_an_up, kill_the_engine_alone, needs_proc
from tests.hosts.plugin.stacks import stack_with_plugin
from tests.provider_process import KEY

pytestmark = [
    pytest.mark.cli,
    pytest.mark.skipif(shutil.which("pulumi") is None, reason="the Pulumi CLI (`pulumi`) is not on PATH"),
]
# On a machine that has nothing else to do; where others wait for its cores, as much longer as they make it.
SECONDS_TO_END = 5 * max(1, os.getloadavg()[0] / (os.cpu_count() or 1))
LONG_PAUSE = Fault("status", method="POST", status=429, retry_after="60", times=None)


@pytest.fixture
def stack(arize):
    """A stack with nothing declared yet, and the plugin on PATH."""
    with stack_with_plugin(arize) as made:
        yield made


def test_a_person_and_a_membership_live_on_the_cli(stack, arize):
    """Preview, up, a change, drift and its repair, a refused role, and the end; the state holds no secret."""
    organization = arize.add_organization("ML Platform")
    stack.person("ada", inviteMode="TEMPORARY_PASSWORD", onDestroy="block", name={"secret": "Lady Canary"})
    membership = {"organizationId": organization, "userId": {"of": "ada", "output": "userId"}, "role": "MEMBER"}
    stack.declare("OrganizationMembership", "ada-ml", **membership)

    planned = stack.preview().raise_for_errors()
    nothing_yet = arize.writes
    stack.up().raise_for_errors()
    quiet = stack.preview().raise_for_errors()
    in_state = stack.command("stack", "export")
    stack.declare("OrganizationMembership", "ada-ml", **membership | {"role": "ADMIN"})
    changed = stack.up().raise_for_errors()
    arize.edit_user("ada@example.com", name="Somebody")
    stack.stack.refresh().raise_for_errors()
    repaired = stack.up().raise_for_errors()
    stack.person("ada", role="ADMIN", onDestroy="block", name={"secret": "Lady Canary"})
    refused = stack.preview()
    stack.stack.destroy().raise_for_errors()

    assert ({"create": 3}, []) == (dict(planned.changes), nothing_yet)
    assert {"same": 3} == dict(quiet.changes)
    assert "Lady Canary" not in in_state
    assert KEY not in in_state
    assert {"role": ("MEMBER", "ADMIN")} == shown(changed, "ada-ml")
    assert ["name"] == list(shown(repaired, "ada"))
    assert "Lady Canary" not in repaired.text
    assert "The account role of ada@example.com is MEMBER, and the program now says ADMIN." in str(refused.errors[0])
    assert "INACTIVE" == arize.user("ada@example.com")["status"]


def shown(result, name):
    """What the engine shows of a change: old and new, by path."""
    return dict(next(step.changed for step in result.steps if step.urn.endswith(f"::{name}") and step.op == "update"))


def test_who_is_there_but_not_finished_is_finished_by_the_next_run(stack, arize):
    """The person is in the state with the reason, and nobody is invited twice."""
    arize.fail(Fault("status", method="PATCH", status=500, times=None))
    stack.person("ada", isDeveloper=False)

    failed = stack.up()
    kept = stack.resource("ada")
    arize.clear_faults()
    stack.up().raise_for_errors()
    again = stack.preview().raise_for_errors()

    assert not failed.ok
    assert kept.init_errors
    assert arize.user("ada@example.com")["id"] == kept.id
    assert (1, False) == (
        arize.user("ada@example.com")["invitations_sent"],
        arize.user("ada@example.com")["is_developer"],
    )
    assert {"same": 2} == dict(again.changes)


def test_people_and_memberships_are_imported_by_names(stack, arize):
    """What is imported is declared with what the account says, and previews without a change."""
    organization, user_id = arize.add_organization("ML Platform"), arize.add_user("ada@example.com", name="Ada")
    arize.add_member(organization, user_id, "ADMIN")
    flags = ("--yes", "--generate-code=false", "--protect=false", "--skip-preview")

    stack.command("import", "arize:index:User", "ada", "ada@example.com", *flags)
    stack.command("import", "arize:index:OrganizationMembership", "ada-ml", "ML Platform/ada@example.com:ADMIN", *flags)
    stack.person("ada")
    stack.declare("OrganizationMembership", "ada-ml", organizationId=organization, userId=user_id, role="ADMIN")
    same = stack.preview().raise_for_errors()
    adopted = stack.up().raise_for_errors()

    assert (user_id, f"{organization}/{user_id}") == (
        stack.resource("ada").id,
        stack.resource("ada-ml", "OrganizationMembership").id,
    )
    assert {"same": 3} == dict(same.changes) == dict(adopted.changes)
    assert [] == arize.writes


def test_a_program_imports_by_an_option(stack, arize):
    """The same for `import` among a resource's options."""
    user_id = arize.add_user("ada@example.com", name="Ada")
    stack.person("ada", {"import_": "ada@example.com"})

    stack.up().raise_for_errors()

    assert (user_id, True) == (stack.resource("ada").id, stack.resource("ada").outputs["adopted"])
    assert [] == arize.writes


def test_a_roster_lives_on_the_cli(stack, arize):
    """Ids of people who stay are known to a preview, `protect` protects, and removals come last."""
    organization = arize.add_organization("ML Platform")
    ada, bob, eve = ({"name": name, "role": "MEMBER", "onDestroy": "block"} for name in ("Ada", "Bob", "Eve"))
    membership = {"organizationId": organization, "userId": {"of": "team", "user": "ada@example.com"}, "role": "ADMIN"}
    stack.declare("Roster", "team", {"protect": True}, people={"ada@example.com": ada, "bob@example.com": bob})
    stack.declare("OrganizationMembership", "ada-ml", **membership)
    stack.up().raise_for_errors()
    arize.clear_requests()

    stack.declare("Roster", "team", {"protect": True}, people={"ada@example.com": ada, "eve@example.com": eve})
    protected = stack.preview()
    stack.declare("Roster", "team", people={"ada@example.com": ada, "bob@example.com": bob, "eve@example.com": eve})
    coming = stack.preview().raise_for_errors()
    stack.up().raise_for_errors()
    stack.declare("Roster", "team", people={"ada@example.com": ada, "eve@example.com": eve})
    stack.person("fails", email="not an address")
    failed = stack.up()
    spared = arize.user("bob@example.com")["status"]
    stack.forget("fails")
    stack.up().raise_for_errors()
    again = stack.preview().raise_for_errors()

    assert "marked for protection" in str(protected.errors[0])
    assert {"update": 1, "same": 4} == dict(coming.changes)
    assert (False, "INVITED") == (failed.ok, spared)
    assert "INACTIVE" == arize.user("bob@example.com")["status"]
    assert {"same": 5} == dict(again.changes)


@needs_proc
def test_an_interrupted_up_ends_its_waits(stack, arize):
    """A pause of a minute ends at the first Ctrl-C, in seconds, and the next run sends what is missing."""
    arize.fail(LONG_PAUSE)
    stack.stack.config["arize:concurrency"] = "4"
    for number in range(12):
        stack.person(f"person{number}")

    interrupted = interrupt_an_up(stack, lambda: len(arize.writes) > 0)
    arize.clear_faults()
    stack.up().raise_for_errors()

    assert not interrupted.result.ok
    assert interrupted.seconds < SECONDS_TO_END
    assert {1} == {user["invitations_sent"] for user in arize.users() if str(user["email"]).startswith("person")}


@needs_proc
def test_a_plugin_ends_with_a_killed_engine(stack, arize):
    """An engine that is killed says nothing to its plugins."""
    arize.latency_ms = 200
    stack.stack.config["arize:concurrency"] = "4"
    for number in range(60):
        stack.person(f"person{number}")

    kill_the_engine_alone(stack, lambda: len(arize.writes) >= 4)

    invited = [user for user in arize.users() if str(user["email"]).startswith("person")]
    assert len(invited) < 60
