"""The command as a whole: its help, how it starts, and how it ends."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pulumi_arize_users.command.group import COMMANDS
from pulumi_arize_users.command.group import arize_users as _group

HELPS = runpy.run_path(str(Path(__file__).parent / "helps.py"))
GROUP: Any = _group
PAGE = HELPS["PAGE"].read_text(encoding="utf-8")


def test_the_page_shows_each_help_as_it_is():
    """After a change of a command, `python tests/command/helps.py` writes its help."""
    assert HELPS["with_current_helps"](PAGE) == PAGE


def test_the_page_shows_the_help_of_every_command():
    """A command that the page leaves out is one that nobody finds."""
    missing = {f"arize-users {name} --help" for name in COMMANDS} - set(HELPS["shown_in"](PAGE))

    assert set() == missing


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(name):
    """The list is written beside, so that help imports no command."""
    command = GROUP.get_command(None, name)

    assert command.name == name
    assert COMMANDS[name][1] == command.help.partition("\n")[0]


def test_help_imports_no_library_but_clicks():
    """Help comes at once: what a command needs is imported by the command."""
    code = (
        "import sys; from pulumi_arize_users.command.group import arize_users;"
        "arize_users(['--help'], standalone_mode=False);"
        "print({'rich', 'requests', 'pydantic', 'pulumi', 'yaml'} & set(sys.modules))"
    )

    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert printed.endswith("set()\n")


@pytest.mark.parametrize("arguments", [["nonsense"], ["list", "--format", "pdf"], ["list", "--nonsense"]])
def test_wrong_usage_ends_with_2(arize_users, arguments):
    """What cannot be understood is not an error of the account."""
    refused = arize_users(*arguments)

    assert (2, "") == (refused.code, refused.stdout)
    assert "Usage: arize-users" in refused.stderr


def test_settings_come_from_a_stacks_configuration(arize, arize_users, tmp_path):
    """A folder with a stack needs no environment but the key."""
    (tmp_path / "Pulumi.dev.yaml").write_text(
        f"config:\n  arize:baseUrl: {arize.url}\n  arize:apiKey:\n    secure: AAABAJ\n", encoding="utf-8"
    )

    listed = arize_users("--config", "Pulumi.dev.yaml", "list", ARIZE_BASE_URL="")

    assert (0, "") == (listed.code, listed.stderr)
    assert "owner@example.com" in listed.stdout


def test_a_misspelt_setting_is_refused(arize_users, tmp_path):
    """A guard that is misspelt guards nobody."""
    (tmp_path / "Pulumi.dev.yaml").write_text("config:\n  arize:maxRemoval: 3\n", encoding="utf-8")

    refused = arize_users("--config", "Pulumi.dev.yaml", "list")

    assert (1, "") == (refused.code, refused.stdout)
    assert "Did you mean arize:maxRemovals?" in refused.stderr
