"""The comment of examples/pipelines: one for each pull request, within the limit, and of nobody else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.discussions import MOST_CHARACTERS, Discussion

SCRIPTS = Path(__file__).parents[2] / "examples/pipelines/pipeline"
TITLE = "What prod would change"
TOKEN = "canary-token-91b3"


@pytest.fixture
def discussion():
    """The comments of a pull request, none yet."""
    kept = Discussion()
    yield kept
    kept.close()


@pytest.fixture(params=["github", "gitlab"])
def commented(request, discussion, tmp_path):
    """Runs the script in a job of either service, on these changes."""
    jobs = {
        "github": {
            "GITHUB_API_URL": discussion.url,
            "GITHUB_REPOSITORY": "acme/people",
            "GITHUB_TOKEN": TOKEN,
            "PULL_REQUEST": "7",
        },
        "gitlab": {
            "GITLAB_CI": "true",
            "CI_API_V4_URL": discussion.url,
            "CI_MERGE_REQUEST_PROJECT_ID": "3",
            "CI_MERGE_REQUEST_IID": "7",
            "GITLAB_TOKEN": TOKEN,
        },
    }

    def run(changes, **changed):
        (tmp_path / "changes.txt").write_text(changes)
        job = {key: value for key, value in {**jobs[request.param], **changed}.items() if value is not None}
        return subprocess.run(
            [sys.executable, str(SCRIPTS / "comment.py"), TITLE, "changes.txt"],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **job},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def bodies(discussion):
    """What the comments say."""
    return [comment["body"] for comment in discussion.comments]


def test_the_changes_are_one_comment_that_is_updated(commented, discussion):
    """However often a branch is pushed, there is one comment, and it has the last changes."""
    first = commented("+ ada@example.com")
    second = commented("+ alan@example.com")

    assert "The comment was added.\n" == first.stdout, first.stderr
    assert "The comment was updated.\n" == second.stdout, second.stderr
    (body,) = bodies(discussion)
    assert f"<!-- {TITLE} -->\n### {TITLE}\n\n```text\n+ alan@example.com\n```\n" == body


def test_a_comment_of_somebody_else_is_left_alone(commented, discussion):
    """Whoever copies the marker into a comment keeps it, although the token of a job may change every comment."""
    discussion.add("mallory", f"<!-- {TITLE} --> mine")

    commented("+ ada@example.com")

    assert f"<!-- {TITLE} --> mine" == bodies(discussion)[0]
    assert 2 == len(discussion.comments)


def test_the_comment_is_found_behind_many_others(commented, discussion):
    """A service answers a hundred comments at a time."""
    for number in range(150):
        discussion.add("mary", f"remark {number}")

    commented("+ ada@example.com")
    again = commented("+ alan@example.com")

    assert "The comment was updated.\n" == again.stdout, again.stderr
    assert 151 == len(discussion.comments)


@pytest.mark.parametrize(
    "line", ["+ person@example.com\n", "+ \N{GRINNING FACE}\N{LATIN SMALL LETTER SHARP S}@example.com\n", "x"]
)
def test_a_long_list_is_cut_in_the_middle(commented, discussion, line):
    """Below the limit in characters of any kind; the beginning stays, and the end, where counts and errors are."""
    done = commented("BEGINS\n" + line * 200_000 + "ENDS")

    (body,) = bodies(discussion)
    assert 0 == done.returncode, done.stderr
    assert MOST_CHARACTERS > len(body.encode())
    assert body.startswith(f"<!-- {TITLE} -->\n### {TITLE}\n\n```text\nBEGINS\n")
    assert body.endswith("ENDS\n```\n")
    assert "characters are left out here; the log of the job has them" in body


def test_a_name_cannot_leave_the_block(commented, discussion):
    """A display name with backticks is text, mentions nobody and loads no picture."""
    commented('+ name: "```` @everyone ![](https://example.com/x.png)"')

    (body,) = bodies(discussion)
    assert "`````text\n" in body
    assert body.endswith("\n`````\n")


def test_a_refused_comment_says_what_to_do(commented, discussion):
    """The job fails with a sentence, and the token is not in it."""
    discussion.refuses = 403

    refused = commented("+ ada@example.com")

    assert 1 == refused.returncode
    assert "was refused with 403. May the job's token write comments?" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert TOKEN not in refused.stdout + refused.stderr
    assert [] == discussion.comments


def test_a_missing_variable_is_named(commented, discussion):
    """The token is the one that is forgotten."""
    refused = commented("+ ada@example.com", GITHUB_TOKEN=None, GITLAB_TOKEN=None)

    assert 1 == refused.returncode
    assert "_TOKEN is not set: give it to the job." in refused.stderr
    assert [] == discussion.seen


def test_a_service_that_is_away_is_named(commented, discussion):
    """Nobody answers: the job says so, without a traceback."""
    discussion.close()

    refused = commented("+ ada@example.com")

    assert 1 == refused.returncode
    assert "was not answered" in refused.stderr
    assert "Traceback" not in refused.stderr
