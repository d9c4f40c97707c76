"""The people repository of examples/pipelines: its program, its scripts, and its pipelines for GitHub and GitLab."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.engine.conftest import API_KEY, only_the_cli

EXAMPLE = Path(__file__).parents[2] / "examples/pipelines"
WORKFLOW = EXAMPLE / ".github/workflows/people.yml"
SIGN_IN = EXAMPLE / ".github/actions/sign-in/action.yml"
GITLAB = EXAMPLE / ".gitlab-ci.yml"
JOBS = yaml.safe_load(WORKFLOW.read_text())["jobs"]
STAGES = {name: job for name, job in yaml.safe_load(GITLAB.read_text()).items() if "script" in job}


@pytest.mark.parametrize(
    ("file", "schema"), [(WORKFLOW, "github-workflows"), (SIGN_IN, "github-actions"), (GITLAB, "gitlab-ci")]
)
def test_a_file_is_what_its_service_expects(file, schema):
    """By the schemas that are published for them."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]

    checked = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)

    assert 0 == checked.returncode, checked.stdout


def test_the_linter_of_workflows_finds_nothing(tmp_path):
    """In a repository of its own, so that the linter finds the local action."""
    actionlint, git = shutil.which("actionlint"), shutil.which("git")
    if actionlint is None or git is None:
        pytest.skip("actionlint and git are not both on PATH")
    shutil.copytree(EXAMPLE, tmp_path / "people")
    subprocess.run([git, "init", "--quiet", "."], cwd=tmp_path / "people", check=True, timeout=60)

    linted = subprocess.run([actionlint], cwd=tmp_path / "people", check=False, capture_output=True, timeout=120)

    assert (0, b"") == (linted.returncode, linted.stdout)


@pytest.mark.parametrize("file", [WORKFLOW, SIGN_IN], ids=lambda path: path.name)
def test_actions_are_pinned(file):
    """A tag can be moved to other code; a commit cannot."""
    used = re.findall(r"uses: (.+)", file.read_text())

    loose = [each for each in used if not re.fullmatch(r"\./.+|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)]

    assert [] == loose


def test_a_job_may_do_what_it_needs_and_no_more():
    """Only the job that runs nothing of the pull request may write comments; a fork's may read."""
    signed_in = {"contents": "read", "id-token": "write"}

    assert {} == yaml.safe_load(WORKFLOW.read_text())["permissions"]
    assert {
        "preview": signed_in,
        "comment": {"contents": "read", "pull-requests": "write"},
        "fork": {"contents": "read"},
        "up": signed_in,
        "nightly": signed_in,
    } == {name: job["permissions"] for name, job in JOBS.items()}


def test_the_key_is_in_the_jobs_that_look_at_the_account_and_nowhere_else():
    """Each takes it from an environment of its own; a job for a fork has none."""
    with_key = {name for name, job in JOBS.items() if "secrets." in str(job)}

    assert {"preview": "preview", "up": "production", "nightly": "nightly"} == {
        name: job["environment"] for name, job in JOBS.items() if "environment" in job
    }
    assert {"preview", "up", "nightly"} == with_key
    assert "environment" not in STAGES["fork"]
    assert "extends" not in STAGES["fork"]


def test_two_runs_never_overlap_and_none_is_cut_short():
    """A run that is cut short may have blocked somebody of whom the state knows nothing."""
    assert {"group": "up", "cancel-in-progress": False} == JOBS["up"]["concurrency"]
    assert ("up", "manual") == (STAGES["up"]["resource_group"], STAGES["up"]["rules"][0]["when"])
    assert not STAGES["up"].get("interruptible")


def test_the_page_explains_every_job():
    """Both services have the same jobs, and the table of docs/pipelines.md lists them in their order."""
    page = (EXAMPLE.parents[1] / "docs/pipelines.md").read_text()

    assert list(JOBS) == re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert set(JOBS) == set(STAGES)


def test_what_a_job_starts_is_there():
    """Both services run the same scripts, and these may be executed."""
    named = set(re.findall(r"pipeline/\w+\.(?:sh|py)", WORKFLOW.read_text()))

    assert named - {"pipeline/changes.py"} == set(re.findall(r"pipeline/\w+\.(?:sh|py)", GITLAB.read_text()))
    assert all((EXAMPLE / name).stat().st_mode & 0o100 for name in named if name.endswith(".sh"))
    assert all((EXAMPLE / name).exists() for name in named)


@pytest.fixture
def people(engine, arize, settings, tmp_path):
    """A stack of a copy of the repository, whose key comes from the environment as in the jobs, and the copy."""
    arize.add_organization("ML Platform")
    folder = shutil.copytree(EXAMPLE, tmp_path / "people")
    environment = {"ARIZE_API_KEY": API_KEY, "STACK": "test"}
    with engine.stack(folder, config=settings, env=environment) as stack:
        yield stack, folder


def test_the_repository_comes_about_converges_and_ends_as_its_file_says(arize, people):
    """A destroy is refused as long as somebody has no choice; then one is blocked and two stay."""
    stack, folder = people
    file = folder / "people.yaml"

    stack.up().raise_for_errors()
    again = stack.preview().raise_for_errors()
    refused = stack.destroy()
    file.write_text(file.read_text().replace("Ada Lovelace}", "Ada Lovelace, on_destroy: retain}"))
    stack.up().raise_for_errors()
    stack.destroy().raise_for_errors()

    assert {"same"} == set(again.changes)
    assert any('ada@example.com was not removed, because on_destroy is "refuse"' in str(e) for e in refused.errors)
    statuses = {who: arize.user(f"{who}@example.com")["status"] for who in ("grace", "ada", "alan")}
    assert {"grace": "INVITED", "ada": "INVITED", "alan": "INACTIVE"} == statuses
    assert [] == stack.state()


class Job:
    """Runs the scripts of the repository as a job does, beside the stack of the account."""

    def __init__(self, stack, arize):
        self.stack = stack
        self.folder = stack._root / "program"
        self.environment = {**stack._environment(), "ARIZE_BASE_URL": arize.url}

    def __call__(self, script, *arguments, **environment):
        """Run one of them, and return how it ended."""
        self.stack._write_program()
        self.stack._write_config()
        return subprocess.run(
            [f"pipeline/{script}", *arguments],
            cwd=self.folder,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )


@pytest.fixture
def job(engine, people, arize):
    """What a job would run."""
    only_the_cli(engine, "has no commands that a script could call")
    return Job(people[0], arize)


def test_the_preview_is_in_the_file_and_in_the_log(job, arize):
    """Everybody who would be invited, by name, and never the key."""
    done = job("preview.sh", "changes.txt")

    changes = (job.folder / "changes.txt").read_text()
    assert 0 == done.returncode, changes
    assert changes == done.stdout
    assert "ada@example.com" in changes
    assert API_KEY not in changes
    assert [] == arize.writes


def test_a_preview_that_is_refused_fails_the_job_with_its_reasons_in_the_comment(job, people):
    """A mistake in the file."""
    _stack, folder = people
    (folder / "people.yaml").write_text((folder / "people.yaml").read_text().replace("{name: Ada", "{nam: Ada"))

    done = job("preview.sh", "changes.txt")

    assert 0 != done.returncode
    assert "nam is not a valid key of a person. Did you mean name?" in (job.folder / "changes.txt").read_text()


def test_a_fork_sees_its_mistakes_without_a_key(job, people, arize):
    """The script takes away what the job should not have had, and the account is asked nothing."""
    _stack, folder = people
    right = job("fork.sh", "changes.txt")
    (folder / "people.yaml").write_text((folder / "people.yaml").read_text().replace("{name: Ada", "{nam: Ada"))
    wrong = job("fork.sh", "changes.txt")

    assert 0 == right.returncode, right.stdout + right.stderr
    assert "ada@example.com" in right.stdout
    assert 0 != wrong.returncode
    assert "nam is not a valid key of a person. Did you mean name?" in wrong.stdout
    assert [] == arize.requests


def test_a_quiet_night_is_green(job, people, arize):
    """Nothing differs, and everybody in the account is declared or the owner of the key."""
    stack, _folder = people
    stack.up().raise_for_errors()
    arize.clear_requests()

    done = job("nightly.sh", "nightly", ARIZE_CALLER_EMAIL="owner@example.com")

    summary = (job.folder / "nightly/summary.md").read_text()
    assert 0 == done.returncode, done.stdout + done.stderr + summary
    assert "nothing was found" in summary
    assert [] == arize.writes


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda arize: arize.edit_user("ada@example.com", name="Countess"), '"Countess" => "Ada Lovelace"'),
        (lambda arize: arize.add_user("mallory@example.com", role="ADMIN"), "mallory@example.com"),
    ],
    ids=["a name that was changed", "an admin whom nobody declares"],
)
def test_a_night_with_findings_is_red(job, people, arize, change, says):
    """Drift and people whom nothing declares fail the job, and the summary names them."""
    stack, _folder = people
    stack.up().raise_for_errors()
    arize.clear_requests()
    change(arize)

    done = job("nightly.sh", "nightly", ARIZE_CALLER_EMAIL="owner@example.com")

    summary = (job.folder / "nightly/summary.md").read_text()
    assert 1 == done.returncode, summary
    assert says in summary
    assert API_KEY not in summary + done.stdout + done.stderr
    assert [] == arize.writes
