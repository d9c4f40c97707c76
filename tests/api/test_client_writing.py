"""The calls that create, change and block people, in both dialects."""

import pytest

from pulumi_arize_users.api.errors import (
    ArizeError,
    Conflict,
    Forbidden,
    InvalidRequest,
    NotFound,
    Refused,
    ServerError,
    may_have_happened,
)
from pulumi_arize_users.simulator import Fault

GRACE = {"name": "Grace Hopper", "email": "grace@example.com", "role": "MEMBER"}


@pytest.fixture(params=["upper", "lower"])
def dialect(arize, request):
    """The account speaks the one spelling, then the other."""
    arize.dialect = request.param
    return request.param


@pytest.mark.usefixtures("dialect")
def test_a_person_is_invited(arize, client):
    """The answer says that the person is new, and how the server sees them."""
    creation = client.create_user(**GRACE)

    stored = arize.user("grace@example.com")
    assert creation.created is True
    assert creation.temporary_password is None
    assert (stored["id"], "INVITED", "MEMBER") == (creation.user.id, creation.user.status, creation.user.role)
    assert "Grace Hopper" == stored["name"] == creation.user.name


@pytest.mark.usefixtures("dialect")
@pytest.mark.parametrize(("mode", "status"), [("NONE", "ACTIVE"), ("email-link", "INVITED")])
def test_the_way_of_inviting_is_chosen(arize, client, mode, status):
    """In any spelling."""
    client.create_user(**GRACE, invite_mode=mode)

    assert status == arize.user("grace@example.com")["status"]


@pytest.mark.usefixtures("dialect")
def test_a_temporary_password_is_there_once_and_hidden(client):
    """It is in the answer to the creation, and in no printed form of it."""
    creation = client.create_user(**GRACE, invite_mode="temporary_password")
    again = client.create_user(**GRACE, invite_mode="TEMPORARY_PASSWORD")

    assert creation.temporary_password is not None
    assert len(creation.temporary_password.get_secret_value()) > 8
    assert creation.temporary_password.get_secret_value() not in f"{creation} {creation!r}"
    assert again.temporary_password is None


@pytest.mark.usefixtures("dialect")
def test_an_open_invitation_is_returned_as_it_is(arize, client):
    """It is not a creation, and nothing of the request is applied."""
    invited = arize.add_user("grace@example.com", name="G. Hopper", role="ANNOTATOR", status="INVITED")

    creation = client.create_user(**GRACE)

    assert creation.created is False
    assert (invited, "G. Hopper", "ANNOTATOR") == (creation.user.id, creation.user.name, creation.user.role)


def test_a_custom_role_is_assigned_by_id(arize, client):
    """Its id is sent as written, and read back with the prefix."""
    role = arize.add_role("Reviewer")

    creation = client.create_user(**{**GRACE, "role": f"Custom:{role}"})

    assert f"custom:{role}" == creation.user.role
    assert {"type": "CUSTOM", "id": role} == arize.requests[0].body["role"]


def test_only_what_the_api_documents_is_sent(arize, client):
    """Four fields make a creation."""
    client.create_user(**GRACE)

    assert {
        "name": "Grace Hopper",
        "email": "grace@example.com",
        "role": {"type": "PREDEFINED", "name": "MEMBER"},
        "invite_mode": "EMAIL_LINK",
    } == arize.requests[0].body


@pytest.mark.parametrize("kind", ["status", "reset", "truncated"])
def test_a_creation_is_not_sent_twice(arize, client, kind):
    """After a lost answer the person may be there, and only the first answer has the password."""
    arize.fail(Fault(kind, after_write=True, times=None))

    with pytest.raises(ArizeError) as caught:
        client.create_user(**GRACE)

    assert may_have_happened(caught.value)
    assert 1 == len(arize.requests)
    assert "INVITED" == arize.user("grace@example.com")["status"]


@pytest.mark.parametrize("status", ["ACTIVE", "INACTIVE"])
def test_a_taken_address_is_a_conflict(arize, client, status):
    """Of somebody active, or of somebody blocked permanently: the server says which."""
    arize.add_user("grace@example.com")
    if status == "INACTIVE":
        arize.block_user("grace@example.com")

    with pytest.raises(Conflict) as caught:
        client.create_user(**GRACE)

    assert 409 == caught.value.status
    assert ("already exists" if status == "ACTIVE" else "cannot be invited again") in str(caught.value)
    assert 1 == len(arize.writes)


def test_a_creation_may_be_forbidden(arize, client):
    """A member may not make admins."""
    arize.caller_role = "MEMBER"

    with pytest.raises(Forbidden) as caught:
        client.create_user(**{**GRACE, "role": "ADMIN"})

    assert 403 == caught.value.status
    assert "account role Admin" in str(caught.value)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "a" * 256),
        ("email", "grace"),
        ("role", ""),
        ("role", "custom: "),
        ("invite_mode", "post"),
    ],
)
def test_a_creation_the_api_would_refuse_is_not_sent(arize, client, field, value):
    """The mistake is found here, with the name of the field."""
    with pytest.raises(Refused) as caught:
        client.create_user(**{**GRACE, field: value})

    assert f"Not sent, because the API would refuse it: {field}: " in str(caught.value)
    assert [] == arize.requests


def test_an_unknown_role_is_left_to_the_server(arize, client):
    """It may know more roles than this package; refused, the request was tried in both spellings."""
    with pytest.raises(InvalidRequest) as caught:
        client.create_user(**{**GRACE, "role": "BOSS"})

    assert 422 == caught.value.status
    assert "'name' must be one of: ADMIN, MEMBER" in str(caught.value)
    assert ["BOSS", "boss"] == [request.body["role"]["name"] for request in arize.requests]


@pytest.mark.usefixtures("dialect")
@pytest.mark.parametrize("changes", [{"name": " Countess "}, {"is_developer": False}])
def test_a_person_is_changed(arize, client, ada, changes):
    """Only what changes is sent, and the answer shows the person after it."""
    user = client.update_user(ada, **changes)

    ((field, value),) = changes.items()
    value = value.strip() if isinstance(value, str) else value
    assert value == getattr(user, field) == arize.user(ada)[field]
    assert {field: value} == arize.requests[0].body


@pytest.mark.parametrize("changes", [{}, {"name": ""}, {"name": " \n"}, {"name": "a" * 256}])
def test_a_change_the_api_would_refuse_is_not_sent(arize, client, ada, changes):
    """Nothing to change, or a name that does not fit."""
    with pytest.raises(Refused, match="Not sent, because the API would refuse it"):
        client.update_user(ada, **changes)
    assert [] == arize.requests


def test_the_invitation_and_the_password_are_sent_again(arize, client, ada):
    """Both calls say that they are JSON although they carry none."""
    invited = arize.add_user("grace@example.com", status="INVITED")

    client.resend_invitation(invited)
    client.reset_password(ada)

    assert 2 == arize.user(invited)["invitations_sent"]
    assert 1 == arize.user(ada)["password_resets"]
    assert [None, None] == [request.body for request in arize.requests]
    assert {"application/json"} == {request.headers["content-type"] for request in arize.requests}


@pytest.mark.parametrize("call", ["resend_invitation", "reset_password"])
def test_an_e_mail_is_not_sent_twice(arize, connect, ada, call):
    """After a lost answer nobody gets a second mail unasked."""
    arize.edit_user(ada, status="INVITED" if call == "resend_invitation" else "ACTIVE")
    arize.fail(Fault("status", status=500, after_write=True))

    with pytest.raises(ServerError, match="Arize answered 500"):
        getattr(connect(), call)(ada)

    assert 1 == len(arize.requests)


def test_an_e_mail_for_the_wrong_state_is_refused(arize, client, ada):
    """An active person has no invitation, an invited one no password."""
    invited = arize.add_user("grace@example.com", status="INVITED")

    for call, who, words in (
        (client.resend_invitation, ada, "no pending invitation"),
        (client.reset_password, invited, "has not verified"),
    ):
        with pytest.raises(InvalidRequest, match=words) as caught:
            call(who)
        assert 400 == caught.value.status


def test_a_person_is_blocked_permanently(arize, client, ada):
    """And blocking again changes nothing."""
    client.delete_user(ada)
    client.delete_user(ada)

    assert "INACTIVE" == arize.user(ada)["status"]


@pytest.mark.parametrize("call", ["delete_user", "resend_invitation", "reset_password"])
def test_an_action_on_nobody_is_an_error(arize, client, ada, call):
    """Unlike a read, it should have done something."""
    arize.forget_user(ada)

    with pytest.raises(NotFound) as caught:
        getattr(client, call)(ada)

    assert 404 == caught.value.status
    assert "was not found" in str(caught.value)


@pytest.mark.parametrize("call", ["get_user", "delete_user", "resend_invitation", "reset_password"])
@pytest.mark.parametrize("user_id", ["", "..", " "])
def test_an_id_that_is_none_is_not_sent(arize, client, call, user_id):
    """An empty variable of a program must not name the whole collection."""
    with pytest.raises(Refused, match="is not an id"):
        getattr(client, call)(user_id)
    assert [] == arize.requests
