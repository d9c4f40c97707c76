"""The process of a script: `python -m benchmarks.script <module> <width> <workload>`, in the folder of its ids."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.declared import Declared

IDS = Path("ids.json")


def main() -> None:
    """Do one workload, and leave the ids for the next one."""
    module, width, workload = sys.argv[1:]
    ids = json.loads(IDS.read_text()) if IDS.exists() else []
    ids = import_module(module).work(workload, Declared.from_environment(), ids, int(width))
    IDS.write_text(json.dumps(ids))


if __name__ == "__main__":
    main()
