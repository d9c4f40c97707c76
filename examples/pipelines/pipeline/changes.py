"""The changes of a preview as Markdown, shorter than what a comment may have.

Usage: changes.py TITLE FILE
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

# GitHub takes 65,536 characters. Bytes are counted, so that it holds however characters are counted.
MOST_BYTES = 65_000
_LEFT_OUT = "\n… {} characters are left out here; the log of the job has them …\n"


def markdown(title: str, changes: str) -> str:
    """A heading and the changes, word for word as far as they have room.

    Args:
        title: the heading.
        changes: what the preview printed. It holds names that anybody may have chosen, so it stays inside a code block:
            nobody is mentioned, and no picture is loaded.
    """
    fence = "`" * (1 + max(2, *map(len, re.findall("`+", changes)), 0))
    around = f"### {title}\n\n{fence}text\n{{}}\n{fence}\n"
    return around.replace("{}", _shortened(changes.strip(), MOST_BYTES - len(around.encode())))


def _shortened(text: str, most: int) -> str:
    """The beginning and the end, where a preview has its counts and its errors; whole, if it has room."""
    if len(text.encode()) <= most:
        return text
    half = (most - len(_LEFT_OUT.encode()) - len(str(len(text)))) // 2
    begins = text.encode()[:half].decode(errors="ignore")
    ends = text.encode()[-half:].decode(errors="ignore")
    return begins + _LEFT_OUT.format(len(text) - len(begins) - len(ends)) + ends


if __name__ == "__main__":
    sys.stdout.write(markdown(sys.argv[1], Path(sys.argv[2]).read_text(encoding="utf-8", errors="replace")))
