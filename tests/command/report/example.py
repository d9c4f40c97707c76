"""The pictures of docs/command.md: `python tests/command/report/example.py` takes them again."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pulumi_arize_users.simulator.simulator import DEMO_KEY, Simulator
from tests.command.exports import person, resource, write_export
from tests.command.report.browser import Browser, found

IMAGES = Path(__file__).parents[3] / "docs" / "images"
PEOPLE = {
    "ada@example.com": ("Ada Lovelace", "ADMIN", "ACTIVE"),
    "alan@example.com": ("Alan Turing", "MEMBER", "ACTIVE"),
    "grace@example.com": ("Grace Hopper", "MEMBER", "ACTIVE"),
    "katherine@example.com": ("Katherine Johnson", "MEMBER", "INVITED"),
    "edsger@example.com": ("Edsger Dijkstra", "MEMBER", "EXPIRED"),
    "contractor@example.net": ("Temporary Help", "ADMIN", "ACTIVE"),
}
ROSTER = """\
people:
  grace@example.com:
    name: Grace Hopper
    role: member
    organizations: {Research: member}
  katherine@example.com:
    name: Katherine Johnson
    role: member
    organizations: {Research: member}
    spaces: {Research/Orbits: admin}
"""


def fill(arize, folder):
    """An account with a stack and a roster that manage some of its people; returns the options that name both."""
    for email, (name, role, status) in PEOPLE.items():
        arize.add_user(email, name=name, role=role, status=status, is_developer=email.startswith("alan"))
    platform, research = arize.add_organization("ML Platform"), arize.add_organization("Research")
    fraud, orbits = arize.add_space(platform, "Fraud"), arize.add_space(research, "Orbits")
    for place, email, role in [
        (platform, "ada@example.com", "ADMIN"),
        (platform, "alan@example.com", "MEMBER"),
        (platform, "contractor@example.net", "ADMIN"),
        (fraud, "alan@example.com", "READ_ONLY"),
        (research, "grace@example.com", "MEMBER"),
        (research, "katherine@example.com", "MEMBER"),
        (orbits, "katherine@example.com", "ADMIN"),
    ]:
        arize.add_member(place, email, role)
    ids = {email: arize.user(email)["id"] for email in PEOPLE}
    ada, alan = ids["ada@example.com"], ids["alan@example.com"]
    resources = [
        *(person(name, ids[f"{name}@example.com"]) for name in ("ada", "alan", "edsger")),
        resource("OrganizationMembership", "ada", f"{platform}/{ada}", {"role": "ADMIN"}, {}),
        resource("OrganizationMembership", "alan", f"{platform}/{alan}", {"role": "MEMBER"}, {}),
        resource("SpaceMembership", "alan", f"{fraud}/{alan}", {"role": "READ_ONLY"}, {}),
    ]
    write_export(folder / "prod.json", resources)
    (folder / "research.yaml").write_text(ROSTER, encoding="utf-8")
    return ["--stack", "prod.json", "--roster", "research.yaml"]


def take(folder):
    """The pictures, by name."""
    with Simulator() as arize:
        options = fill(arize, folder)
        command = [sys.executable, "-m", "pulumi_arize_users.command", "report", "--html", "report.html", *options]
        asked = {"ARIZE_VERIFY_MEMBERSHIPS": "graphql", "ARIZE_GRAPHQL_URL": f"{arize.url}/graphql"}
        settings = {"ARIZE_BASE_URL": arize.url, "ARIZE_API_KEY": DEMO_KEY, **asked}
        subprocess.run(command, cwd=folder, env={**os.environ, **settings}, check=True)
    browser = Browser(found(), folder / "profile")
    try:
        page = folder / "report.html"
        desktop = browser.open(page, width=1120, height=780).screenshot()
        browser.open(page, width=390, height=800, dark=True).run("document.getElementById('print').scrollIntoView()")
        return {"report.png": desktop, "report-phone.png": browser.screenshot()}
    finally:
        browser.close()


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, picture in take(Path(folder)).items():
            (IMAGES / name).write_bytes(picture)
