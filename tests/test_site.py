"""The site that `make docs` builds has every page, and its pictures need nothing from elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from pulumi_arize_users.api.vocabulary import STATUSES
from pulumi_arize_users.people.policy import REMOVAL_POLICIES
from tests.module_files import module_at

ROOT = Path(__file__).parents[1]
PICTURES = sorted((ROOT / "docs/images").glob("*.svg"))
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").glob("*.md")]


class AnyTag(yaml.SafeLoader):
    """Reads a configuration whose tags mean something to its own program alone."""


AnyTag.add_multi_constructor("", lambda _loader, _suffix, _node: None)


@pytest.fixture
def pages(tmp_path):
    """The pages of the site, as the script beside them collects them."""
    module_at(ROOT / "docs/site.py").main(tmp_path)
    return {str(page.relative_to(tmp_path)) for page in tmp_path.rglob("*.md")}


def linked(page):
    """The documents to which a page leads."""
    found = re.findall(r"\]\(([^):#\s]+\.md)(?:#[^)]*)?\)", page.read_text())
    return {(page.parent / link).resolve() for link in found}


def test_every_page_is_two_clicks_from_the_readme(pages):
    """Whoever begins there finds it."""
    first = linked(ROOT / "README.md")
    second = {page for each in first for page in linked(each)}

    assert set() == {str(ROOT / page) for page in pages - {"README.md", "reference.md"}} - {*map(str, first | second)}


def places(navigation):
    """Every page of a navigation, in whatever depth."""
    if isinstance(navigation, str):
        return [navigation]
    entries = navigation.values() if isinstance(navigation, dict) else navigation
    return [place for entry in entries for place in places(entry)]


def test_every_page_is_in_the_navigation(pages):
    """Once each; one that is left out, or does not exist, would end `make docs`."""
    navigation = yaml.load((ROOT / "mkdocs.yml").read_text(), AnyTag)["nav"]  # noqa: S506 - a safe loader

    assert Counter(pages) == Counter(places(navigation))


def test_a_warning_ends_the_build():
    """Strict counts the warnings that are shown: with --quiet none is, and a dead link would pass."""
    configuration = yaml.load((ROOT / "mkdocs.yml").read_text(), AnyTag)  # noqa: S506 - a safe loader
    (build,) = re.findall(r"mkdocs build.*", (ROOT / "Makefile").read_text())

    assert configuration["strict"]
    assert "--quiet" not in build
    assert " -q" not in build


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_needs_nothing_from_elsewhere(picture):
    """Neither a font nor an image; and it is shown on a page."""
    drawn = picture.read_text()
    ET.fromstring(drawn)  # noqa: S314 - a file of this repository

    shown = [page.name for page in DOCUMENTS if f"images/{picture.name})" in page.read_text()]

    fetched = re.findall(r"(?:href|src)=\"(?!#)[^\"]*|url\((?!#)[^)]*|@import[^;]*|@font-face", drawn)
    assert [] == fetched
    assert [] != shown


def test_the_life_of_a_person_has_every_status_and_every_end():
    """In the picture, and in words for those who do not see it."""
    drawn = ET.parse(ROOT / "docs/images/life-cycle.svg").getroot()  # noqa: S314 - as above
    texts = {element.text for element in drawn.findall(".//{*}text")}
    description = drawn.findtext("{*}desc") or ""

    assert {*STATUSES, *REMOVAL_POLICIES} <= texts
    assert [] == [word for word in (*STATUSES, *REMOVAL_POLICIES) if word not in description]


def test_the_life_of_a_person_is_readable_in_dark_and_in_light():
    """Each colour of the one has a counterpart in the other, on a ground of its own."""
    style = re.findall(r"<style>(.*?)</style>", (ROOT / "docs/images/life-cycle.svg").read_text(), re.DOTALL)[0]
    light, dark = style.split("@media (prefers-color-scheme: dark)")

    coloured = [set(re.findall(r"\.(\w+) \{[^}]*#\w{6}", each)) for each in (light, dark)]

    assert coloured[0] == coloured[1]
    assert "card" in coloured[0]
