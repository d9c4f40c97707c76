"""The files of a roster: which ones are meant, and their text, before it is known whether it makes sense."""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import ArizeError

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST_MEBIBYTES = 64
SUFFIXES = (".json", ".yaml", ".yml")
GLOB = re.compile(r"[*?\[]")
# What stands in the place of a file that was not fetched, and in a file that two people changed at once.
LFS_POINTER = "version https://git-lfs.github.com/spec/"
CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
ARCHIVE = b"PK\x03\x04"
# The longer marks first: UTF-32 begins like UTF-16.
MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


class UnreadableRoster(ArizeError):
    """Raised when the file of a roster is not there, or cannot be one."""


def files_of(roster: str, said: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """The files that are meant by paths, folders and patterns; sorted within each of them.

    Args:
        roster: whose files, as sentences begin.
        said: the paths, folders and patterns.

    Raises:
        UnreadableRoster: there is no such file.
    """
    try:
        return list(dict.fromkeys(path for one in said for path in _files(roster, Path(one))))
    except OSError as error:
        message = f"{roster} cannot look for its files: {error}."
        raise UnreadableRoster(message) from error


def read_file(roster: str, path: Path) -> str:
    """The text of a file.

    Args:
        roster: whose file, as sentences begin.
        path: the file.

    Raises:
        UnreadableRoster: it is no text of a sensible size, or plainly no roster.
    """
    try:
        _require_readable(path)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableRoster(f"{_cannot(roster, path)} {_why(error, path)}") from error
    try:
        text = _decoded(content)
    except UnicodeDecodeError as error:
        raise UnreadableRoster(f"{_cannot(roster, path)} {_encoding(error)}") from error
    if what := _no_roster(path, text):
        raise UnreadableRoster(f"{_cannot(roster, path)} {what}")
    return text


def _files(roster: str, path: Path) -> Iterable[Path]:
    # Not Path.is_dir: a name that is too long is the reader's to refuse.
    if os.path.isdir(path):  # noqa: PTH112
        found = [each for each in sorted(path.iterdir()) if each.suffix in SUFFIXES and not each.is_dir()]
        return _required(roster, found, f"there is no file ending in {', '.join(SUFFIXES)} in {path}")
    if GLOB.search(str(path)) and not os.path.exists(path):  # noqa: PTH110
        base = Path(path.anchor)
        found = sorted(base.glob(str(path.relative_to(path.anchor))))
        return _required(roster, found, f"no file matches {path} in {Path.cwd()}")
    return [path]


def _required(roster: str, found: list[Path], otherwise: str) -> list[Path]:
    if not found:
        message = f"{roster} has no file: {otherwise}."
        raise UnreadableRoster(message)
    return found


def _require_readable(path: Path) -> None:
    if "\0" in str(path):  # what Python says of it differs from version to version
        raise OSError("no file has a null character in its name")
    # Reading a pipe waits for ever, and a device may have no end.
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError("it is not a regular file")
    if found.st_size > LARGEST_MEBIBYTES * 2**20:
        message = f"it is larger than {LARGEST_MEBIBYTES} MiB"
        raise OSError(message)


def _cannot(roster: str, path: Path) -> str:
    return f"{roster} cannot read {path}:"


def _why(error: OSError | ValueError, path: Path) -> str:
    if isinstance(error, FileNotFoundError):
        return f"there is no such file in {Path.cwd() if not path.is_absolute() else path.parent}."
    return f"{(isinstance(error, OSError) and error.strerror) or error}."


def _decoded(content: bytes) -> str:
    # Without a byte order mark, UTF-16 of Latin letters is valid UTF-8 in which every other character is zero.
    odd = content.find(ARCHIVE if content.startswith(ARCHIVE) else b"\0")
    if odd >= 0:
        raise UnicodeDecodeError("utf-8", content, odd, odd + 1, "not text")
    return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _encoding(error: UnicodeDecodeError) -> str:
    """What a file is that is not UTF-8, and how to make it UTF-8."""
    content, save = error.object, "Save it as UTF-8: in an editor, or with `iconv -t UTF-8 -f"
    if content.startswith(ARCHIVE):
        return "it is a spreadsheet or an archive, not text. Write YAML or JSON: a mapping `people` from each address."
    if wide := next((name for mark, name in MARKS.items() if content.startswith(mark)), ""):
        return f"it is {wide}, which PowerShell and some editors write unless told otherwise. {save} {wide}`."
    if b"\0" in content:
        return f"it has zero bytes in it, as UTF-16 without a mark has. {save} UTF-16LE`."
    line = content.count(b"\n", 0, error.start) + 1
    return f"it is not UTF-8, as line {line} shows; it may be in a Windows code page. {save} CP1252`."


def _no_roster(path: Path, text: str) -> str:
    """Why a text is plainly not a roster; empty if it may be one."""
    if text.startswith(LFS_POINTER):
        return "it is a pointer of Git LFS, and not the file itself; run `git lfs pull`."
    if found := CONFLICT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        return f"Git has left a conflict in it, which begins in line {line}; resolve it first."
    if path.suffix.lower() == ".csv":
        return "a table is not a roster. Write YAML or JSON: a mapping `people` from each address to name and role."
    return ""
