"""What a program that declares people waits for the import of this package, beside that of Pulumi."""

from __future__ import annotations

import re
import subprocess
import sys
from statistics import median
from typing import Final

from benchmarks.goals import Verdict

PROGRAM: Final = "import pulumi\nfrom pulumi_arize_users import ArizeUser, OrganizationMembership"
MOST_MILLISECONDS: Final = 50
MICROSECONDS: Final = 1000
# An import by the program itself, and not by another import: the interpreter indents those.
IMPORT: Final = re.compile(r"^import time:\s+\d+ \|\s+(\d+) \| (\S+)$", re.MULTILINE)


def import_verdict(rounds: int) -> Verdict:
    """The median of several imports, each in a fresh interpreter."""
    milliseconds = median(_milliseconds() for _ in range(rounds))
    return Verdict("import over that of pulumi: ms", milliseconds, "<=", MOST_MILLISECONDS)


def _milliseconds() -> float:
    command = [sys.executable, "-X", "importtime", "-c", PROGRAM]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    imports = IMPORT.findall(said)
    after_pulumi = [name for _, name in imports].index("pulumi") + 1
    return sum(int(microseconds) for microseconds, _ in imports[after_pulumi:]) / MICROSECONDS
