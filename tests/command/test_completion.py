"""Completion in a shell: what `arize-users` prints for bash, used by bash."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from pulumi_arize_users.command.group import COMMANDS

ASK = """
eval "$(_ARIZE_USERS_COMPLETE=bash_source arize-users)"
COMP_WORDS=(arize-users "$@")
COMP_CWORD=$#
_arize_users_completion arize-users
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def complete(tmp_path, monkeypatch):
    """What bash offers after these words."""
    command = tmp_path / "arize-users"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m pulumi_arize_users.command "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not on PATH")

    def offered(*words):
        asked = [bash, "--norc", "-c", ASK, "bash", *words]
        return subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60).stdout.split()

    return offered


def test_bash_completes_the_names_of_commands(complete):
    """All of them, and those that begin so."""
    assert {*COMMANDS} == {*complete("")}
    assert [name for name in COMMANDS if name.startswith("s")] == complete("s")


def test_bash_completes_options_and_their_values(complete):
    """As each command has them."""
    assert ["--expect-no-changes"] == complete("plan", "--expect")
    assert ["markdown"] == complete("list", "--format", "m")
    assert ["lower"] == complete("simulate", "--dialect", "l")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_have_a_script_too(arize_users, shell):
    """It asks the command what to offer."""
    script = arize_users(_ARIZE_USERS_COMPLETE=f"{shell}_source")

    assert (0, "") == (script.code, script.stderr)
    assert f"_ARIZE_USERS_COMPLETE={shell}_complete" in script.stdout
