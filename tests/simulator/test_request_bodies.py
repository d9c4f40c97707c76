"""How strictly requests are read."""

import pytest


@pytest.mark.parametrize("field", ["name", "email", "role", "invite_mode"])
def test_every_field_of_a_new_user_is_required(http, new_user, assert_problem, field):
    """A missing field is named."""
    del new_user[field]

    assert_problem(http.post("/v2/users", new_user), 400, f"lacks the field '{field}'")


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", 7), ("name", None), ("email", ["a"]), ("role", "MEMBER"), ("invite_mode", True), ("role", None)],
)
def test_values_of_the_wrong_type_are_refused(http, new_user, assert_problem, field, value):
    """A field with another type than the schema's is a bad request; a role is never a bare string."""
    assert_problem(http.post("/v2/users", new_user | {field: value}), 400, f"wrong type of value in '{field}'")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "1 to 255 characters"),
        ("name", "a" * 256, "1 to 255 characters"),
        ("email", "ada", "valid email address"),
        ("email", "ada@example", "valid email address"),
        ("email", " ada@example.com", "valid email address"),
        ("email", "ada@example.com\n", "valid email address"),
        ("email", "ada..lovelace@example.com", "valid email address"),
        ("email", ".ada@example.com", "valid email address"),
        ("email", "ada,bob@example.com", "valid email address"),
        ("email", "ada\0@example.com", "valid email address"),
        ("email", "ada@example..com", "valid email address"),
        ("email", "ada@-example.com", "valid email address"),
        ("email", "ada@exämple.com", "valid email address"),
        ("email", "a" * 65 + "@example.com", "valid email address"),
        ("email", "ada@" + "example." * 40 + "com", "valid email address"),
        ("invite_mode", "PIGEON", "must be one of: NONE, EMAIL_LINK, TEMPORARY_PASSWORD"),
        ("role", {"type": "PREDEFINED", "name": "READ_ONLY"}, "ADMIN, MEMBER, MEMBER_UI_ONLY, ANNOTATOR"),
        ("role", {"type": "BUILTIN", "name": "MEMBER"}, "must be one of: PREDEFINED, CUSTOM"),
    ],
)
def test_values_that_do_not_validate_are_unprocessable(http, arize, new_user, assert_problem, field, value, words):
    """Lengths, formats and enum values that do not fit answer 422 and create nobody."""
    assert_problem(http.post("/v2/users", new_user | {field: value}), 422, words)
    assert 1 == len(arize.users())


@pytest.mark.parametrize("extra", ["is_developer", "status", "id", "Name", "inviteMode"])
def test_unknown_fields_are_refused(http, new_user, assert_problem, extra):
    """A field that the schema does not have is a bad request, the former developer flag among them."""
    assert_problem(http.post("/v2/users", new_user | {extra: True}), 400, f"unknown fields: {extra}")


@pytest.mark.parametrize(
    "role",
    [
        {"type": "PREDEFINED", "id": "Um9sZTox"},
        {"type": "PREDEFINED", "name": "MEMBER", "id": "Um9sZTox"},
        {"type": "CUSTOM", "name": "auditors"},
        {"type": "CUSTOM", "id": "Um9sZTox", "name": "auditors"},
        {"type": "PREDEFINED", "name": "MEMBER", "scope": "all"},
        {"name": "MEMBER"},
    ],
)
def test_a_role_assignment_has_the_fields_of_its_type(http, new_user, assert_problem, role):
    """A predefined role has a name, a custom one an id, and neither has the other's."""
    assert_problem(http.post("/v2/users", new_user | {"role": role}), 400, "role'")


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'{"name": ', b"[" * 100_000, b"9" * 5000])
def test_what_is_not_json_is_refused(http, assert_problem, body):
    """Broken JSON is a bad request, and so is what no parser can hold."""
    response = http("POST", "/v2/users", data=body, headers={"Content-Type": "application/json"})

    assert_problem(response, 400, "not valid JSON")


@pytest.mark.parametrize("body", [[], "text", 7, None])
def test_a_body_is_an_object(http, assert_problem, body):
    """Other JSON values are bad requests."""
    headers = {"Content-Type": "application/json"}
    response = http("PATCH", "/v2/users/VXNlcjo5OTk5OmFCY0Q=", json=body, headers=headers)

    assert_problem(response, 400, "not valid JSON" if body is None else "must be a JSON object")


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_a_body_is_labelled_as_json(http, assert_problem, content_type):
    """A body without the right content type is not read."""
    headers = {} if content_type is None else {"Content-Type": content_type}

    assert_problem(http("POST", "/v2/users", data=b"{}", headers=headers), 400, "Content-Type: application/json")


def test_the_content_type_may_name_a_character_set(http, new_user):
    """Parameters of the content type do not matter."""
    headers = {"Content-Type": "application/json; charset=utf-8"}

    assert 201 == http("POST", "/v2/users", json=new_user, headers=headers).status_code


def test_a_body_may_be_of_any_length(http, new_user, assert_problem):
    """A body of two megabytes is read, and what is wrong is the field that is too long."""
    assert_problem(http.post("/v2/users", new_user | {"name": "a" * 2_000_000}), 422, "1 to 255 characters")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_body_is_never_unpacked(http, new_user, coding):
    """The API documents no compression: a header that claims it changes nothing, and breaks no connection."""
    headers = {"Content-Encoding": coding}

    assert 201 == http("POST", "/v2/users", json=new_user, headers=headers).status_code
    assert 200 == http("POST", "/v2/users", json=new_user, headers=headers).status_code
