"""Which spelling a client sends, and how few requests it takes to find out."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from pulumi_arize_users.api.errors import InvalidRequest

GRACE = {"name": "Grace Hopper", "email": "grace@example.com", "role": "MEMBER"}


@pytest.fixture(params=["upper", "lower"])
def dialect(arize, request):
    """The account speaks the one spelling, then the other."""
    arize.dialect = request.param
    return request.param


def refused(arize):
    return [request for request in arize.requests if request.status in (400, 422)]


def test_the_first_write_goes_alone(arize, client):
    """Of four threads on a lower-case server one learns the spelling, by one refused request."""
    arize.dialect, arize.latency_ms = "lower", 10

    with ThreadPoolExecutor(4) as threads:
        creations = threads.map(
            lambda n: client.create_user(name=f"P{n}", email=f"p{n}@example.com", role="MEMBER"), range(4)
        )

    assert [True] * 4 == [creation.created for creation in creations]
    assert 1 == len(refused(arize))
    assert 5 == len(arize.writes)


@pytest.mark.parametrize("read", ["get_user", "list_users", "update_user"])
def test_a_reply_teaches_the_spelling(arize, client, ada, read, dialect):
    """After any reply about a person no write is refused for its spelling."""
    if read == "list_users":
        client.list_users()
    elif read == "update_user":
        client.update_user(ada, name="Ada")
    else:
        client.get_user(ada)

    client.create_user(**GRACE)

    assert [] == refused(arize)
    assert dialect == ("lower" if arize.requests[-1].body["invite_mode"].islower() else "upper")


def test_a_status_filter_teaches_the_spelling(arize, client):
    """It is the one read that can be refused for its spelling."""
    arize.dialect = "lower"

    client.list_users(status=["ACTIVE"])
    client.create_user(**GRACE)

    assert [["ACTIVE"]] == [request.query["status"] for request in refused(arize)]


@pytest.mark.parametrize("fixed", ["upper", "lower"])
def test_a_fixed_spelling_is_the_only_one_sent(arize, connect, ada, fixed):
    """The setting is obeyed, whatever the server answers."""
    arize.dialect = "lower" if fixed == "upper" else "upper"
    client = connect(dialect=fixed)
    client.get_user(ada)

    with pytest.raises(InvalidRequest) as caught:
        client.create_user(**GRACE)

    assert 422 == caught.value.status
    assert [{"upper": "MEMBER", "lower": "member"}[fixed]] == [request.body["role"]["name"] for request in arize.writes]


@pytest.mark.usefixtures("dialect")
def test_a_fixed_spelling_that_fits_is_never_refused(arize, connect, dialect):
    """Every write goes through at once."""
    connect(dialect=dialect).create_user(**GRACE)

    assert [201] == [request.status for request in arize.requests]
