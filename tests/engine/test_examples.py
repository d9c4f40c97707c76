"""The examples run as their README says, and end as they promise."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["without the CLI", pytest.param("with the CLI", marks=pytest.mark.cli)])
def environment(request):
    """A machine without the Pulumi CLI, and this one if it has it."""
    folders = os.environ["PATH"].split(os.pathsep)
    if request.param == "with the CLI":
        if shutil.which("pulumi") is None:
            pytest.skip("the Pulumi CLI (`pulumi`) is not on PATH")
    else:
        folders = [folder for folder in folders if not (Path(folder) / "pulumi").exists()]
    return {**os.environ, "PATH": os.pathsep.join(folders), "NO_COLOR": "1"}


def test_the_demo_tells_its_story_to_the_end(environment):
    """Every step comes to what it must: exit code 0, plain text in a pipe, and no traceback anywhere."""
    ran = subprocess.run(
        [sys.executable, "examples/demo"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )

    assert 0 == ran.returncode, ran.stdout
    assert "\x1b" not in ran.stdout
    assert "Traceback" not in ran.stdout
    assert 8 == len(re.findall(r"^\d\. ", ran.stdout, re.MULTILINE))
    assert "In Arize, ada@example.com is now INACTIVE." in ran.stdout
    assert "In Arize, grace@example.com is now INVITED." in ran.stdout
    assert "demo-key" not in ran.stdout


def test_the_quickstart_goes_from_preview_to_destroy(engine, arize):
    """The quickstart creates, converges, and can be destroyed once its people say how."""
    arize.add_organization("ML Platform")
    settings = {"arize:baseUrl": arize.url}
    with engine.stack(
        ROOT / "examples/quickstart", config=settings, secrets={"arize:apiKey": arize.api_key}
    ) as quickstart:
        quickstart.up().raise_for_errors()
        again = quickstart.preview().raise_for_errors()
        exported = quickstart.outputs()

    assert {"same": 5} == dict(again.changes)
    assert {"ada_status": "INVITED"} == exported
