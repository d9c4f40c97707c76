"""The two spellings of enum values."""

import pytest


@pytest.fixture
def lower(arize):
    """The account as it spoke before July 2026."""
    arize.dialect = "lower"
    return arize


@pytest.fixture
def new_lower_user():
    return {
        "name": "Ada Lovelace",
        "email": "ada@example.com",
        "role": {"type": "predefined", "name": "member"},
        "invite_mode": "email_link",
    }


@pytest.mark.usefixtures("lower")
def test_a_lower_account_answers_in_lower_case(http, new_lower_user):
    """Status, role and invite mode of a new user are in lower case."""
    response = http.post("/v2/users", new_lower_user)

    document = response.json()
    assert 201 == response.status_code
    assert ("invited", "email_link") == (document["status"], document["invite_mode"])
    assert {"type": "predefined", "name": "member"} == document["role"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": {"type": "PREDEFINED", "name": "member"}},
        {"role": {"type": "predefined", "name": "MEMBER"}},
        {"role": {"type": "builtin", "name": "member"}},
        {"invite_mode": "EMAIL_LINK"},
    ],
)
def test_a_lower_account_refuses_upper_case(http, lower, new_lower_user, assert_problem, wrong):
    """One value in the other spelling makes the request unprocessable."""
    assert_problem(http.post("/v2/users", new_lower_user | wrong), 422, "must be one of")
    assert 1 == len(lower.users())


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": {"type": "predefined", "name": "MEMBER"}},
        {"role": {"type": "PREDEFINED", "name": "member"}},
        {"invite_mode": "email_link"},
    ],
)
def test_an_upper_account_refuses_lower_case(http, arize, new_user, assert_problem, wrong):
    """One value in the other spelling makes the request unprocessable."""
    assert_problem(http.post("/v2/users", new_user | wrong), 422, "must be one of")
    assert 1 == len(arize.users())


@pytest.mark.parametrize("is_developer", [True, False])
def test_a_lower_account_takes_the_developer_flag_on_creation(http, lower, new_lower_user, is_developer):
    """The older schema had the flag."""
    response = http.post("/v2/users", new_lower_user | {"is_developer": is_developer})

    assert 201 == response.status_code
    assert is_developer is response.json()["is_developer"] is lower.user("ada@example.com")["is_developer"]


@pytest.mark.parametrize(
    ("dialect", "spelled", "other"), [("lower", "read-only", "READ_ONLY"), ("upper", "READ_ONLY", "read-only")]
)
def test_read_only_has_a_spelling_of_its_own(http, arize, assert_problem, dialect, spelled, other):
    """In lower case it is written with a hyphen; inside it is the same role."""
    arize.dialect = dialect
    kind = "predefined" if dialect == "lower" else "PREDEFINED"
    organization, ada = arize.add_organization("ML Platform"), arize.add_user("ada@example.com")

    def add(name):
        body = {"user_id": ada, "role": {"type": kind, "name": name}}
        return http.post(f"/v2/organizations/{organization}/users", body)

    assert {"type": kind, "name": spelled} == add(spelled).json()["role"]
    assert {ada: "READ_ONLY"} == arize.members(organization)
    assert_problem(add(other), 422, spelled)
    assert_problem(add("readOnly"), 422, spelled)


@pytest.mark.usefixtures("lower")
def test_the_status_filter_follows_the_dialect(http, assert_problem):
    """A lower account understands statuses in lower case only."""
    assert 1 == len(http.get("/v2/users", status="active").json()["users"])
    assert_problem(http.get("/v2/users", status="ACTIVE"), 400, "active, invited, expired")


def test_custom_roles_follow_the_dialect(http, lower, new_lower_user):
    """The type of a custom role is in lower case too."""
    role_id = lower.add_role("auditors")

    response = http.post("/v2/users", new_lower_user | {"role": {"type": "custom", "id": role_id}})

    assert {"type": "custom", "id": role_id, "name": "auditors"} == response.json()["role"]


def test_what_is_looked_at_from_outside_has_one_spelling(lower):
    """Tests see SCREAMING_SNAKE_CASE whatever the wire says."""
    lower.add_user("ada@example.com", role="MEMBER_UI_ONLY", status="INVITED")

    assert ("MEMBER_UI_ONLY", "INVITED") == tuple(lower.user("ada@example.com")[key] for key in ("role", "status"))


def test_a_dialect_is_one_of_two(arize):
    """Another dialect is refused by name."""
    with pytest.raises(ValueError, match="Unknown dialect 'title'"):
        arize.dialect = "title"
