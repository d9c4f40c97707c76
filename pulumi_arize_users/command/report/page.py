"""The page of a review: one file that holds its script, its style and its data, and fetches nothing.

Its policy allows the one script and the one style by their hashes, and nothing else: a name that somehow became markup
would neither run nor load anything. Names are data in any case, and the script shows them as text.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.texts import printable

if TYPE_CHECKING:
    from pulumi_arize_users.command.report.review import Review

GENERATOR = '<meta name="generator" content="arize-users report">'
_PLACEHOLDER = re.compile(r"@(policy|style|data|script)@")


def page_of(review: Review) -> str:
    """The page, in characters that every encoding has."""
    script, style = _part("page.js"), _part("page.css")
    parts = {"policy": _policy(script, style), "style": style, "script": script, "data": _embedded(asdict(review))}
    return _PLACEHOLDER.sub(lambda found: parts[found[1]], _part("page.html"))


def is_page(text: str) -> bool:
    """Whether a text is a page that this command has written, of whatever version."""
    return GENERATOR in text


def _part(name: str) -> str:
    return files("pulumi_arize_users.command.report").joinpath(name).read_text(encoding="utf-8")


def _policy(script: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _embedded(value: Any) -> str:  # noqa: ANN401 - whatever JSON has
    """A value as JSON in which nothing ends the element that it stands in, nor begins another one."""
    text = json.dumps(_shown(value), separators=(",", ":"))
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


def _shown(value: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, dict):
        return {key: _shown(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(each) for each in value]
    return " ".join(printable(value).split()) if isinstance(value, str) else value
