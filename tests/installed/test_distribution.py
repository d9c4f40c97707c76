"""The wheel and the source archive hold what they must, and the check that says so sees what is missing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests import distribution

ROOT = Path(__file__).parents[2]


def test_wheel_and_archive_are_complete(distributions):
    """Every module, the schema, the type marker, the licence and the metadata."""
    assert [] == distribution.mistakes(distributions)


@pytest.mark.parametrize(
    "lost",
    [
        "pulumi_arize_users/py.typed",
        "pulumi_arize_users/people/roster/roster.schema.json",
        "pulumi_arize_users/command/auditing/audit.schema.json",
        "pulumi_arize_users/command/report/page.js",
        "pulumi_arize_users/people/plan.py",
    ],
)
def test_what_a_wheel_lacks_is_named(distributions, tmp_path, lost):
    """A build that leaves something out does not pass."""
    folder = shutil.copytree(distributions, tmp_path / "dist")
    (wheel,) = folder.glob("*.whl")
    _copy_without(wheel, lost)

    assert [f"{wheel.name} lacks {lost}"] == distribution.mistakes(folder)


def test_a_wheel_without_its_licence_is_named(distributions, tmp_path):
    """The licence travels with the code."""
    folder = shutil.copytree(distributions, tmp_path / "dist")
    (wheel,) = folder.glob("*.whl")
    _copy_without(wheel, "LICENSE")

    assert [f"{wheel.name} does not hold the licence"] == distribution.mistakes(folder)


def _copy_without(wheel, lost):
    whole = wheel.with_suffix(".whole")
    wheel.rename(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(wheel, "w") as target:
        for name in source.namelist():
            if not name.endswith(lost):
                target.writestr(name, source.read(name))


def test_the_page_of_the_wheel_is_the_readme_without_dead_links(wheel):
    """Words stay, links to files beside the README go, links to addresses stay."""
    readme = (ROOT / "README.md").read_text()
    page = distribution.page(wheel)

    assert distribution.relative_links(readme)
    assert [] == distribution.relative_links(page)
    assert re.findall(r"\]\((https://.*?)\)", readme) == re.findall(r"\]\((https://.*?)\)", page)
    assert re.sub(r"\[([^\]]+)\]\((?!https)[^)]+\)", r"\1", readme).split() == page.split()


def test_the_installed_package_works_from_an_empty_environment(wheel, libraries, tmp_path, clean_environment):
    """Its names, its schema and its simulator come from the wheel, not from this repository."""
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True, timeout=120)
    python = tmp_path / "venv/bin/python"
    installing = [python, "-m", "pip", "install", "--quiet", wheel]
    subprocess.run(installing, env=clean_environment, check=True, timeout=120)
    (site,) = (tmp_path / "venv").glob("lib/*/site-packages")
    (site / "libraries.pth").write_text(libraries)

    code = (
        "import pulumi_arize_users as p, pulumi_arize_users.schema as s;"
        "[getattr(p, name) for name in p.__all__]; s.roster_schema(); print(p.__file__)"
    )
    ran = subprocess.run([python, "-c", code], cwd=tmp_path, env=clean_environment, capture_output=True, check=True)

    assert str(site / "pulumi_arize_users/__init__.py") == ran.stdout.decode().strip()
