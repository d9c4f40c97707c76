"""The page in a headless Chromium, opened from the disk; skipped where none is on PATH."""

from __future__ import annotations

import base64
import os
import re
from pathlib import Path

import pytest

from pulumi_arize_users.command.report.review import ABSENT, Held, Manager, Place
from tests.command.report.reviews import HOSTILE, crowd, person, review

AXE = os.environ.get("AXE_CORE", "")
ROWS = "[...document.querySelectorAll('#people tr')].map((row) => row.innerText)"
NAMES = "[...document.querySelectorAll('#people th bdi:first-child')].map((name) => name.textContent)"
SHOWN = "document.getElementById('shown').textContent"
ENTER, TAB = ("Enter", 13, "\r"), ("Tab", 9)


def choose(page, field, text):
    """Type into the search, or pick from a list by its text."""
    page.run(
        f"""(() => {{
          const field = document.getElementById({field!r});
          const option = [...(field.options || [])].find((each) => each.text === {text!r});
          field.value = option ? option.value : {text!r};
          field.dispatchEvent(new Event(field.options ? "change" : "input"));
        }})()"""
    )


def team():
    """Three people, each special in one way."""
    return review(
        person(1, name="Ada", role="ADMIN", memberships=[Held(0, "ADMIN"), Held(1, "MEMBER")]),
        person(2, name="Zoë", status="EXPIRED", managed=[Manager(0, "zoe", "2025-02-03T00:00:00Z")]),
        person(3, name="Bob", status=ABSENT, managed=[Manager(1)], memberships=[Held(2, "MEMBER", "not there")]),
        places=[Place("ML"), Place("Fraud", 0), Place("Research")],
        sources=["people/prod", "people.yaml"],
        notes=["A note."],
    )


def test_everything_that_is_known_of_a_person_is_shown(opened):
    """Names, role, status, memberships, managers and since when."""
    page = opened(team())

    ada, bob, zoe = page.run(ROWS)
    assert ["Ada", "p1@example.com", "ADMIN", "ACTIVE", "ML ADMIN", "Fraud MEMBER"] == re.split(r"[\n\t]+", ada)[:6]
    assert "Not managed" in ada
    assert "people/prod zoe since 2025-02-03" in zoe
    assert "Research MEMBER not there" in bob
    assert "2025-01-02" in zoe
    assert "3 of 3 people" == page.run(SHOWN)


def test_a_hostile_name_is_text(opened):
    """It is shown as it is, runs nothing, loads nothing, and the console stays empty."""
    page = opened(review(person(name=HOSTILE, email=HOSTILE)))

    assert [HOSTILE] == page.run(NAMES)
    assert "Access review" == page.run("document.title")
    assert [] == page.complaints()
    assert 1 == len(page.addresses())


def test_the_policy_stops_what_would_become_markup(opened):
    """Even if a name did: no handler runs, and no picture is loaded."""
    page = opened(review(person()))

    page.run(
        """new Promise((done) => {
          const picture = document.createElement("img");
          Object.assign(picture, { src: "https://evil.example/x", onerror: done });
          document.body.append(picture);
        })"""
    )
    refused = page.run("try { document.body.innerHTML = '<b>x</b>'; 'taken' } catch (error) { error.name }")

    assert "TypeError" == refused
    assert ["csp"] == page.refusals()


@pytest.mark.parametrize(
    ("field", "text", "names"),
    [
        ("search", "zoe", ["Zoë"]),
        ("search", "FRAUD member", ["Ada"]),
        ("search", "p3@", ["Bob"]),
        ("search", "nobody like this", []),
        ("role", "ADMIN", ["Ada"]),
        ("status", "EXPIRED", ["Zoë"]),
        ("status", ABSENT, ["Bob"]),
        ("managed", "Not managed", ["Ada"]),
        ("managed", "Managed", ["Bob", "Zoë"]),
        ("managed", "people.yaml", ["Bob"]),
        ("managed", "Excepted", []),
        ("place", "None", ["Zoë"]),
        ("place", "ML", ["Ada"]),
        ("place", "ML / Fraud", ["Ada"]),
    ],
)
def test_people_can_be_chosen(opened, field, text, names):
    """By words, and by each of the lists; one button shows everybody again."""
    page = opened(team())

    choose(page, field, text)

    assert names == page.run(NAMES)
    page.run("document.getElementById('clear').click()")
    assert ["Ada", "Bob", "Zoë"] == page.run(NAMES)


def test_an_organization_shows_who_is_only_in_its_space(opened):
    """A space belongs to it."""
    page = opened(review(person(1, memberships=[Held(1, "MEMBER")]), places=[Place("ML"), Place("Fraud", 0)]))

    choose(page, "place", "ML")

    assert ["Person 1"] == page.run(NAMES)


def test_columns_sort_by_keyboard(opened):
    """Tab reaches the headings, Enter sorts, again the other way round, and a screen reader is told."""
    page = opened(team())
    page.run("document.querySelectorAll('thead button')[0].focus()")

    page.press(*TAB)
    page.press(*ENTER)
    by_role = page.run(NAMES)
    page.press(*ENTER)

    sorts = page.run("[...document.querySelectorAll('thead th')].map((each) => each.getAttribute('aria-sort'))")
    assert ["Ada", "Bob", "Zoë"] == by_role
    assert ["Zoë", "Bob", "Ada"] == page.run(NAMES)
    assert ["none", "descending", *["none"] * 4] == sorts


def test_who_may_be_there_unmanaged_is_told_from_who_may_not(opened):
    """They are neither counted nor listed as not managed."""
    page = opened(review(person(1, excepted=True), person(2), sources=["people/prod"]))
    counts = page.run("document.getElementById('counts').innerText")

    choose(page, "managed", "Excepted")

    assert ["Person 1"] == page.run(NAMES)
    assert "Not managed 1" in counts


def test_without_stacks_and_files_nobody_counts_as_unmanaged(opened):
    """What was not compared is not shown."""
    page = opened(review(person()))

    assert "Managed by" not in page.run("document.body.innerText")
    assert "Not managed" not in page.run("document.body.innerText")


def test_filters_of_5000_people_answer_within_100_milliseconds(opened):
    """From the key to the rows laid out; of a few tries the quickest, for other work of the machine is not ours."""
    page = opened(crowd(5000))
    page.run(
        """window.timed = (field, value) => {
          const began = performance.now();
          const target = document.getElementById(field);
          target.value = value;
          target.dispatchEvent(new Event(field === "search" ? "input" : "change"));
          document.body.offsetHeight;
          return performance.now() - began;
        }"""
    )

    quickest = {
        (field, value): min(page.run(f"timed({field!r}, {value!r})") for _ in range(5))
        for field, value in [
            ("search", "p"),
            ("search", "person 12"),
            ("search", ""),
            ("role", "MEMBER"),
            ("place", "7"),
        ]
    }

    assert {} == {what: taken for what, taken in quickest.items() if taken > 100}
    assert [] == page.complaints()
    assert 1 == len(page.addresses())


def test_pages_turn(opened):
    """Fifty people at a time."""
    page = opened(crowd(120))
    first = page.run(NAMES)

    page.run("document.getElementById('next').click()")
    page.run("document.getElementById('next').click()")

    assert 50 == len(first)
    assert 20 == len(page.run(NAMES))
    assert "120 of 120 people, of which 101 to 120 are shown" == page.run(SHOWN)
    assert page.run("document.getElementById('next').disabled")


def test_everybody_who_is_chosen_is_printed(opened):
    """A PDF has all of them, whatever page is shown."""
    page = opened(crowd(500))
    choose(page, "status", "EXPIRED")
    count = "window.printed = document.querySelectorAll('#people tr').length"
    page.run(f"window.addEventListener('beforeprint', () => {{ {count} }})")

    printed = base64.b64decode(page.send("Page.printToPDF", preferCSSPageSize=True)["data"])

    assert printed.startswith(b"%PDF")
    assert 125 == page.run("window.printed")
    assert 50 == len(page.run(NAMES))


def test_a_phone_needs_no_sideways_scrolling(opened):
    """Rows become cards, and the order is chosen from a list."""
    page = opened(review(person(1, name="A" * 255), person(2)), width=360, height=740)

    assert 360 == page.run("document.documentElement.scrollWidth")
    assert "grid" == page.run("getComputedStyle(document.getElementById('sort').parentElement).display")


@pytest.mark.skipif(not AXE, reason="AXE_CORE does not name axe.min.js (npm package axe-core)")
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(opened, width, dark):
    """Labels, table, contrast, names of controls, whatever the rules of axe-core see."""
    page = opened(team(), width=width, dark=dark, ignores_policy=True)
    page.run(Path(AXE).read_text(encoding="utf-8"))

    found = page.run("axe.run(document).then(({violations}) => violations.map(({id, nodes}) => [id, nodes[0].html]))")

    assert [] == found
