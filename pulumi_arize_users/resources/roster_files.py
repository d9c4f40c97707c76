"""The files of a roster: which ones are meant, and their text, before it is known whether it makes sense."""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pulumi

from pulumi_arize_users.people.roster.sentences import NO_OUTPUTS
from pulumi_arize_users.resources.program import ProgramError

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


def files_of(resource_name: str, said: object) -> list[Path]:
    """The files that a program means by a path, a folder, a pattern, or a list of these; sorted within each of them.

    Raises:
        ProgramError: something else is given, or there is no such file.
    """
    listed = said if isinstance(said, list | tuple) else [said]
    try:
        found = [path for one in listed for path in _files(resource_name, one)]
    except OSError as error:
        message = f"Roster {resource_name!r} cannot look for its files: {error}."
        raise ProgramError(message) from error
    if not found:
        message = f"Roster {resource_name!r} needs at least one file; file= is an empty list."
        raise ProgramError(message)
    return list(dict.fromkeys(found))


def read_file(resource_name: str, path: Path) -> str:
    """The text of a file.

    Raises:
        ProgramError: it is no text of a sensible size, or plainly no roster.
    """
    try:
        _require_readable(path)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise ProgramError(f"{_cannot(resource_name, path)} {_why(error, path)}") from error
    try:
        text = _decoded(content)
    except UnicodeDecodeError as error:
        raise ProgramError(f"{_cannot(resource_name, path)} {_encoding(error)}") from error
    if what := _no_roster(path, text):
        raise ProgramError(f"{_cannot(resource_name, path)} {what}")
    return text


def _files(resource_name: str, said: object) -> Iterable[Path]:
    if isinstance(said, pulumi.Output):
        message = f"Roster {resource_name!r}: file= is a pulumi.Output. {NO_OUTPUTS}"
        raise ProgramError(message)
    if not isinstance(said, str | os.PathLike):
        message = f"Roster {resource_name!r}: file= must be a path or a list of paths, not {type(said).__name__}."
        raise ProgramError(message)
    path = Path(said)
    # Not Path.is_dir: a name that is too long is the reader's to refuse.
    if os.path.isdir(path):  # noqa: PTH112
        found = [each for each in sorted(path.iterdir()) if each.suffix in SUFFIXES and not each.is_dir()]
        return _required(resource_name, found, f"there is no file ending in {', '.join(SUFFIXES)} in {path}")
    if GLOB.search(str(path)) and not os.path.exists(path):  # noqa: PTH110
        base = Path(path.anchor)
        found = sorted(base.glob(str(path.relative_to(path.anchor))))
        return _required(resource_name, found, f"no file matches {path} in {Path.cwd()}")
    return [path]


def _required(resource_name: str, found: list[Path], otherwise: str) -> list[Path]:
    if not found:
        message = f"Roster {resource_name!r} has no file: {otherwise}."
        raise ProgramError(message)
    return found


def _require_readable(path: Path) -> None:
    # Reading a pipe waits for ever, and a device may have no end.
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError("it is not a regular file")
    if found.st_size > LARGEST_MEBIBYTES * 2**20:
        message = f"it is larger than {LARGEST_MEBIBYTES} MiB"
        raise OSError(message)


def _cannot(resource_name: str, path: Path) -> str:
    return f"Roster {resource_name!r} cannot read {path}:"


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
