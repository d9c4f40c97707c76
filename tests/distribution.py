"""What has to be in the wheel and in the source archive: `python tests/distribution.py dist` checks a folder of both.

It needs nothing but Python, because `make dist` runs it where nothing else is installed.
"""

from __future__ import annotations

import email
import json
import re
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

ROOT = Path(__file__).parents[1]
PACKAGE = "pulumi_arize_users"
SCHEMAS = (f"{PACKAGE}/people/roster/roster.schema.json", f"{PACKAGE}/command/auditing/audit.schema.json")
REPORT = tuple(f"{PACKAGE}/command/report/page.{kind}" for kind in ("html", "css", "js"))
NEEDED = (f"{PACKAGE}/py.typed", f"{PACKAGE}/pulumi-plugin.json", *SCHEMAS, *REPORT)


def mistakes(folder: Path) -> list[str]:
    """What is wrong with the wheel and the source archive in a folder; nothing if they are as they should be."""
    (wheel,), (archive,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return [*_of_wheel(wheel), *_of_archive(archive)]


def metadata(wheel: Path) -> Message:
    """The metadata of a wheel."""
    with zipfile.ZipFile(wheel) as opened:
        (name,) = [name for name in opened.namelist() if name.endswith(".dist-info/METADATA")]
        return email.message_from_string(opened.read(name).decode())


def _of_wheel(wheel: Path) -> Iterator[str]:
    said = metadata(wheel)
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
        licences = [name for name in names if name.endswith(".dist-info/licenses/LICENSE")]
        texts = {name: opened.read(name) for name in (*licences, *(names & {*SCHEMAS}))}
    yield from (f"{wheel.name} lacks {name}" for name in sorted(_sources() - names))
    yield from (f"{wheel.name} holds {name}" for name in sorted(names) if not name.startswith(PACKAGE))
    if [(ROOT / "LICENSE").read_bytes()] != [texts[name] for name in licences]:
        yield f"{wheel.name} does not hold the licence"
    for schema in SCHEMAS:
        if schema in texts and "$schema" not in json.loads(texts[schema]):
            yield f"{schema} is not a schema"
    yield from (f"{wheel.name}: {mistake}" for mistake in _of_metadata(said))


def _of_metadata(said: Message) -> Iterator[str]:
    expected = {
        "Name": "pulumi-arize-users",
        "License-Expression": "Apache-2.0",
        "License-File": "LICENSE",
        "Requires-Python": ">=3.10",
        "Description-Content-Type": "text/markdown",
    }
    yield from (f"{key} is {said[key]}, not {value}" for key, value in expected.items() if said[key] != value)
    if not {"simulator", "command"} <= set(said.get_all("Provides-Extra", ())):
        yield "extras are missing"
    text = str(said.get_payload())
    yield from (f"its page links to {link}, which is not there" for link in relative_links(text))
    if not text.startswith("# pulumi_arize_users\n"):
        yield "its page is not the README"


def page(wheel: Path) -> str:
    """What an index shows of a wheel."""
    return str(metadata(wheel).get_payload())


def relative_links(text: str) -> list[str]:
    """The links of a Markdown text that lead to a file beside it."""
    return [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith(("http://", "https://"))]


def _of_archive(archive: Path) -> Iterator[str]:
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    needed = {*_sources(), "LICENSE", "README.md", "CHANGELOG.md", "Makefile", "pyproject.toml", "docs/safety.md"}
    yield from (f"{archive.name} lacks {name}" for name in sorted(needed - names))
    unwanted = [name for name in names if "__pycache__" in name or re.search(r"(^|/)Pulumi\..+\.yaml$", name)]
    yield from (f"{archive.name} holds {name}" for name in sorted(unwanted))


def _sources() -> set[str]:
    return {str(path.relative_to(ROOT)) for path in (ROOT / PACKAGE).rglob("*.py")} | set(NEEDED)


if __name__ == "__main__":
    found = mistakes(Path(sys.argv[1]))
    sys.exit("\n".join(found) or None)
