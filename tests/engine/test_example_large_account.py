"""The shards of examples/large_account: the files that are made, and 200 people in two stacks."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.conftest import API_KEY
from tests.module_files import module_at

EXAMPLE = Path(__file__).parents[2] / "examples/large_account"
shards = module_at(EXAMPLE / "shards.py")


def team(name, count):
    """This many people of a team."""
    return [
        shards.Person(name, f"{name}{number}@example.com", f"Person {number}", "MEMBER", "ML Platform")
        for number in range(count)
    ]


def files(folder):
    """What is in the folder, by the path in it."""
    return {str(file.relative_to(folder)): file.read_text() for file in sorted(folder.glob("*/*.yaml"))}


def test_the_files_of_the_example_are_made_of_its_list(tmp_path):
    """Whoever changes the list makes the files again."""
    shutil.copytree(EXAMPLE / "people", tmp_path / "people")

    shards.write(shards.read(EXAMPLE / "people.csv"), tmp_path / "people", ["a", "b"])

    assert files(EXAMPLE / "people") == files(tmp_path / "people")


def test_shards_are_filled_evenly_and_a_team_stays_where_it_is(tmp_path):
    """Also when it has become the largest: nobody changes stacks. A team that is gone leaves no file."""
    before = [*team("red", 30), *team("green", 20), *team("blue", 10)]
    first = shards.write(before, tmp_path, ["a", "b"])
    placed = set(files(tmp_path))

    after = [*team("red", 30), *team("blue", 90), *team("white", 5)]
    second = shards.write(after, tmp_path, ["a", "b"])

    assert {"a": 30, "b": 30} == first
    assert {"a/red.yaml", "b/green.yaml", "b/blue.yaml"} == placed
    assert {"a/red.yaml", "a/white.yaml", "b/blue.yaml"} == set(files(tmp_path))
    assert {"a": 35, "b": 90} == second


def test_somebody_in_two_teams_is_refused(tmp_path):
    """Two stacks would have the same person, and neither would see it."""
    (tmp_path / "people.csv").write_text(
        "team,email,name,role,organization\nred,ada@example.com,Ada,MEMBER,X\nblue,Ada@example.com,Ada,MEMBER,X\n"
    )

    ran = subprocess.run(
        [sys.executable, str(EXAMPLE / "shards.py"), "people.csv", "people", "a"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (1, "") == (ran.returncode, ran.stdout)
    assert "Ada@example.com is in the teams red and blue: take one of the lines out.\n" == ran.stderr
    assert not (tmp_path / "people").exists()


@pytest.fixture
def stacks(engine, arize, settings, tmp_path):
    """A stack for each of two shards of a copy of the program, and the copy."""
    arize.add_organization("ML Platform")
    folder = shutil.copytree(EXAMPLE, tmp_path / "large")
    shutil.rmtree(folder / "people")
    with contextlib.ExitStack() as opened:
        made = {
            shard: opened.enter_context(
                engine.stack(folder, stack=shard, config=settings, secrets={"arize:apiKey": API_KEY})
            )
            for shard in ("a", "b")
        }
        yield made, folder


def test_200_people_come_about_in_two_stacks_that_do_not_disturb_each_other(arize, stacks):
    """Each has half; one more person changes one stack, and a destroy ends what its own people say."""
    made, folder = stacks
    everybody = [person for number in range(20) for person in team(f"team{number:02}-", 10)]
    counts = shards.write(everybody, folder / "people", list(made))

    for stack in made.values():
        stack.up().raise_for_errors()
    exported = {shard: stack.outputs()["people"] for shard, stack in made.items()}
    newcomer = team("team00-", 11)[-1:]
    shards.write([*everybody, *newcomer], folder / "people", list(made))
    previews = {shard: stack.preview().raise_for_errors() for shard, stack in made.items()}
    made["b"].env["ARIZE_ON_DESTROY"] = "retain"
    made["b"].destroy().raise_for_errors()

    assert {"a": 100, "b": 100} == counts == exported
    assert ["a"] == [shard for shard, preview in previews.items() if {"same"} != set(preview.changes)]
    assert 200 == len([user for user in arize.users() if user["status"] == "INVITED"])
    assert [] == made["b"].state()


def test_a_team_moves_to_another_shard_as_the_readme_says(arize, stacks):
    """Nobody is blocked or invited again, and everybody is a member again at the end."""
    made, folder = stacks
    (moving,) = re.findall(r"`(defaults: \{.*\})`", (EXAMPLE / "README.md").read_text())
    shards.write([*team("red", 2), *team("blue", 1), *team("green", 1)], folder / "people", list(made))
    red = folder / "people/a/red.yaml"
    red.write_text(f"{moving}\n{red.read_text()}")
    (folder / "people/b/blue.yaml").rename(folder / "people/a/blue.yaml")
    for stack in made.values():
        stack.up().raise_for_errors()
    before = {user["email"]: user["id"] for user in arize.users()}

    red.rename(folder / "people/b/red.yaml")
    for stack in made.values():
        stack.up().raise_for_errors()

    assert before == {user["email"]: user["id"] for user in arize.users() if user["status"] != "INACTIVE"}
    assert 4 == len(arize.members(str(arize.organizations()[0]["id"])))
    assert [{"same"}, {"same"}] == [set(stack.preview().raise_for_errors().changes) for stack in made.values()]
