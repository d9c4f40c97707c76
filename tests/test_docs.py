"""What the documents show is true: their programs run, their tables are the code's, their links lead somewhere."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import jsonschema
import pulumi
import pytest
import yaml

import pulumi_arize_users
from pulumi_arize_users import ArizeUser, OrganizationMembership, Roster, SpaceMembership, __version__
from pulumi_arize_users.people.roster.models import Person, RosterFile
from tests.engine.warm_hosts import start_warm

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
PROGRAM, ROSTER, TEST = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
ACCOUNT, PEOPLE = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
# What the file is once everybody has moved.
MOVED = "".join(line for line in PEOPLE.splitlines(keepends=True) if "adopt" not in line)
(MOVING,) = map(dedent, re.findall(r" *```yaml\n(.*?)```", (ROOT / "docs/moving.md").read_text(), re.DOTALL))
SCHEMA = json.loads((ROOT / "pulumi_arize_users/people/roster/roster.schema.json").read_text())
TEAM = (ROOT / "examples/team_roster/people.yaml").read_text()
PAGES = {
    ArizeUser: "people.md",
    OrganizationMembership: "memberships.md",
    SpaceMembership: "memberships.md",
    Roster: "rosters.md",
}
OF_THE_ROSTER = "Many people: a roster"
# `pulumi install` in an example brings the documents of others.
_OURS = [page for page in (ROOT / "examples").rglob("*.md") if not {"node_modules", "sdks"} & {*page.parts}]
DOCUMENTS = [*ROOT.glob("*.md"), *_OURS, *(ROOT / "docs").glob("*.md")]


def test_every_resource_has_a_page():
    """Whatever a program can declare is explained."""
    public = (getattr(pulumi_arize_users, name) for name in pulumi_arize_users.__all__)

    assert {each for each in public if isinstance(each, type) and issubclass(each, pulumi.Resource)} == set(PAGES)


def test_the_first_program_is_the_quickstart():
    """Whoever copies from the README copies what is tested."""
    assert (ROOT / "examples/quickstart/__main__.py").read_text() == PROGRAM


@pytest.mark.parametrize("program", [PROGRAM, ROSTER], ids=["single resources", "roster"])
def test_the_test_of_the_readme_passes(tmp_path, program):
    """The README's test, beside either of the README's programs, in a pytest of its own."""
    (tmp_path / "__main__.py").write_text(program)
    (tmp_path / "people.yaml").write_text(PEOPLE)
    (tmp_path / "test_program.py").write_text(TEST)

    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "1 passed" in ran.stdout, ran.stdout + ran.stderr


@pytest.fixture
def a_stack(tmp_path, arize_simulator, pulumi_stack, monkeypatch):
    """A stack of an empty program in the folder of the test, on an account with the README's organization."""
    start_warm(monkeypatch)
    arize_simulator.add_organization("ML Platform")
    (tmp_path / "__main__.py").touch()
    settings, secrets = {"arize:baseUrl": arize_simulator.url}, {"arize:apiKey": arize_simulator.api_key}
    return pulumi_stack(tmp_path, config=settings, secrets=secrets)


def consoles(section):
    """What the commands of a section print, without the commands; commands alone print nothing that is shown."""
    blocks = re.findall(r"```console\n(.*?)```", README.split(f"## {section}\n")[1], re.DOTALL)
    shown = (re.sub(r"^\$ .*\n", "", block, flags=re.MULTILINE) for block in blocks)
    return [text.strip().splitlines() for text in shown if text]


def test_the_roster_of_the_readme_comes_about(tmp_path, a_stack, arize_simulator):
    """The program beside the file; a second preview is empty, and a changed name is shown under its address."""
    (tmp_path / "__main__.py").write_text(ROSTER)
    (tmp_path / "people.yaml").write_text(PEOPLE)

    a_stack.up().raise_for_errors()
    again = a_stack.preview().raise_for_errors()
    (tmp_path / "people.yaml").write_text(PEOPLE.replace("Ada Lovelace", "Ada King"))
    changed = a_stack.preview().raise_for_errors()

    (step,) = changed.steps_of("team")
    old, new = step.changed['people["ada@example.com"].name']
    assert {"same": 3} == dict(again.changes)
    assert arize_simulator.user("grace@example.com")["id"] == a_stack.outputs()["grace_id"]
    assert f'~ name: "{old}" => "{new}"' in [line.strip() for line in consoles(OF_THE_ROSTER)[1]]


def test_the_mistakes_of_the_readme_are_reported_like_that(tmp_path, a_stack, arize_simulator):
    """A misspelt key and a misspelt organization, with the places that the README shows."""
    (tmp_path / "__main__.py").write_text(ROSTER)
    ada, before, alan = MOVED.partition("alan@")
    (tmp_path / "people.yaml").write_text(
        ada.replace("name: Ada", "nam: Ada") + before + alan.replace("Platform: R", "Platfrom: R")
    )

    told, *_ = a_stack.preview().errors

    assert [f"error: {told.message}".splitlines()] == consoles(OF_THE_ROSTER)[:1]
    assert [] == arize_simulator.writes


@pytest.mark.long
def test_single_resources_move_into_a_roster_and_back_as_the_page_says(tmp_path, a_stack, arize_simulator):
    """Step by step, from the first program to its people in a file and back again, and no write is sent."""
    words = MOVING.splitlines(keepends=True)[0]
    kept = ROSTER.replace('"people.yaml")', '"people.yaml", opts=pulumi.ResourceOptions(retain_on_delete=True))')
    adopted = re.sub(r'((?:ArizeUser|OrganizationMembership)\(".*)\)', r"\1, adopt=True)", PROGRAM)
    (tmp_path / "__main__.py").write_text(PROGRAM)
    a_stack.up().raise_for_errors()
    created = len(arize_simulator.writes)

    for program, people in [
        (ROSTER, MOVING),
        (ROSTER, MOVING.replace(words, "")),
        (kept, MOVING.replace(words, "")),
        (adopted, ""),
        (PROGRAM, ""),
    ]:
        (tmp_path / "__main__.py").write_text(program)
        (tmp_path / "people.yaml").write_text(people)
        a_stack.preview().raise_for_errors()
        a_stack.up().raise_for_errors()

    assert 4 == created == len(arize_simulator.writes)
    assert "defaults: {adopt: true, adopt_memberships: true}\n" == words
    assert 4 == adopted.count("adopt=True")
    assert {"same": 5} == dict(a_stack.preview().raise_for_errors().changes)


@pytest.mark.parametrize("people", [PEOPLE, MOVING, TEAM], ids=["README", "moving", "team_roster"])
def test_a_file_that_is_shown_keeps_to_the_published_schema(people):
    """An editor underlines nothing in what people copy."""
    assert [] == list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(yaml.safe_load(people)))


def test_the_first_line_of_a_file_leads_editors_to_the_schema():
    """To the one that a command of the README writes beside it, and in this repository to the one of the package."""
    line = "# yaml-language-server: $schema="
    written = PEOPLE.splitlines()[0].removeprefix(line)
    packaged = ROOT / "examples/team_roster" / TEAM.splitlines()[0].removeprefix(line)

    assert f"$ python -m pulumi_arize_users.schema {written}\n" in README
    assert SCHEMA == json.loads(packaged.read_text())


@pytest.mark.parametrize("document", [*DOCUMENTS, ROOT / "pyproject.toml"], ids=lambda path: path.name)
def test_no_address_of_this_package_is_made_up(document):
    """Nothing is published yet: a link to a repository or an index would lead nowhere."""
    addresses = re.findall(r"https?://[^\s)>\"']+", document.read_text())

    assert [] == [address for address in addresses if "pulumi-arize-users" in address or "pypi.org" in address]


def test_the_project_file_of_the_pages_is_the_one_that_the_readme_writes():
    """Both name the environment in the same form, which the first hour runs with."""
    (written,) = re.findall(r"printf '(.*)' > Pulumi.yaml", README)
    (shown,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/installing.md").read_text(), re.DOTALL)

    assert written.replace("\\n", "\n") == shown


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_every_page_is_on_the_map_of_the_readme(page):
    """A page that nobody finds is not read."""
    assert f"](docs/{page.name})" in README.split("\n## More\n")[1]


def test_every_key_of_a_roster_is_on_its_page():
    """The tables of keys list what a file may say."""
    keys = {name for model in (RosterFile, Person) for name, key in model.model_fields.items() if not key.alias}

    assert keys <= listed(PAGES[Roster])


def listed(page):
    """What the tables of a page explain."""
    lines = (ROOT / "docs" / page).read_text().splitlines()
    return set(re.findall(r"`(\w+)`", "".join(line.split("|")[1] for line in lines if line.startswith("|"))))


@pytest.mark.parametrize("resource", PAGES)
def test_every_argument_is_on_its_page(resource):
    """The tables of arguments list what the constructors take."""
    table = listed(PAGES[resource])
    arguments = set(inspect.signature(resource.__init__).parameters) - {"self", "resource_name", "opts"}

    assert arguments <= table


def test_every_setting_is_in_a_table():
    """The page of the settings lists every key that is read."""
    tables = (ROOT / "docs/settings.md").read_text()
    readers = ("api/connection.py", "providers/policy_settings.py")
    source = "".join((ROOT / "pulumi_arize_users" / reader).read_text() for reader in readers)
    keys = set(re.findall(r'sources\.\w+\(\s*"(\w+)"', source))

    missing = {key for key in keys if f"`arize:{key}`" not in tables}

    assert 17 <= len(keys)
    assert set() == missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document):
    """A link names a file of this repository that exists, and a heading that is in it."""
    links = re.findall(r"\]\(([^):#]*)#?([^):]*)\)", document.read_text())

    assert [] == [(file, heading) for file, heading in links if not leads_somewhere(document, file, heading)]


def leads_somewhere(document, file, heading):
    """Whether the file is there, and the heading in it, as it is written in links."""
    target = document.parent / file if file else document
    headings = re.findall(r"^#+ (.*)$", target.read_text(), re.MULTILINE) if heading else []
    slugs = {re.sub(r"[^\w -]", "", words.lower()).replace(" ", "-") for words in headings}
    return target.exists() and (not heading or heading in slugs)


def test_every_example_is_listed():
    """A folder without a line in the examples' README is an example nobody finds."""
    listed = (ROOT / "examples/README.md").read_text()
    folders = {path.parent.name for path in (ROOT / "examples").glob("*/__main__.py")}

    assert {folder for folder in folders if f"]({folder}/" in listed} == folders


def test_the_version_stands_once():
    """Package metadata, module and client agree."""
    project = (ROOT / "pyproject.toml").read_text()

    assert f'version = "{__version__}"' in project


def test_every_promise_has_a_test():
    """The table of promises names tests that exist."""
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", (ROOT / "docs/safety.md").read_text())

    missing = [name for file, name in named if f"def {name}(" not in (ROOT / "tests/engine" / file).read_text()]

    assert 25 <= len(named)
    assert [] == missing


def test_the_readme_is_read_in_ten_minutes():
    """What is longer has a page of its own."""
    assert len(README.splitlines()) < 250
