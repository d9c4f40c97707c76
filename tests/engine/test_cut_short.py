"""A run that fails half-way leaves resources behind; the next one hurts nobody while it clears up."""

from __future__ import annotations

from pulumi_arize_users.simulator import Fault


def test_a_rename_that_was_cut_short_hurts_nobody(a_team):
    """The account was taken over under the new name, the old resource is still there: removing it blocks nobody."""
    organization = a_team.arize.add_organization("ML Platform")
    a_team.person("ada", on_destroy="block", adopt=True)
    a_team.up().raise_for_errors()

    a_team.people = {"countess": a_team.people["ada"]}
    a_team.membership("countess-ml", organization="ML Platform", user="countess")
    a_team.arize.fail(Fault("status", method="POST", path="/organizations/", status=403))
    failed = a_team.up()
    left = {name for name in ("ada", "countess") if a_team.resource(name)}
    a_team.up().raise_for_errors()

    assert not failed.ok
    assert {"ada", "countess"} == left
    assert a_team.resource("ada") is None
    assert "INVITED" == a_team.arize.user("ada@example.com")["status"]
    assert [a_team.resource("countess").id] == list(a_team.arize.members(organization))
