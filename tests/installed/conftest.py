"""The package as others get it: a wheel, and an environment that has nothing of this repository but that wheel."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def distributions(tmp_path_factory):
    """A folder with the wheel and the source archive, built from this working tree without a network."""
    if missing := [name for name in ("hatchling", "hatch_fancy_pypi_readme") if find_spec(name) is None]:
        pytest.fail(f"{' and '.join(missing)} cannot be imported: `make test` installs what the tests need")
    folder = tmp_path_factory.mktemp("checkout") / "arize-users" / "dist"
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=120)
    assert 0 == built.returncode, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="session")
def wheel(distributions):
    """The wheel."""
    (wheel,) = distributions.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def libraries():
    """What makes the libraries of this interpreter visible in another environment: lines of a `.pth` file.

    So nothing is downloaded, and a test takes seconds. The `.pth` files of those folders are not read again, so this
    repository, installed as editable there, stays out of sight.
    """
    return "".join(f"{folder}\n" for folder in sys.path if folder.endswith("site-packages"))


@pytest.fixture(scope="module")
def clean_environment(tmp_path_factory):
    """The environment variables of somebody who has nothing of this repository; pip stays off the network."""
    ours = ("ARIZE_", "PIP_", "PULUMI_", "PYTEST_", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    home = str(tmp_path_factory.mktemp("pulumi-home"))
    return {**kept, "PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PULUMI_HOME": home}
