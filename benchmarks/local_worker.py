"""The process of the local runner: `python -m benchmarks.local_worker <program> <concurrency>`.

Each line of input is a JSON list of an operation and the environment variables it needs. Each is answered with a line
that lists the seconds of time, the seconds of CPU time, and why it failed if it did. One such line is said at first.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.running import last_words
from pulumi_arize_users.testing import LocalEngine

if TYPE_CHECKING:
    from pulumi_arize_users.testing import StackUnderTest


def main() -> None:
    """Answer until the input ends."""
    program, concurrency = sys.argv[1:]
    with LocalEngine().stack(Path(program), config={"arize:concurrency": concurrency}) as stack:
        _say(0.0, 0.0, "")
        for line in sys.stdin:
            operation, environment = json.loads(line)
            stack.env.update(environment)
            _say(*_measured(stack, operation))


def _measured(stack: StackUnderTest, operation: str) -> tuple[float, float, str]:
    operations = {"up": stack.up, "preview": stack.preview, "refresh": stack.refresh, "destroy": stack.destroy}
    wall, cpu = time.perf_counter(), _cpu_seconds()
    result = operations[operation]()
    errors = "\n".join(str(error) for error in result.errors) or "it failed without an error text"
    return time.perf_counter() - wall, _cpu_seconds() - cpu, "" if result.ok else last_words(errors)


def _cpu_seconds() -> float:
    """What this process and those it has waited for have used so far; the local runner waits for all of its own."""
    usages = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _say(wall: float, cpu: float, failure: str) -> None:
    sys.stdout.write(json.dumps([wall, cpu, failure]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
