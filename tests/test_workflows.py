"""The workflows of the repository: valid, with pinned actions and no more permissions than they need."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
# Each kind of file with the schema that its service publishes.
CHECKED = [
    *((workflow, "github-workflows") for workflow in WORKFLOWS),
    (GITHUB / "dependabot.yml", "dependabot"),
    *((form, "github-issue-forms") for form in sorted((GITHUB / "ISSUE_TEMPLATE").glob("[!c]*.yml"))),
    (GITHUB / "ISSUE_TEMPLATE" / "config.yml", "github-issue-config"),
]
_PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


@pytest.mark.parametrize(("file", "schema"), CHECKED, ids=lambda value: getattr(value, "name", value))
def test_a_file_is_what_its_service_expects(file, schema):
    """A workflow that cannot be read checks nothing."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]

    checked = subprocess.run(command, check=False, capture_output=True, text=True)

    assert 0 == checked.returncode, checked.stdout


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned(workflow):
    """A tag can be moved to other code; a commit cannot."""
    used = re.findall(r"uses: (.+)", workflow.read_text(encoding="utf-8"))

    loose = [action for action in used if not (action.startswith("./") or _PINNED.fullmatch(action))]

    assert [] == loose


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_only_read_unless_a_job_says_more(workflow):
    """What a job does not need, nobody can misuse through it."""
    said = yaml.safe_load(workflow.read_text(encoding="utf-8"))

    assert {"contents": "read"} == said["permissions"]
    assert {"test", "lowest", "engine", "wheel", "docs", "audit", "newest"} <= set(said["jobs"]) or "publish" in said[
        "jobs"
    ]


def test_only_the_steps_of_a_release_may_write():
    """Each permission beyond reading, by job."""
    jobs = yaml.safe_load((GITHUB / "workflows" / "release.yml").read_text(encoding="utf-8"))["jobs"]

    writing = {
        name: sorted(what for what, access in job.get("permissions", {}).items() if access == "write")
        for name, job in jobs.items()
    }

    assert {
        "check": [],
        "bill": ["attestations", "id-token"],
        "publish": ["id-token"],
        "release": ["contents"],
    } == writing


def test_the_lowest_versions_are_those_of_the_package():
    """What is tested at its lowest is what a user may have."""
    ranges = dict(re.findall(r'"([a-z0-9]+)>=([\d.]+),', (ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    lowest = dict(re.findall(r"^([a-z0-9]+)==([\d.]+)$", (ROOT / "tests" / "lowest.txt").read_text(), re.MULTILINE))

    assert {name: ranges[name] for name in lowest} == lowest
    assert {"pulumi", "pydantic", "pyyaml", "requests", "urllib3"} <= set(lowest)
