"""Files as an import writes them: whole or not at all, and never over others unasked."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def refuse_existing(files: Iterable[Path], *, force: bool) -> None:
    """Do nothing if all files may be written.

    Raises:
        ClickException: one of them exists already, or has no folder to be in.
    """
    for file in files:
        if not file.parent.is_dir():
            message = f"There is no folder {file.parent} for {file.name}."
            raise click.ClickException(message)
        if os.path.lexists(file) and not force:
            message = f"{file} exists, and nothing was done; take another name, or --force to replace it."
            raise click.ClickException(message)


def write(texts: Mapping[Path, str], *, force: bool) -> None:
    """Write files.

    Raises:
        ClickException: one of them cannot be written, or was made in the meantime.
    """
    for file, text in texts.items():
        try:
            _write(file, text, force=force)
        except OSError as error:
            message = f"{file} cannot be written: {error}"
            raise click.ClickException(message) from error


def _write(file: Path, text: str, *, force: bool) -> None:
    if force and file.is_file():
        _replace(file.resolve(), text)
        return
    with file.open("w" if force else "x", encoding="utf-8", newline="\n") as made:
        made.write(text)


def _replace(file: Path, text: str) -> None:
    descriptor, beside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:50]}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as made:
            made.write(text)
        Path(beside).chmod(file.stat().st_mode & 0o777)
        Path(beside).replace(file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
