"""The recipes of docs/recipes.md do what they say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from pulumi_arize_users.simulator import Simulator
from tests.engine.conftest import API_KEY, only_the_cli
from tests.engine.crowd import told

DOCS = Path(__file__).parents[2] / "docs"
RECIPES = (DOCS / "recipes.md").read_text()
OPTIONS = (DOCS / "pulumi-options.md").read_text()
ADA = 'ArizeUser("ada", email="ada@example.com", name="Ada Lovelace", role="MEMBER"{})\n'
ONLY_ADA = f"import pulumi\nfrom pulumi_arize_users import ArizeUser\n{ADA}"


def shown(section, kind):
    """What the section of a recipe shows, of this kind."""
    return re.findall(rf"```{kind}\n(.*?)```", RECIPES.split(f"## {section}\n")[1].split("\n## ")[0], re.DOTALL)


@pytest.fixture
def a_stack(engine, arize, settings, tmp_path):
    """A stack of a program in a folder, on an account with an organization; and a function that writes the program."""
    arize.add_organization("ML Platform")

    def write(program):
        (tmp_path / "__main__.py").write_text(program)

    write("")
    with engine.stack(tmp_path, config=settings, secrets={"arize:apiKey": API_KEY}) as stack:
        yield stack, write


def test_drift_is_a_difference_of_the_next_preview_and_an_accepted_invitation_is_none(a_stack, arize):
    """What the nightly job sees: a name that was changed elsewhere."""
    stack, write = a_stack
    write(ONLY_ADA.format(""))
    stack.up().raise_for_errors()
    arize.accept_invitation("ada@example.com")
    stack.refresh().raise_for_errors()
    agreed = stack.preview().raise_for_errors()

    arize.edit_user("ada@example.com", name="Countess")
    stack.refresh().raise_for_errors()
    differs = stack.preview().raise_for_errors()

    assert {"same": 2} == dict(agreed.changes)
    assert {"same": 1, "update": 1} == dict(differs.changes)


@pytest.mark.parametrize(
    ("edit", "succeeds", "says"),
    [
        ({}, True, "2 unchanged"),
        ({"name": "Countess"}, False, '"Countess" => "Ada Lovelace"'),
        ({"role": "ADMIN"}, False, "was changed outside of this program, from MEMBER to ADMIN"),
    ],
)
def test_the_exit_code_says_whether_there_is_drift(engine, a_stack, arize, edit, succeeds, says):
    """The command as the recipe shows it: 0 only if nothing differs, and nothing is written anywhere."""
    only_the_cli(engine, "has no exit code")
    stack, write = a_stack
    write(ONLY_ADA.format(""))
    stack.up().raise_for_errors()
    before = stack.state()
    arize.clear_requests()
    arize.edit_user("ada@example.com", **edit)

    (command,) = shown("Nightly drift", "console")
    ran = stack._run(*shlex.split(command)[2:])

    assert succeeds == (ran.returncode == 0), ran.stdout
    assert says in ran.stdout + ran.stderr
    assert [] == arize.writes
    assert before == stack.state()


def test_a_fork_is_previewed_without_a_key(a_stack, arize, tmp_path):
    """A roster's organizations are named and not asked for; a mistake has its place."""
    stack, write = a_stack
    stack.secrets.clear()
    file = tmp_path / "people.yaml"
    file.write_text("people:\n  ada@example.com: {name: Ada, role: MEMBER, organizations: {ML Platform: ADMIN}}\n")
    write('from pulumi_arize_users import Roster\nRoster("team", file="people.yaml")\n')
    good = stack.preview().raise_for_errors()
    file.write_text(file.read_text().replace("MEMBER", "MEMBRE"))

    bad = stack.preview()

    assert {"create": 2} == dict(good.changes)
    assert "The account was not looked at" in told(good)
    assert "people.yaml:2:38: " in bad.errors[0].message
    assert [] == arize.requests


def test_a_fork_needs_no_state_and_no_secret(engine, a_stack):
    """The commands of the recipe, beside a program."""
    only_the_cli(engine, "has no state")
    stack, write = a_stack
    write(ONLY_ADA.format(""))
    stack.preview()
    (commands,) = shown("A pull request from a fork", "console")
    _export, *pulumi = [line[2:] for line in commands.splitlines()]

    for command in pulumi:
        ran = stack._run(*shlex.split(command)[1:])

    assert ["pulumi stack init fork", "pulumi preview"] == pulumi
    assert 0 == ran.returncode, ran.stdout
    assert "2 to create" in ran.stdout


def test_a_new_key_in_the_environment_is_all_there_is_to_do(a_stack, arize):
    """Refresh and destroy use it at once."""
    stack, write = a_stack
    stack.secrets.clear()
    stack.env["ARIZE_API_KEY"] = API_KEY
    write(ONLY_ADA.format(', on_destroy="retain"'))
    stack.up().raise_for_errors()

    arize.api_key = "a-new-key"
    stack.env["ARIZE_API_KEY"] = "a-new-key"

    stack.refresh().raise_for_errors()
    stack.destroy().raise_for_errors()


def test_a_new_key_in_the_configuration_needs_one_up(a_stack, arize):
    """Before it, refresh uses the old key and says what to do; after it, the new one."""
    stack, write = a_stack
    write(ONLY_ADA.format(""))
    stack.up().raise_for_errors()
    arize.api_key = stack.secrets["arize:apiKey"] = "a-new-key"

    refused = stack.refresh()
    stack.up().raise_for_errors()
    stack.refresh().raise_for_errors()

    assert not refused.ok
    assert "--run-program" in told(refused)


def test_somebody_outside_the_program_is_only_a_member(a_stack, arize):
    """Mary gets the membership and loses it again, and stays as she is."""
    stack, write = a_stack
    mary = arize.add_user("mary@example.com", name="Mary Jackson")
    (organization,) = (str(each["id"]) for each in arize.organizations())
    before = arize.user(mary)
    write(*shown("Memberships of people outside the program", "python"))

    stack.up().raise_for_errors()
    again, member = stack.preview().raise_for_errors(), arize.members(organization)
    stack.destroy().raise_for_errors()

    assert {"same": 2} == dict(again.changes)
    assert ({mary: "READ_ONLY"}, {}) == (member, arize.members(organization))
    assert before == arize.user(mary)


def test_people_move_into_a_component(a_stack, arize):
    """With the alias nothing but the component is new; without it a preview refuses; afterwards it may go."""
    stack, write = a_stack
    (component,) = shown("People in a component", "python")
    without = re.sub(r", aliases=\[.*\]\)", ")", component)
    write(ONLY_ADA.format(""))
    stack.up().raise_for_errors()
    arize.clear_requests()

    write(without)
    refused = stack.preview()
    write(component)
    moved = stack.up().raise_for_errors()
    write(without)
    again = stack.preview().raise_for_errors()

    assert without != component
    assert not refused.ok
    assert {"create": 1, "same": 2} == dict(moved.changes)
    assert {"same": 3} == dict(again.changes)
    assert [] == arize.writes


def test_several_accounts_have_a_provider_each(a_stack, arize):
    """One person in two accounts, each by its own key, and by the organization of the name there."""
    stack, write = a_stack
    with Simulator(api_key="eu-key", first_number=1000) as eu:
        organization = eu.add_organization("ML Platform")
        stack.config["euUrl"], stack.secrets["euKey"] = eu.url, "eu-key"
        write(*shown("Several accounts", "python"))

        stack.up().raise_for_errors()
        again = stack.preview().raise_for_errors()
        members = eu.members(organization)
        ids = [account.user("ada@example.com")["id"] for account in (arize, eu)]

    assert {"same"} == set(again.changes)
    assert {ids[1]: "ADMIN"} == members
    assert ids[0] != ids[1]


def test_protection_refuses_a_removal(a_stack, arize):
    """Whatever `on_destroy` says."""
    stack, write = a_stack
    write(ONLY_ADA.format(', on_destroy="block", opts=pulumi.ResourceOptions(protect=True)'))
    stack.up().raise_for_errors()

    write("")
    removed, destroyed = stack.up(), stack.destroy()

    assert not removed.ok
    assert not destroyed.ok
    assert "INVITED" == arize.user("ada@example.com")["status"]


def test_a_target_is_changed_alone(engine, a_stack, arize):
    """The pattern of the table picks one person."""
    only_the_cli(engine, "has no targets")
    stack, write = a_stack
    write(ONLY_ADA.format("") + ADA.replace("ada", "ann").format(""))
    stack.up().raise_for_errors()
    write((ONLY_ADA.format("") + ADA.replace("ada", "ann").format("")).replace("Lovelace", "King"))
    stack._write_program()
    (pattern,) = re.findall(r"`--target '(.*?)'`", OPTIONS)

    ran = stack._run("up", "--skip-preview", "--yes", "--target", pattern)

    assert 0 == ran.returncode, ran.stdout
    names = [arize.user(f"{who}@example.com")["name"] for who in ("ada", "ann")]
    assert ["Ada King", "Ada Lovelace"] == names


def test_an_import_does_nothing(engine, a_stack, arize):
    """It fails, and neither account nor state is touched."""
    only_the_cli(engine, "has no import")
    stack, _write = a_stack
    user = arize.add_user("ada@example.com")
    stack.up().raise_for_errors()
    before = stack.state()

    ran = stack._run("import", "pulumi-python:dynamic/arize:ArizeUser", "ada", user, "--yes")

    assert 0 != ran.returncode
    assert [] == arize.writes
    assert [state.urn for state in before] == [state.urn for state in stack.state()]


def test_whom_the_state_has_forgotten_is_taken_in_again(engine, a_stack, arize):
    """`pulumi state delete` asks nobody, and `adopt` brings the person back."""
    only_the_cli(engine, "keeps no state to delete from")
    stack, write = a_stack
    write(ONLY_ADA.format(""))
    stack.up().raise_for_errors()
    (urn,) = [state.urn for state in stack.state() if state.name == "ada"]
    arize.clear_requests()

    stack._command("state", "delete", urn, "--yes")
    write(ONLY_ADA.format(", adopt=True"))
    stack.up().raise_for_errors()

    assert [] == arize.writes
    assert {"same": 2} == dict(stack.preview().raise_for_errors().changes)
