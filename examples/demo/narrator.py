"""What the demo prints: in colour on a terminal, plain in a pipe."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pulumi_arize_users.simulator import RecordedRequest
    from pulumi_arize_users.testing import Result, Step

PICTURE_WIDTH = 110
SIGNS = {
    "create": ("+", "green"),
    "update": ("~", "yellow"),
    "delete": ("-", "red"),
    "replace": ("+-", "magenta"),
    "same": (" ", "dim"),
}


class Narrator:
    """Prints headings, commands, program edits, what an engine did, and what the server saw."""

    def __init__(self, *, records: bool = False) -> None:
        # A picture is as wide as its longest line, whatever terminal it was made in.
        self.console = Console(
            highlight=False, soft_wrap=True, record=records, width=PICTURE_WIDTH if records else None
        )
        self._headings = 0

    def picture(self, file: Path) -> None:
        """Write down everything so far as an SVG picture that fetches nothing."""
        picture = self.console.export_svg(title="make demo", clear=False, unique_id="demo")
        without_fonts = re.sub(r"@font-face {.*?}\s*", "", picture, flags=re.DOTALL)
        file.write_text(without_fonts, encoding="utf-8")

    def heading(self, text: str) -> None:
        """A step of the story begins."""
        self._headings += 1
        self.console.print(f"\n[bold cyan]{self._headings}. {escape(text)}[/]")

    def say(self, text: str) -> None:
        """A sentence of the story."""
        self.console.print(f"   {escape(text)}")

    def command(self, text: str) -> None:
        """A command as a person would type it."""
        self.console.print(f"   [bold]$ {escape(text)}[/]")

    def edit(self, before: str, after: str) -> None:
        """What somebody changed in the program."""
        colours = {"-": "red", "+": "green"}
        for line in difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""):
            if line[:1] in colours and line[:3] not in {"---", "+++"}:
                self.console.print(f"     [{colours[line[0]]}]{escape(line)}[/]")

    def text(self, text: str) -> None:
        """What the Pulumi CLI printed, in its own colours."""
        self.console.print(_indented(text), markup=False)

    def result(self, result: Result, *, briefly: bool) -> None:
        """What the local runner did; briefly, without each value."""
        # By name: what runs at once ends in any order.
        for step in sorted(result.steps, key=lambda step: step.urn):
            if step.op in SIGNS and not (step.op == "same" or "Stack" in step.urn):
                self._step(step, briefly=briefly)
        for diagnostic in result.diagnostics:
            colour = {"error": "bold red", "warning": "yellow"}.get(diagnostic.severity, "dim")
            prefix = "error: " if diagnostic.severity == "error" else ""
            self.console.print(f"[{colour}]{escape(_indented(prefix + str(diagnostic)))}[/]")
        counted = ", ".join(f"{count} {op}" for op, count in sorted(result.changes.items()))
        self.console.print(f"     [dim]{counted or 'nothing done'}[/]")

    def server(self, requests: Sequence[RecordedRequest]) -> None:
        """What arrived at the server since the last step."""
        seen: dict[str, int] = {}
        for request in requests:
            seen[request.method] = seen.get(request.method, 0) + 1
        told = ", ".join(f"{count} {method}" for method, count in sorted(seen.items()))
        self.console.print(f"   [dim]Arize saw: {told or 'no request'}[/]")

    def _step(self, step: Step, *, briefly: bool) -> None:
        sign, colour = SIGNS[step.op]
        kind = step.urn.split("::")[2].rpartition(":")[2]
        self.console.print(f"     [{colour}]{sign:2} {kind} {escape(step.name)}: {step.op}[/]")
        for path, (old, new) in step.changed.items():
            if not (briefly or path.startswith("__")):
                value = _shown(new) if step.op == "create" else f"{_shown(old)} => {_shown(new)}"
                self.console.print(f"          [{colour}]{escape(f'{path}: {value}')}[/]")


def _shown(value: object) -> str:
    return repr(dict(sorted(value.items())) if isinstance(value, dict) else value)


def _indented(text: str) -> str:
    return "\n".join(f"     {line}" for line in text.strip("\n").splitlines())
