"""What the README says to do, as a script for bash: its files, and its commands, in its order."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PORT = "8686"
_BLOCK = re.compile(r"(?P<before>[^\n]*)\n\n```(?P<kind>\w+)\n(?P<text>.*?)```", re.DOTALL)
_FILE = re.compile(r"into `([\w.]+)`")


@dataclass(frozen=True)
class Block:
    """What the README shows between two fences.

    Attributes:
        file: where it is to be put; empty for commands.
        text: what is in it.
    """

    file: str
    text: str

    @property
    def commands(self) -> list[str]:
        """The commands to type; none in a file."""
        return [] if self.file else [line[2:] for line in self.text.splitlines() if line.startswith("$ ")]

    @property
    def shown(self) -> list[str]:
        """What the commands are said to print."""
        return [] if self.file else [line for line in self.text.splitlines() if not line.startswith("$ ")]


def blocks(readme: str) -> Iterator[Block]:
    """Every file and every list of commands."""
    for block in _BLOCK.finditer(readme):
        files = _FILE.findall(block["before"])
        yield Block("" if block["kind"] == "console" else files[-1], block["text"])


def script(readme: str, port: int, libraries: str) -> str:
    """All of it for bash, word by word, with two exceptions.

    The port is a free one, and after the installation of the package its libraries come from elsewhere. What cannot be
    typed (a placeholder for an address), and what only shows what an edit leads to, is left out.
    """
    lines = ["set -eu", "trap 'kill ${SERVER:-}' EXIT"]
    for block in blocks(readme):
        lines += _file(block) if block.file else _commands(block, libraries)
    looks = [_saved(name) for name in ("users", "organizations", "writes")]
    return "\n".join([*lines, *looks, ""]).replace(PORT, str(port))


def _file(block: Block) -> list[str]:
    return [f"cat > {block.file} <<'END OF FILE'", block.text.rstrip("\n"), "END OF FILE"]


def _commands(block: Block, libraries: str) -> Iterator[str]:
    if "READY" in block.text:
        yield from _served(block)
    elif not block.shown:
        for command in block.commands:
            if "<" not in command:
                yield from (f"echo {shlex.quote('$ ' + command)}", command)
            if command.startswith("pip install ") and ".whl" in command:
                yield f"(cd .venv/lib/python*/site-packages; printf %s {shlex.quote(libraries)} > libraries.pth)"


def _served(block: Block) -> list[str]:
    (command,), (ready,) = block.commands, block.shown
    return ["mkfifo ready", f"{command} > ready & SERVER=$!", "read -r LINE < ready", f'test "$LINE" = "{ready}"']


def _saved(name: str) -> str:
    address = f"http://127.0.0.1:{PORT}/_simulator/{name}"
    look = f"import urllib.request as r; print(r.urlopen('{address}').read().decode())"
    return f'python -c "{look}" > {name}.json'
