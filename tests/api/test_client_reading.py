"""The calls that read people, in both dialects."""

import pytest

from pulumi_arize_users.api.client import ArizeClient
from pulumi_arize_users.api.errors import Forbidden, SettingsError, UnreadableReply
from pulumi_arize_users.simulator import Fault


@pytest.fixture(params=["upper", "lower"])
def dialect(arize, request):
    """The account speaks the one spelling, then the other."""
    arize.dialect = request.param
    return request.param


def test_settings_come_from_the_environment_unless_given(arize, monkeypatch, key):
    """A client without arguments talks to the account the environment names."""
    monkeypatch.setenv("ARIZE_API_KEY", key)
    monkeypatch.setenv("ARIZE_BASE_URL", arize.url)

    assert ["owner@example.com"] == [user.email for user in ArizeClient().list_users()]


def test_a_client_without_a_key_sends_nothing(arize, connect):
    """The error says where to put one."""
    with pytest.raises(SettingsError, match="There is no Arize API key"):
        connect(api_key="").list_users()
    assert [] == arize.requests


@pytest.mark.usefixtures("dialect")
def test_a_person_is_read_by_id(client, ada, arize):
    """All fields are normalized; the id is sent encoded."""
    user = client.get_user(ada)

    assert user is not None
    assert (ada, "ada@example.com", "Ada Lovelace") == (user.id, user.email, user.name)
    assert ("MEMBER", "ACTIVE", True) == (user.role, user.status, user.is_developer)
    assert arize.user(ada)["created_at"] == user.created_at
    assert ada.endswith("=")
    assert f"/v2/users/{ada.replace('=', '%3D')}" == arize.requests[0].target


@pytest.mark.usefixtures("dialect")
@pytest.mark.parametrize("role", ["ADMIN", "MEMBER", "MEMBER_UI_ONLY", "ANNOTATOR"])
def test_every_role_is_read(arize, client, role):
    """Whatever its spelling on the wire."""
    user = client.get_user(arize.add_user("ada@example.com", role=role))

    assert user is not None
    assert role == user.role


@pytest.mark.parametrize("email", ["ada@example.com", "Ada@Example.COM", "  ada@example.com\n"])
def test_a_person_is_read_by_address(client, ada, email):
    """Letter case and white space around do not matter."""
    for user in (client.get_user(email), client.find_user(email)):
        assert user is not None
        assert ada == user.id


def test_an_address_that_is_part_of_another_is_not_confused_with_it(arize, client):
    """The filter of the API finds parts; only the exact address counts."""
    arize.add_user("nada@example.com")
    exact = arize.add_user("ada@example.com")
    arize.add_user("ada@example.com.au")

    user = client.find_user("ada@example.com")

    assert user is not None
    assert exact == user.id
    assert client.find_user("da@example.com") is None


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("strasse@example.com", "stra\u00dfe@example.com"),
        ("fiona@example.com", "\ufb01ona@example.com"),
        ("sam@example.com", "\u017fam@example.com"),
        ("kay@example.com", "\u212aay@example.com"),
        ("ada@example.com", "ada\u200b@example.com"),
    ],
)
def test_an_address_that_looks_alike_is_somebody_else(arize, client, address, other):
    """Neither is found in place of the other, not even where a server takes them for one."""
    arize.add_user(other)

    assert client.find_user(address) is None


def test_an_address_is_asked_for_as_one_normalized_text(arize, client):
    """Some systems copy an accent apart from its letter, and the filter of the API compares letters."""
    zoe = arize.add_user("zo\u00eb@example.com")

    user = client.find_user("Zoe\u0308@example.com")

    assert user is not None
    assert zoe == user.id


def test_an_address_is_looked_for_to_the_last_page(arize, client):
    """A hundred longer addresses do not hide the one that was asked for."""
    for number in range(120):
        arize.add_user(f"x{number}ada@example.com")
    ada = arize.add_user("ada@example.com")

    user = client.find_user("ada@example.com")

    assert user is not None
    assert ada == user.id
    assert 2 == len(arize.requests)


@pytest.mark.parametrize("change", ["block_user", "forget_user"])
def test_a_person_who_is_gone_is_none(arize, client, ada, change):
    """Absence is an answer, by id and by address."""
    getattr(arize, change)(ada)

    assert client.get_user(ada) is None
    assert client.get_user("ada@example.com") is None


def test_reading_people_may_be_forbidden(arize, client, ada):
    """By id it looks like absence, by address it is an error."""
    arize.caller_role = "ANNOTATOR"

    assert client.get_user(ada) is None
    with pytest.raises(Forbidden) as caught:
        client.find_user("ada@example.com")
    assert 403 == caught.value.status
    assert "The caller may not read the users" in str(caught.value)


@pytest.mark.usefixtures("dialect")
def test_a_list_goes_to_its_last_page(arize, client):
    """251 people come in three pages of at most a hundred, oldest first."""
    emails = [arize.add_user(f"user-{number}@example.com") for number in range(250)]

    users = client.list_users()

    assert emails == [user.id for user in users[1:]]
    assert 3 == len(arize.requests)
    assert {("100",)} == {tuple(request.query["limit"]) for request in arize.requests}


@pytest.mark.usefixtures("dialect")
def test_a_list_is_filtered_by_status(arize, client, ada):
    """Any spelling of a status is understood, and several may be asked for."""
    arize.add_user("bob@example.com", status="INVITED")
    arize.add_user("eve@example.com", status="EXPIRED")

    waiting = client.list_users(status=["invited", "EXPIRED"])

    assert ["INVITED", "EXPIRED"] == [user.status for user in waiting]
    assert ada in [user.id for user in client.list_users(status=["Active"])]


def test_a_list_is_filtered_by_a_part_of_the_address(arize, client, ada):
    """In any letter case, and across pages."""
    arize.add_user("bob@example.org")

    assert [ada] == [user.id for user in client.list_users(email="ADA@")]
    assert 2 == len(client.list_users(email="EXAMPLE.COM"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("name", ""),
        ("role", ""),
        ("role.name", ""),
        ("role.type", "MEMBER"),
        ("status", ""),
        ("is_developer", None),
        ("created_at", ""),
    ],
)
def test_a_missing_field_is_no_failure(arize, client, ada, field, value):
    """A server that leaves something out is still understood, singly and in lists."""
    arize.fail(Fault("missing-field", drop=(field,), times=2))

    one, several = client.get_user(ada), client.list_users()

    assert one is not None
    assert one in several
    assert value == getattr(one, field.partition(".")[0])


def test_a_missing_id_is_a_failure(arize, client, ada):
    """Nothing can be done with a person who cannot be named."""
    arize.fail(Fault("missing-field", drop=("id",)))

    with pytest.raises(UnreadableReply, match=r"cannot be used: id is missing\. Run again\."):
        client.get_user(ada)
