"""Texts from a server before anybody sees them: valid, without secrets, and in sentences short and on one line.

A server may repeat the key of the request, steer the terminal, or fill it.
"""

from __future__ import annotations

import re
import threading

LONGEST = 300
REDACTED = "[secret]"
# A shorter one would be found in ordinary words, and take them apart.
SHORTEST_SECRET = 8

_UNPAIRED = re.compile("[\ud800-\udfff]")
# Sequences that a terminal acts upon: of control (CSI), of text that ends somewhere (OSC, DCS…), of two characters.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
# They do not show, or turn what follows around.
_FORMATS = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


class Secrets:
    """What must never be shown of one account: its key, and every temporary password that was received.

    Safe to share among threads.

    Args:
        key: the API key; empty if there is none.
    """

    def __init__(self, key: str = "") -> None:
        self._adding = threading.Lock()
        self._known: tuple[str, ...] = ()
        self.add(key)

    def add(self, secret: object) -> None:
        """Never show this text again; anything but a text of some length is ignored."""
        if not isinstance(secret, str) or len(secret) < SHORTEST_SECRET:
            return
        with self._adding:
            # A new tuple each time, so that nobody iterates over one that grows; the longest first, so that no rest of
            # one stays that has another one in it.
            self._known = tuple(sorted({*self._known, secret}, key=len, reverse=True))

    def hidden(self, text: str) -> str:
        """A text of any length, valid and without secrets."""
        text = valid(text)
        for secret in self._known:
            if secret in text:
                text = text.replace(secret, REDACTED)
        return text

    def line(self, text: object) -> str:
        """A text as sentences and logs quote it; empty for anything that is not a text."""
        if not isinstance(text, str):
            return ""
        # Twice, because what is taken out may have stood in the middle of a secret.
        return _cut(self.hidden(_flat(self.hidden(text))))


def valid(text: str) -> str:
    """A text that can be encoded: JSON may have half of a surrogate pair in it."""
    return _UNPAIRED.sub("\ufffd", text)


def one_line(text: object) -> str:
    """A text without secrets as sentences and logs quote it; empty for anything that is not a text."""
    return _cut(_flat(text)) if isinstance(text, str) else ""


def printable(text: str) -> str:
    """A sentence, in one line or more, without anything that a terminal acts upon."""
    return _CONTROLS.sub(" ", _ESCAPES.sub("", valid(text)))


def _flat(text: str) -> str:
    return " ".join(printable(_FORMATS.sub("", text)).split())


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
