"""The pages of the site: the documents as they lie in the repository, so that each link leads to the same place.

`make docs` runs it. What is not a document, but linked to, comes along as it is; the reference is made of the
docstrings of the public names.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pulumi_arize_users

ROOT = Path(__file__).parents[1]
FOLDERS = ("docs", "examples", "benchmarks")
# What `pulumi install` in an example brings.
INSTALLED = {"node_modules", "sdks"}
_LINK = re.compile(r"\]\(([^):#\s]+)(?:#[^)]*)?\)")


def main(pages: Path) -> None:
    """Write the pages.

    Args:
        pages: the folder, which is made anew.
    """
    shutil.rmtree(pages, ignore_errors=True)
    found = [*ROOT.glob("*.md"), *(page for folder in FOLDERS for page in (ROOT / folder).rglob("*.md"))]
    documents = [page for page in found if not INSTALLED & {*page.parts}]
    linked = {target for document in documents for target in _linked_files(document)}
    for file in {*documents, *linked}:
        copy = pages / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    (pages / "reference.md").write_text(_reference(), encoding="utf-8")


def _linked_files(document: Path) -> list[Path]:
    targets = ((document.parent / link).resolve() for link in _LINK.findall(document.read_text(encoding="utf-8")))
    return [target for target in targets if target.is_file()]


def _reference() -> str:
    homes = pulumi_arize_users._HOME_OF  # noqa: SLF001 - the one list of where each public name lives
    names = [f"::: pulumi_arize_users.{homes[name]}.{name}\n" for name in pulumi_arize_users.__all__ if name in homes]
    return "\n".join(["# Reference\n", "Every public name, from its docstring.\n", *names])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
