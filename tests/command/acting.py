"""People in a file, and what a command says of each of them."""

from __future__ import annotations

import json
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pulumi_arize_users.simulator import Simulator

FORM = ("--format", "json")
OWNER = "owner@example.com"


def members(arize: Simulator, count: int, status: str = "ACTIVE") -> list[str]:
    """The addresses of so many people, who are added to the account."""
    addresses = [f"p{number}@example.com" for number in range(count)]
    for address in addresses:
        arize.add_user(address, status=status)
    return addresses


def listed(folder: Path, people: list[str]) -> str:
    """The name of a file with these people, a line for each."""
    (folder / "people.txt").write_text("\n".join(people), encoding="utf-8")
    return "people.txt"


def results(stdout: str) -> dict[str, str]:
    """The result of each person, in the order of the output."""
    return {row["who"]: row["result"] for row in json.loads(stdout)}


def reasons(stdout: str) -> dict[str, str]:
    """The reason of each person."""
    return {row["who"]: row["reason"] for row in json.loads(stdout)}


def until(process: subprocess.Popen[str], condition: Callable[[], object]) -> None:
    """Wait until something is so, while a process runs."""
    for _ in range(1200):
        if condition():
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
            break
    assert condition(), process.communicate()


def targets(arize: Simulator) -> list[str]:
    """The addresses of those whom writes were about, in the order in which they arrived."""
    addresses = {str(user["id"]): str(user["email"]) for user in arize.users()}
    return [addresses[request.path.split("/")[3]] for request in arize.writes]
