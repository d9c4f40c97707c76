"""The page as text: names stay data, the policy allows just what is in it, and nothing is fetched."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from html.parser import HTMLParser

import pytest

from pulumi_arize_users.command.report.page import page_of
from tests.command.report.reviews import HOSTILE, person, review

ELEMENT = re.compile(r"<(script|style)([^>]*)>(.*?)</\1>", re.DOTALL)


class Markup(HTMLParser):
    """Every element of a page with its attributes, as a parser of HTML finds them."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        """Note an element."""
        self.found.append((tag, dict(attributes)))


def data_of(page):
    """What the page embeds."""
    return next(json.loads(content) for _tag, attributes, content in ELEMENT.findall(page) if "json" in attributes)


def test_a_name_is_data_whatever_it_looks_like():
    """It ends no element and begins none, and is read back as it was."""
    plain = Markup(page_of(review(person()))).found

    page = page_of(review(person(name=HOSTILE, email=HOSTILE, id=HOSTILE)))

    assert plain == Markup(page).found
    assert HOSTILE == data_of(page)["people"][0]["name"]
    assert "<img" not in page


@pytest.mark.parametrize("name", ["@script@", "@policy@ @data@", r"\1 \g<0>", "&lt;b&gt;", "Zoë 张伟 😀"])
def test_a_name_comes_back_as_it_was(name):
    """Neither a placeholder of the template, nor an escape, nor a character of another alphabet is changed."""
    assert name == data_of(page_of(review(person(name=name))))["people"][0]["name"]


def test_what_no_name_has_does_not_reach_the_page():
    """Half a character and control characters would make the page invalid, or act upon a terminal."""
    page = page_of(review(person(name="A\ud800da\x1b[31m\x00\u2028 B")))

    assert "A\ufffdda B" == data_of(page)["people"][0]["name"]
    assert page.isascii()


def test_the_policy_allows_the_script_and_the_style_by_hash_and_nothing_else():
    """Each hash is that of the content; data is not run, so that it needs none."""
    page = page_of(review(person(name=HOSTILE)))

    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    contents = {(tag, bool(attributes)): content for tag, attributes, content in ELEMENT.findall(page)}
    hashes = {
        key: f"'sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
        for key, content in contents.items()
    }
    assert {"default-src 'none'", "base-uri 'none'", "form-action 'none'"} < set(policy.split("; "))
    assert f"script-src {hashes['script', False]};" in policy
    assert f"style-src {hashes['style', False]};" in policy
    assert "unsafe" not in policy
    assert 3 == len(contents)


def test_nothing_is_fetched_and_nothing_handled_inline():
    """No address, no import, no attribute that loads or runs anything."""
    page = page_of(review(person()))

    names = {name for _tag, attributes in Markup(page).found for name in attributes}
    assert set() == {name for name in names if name.startswith("on") or name in {"src", "href", "style", "action"}}
    assert re.findall(r"https?://[^\"]*", page) == ["https://arize.example"]
    assert set() == {word for word in ("@import", "url(", "fetch(", "XMLHttpRequest", "innerHTML") if word in page}
