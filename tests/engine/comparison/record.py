"""Write `recorded.json` again from what the real CLI does: `python -m tests.engine.comparison.record`."""

from __future__ import annotations

import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pulumi_arize_users.testing import CliEngine
from tests.engine.comparison.scenarios import SCENARIOS, play
from tests.engine.comparison.variants import main

_FLAT_FROM = 4
_SHORT = 100
FILE = Path(__file__).with_name("recorded.json")


def recorded(name: str) -> list[Any]:
    """What the CLI does in one scenario."""
    with tempfile.TemporaryDirectory() as folder:
        return [asdict(seen) for seen in play(CliEngine(), main, SCENARIOS[name], Path(folder), {})]


def record(names: list[str]) -> None:
    """Play these scenarios on the CLI, two at a time, and put what was seen into the file."""
    known = json.loads(FILE.read_text()) if FILE.exists() else {}
    with ThreadPoolExecutor(2) as workers:
        known.update(zip(names, workers.map(recorded, names), strict=True))
    known = {name: known[name] for name in SCENARIOS if name in known}
    FILE.write_text(written(known) + "\n")


def written(value: Any, indent: int = 0) -> str:
    """The value as JSON with one call or resource on each line, so that a change to the record can be read."""
    flat = json.dumps(value)
    if indent == _FLAT_FROM or len(flat) < _SHORT or not value:
        return flat
    pad = " " * (indent + 1)
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {written(item, indent + 1)}" for key, item in value.items()]
        return "{\n" + ",\n".join(pad + item for item in items) + f"\n{pad[1:]}}}"
    return "[\n" + ",\n".join(pad + written(item, indent + 1) for item in value) + f"\n{pad[1:]}]"


if __name__ == "__main__":
    record(sys.argv[1:] or list(SCENARIOS))
