"""PATCH and DELETE of a user, and the two calls that send e-mails."""

import pytest
import requests

from pulumi_arize_users.simulator import Simulator


@pytest.fixture
def ada(arize):
    return arize.add_user("ada@example.com", name="Ada")


def test_a_name_is_changed_and_trimmed(http, arize, ada):
    """White space around the new name is stripped before it is stored."""
    response = http.patch(f"/v2/users/{ada}", {"name": "  Ada Lovelace\t"})

    assert 200 == response.status_code
    assert {"id", "name", "email", "created_at", "status", "role", "is_developer"} == set(response.json())
    assert "Ada Lovelace" == response.json()["name"] == arize.user(ada)["name"]


@pytest.mark.parametrize("name", ["", "   ", "\n\t"])
def test_a_blank_name_is_refused(http, arize, ada, assert_problem, name):
    """A name of white space is a bad request, and nothing changes."""
    assert_problem(http.patch(f"/v2/users/{ada}", {"name": name}), 400, "must not be empty")
    assert "Ada" == arize.user(ada)["name"]


def test_a_name_is_measured_after_trimming(http, ada, assert_problem):
    """Up to 255 characters fit, not counting the white space around them."""
    assert 200 == http.patch(f"/v2/users/{ada}", {"name": " " + "a" * 255 + " "}).status_code
    assert_problem(http.patch(f"/v2/users/{ada}", {"name": "a" * 256}), 422, "1 to 255 characters")


def test_the_developer_permission_is_changed(http, arize, ada):
    """An admin may take and give the permission; giving it twice is fine."""
    replies = [http.patch(f"/v2/users/{ada}", {"is_developer": value}).json() for value in (False, True, True)]

    assert [False, True, True] == [reply["is_developer"] for reply in replies]
    assert arize.user(ada)["is_developer"] is True


def test_something_must_be_changed(http, ada, assert_problem):
    """An empty change is a bad request."""
    assert_problem(http.patch(f"/v2/users/{ada}", {}), 400, "At least one field")


@pytest.mark.parametrize("field", ["role", "email", "status", "invite_mode"])
def test_nothing_else_can_be_changed(http, ada, assert_problem, field):
    """Role, address, status and invite mode have no place in a change."""
    assert_problem(http.patch(f"/v2/users/{ada}", {field: "MEMBER"}), 400, f"unknown fields: {field}")


def test_a_blocked_user_cannot_be_changed(http, arize, ada, assert_problem):
    """Inactive users read as missing to every call but DELETE."""
    arize.block_user(ada)

    assert_problem(http.patch(f"/v2/users/{ada}", {"name": "Ada"}), 404, "was not found")


def test_deleting_blocks_permanently_and_ends_memberships(http, arize, ada):
    """The user becomes inactive and leaves every organization and space."""
    organization = arize.add_organization("ML Platform")
    space = arize.add_space(organization, "production")
    arize.add_member(organization, ada)
    http.post(f"/v2/spaces/{space}/users", {"user_id": ada, "role": {"type": "PREDEFINED", "name": "MEMBER"}})
    assert ada in arize.space_members(space)

    response = http.delete(f"/v2/users/{ada}")

    assert (204, b"") == (response.status_code, response.content)
    assert "INACTIVE" == arize.user(ada)["status"]
    assert {} == arize.members(organization)
    assert {} == arize.space_members(space)


def test_deleting_twice_is_deleting_once(http, ada):
    """Blocking a blocked user answers 204 again."""
    assert [204, 204] == [http.delete(f"/v2/users/{ada}").status_code for _ in range(2)]


def test_deleting_a_missing_user_is_not_found(http, assert_problem):
    """An id that was never given cannot be deleted."""
    assert_problem(http.delete("/v2/users/VXNlcjo5OTk5OmFCY0Q="), 404, "was not found")


def test_callers_cannot_delete_themselves(http, arize, assert_problem):
    """The user behind the API key stays."""
    caller = arize.user("owner@example.com")["id"]

    assert_problem(http.delete(f"/v2/users/{caller}"), 400, "cannot delete themselves")
    assert "ACTIVE" == arize.user(caller)["status"]


def test_an_invitation_is_resent(http, arize):
    """A pending invitation goes out once more per call."""
    user_id = arize.add_user("ada@example.com", status="INVITED")

    response = http.post(f"/v2/users/{user_id}/resend-invitation")

    assert (204, b"") == (response.status_code, response.content)
    assert 2 == arize.user(user_id)["invitations_sent"]


@pytest.mark.parametrize("status", ["ACTIVE", "EXPIRED"])
def test_only_a_pending_invitation_is_resent(http, arize, assert_problem, status):
    """Neither a member nor somebody whose invitation ran out has one to resend."""
    user_id = arize.add_user("ada@example.com", status=status)

    assert_problem(http.post(f"/v2/users/{user_id}/resend-invitation"), 400, "no pending invitation")


def test_a_password_is_reset(http, arize, ada):
    """A member gets a link, and the reset is counted."""
    response = http.post(f"/v2/users/{ada}/reset-password")

    assert (204, b"") == (response.status_code, response.content)
    assert 1 == arize.user(ada)["password_resets"]


@pytest.mark.parametrize("status", ["INVITED", "EXPIRED"])
def test_only_a_verified_user_has_a_password(http, arize, assert_problem, status):
    """Somebody who never accepted has nothing to reset."""
    user_id = arize.add_user("ada@example.com", status=status)

    assert_problem(http.post(f"/v2/users/{user_id}/reset-password"), 400, "has not verified")


@pytest.mark.parametrize("call", ["resend-invitation", "reset-password"])
def test_no_email_goes_to_blocked_or_missing_users(http, arize, ada, assert_problem, call):
    """Both read as missing."""
    arize.block_user(ada)

    assert_problem(http.post(f"/v2/users/{ada}/{call}"), 404, "was not found")
    assert_problem(http.post(f"/v2/users/VXNlcjo5OTk5OmFCY0Q=/{call}"), 404, "was not found")


@pytest.mark.parametrize(("call", "status"), [("resend-invitation", "INVITED"), ("reset-password", "ACTIVE")])
def test_an_identity_provider_replaces_invitations_and_passwords(assert_problem, call, status):
    """Where log-in through a provider is enforced, neither call makes sense."""
    with Simulator(api_key="test-key", sso=True) as arize:
        user_id = arize.add_user("ada@example.com", status=status)

        response = requests.post(
            f"{arize.url}/v2/users/{user_id}/{call}", headers={"Authorization": "Bearer test-key"}, timeout=10
        )

    assert_problem(response, 400, "identity provider")


def test_the_calls_that_send_emails_take_no_body(http, ada, assert_problem):
    """There is nothing to say but whom to send it to."""
    assert_problem(http.post(f"/v2/users/{ada}/reset-password", {"to": "me"}), 400, "takes no body")
