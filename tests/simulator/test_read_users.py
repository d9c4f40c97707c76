"""GET /v2/users and GET /v2/users/{user_id}."""

import base64

import pytest


@pytest.fixture
def many(arize):
    """A hundred and thirty users besides the caller."""
    for number in range(130):
        arize.add_user(f"user-{number:03}@example.com")
    return arize


def test_a_user_is_read_by_id(http, arize):
    """A single user comes with all documented fields and no others."""
    user_id = arize.add_user("ada@example.com", name="Ada Lovelace", role="ADMIN")

    response = http.get(f"/v2/users/{user_id}")

    assert 200 == response.status_code
    assert "application/json" == response.headers["Content-Type"]
    assert {
        "id": user_id,
        "name": "Ada Lovelace",
        "email": "ada@example.com",
        "created_at": arize.user(user_id)["created_at"],
        "status": "ACTIVE",
        "role": {"type": "PREDEFINED", "name": "ADMIN"},
        "is_developer": True,
    } == response.json()


def test_an_id_is_found_percent_encoded(http, arize):
    """The padding of an id may be encoded in the path."""
    user_id = arize.add_user("ada@example.com")

    response = http.get(f"/v2/users/{user_id.replace('=', '%3D')}")

    assert user_id == response.json()["id"]


def test_ids_look_like_those_of_arize(arize):
    """An id is base64 of a kind, a number and four characters."""
    kind, number, suffix = base64.b64decode(arize.add_user("ada@example.com")).decode().split(":")

    assert ("User", 4) == (kind, len(suffix))
    assert number.isdecimal()


def test_a_missing_user_is_not_found(http, assert_problem):
    """A well-formed id that was never given reads as 404."""
    assert_problem(http.get("/v2/users/VXNlcjo5OTk5OmFCY0Q="), 404, "was not found")


def test_a_blocked_user_is_not_found(http, arize, assert_problem):
    """An inactive user reads as one who never existed."""
    user_id = arize.add_user("ada@example.com", status="INACTIVE")

    assert_problem(http.get(f"/v2/users/{user_id}"), 404, "was not found")


@pytest.mark.parametrize("text", ["ada@example.com", "not base64!", "bm8tY29sb24="])
def test_a_malformed_id_is_refused(http, assert_problem, text):
    """What cannot be an id is an invalid request."""
    assert_problem(http.get(f"/v2/users/{text}"), 400, "is not a valid resource id")


def test_users_are_listed_by_time_of_creation(http, arize):
    """Everybody but the blocked is listed, the caller among them."""
    arize.add_user("zoe@example.com", status="INVITED")
    arize.add_user("gone@example.com", status="INACTIVE")
    arize.add_user("bob@example.com", status="EXPIRED")
    arize.add_user("ada@example.com")

    response = http.get("/v2/users")

    users = response.json()["users"]
    assert ["owner@example.com", "zoe@example.com", "bob@example.com", "ada@example.com"] == [u["email"] for u in users]
    assert sorted(user["created_at"] for user in users) == [user["created_at"] for user in users]
    assert {"has_more": False} == response.json()["pagination"]


def test_a_person_who_gets_another_address_keeps_the_place(http, arize):
    """The order by creation does not depend on later edits."""
    arize.add_user("ada@example.com")
    arize.add_user("bob@example.com")
    arize.edit_user("ada@example.com", email="lovelace@example.com")

    response = http.get("/v2/users", email="example")

    expected = ["owner@example.com", "lovelace@example.com", "bob@example.com"]
    assert expected == [user["email"] for user in response.json()["users"]]


@pytest.mark.usefixtures("many")
def test_a_page_has_fifty_users_unless_told_otherwise(http):
    """The limit is 50 by default and 100 at most."""
    assert 50 == len(http.get("/v2/users").json()["users"])
    assert 100 == len(http.get("/v2/users", limit=100).json()["users"])


@pytest.mark.parametrize("limit", [1, 7, 50, 100])
def test_following_the_cursors_reads_everybody_once(http, many, limit):
    """The pages together are the whole list, and only the last has no cursor."""
    emails: list[str] = []
    page = http.get("/v2/users", limit=limit).json()
    emails += [user["email"] for user in page["users"]]
    while page["pagination"]["has_more"] and len(emails) < 200:
        page = http.get("/v2/users", limit=limit, cursor=page["pagination"]["next_cursor"]).json()
        emails += [user["email"] for user in page["users"]]

    assert [user["email"] for user in many.users()] == emails
    assert {"has_more": False} == page["pagination"]


def test_a_cursor_survives_the_end_of_the_user_it_points_at(http, many):
    """Users removed between two pages neither repeat nor hide others."""
    first = http.get("/v2/users", limit=10).json()
    many.forget_user(first["users"][-1]["id"])

    second = http.get("/v2/users", limit=1, cursor=first["pagination"]["next_cursor"]).json()

    assert "user-009@example.com" == second["users"][0]["email"]


@pytest.mark.parametrize("limit", ["0", "101", "-1", "ten", "1.5", "", "9" * 5000, "0" * 5000 + "5"])
def test_a_limit_out_of_range_is_refused(http, assert_problem, limit):
    """Only whole numbers from 1 to 100 are limits."""
    assert_problem(http.get("/v2/users", limit=limit), 400, "'limit' must be a whole number from 1 to 100")


@pytest.mark.parametrize(
    "cursor", ["nonsense", "", "YWZ0ZXI6", "w7bDtg==", base64.b64encode(b"after:" + b"9" * 4400).decode()]
)
def test_a_cursor_that_was_not_issued_is_refused(http, assert_problem, cursor):
    """Cursors are opaque: only those the server gave are understood."""
    assert_problem(http.get("/v2/users", cursor=cursor), 400, "'cursor' was not issued by this API")


def test_the_email_filter_finds_parts_without_letter_case(http, arize):
    """The filter is a substring, so that an exact address also finds longer ones."""
    arize.add_user("Ada@Example.com")
    arize.add_user("xada@example.com")
    arize.add_user("bob@example.com")

    response = http.get("/v2/users", email="aDA@example.com")

    assert ["Ada@Example.com", "xada@example.com"] == [user["email"] for user in response.json()["users"]]


def test_letter_case_is_all_that_the_email_filter_leaves_out(http, arize):
    """A letter that is written as two in capitals is still another one, and a sigma is one wherever it stands."""
    arize.add_user("stra\u00dfe@example.com")
    arize.add_user("strasse@example.com")
    arize.add_user("\u03bd\u03af\u03ba\u03bf\u03a3@example.com")

    found = [http.get("/v2/users", email=part).json()["users"] for part in ("STRASSE", "STRA\u00dfE", "\u03bf\u03a3")]

    assert [["strasse@example.com"], ["stra\u00dfe@example.com"], ["\u03bd\u03af\u03ba\u03bf\u03a3@example.com"]] == [
        [user["email"] for user in users] for users in found
    ]


def test_a_filtered_list_is_paged_too(http, many):
    """Pages count matching users only."""
    many.add_user("user-1999@example.org")

    first = http.get("/v2/users", email="user-1", limit=25).json()
    second = http.get("/v2/users", email="user-1", limit=25, cursor=first["pagination"]["next_cursor"]).json()

    assert (25, 6) == (len(first["users"]), len(second["users"]))
    assert not second["pagination"]["has_more"]


def test_statuses_are_filtered_by_repetition(http, arize):
    """Each `status` adds one status to those wanted."""
    arize.add_user("invited@example.com", status="INVITED")
    arize.add_user("expired@example.com", status="EXPIRED")

    response = http.get("/v2/users", status=["INVITED", "EXPIRED"])

    assert ["invited@example.com", "expired@example.com"] == [user["email"] for user in response.json()["users"]]


@pytest.mark.parametrize("status", ["INACTIVE", "active", "PENDING"])
def test_an_unknown_status_is_refused(http, assert_problem, status):
    """Blocked users cannot be asked for, and statuses have one spelling."""
    assert_problem(http.get("/v2/users", status=status), 400, "'status' must be one of: ACTIVE, INVITED, EXPIRED")


def test_an_overlong_email_filter_is_refused(http, assert_problem):
    """The filter has at most 255 characters."""
    assert_problem(http.get("/v2/users", email="a" * 256), 400, "at most 255 characters")


def test_an_unknown_query_parameter_is_refused(http, assert_problem):
    """A misspelled parameter is not silently ignored."""
    assert_problem(http.get("/v2/users", page_size=10), 400, "Unknown query parameters: page_size")


def test_a_repeated_single_parameter_is_refused(http, assert_problem):
    """Two limits are no limit."""
    assert_problem(http.get("/v2/users", limit=[1, 2]), 400, "'limit' must be given once")
