"""What providers say besides errors: lines on stderr, which the engine shows with the stack."""

from __future__ import annotations

import logging
import os

log = logging.getLogger("pulumi_arize_users")


class _Lower(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        # One line each: the engine shows every line as a message of its own.
        return f"arize: {record.levelname.lower()}: {' '.join(record.getMessage().split())}"


def speak() -> None:
    """Show this package's messages on stderr; ARIZE_LOG=debug shows every request as well."""
    if log.handlers:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(_Lower())
    log.addHandler(handler)
    log.setLevel(logging.DEBUG if is_talkative() else logging.INFO)
    log.propagate = False


def is_talkative() -> bool:
    """Whether everything is to be told: ARIZE_LOG=debug."""
    return os.environ.get("ARIZE_LOG", "").strip().lower() == "debug"
