"""The help texts in docs/command.md: `python tests/command/helps.py` writes them as they are now."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from pulumi_arize_users.command.group import arize_users

PAGE = Path(__file__).parents[2] / "docs" / "command.md"
_BLOCK = re.compile(r"```text\n\$ (arize-users[^\n]*--help)\n.*?```", re.DOTALL)


def with_current_helps(page: str) -> str:
    """The page with each help text as the command prints it."""
    return _BLOCK.sub(lambda block: f"```text\n$ {block[1]}\n{_help_of(block[1])}```", page)


def shown_in(page: str) -> list[str]:
    """The commands whose help the page shows."""
    return [block[1] for block in _BLOCK.finditer(page)]


def _help_of(line: str) -> str:
    done = CliRunner().invoke(arize_users, line.split()[1:], prog_name="arize-users", terminal_width=100)
    return done.output


if __name__ == "__main__":
    PAGE.write_text(with_current_helps(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
