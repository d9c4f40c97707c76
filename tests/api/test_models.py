"""The JSON of the API: whatever is read is understood, and whatever is sent is documented."""

import pytest
from pydantic import ValidationError

from pulumi_arize_users.api.models import (
    AssignRole,
    CreateUser,
    CreationReply,
    Membership,
    Organization,
    Pagination,
    UpdateUser,
    User,
    role_body,
)

ADA = {"name": "Ada", "email": "ada@example.com", "role": "MEMBER", "invite_mode": "EMAIL_LINK"}


@pytest.mark.parametrize(
    ("assignment", "role"),
    [
        ({"type": "PREDEFINED", "name": "MEMBER"}, "MEMBER"),
        ({"type": "predefined", "name": "read-only"}, "READ_ONLY"),
        ({"type": "builtin", "name": "admin"}, "ADMIN"),
        ({"type": "PREDEFINED", "name": "AUDITOR_OF_2031"}, "AUDITOR_OF_2031"),
        ({"type": "CUSTOM", "id": "Um9sZTox", "name": "Reviewer"}, "custom:Um9sZTox"),
        ({"type": "custom", "id": "Um9sZTox"}, "custom:Um9sZTox"),
        ({"type": "CUSTOM", "id": None}, "custom:"),
        ({"type": "CUSTOM"}, "custom:"),
        ({"type": "BUNDLE", "id": "Um9sZTox"}, ""),
        ({"type": "PREDEFINED", "name": None}, ""),
        ({"name": "member"}, "MEMBER"),
        ({}, ""),
        ("admin", "ADMIN"),
        ("readOnly", "READ_ONLY"),
        ("custom:Um9sZTox", "custom:Um9sZTox"),
        (None, ""),
        (7, ""),
        (["ADMIN"], ""),
        ("x" * 256, ""),
        ({"type": "CUSTOM", "id": [1]}, ""),
        ({"name": {"text": "ADMIN"}}, ""),
    ],
)
def test_every_shape_of_a_role_is_read(assignment, role):
    """Objects, bare words, custom roles, types nobody has seen yet and values of another kind: none fails."""
    assert role == User.model_validate({"id": "u", "role": assignment}).role
    assert role == Membership.model_validate({"user_id": "u", "role": assignment}).role


@pytest.mark.parametrize(
    ("written", "status"), [("active", "ACTIVE"), ("INVITED", "INVITED"), ("on-leave", "ON_LEAVE")]
)
def test_every_status_is_read(written, status):
    """Either letter case is understood, and a word of a newer server is passed on."""
    assert status == User.model_validate({"id": "u", "status": written}).status


def test_a_user_needs_nothing_but_an_id():
    """Fields that are missing say so by their value."""
    assert User(id="u", email="", name="", role="", status="", is_developer=None, created_at="") == User.model_validate(
        {"id": "u"}
    )


@pytest.mark.parametrize("model", [User, CreationReply, Organization, Membership, Pagination])
def test_unknown_and_null_fields_are_passed_over(model):
    """A null says no more than a missing field, and a field of a newer server nothing we can use."""
    needed = {"user_id": "1"} if model is Membership else {"id": "1"} if "id" in model.model_fields else {}
    nulls = dict.fromkeys(set(model.model_fields) - set(needed))

    assert model.model_validate(needed) == model.model_validate({**needed, **nulls, "invented_in_2031": [1]})


@pytest.mark.parametrize("model", [User, Organization])
@pytest.mark.parametrize("body", [{}, {"id": ""}, {"id": None}, {"id": 7}, [], "text", None])
def test_nothing_is_read_without_an_id(model, body):
    """An object that cannot be addressed is refused."""
    with pytest.raises(ValidationError):
        model.model_validate(body)


def test_a_temporary_password_is_hidden():
    """It is shown to nobody who does not ask for it by name."""
    reply = CreationReply.model_validate({"id": "u", "temporary_password": "hunter2"})

    assert "hunter2" not in f"{reply!r} {reply}"
    assert reply.temporary_password is not None
    assert "hunter2" == reply.temporary_password.get_secret_value()


def test_a_creation_is_spelled_as_the_server_wants_it():
    """Names and addresses stay, enum values change their spelling."""
    wanted = CreateUser(**{**ADA, "name": " Ada \n"})

    upper = {**ADA, "role": {"type": "PREDEFINED", "name": "MEMBER"}}
    lower = {**ADA, "role": {"type": "predefined", "name": "member"}, "invite_mode": "email_link"}
    assert upper == wanted.body("upper")
    assert lower == wanted.body("lower")


def test_an_assignment_is_spelled_as_the_server_wants_it():
    """The role of a member is an object too."""
    wanted = AssignRole(user_id="u", role="READ_ONLY")

    assert {"user_id": "u", "role": {"type": "PREDEFINED", "name": "READ_ONLY"}} == wanted.body("upper")
    assert {"user_id": "u", "role": {"type": "predefined", "name": "read-only"}} == wanted.body("lower")


def test_a_custom_role_is_sent_by_id():
    """Only the type has a spelling; the id is opaque."""
    assert {"type": "CUSTOM", "id": "AbC="} == role_body("custom:AbC=", "upper")
    assert {"type": "custom", "id": "AbC="} == role_body("custom:AbC=", "lower")


@pytest.mark.parametrize(
    ("changes", "body"),
    [
        ({"name": " Ada "}, {"name": "Ada"}),
        ({"is_developer": False}, {"is_developer": False}),
        ({"name": "Ada", "is_developer": True}, {"name": "Ada", "is_developer": True}),
    ],
)
def test_an_update_sends_only_what_changes(changes, body):
    """Naming the developer permission without need would take an admin."""
    assert body == UpdateUser(**changes).body()


@pytest.mark.parametrize("field", ["is_developer", "status", "id"])
def test_a_creation_has_no_other_fields(field):
    """The API refuses what it does not document."""
    with pytest.raises(ValidationError, match=field):
        CreateUser.model_validate({**ADA, field: True})


@pytest.mark.parametrize("field", ["role", "email", "status", "invite_mode"])
def test_an_update_has_no_other_fields(field):
    """What the API cannot change is not sent."""
    with pytest.raises(ValidationError, match=field):
        UpdateUser.model_validate({"name": "Ada", field: "MEMBER"})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", " \t"),
        ("name", "a" * 256),
        ("name", "Ada\u200b"),
        ("name", "\u3164"),
        ("name", "Ada\nLovelace"),
        ("email", "ada"),
        ("email", "ada\u200b@example.com"),
        ("email", "\u212aay@example.com"),
        ("email", "mailto:ada@example.com"),
        ("email", "Ada <ada@example.com>"),
        ("role", ""),
        ("role", "custom:"),
        ("invite_mode", "PIGEON"),
        ("invite_mode", "NONE\n"),
        ("invite_mode", None),
    ],
)
def test_a_creation_the_api_would_refuse_is_not_made(field, value):
    """Each mistake is found here, with the name of the field."""
    with pytest.raises(ValidationError, match=field):
        CreateUser.model_validate({**ADA, field: value})


@pytest.mark.parametrize(("user_id", "role"), [("", "MEMBER"), ("u", ""), ("u", "custom:")])
def test_an_assignment_needs_a_person_and_a_role(user_id, role):
    """Neither may be empty."""
    with pytest.raises(ValidationError):
        AssignRole(user_id=user_id, role=role)


def test_an_update_needs_something_to_change():
    """The API refuses an empty one."""
    with pytest.raises(ValidationError, match="changes nothing"):
        UpdateUser()


def test_an_address_is_sent_trimmed_and_normalized():
    """As it is looked up, and as a program declares it."""
    assert "zo\u00eb@example.com" == CreateUser(**{**ADA, "email": " zoe\u0308@example.com\n"}).email


def test_a_name_is_sent_as_its_owner_writes_it():
    """Joiners belong to the name."""
    assert "क\u094d\u200dष" == UpdateUser(name="क\u094d\u200dष").body()["name"]


def test_the_longest_name_fits():
    """255 characters after trimming are allowed."""
    assert "a" * 255 == CreateUser(**{**ADA, "name": f" {'a' * 255} "}).name
