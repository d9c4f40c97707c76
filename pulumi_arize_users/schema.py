"""The command `python -m pulumi_arize_users.schema [FILE]`: writes the JSON Schema of a roster's file, for editors.

Beside a roster, the first line `# yaml-language-server: $schema=roster.schema.json` points an editor to it. The schema
is that of the installed version; after an update of the package, write it again.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib.resources import files
from pathlib import Path

IDENTIFIER = "urn:pulumi-arize-users:roster"


def roster_schema() -> str:
    """The JSON Schema of a roster's file, as text."""
    return files("pulumi_arize_users.people.roster").joinpath("roster.schema.json").read_text(encoding="utf-8")


def write_schema(file: Path) -> None:
    """Write the schema to a file, in place of an older schema but of nothing else.

    Raises:
        FileExistsError: the file is there, and is not such a schema.
        OSError: the file cannot be written.
    """
    if file.exists() and not _is_schema(file):
        raise FileExistsError(f"{file} is there already and is not the schema of a roster. Choose another file.")
    file.write_text(roster_schema(), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Write the schema to the file that is named, or to the standard output; returns the exit code."""
    file = _parser().parse_args(arguments).file
    if file is None:
        sys.stdout.write(roster_schema())
        return 0
    try:
        write_schema(file)
    except OSError as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    return 0


def _is_schema(file: Path) -> bool:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("$id") == IDENTIFIER


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pulumi_arize_users.schema",
        description="Write the JSON Schema of a roster's file, with which editors complete and underline.",
        epilog="The first line of a YAML roster beside it: # yaml-language-server: $schema=roster.schema.json",
    )
    parser.add_argument("file", nargs="?", type=Path, help="where to write it (default: the standard output)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
