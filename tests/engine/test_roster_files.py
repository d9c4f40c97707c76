"""A roster of many files, in whole programs."""

from __future__ import annotations

import pytest

from tests.engine.crowd import told


@pytest.fixture
def folder(tmp_path):
    """One file for each of two teams."""
    files = tmp_path / "people"
    files.mkdir()
    ml = "defaults: {role: MEMBER, organizations: {ML Platform: ADMIN}}\npeople:\n"
    ml += "  ada@example.com: {name: Ada}\n  alan@example.com: {name: Alan, organizations: {ML Platform: none}}\n"
    (files / "ml.yaml").write_text(ml)
    (files / "data.yaml").write_text("people:\n  grace@example.com: {name: Grace, role: ADMIN}\n")
    return files


def test_each_team_has_a_file_of_its_own(a_team, an_organization, folder):
    """Everybody comes in once, with the defaults of the file; who moves to another file is not touched."""
    a_team.roster("people", file=str(folder))

    a_team.up().raise_for_errors()

    assert 1 == len(a_team.arize.members(an_organization))
    assert 3 == len([write for write in a_team.writes() if write == "POST users"])
    data = folder / "data.yaml"
    data.write_text(data.read_text() + "  alan@example.com: {name: Alan, role: MEMBER}\n")
    ml = folder / "ml.yaml"
    ml.write_text("\n".join(line for line in ml.read_text().splitlines() if "alan" not in line))
    previewed = a_team.preview().raise_for_errors()
    assert {"same": 2} == dict(previewed.changes)
    assert [] == a_team.writes()


def test_somebody_in_two_files_is_refused_with_both_places(a_team, an_organization, folder):
    """At preview, and nothing is sent."""
    assert an_organization
    data = folder / "data.yaml"
    data.write_text(data.read_text() + "  Ada@example.com: {name: Ada, role: MEMBER}\n")
    a_team.roster("people", file=str(folder))

    result = a_team.preview()

    assert not result.ok
    assert f"{folder / 'ml.yaml'}:3:3: ada@example.com is declared at {data}:3:3 as well" in told(result)
    assert [] == a_team.requests()
