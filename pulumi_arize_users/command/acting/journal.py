"""What was begun and done for whom, a line each, so that a run that was cut off can be repeated without doing it twice.

Each line is written before the next thing happens: BEGUN before a request, DONE or FAILED after its answer. Whoever has
only BEGUN was under way when the run was cut off, or the answer was lost.
"""

from __future__ import annotations

import errno
import json
import os
import threading
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.api.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BEGUN, DONE, FAILED = "BEGUN", "DONE", "FAILED"


class JournalError(ArizeError):
    """Raised when a journal cannot be read or written; nothing is begun without it."""


@dataclass(frozen=True)
class Entry:
    """What is known of one person.

    Attributes:
        deed: the command.
        who: the person, as they were named.
        user_id: their id.
        email: their address; empty if the server did not say.
        state: BEGUN, DONE or FAILED.
        account: the account, as `Presence.identity` names it.
        at: when, as RFC 3339.
    """

    deed: str
    who: str
    user_id: str
    email: str
    state: str
    account: str
    at: str = ""

    @property
    def age_in_seconds(self) -> float:
        """How long ago it was; zero for an entry that is not written yet."""
        return time.time() - datetime.fromisoformat(self.at).timestamp() if self.at else 0.0


class Journal:
    """The journal of one command. Safe to share among threads.

    Args:
        file: where it is; None for none.
        deed: the command.
    """

    def __init__(self, file: Path | None, deed: str) -> None:
        self.file = file
        self._deed = deed
        self._lock = threading.Lock()
        self._descriptor: int | None = None
        self._entries: dict[str, Entry] = {}
        # How long the file is without the half line at its end, which goes before anything is written.
        self._whole: int | None = None

    def read(self) -> None:
        """Learn what earlier runs have noted.

        Raises:
            JournalError: it cannot be read, or is not one of this command.
        """
        *lines, rest = _text_of(self.file).split("\n")
        for number, line in enumerate(lines, 1):
            if line:
                self._learn(line, number)
        # A process that was killed while it wrote half a line had not begun what the line announces.
        if rest and not rest.startswith("{"):
            raise self._no_line(len(lines) + 1)
        self._whole = sum(len(f"{line}\n".encode()) for line in lines) if rest else None

    def entry(self, who: str) -> Entry | None:
        """The last that is known of somebody, by id or address."""
        return self._entries.get(_key(who))

    @property
    def user_ids(self) -> set[str]:
        """Everybody of whom something is known."""
        return {entry.user_id for entry in self._entries.values()}

    @contextmanager
    def open(self) -> Iterator[None]:
        """Let lines be written, by this process alone.

        Raises:
            JournalError: it cannot be written, or another process writes it.
        """
        if self.file is None:
            yield
            return
        _require_ordinary(self.file)
        with _sentences(self.file):
            self._descriptor = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            _claim(self._descriptor, self.file)
            yield
        finally:
            if not os.fstat(self._descriptor).st_size:
                self.remove()
            os.close(self._descriptor)
            self._descriptor = None

    def note(self, entry: Entry) -> None:
        """Write a line, and know that it is on the disk.

        Raises:
            JournalError: it cannot be written.
        """
        if self._descriptor is not None:
            now = datetime.now(timezone.utc).isoformat(timespec="seconds")
            self._write(json.dumps({**asdict(entry), "at": now}) + "\n")

    def remove(self) -> None:
        """Forget everything."""
        if self.file is not None:
            self.file.unlink(missing_ok=True)

    def _write(self, line: str) -> None:
        assert self._descriptor is not None  # noqa: S101 - only called while it is open
        assert self.file is not None  # noqa: S101 - as above
        with self._lock, _sentences(self.file):
            if self._whole is not None:
                os.ftruncate(self._descriptor, self._whole)
                self._whole = None
            text = line.encode()
            if os.write(self._descriptor, text) < len(text):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._descriptor)

    def _learn(self, line: str, number: int) -> None:
        try:
            entry = Entry(**{key: str(value) for key, value in json.loads(line).items()})
            datetime.fromisoformat(entry.at)
        except (ValueError, TypeError, AttributeError):
            raise self._no_line(number) from None
        if entry.deed != self._deed:
            message = f"{self.file} is the journal of `{entry.deed}`. Name another file with --journal."
            raise JournalError(message)
        for key in (entry.who, entry.email, entry.user_id):
            self._entries[_key(key)] = entry

    def _no_line(self, number: int) -> JournalError:
        return JournalError(f"{self.file} is not a journal: see line {number}. Name another file with --journal.")


def _key(who: str) -> str:
    return fold(who) if "@" in who else who


def _text_of(file: Path | None) -> str:
    if file is None or not file.exists():
        return ""
    _require_ordinary(file)
    with _sentences(file):
        return file.read_text(encoding="utf-8")


def _require_ordinary(file: Path) -> None:
    """Refuse a pipe or a device, which may have no end, and is not ours to remove."""
    if file.exists() and not file.is_file():
        message = f"The journal {file} cannot be used: it is not an ordinary file. Name another one with --journal."
        raise JournalError(message)


@contextmanager
def _sentences(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        message = f"The journal {file} cannot be used: {reason}. Name another file with --journal."
        raise JournalError(message) from error


def _claim(descriptor: int, file: Path) -> None:
    """Keep other processes away until this one ends, however it ends; not on Windows, which has no such lock."""
    try:
        import fcntl  # noqa: PLC0415 - not everywhere
    except ModuleNotFoundError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        message = f"Another arize-users is working with the journal {file}. Wait until it has ended."
        raise JournalError(message) from None
