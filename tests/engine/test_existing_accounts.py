"""An account that already exists is reported, or taken over, but never silently."""

from __future__ import annotations

import pytest

from tests.engine import team

pytestmark = pytest.mark.both_hosts


@pytest.mark.parametrize("status", ["ACTIVE", "INVITED", "EXPIRED"])
def test_an_existing_account_is_refused_at_preview(a_team, status):
    """The sentence has id, status and role, and both ways to go on; nothing is sent but the look-up."""
    user_id = a_team.arize.add_user("ada@example.com", name="Ada", role="ADMIN", status=status)
    a_team.person("ada", email="Ada@example.com")

    result = a_team.preview()

    message = "\n".join(error.message for error in result.errors)
    assert not result.ok
    for word in ("already exists", user_id, status, "role ADMIN", "adopt=True", "another address", "aliases"):
        assert word in message
    assert [] == a_team.writes()


def test_an_existing_account_can_be_taken_over(a_team):
    """With adopt=True the account becomes as declared, nobody is invited, and the record says that it was adopted."""
    user_id = a_team.arize.add_user("ada@example.com", name="Ada", role="MEMBER")
    a_team.person("ada", name="Ada Lovelace", adopt=True)

    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()
    writes = a_team.writes()
    again = a_team.preview().raise_for_errors()

    told = "\n".join(diagnostic.message for diagnostic in previewed.diagnostics)
    assert "ada@example.com (id " in told
    assert "will be taken over; name becomes 'Ada Lovelace'" in told
    assert ["PATCH users/*"] == writes
    assert user_id == a_team.resource("ada").id
    assert True is a_team.resource("ada").outputs["adopted"]
    assert {"same": 2} == dict(again.changes)


def test_an_account_with_another_role_is_not_taken_over(a_team):
    """A role cannot be changed, so an adoption that would need it is refused at preview."""
    a_team.arize.add_user("ada@example.com", role="ADMIN")
    a_team.person("ada", role="MEMBER", adopt=True)

    result = a_team.preview()

    message = "\n".join(error.message for error in result.errors)
    assert not result.ok
    assert "cannot be taken over as MEMBER" in message
    assert "ADMIN" == a_team.arize.user("ada@example.com")["role"]


def test_an_adopted_account_is_not_blocked_by_a_default(a_team):
    """Only the resource's own on_destroy="block" may block an account that the program did not create."""
    a_team.arize.add_user("ada@example.com", name="Ada", role="MEMBER")
    a_team.stack.env["ARIZE_ON_DESTROY"] = "block"
    a_team.person("ada", adopt=True)
    a_team.up().raise_for_errors()

    refused = a_team.destroy()
    kept = a_team.arize.user("ada@example.com")["status"]
    a_team.person("ada", on_destroy="block")
    a_team.up().raise_for_errors()
    a_team.destroy().raise_for_errors()

    assert not refused.ok
    assert "was not blocked: the account existed before" in "\n".join(error.message for error in refused.errors)
    assert "ACTIVE" == kept
    assert "INACTIVE" == a_team.arize.user("ada@example.com")["status"]


def test_an_address_that_was_deleted_is_said_to_be_burned(a_team):
    """A conflict without anybody who has the address means that it can never be invited again."""
    a_team.arize.add_user("ada@example.com")
    a_team.arize.block_user("ada@example.com")
    a_team.person("ada")

    result = a_team.up()

    message = "\n".join(error.message for error in result.errors)
    assert not result.ok
    assert "ada@example.com cannot be invited" in message
    assert "never be invited again" in message
    assert a_team.resource("ada") is None


def test_a_renamed_resource_hurts_nobody(a_team):
    """Without an alias a rename is a create and a delete; the account that was just taken over is kept."""
    a_team.person("ada", on_destroy="block", adopt=True)
    a_team.up().raise_for_errors()
    a_team.requests()

    a_team.people = {"countess": {**a_team.people["ada"]}}
    a_team.up().raise_for_errors()

    assert [] == a_team.writes()
    assert "INVITED" == a_team.arize.user("ada@example.com")["status"]
    assert a_team.resource("countess") is not None
    assert a_team.resource("ada") is None


def test_a_renamed_resource_without_adopt_is_refused_with_a_hint(a_team):
    """The preview says that aliases keep the person."""
    a_team.person("ada", on_destroy="block")
    a_team.up().raise_for_errors()

    a_team.people = {"countess": {**a_team.people["ada"]}}
    result = a_team.preview()

    assert not result.ok
    assert "aliases" in "\n".join(error.message for error in result.errors)


def test_a_renamed_resource_with_an_alias_is_the_same_person(a_team):
    """With the alias nothing is sent and nothing changes."""
    a_team.person("ada")
    a_team.up().raise_for_errors()
    a_team.requests()

    a_team.people = {"countess": {**a_team.people["ada"], "opts": {"aliases": ["ada"]}}}
    result = a_team.up().raise_for_errors()

    assert {"same": 2} == dict(result.changes)
    assert [] == a_team.requests()


def test_somebody_can_be_looked_up_without_being_managed(engine, arize, settings):
    """`ArizeUser.get` reads, and a destroy leaves the person alone."""
    user_id = arize.add_user("ada@example.com", name="Ada Lovelace")
    key = {"arize:apiKey": arize.api_key}
    with engine.stack(team.looked_up, config={**settings, "id": user_id}, secrets=key) as stack:
        stack.up().raise_for_errors()
        exported = stack.outputs()
        stack.destroy().raise_for_errors()

    assert {"name": "Ada Lovelace", "status": "ACTIVE"} == exported
    assert "ACTIVE" == arize.user("ada@example.com")["status"]


def test_looking_up_nobody_is_an_error(engine, arize, settings):
    """An empty answer would be reported as success, so it is refused."""
    nobody = "VXNlcjo5OTk5OmFCY0Q="
    key = {"arize:apiKey": arize.api_key}
    with engine.stack(team.looked_up, config={**settings, "id": nobody}, secrets=key) as stack:
        result = stack.preview()

    assert not result.ok
    message = "\n".join(error.message for error in result.errors)
    assert "There is no person " in message
    assert nobody in message
