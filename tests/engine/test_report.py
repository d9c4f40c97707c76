"""The page of an access review, from what the real CLI exports of a stack."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from tests.engine.conftest import API_KEY, only_the_cli


@pytest.mark.usefixtures("an_organization")
def test_a_report_of_an_exported_stack(engine, a_team, tmp_path):
    """Single resources, a secret address and a roster: everybody is managed by the stack, but for the key's own."""
    only_the_cli(engine, "exports no stack")
    a_team.person("ada")
    a_team.person("eve", secret=True)
    a_team.membership("ada-ml", organization="ML Platform", user="ada", role="ADMIN")
    bob = {"name": "Bob", "role": "MEMBER", "organizations": {"ML Platform": "READ_ONLY"}}
    a_team.roster("team", people={"bob@example.com": bob})
    a_team.up().raise_for_errors()
    (tmp_path / "export.json").write_text(a_team.stack._command("stack", "export"))

    people = reported(a_team.arize.url, tmp_path, "--stack", "export.json")

    sources = {person["email"]: [by["resource"] for by in person["managed"]] for person in people}
    roles = {person["email"]: [held["role"] for held in person["memberships"]] for person in people}
    assert {
        "owner@example.com": [],
        "ada@example.com": ["ArizeUser 'ada'"],
        f"the person {a_team.arize.user('eve@example.com')['id']}": ["ArizeUser 'eve'"],
        "bob@example.com": ["Roster 'team'"],
    } == sources
    assert [["ADMIN"], ["READ_ONLY"]] == [roles["ada@example.com"], roles["bob@example.com"]]
    assert all(by["since"] for person in people for by in person["managed"] if "ArizeUser" in by["resource"])


def reported(url, folder, *options):
    """The people of a page that the command writes."""
    command = [sys.executable, "-m", "pulumi_arize_users.command", "report", "--html", "-", *options]
    settings = {"ARIZE_BASE_URL": url, "ARIZE_API_KEY": API_KEY}
    page = subprocess.run(
        command, cwd=folder, env={**os.environ, **settings}, capture_output=True, text=True, check=True
    ).stdout
    return json.loads(re.findall(r'<script id="data"[^>]*>(.*?)</script>', page, re.DOTALL)[0])["people"]
