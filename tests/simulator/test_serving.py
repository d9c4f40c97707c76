"""What holds for every request: ids, log, delays, limits, and how the server starts and stops."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from pulumi_arize_users.simulator import Simulator

HEADERS = {"Authorization": "Bearer test-key"}


def test_every_reply_has_a_request_id(http, arize):
    """Successes and refusals carry the id under which the request was recorded."""
    replies = [http.get("/v2/users"), http.get("/v2/nowhere"), http("PUT", "/v2/users")]

    assert [request.request_id for request in arize.requests] == [reply.headers["x-request-id"] for reply in replies]
    assert 3 == len({request.request_id for request in arize.requests})


def test_an_unknown_path_is_a_problem(http, assert_problem):
    """What the API does not have is not found."""
    assert_problem(http.get("/v2/teams"), 404, "no such path")


def test_an_unknown_method_names_those_allowed(http, assert_problem):
    """The reply to a wrong method lists the right ones."""
    response = http("PUT", "/v2/users")

    assert_problem(response, 405, "PUT is not allowed")
    assert "GET, POST" == response.headers["Allow"]


def test_problems_name_their_type_and_path(http):
    """A problem has a documented type, a title, and the path that was asked."""
    document = http.get("/v2/users", limit=0).json()

    assert "https://arize.com/docs/ax/rest-reference/errors#invalid-request" == document["type"]
    assert ("Invalid request parameters", "/v2/users") == (document["title"], document["instance"])


@pytest.mark.parametrize("id", ["a%20b", "%C3%BC", "%25", "%7Bid%7D"])
def test_problems_name_their_path_encoded(http, id):
    """The path in a problem is a URI, so it stays encoded, whatever stands for an id."""
    response = http.get(f"/v2/users/{id}")

    assert (400, f"/v2/users/{id}") == (response.status_code, response.json()["instance"])


def test_requests_are_recorded_in_order(http, arize, new_user):
    """Method, path, query, body and status of each request are kept."""
    http.get("/v2/users", status=["ACTIVE", "INVITED"], limit=5)
    user_id = http.post("/v2/users", new_user).json()["id"]
    http.delete(f"/v2/users/{user_id.replace('=', '%3D')}")

    listing, creation, deletion = arize.requests
    assert ("GET", "/v2/users", 200) == (listing.method, listing.path, listing.status)
    assert {"status": ["ACTIVE", "INVITED"], "limit": ["5"]} == listing.query
    assert (None, new_user, None) == (listing.body, creation.body, deletion.body)
    assert f"/v2/users/{user_id}" == deletion.path
    assert f"/v2/users/{user_id.replace('=', '%3D')}" == deletion.target
    assert all(request.authorization_ok for request in arize.requests)


def test_writes_are_the_requests_that_may_change_something(http, arize, new_user):
    """Reads, GraphQL queries among them, are not writes; a refused write is one."""
    http.get("/v2/users")
    http.post("/graphql", {"query": "{}"})
    http.post("/v2/users", new_user | {"name": ""})

    assert [("POST", "/v2/users", 422)] == [(write.method, write.path, write.status) for write in arize.writes]


def test_credentials_are_not_recorded(http, arize):
    """Neither kind of key is kept, other headers are."""
    http("GET", "/v2/users", headers={"x-api-key": "test-key", "User-Agent": "probe"})

    assert "test-key" not in repr(arize.requests)
    assert "probe" == arize.requests[0].headers["user-agent"]


def test_a_key_is_not_printed(arize):
    """Neither the simulator nor its parts show the key."""
    assert "test-key" not in repr(arize) + repr(vars(arize))


def test_text_that_is_not_json_is_recorded_as_text(http, arize):
    """The log keeps what was sent even if it makes no sense."""
    http("POST", "/v2/users", data=b"{oops", headers={"Content-Type": "application/json"})

    assert "{oops" == arize.requests[0].body


def test_what_no_parser_can_hold_is_recorded_as_text(http, arize):
    """Arrays nested a hundred thousand times are text like any other nonsense."""
    http("POST", "/v2/users", data=b"[" * 100_000, headers={"Content-Type": "application/json"})

    assert "[" * 100_000 == arize.requests[0].body


def test_the_log_can_be_cleared(http, arize):
    """After clearing, only later requests are there."""
    http.get("/v2/users")
    arize.clear_requests()
    http.get("/v2/organizations")

    assert ["/v2/organizations"] == [request.path for request in arize.requests]


def test_requests_wait_for_the_latency(http, arize):
    """Each request takes at least as long as set; zero is no wait."""
    arize.latency_ms = 50

    assert http.get("/v2/users").elapsed.total_seconds() >= 0.05


def test_requests_in_flight_are_counted(arize):
    """The highest number served at once is known, and starts again when the log is cleared."""
    arize.latency_ms = 400

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: requests.get(f"{arize.url}/v2/users", headers=HEADERS, timeout=10), range(6)))

    assert 6 == arize.most_in_flight
    arize.clear_requests()
    assert 0 == arize.most_in_flight


def test_a_slow_write_outlives_its_client(arize, new_user):
    """A client that gives up does not stop what the server does."""
    arize.latency_ms = 150
    with pytest.raises(requests.Timeout):
        requests.post(f"{arize.url}/v2/users", json=new_user, headers=HEADERS, timeout=0.05)

    arize.latency_ms = 300
    requests.get(f"{arize.url}/v2/users", headers=HEADERS, timeout=10)

    assert "INVITED" == arize.user("ada@example.com")["status"]


def test_many_writes_at_once_lose_nothing(arize, new_user):
    """Parallel creations of thirty people, each asked for twice, make thirty users."""
    bodies = [new_user | {"email": f"user-{number % 30}@example.com"} for number in range(60)]

    def create(body):
        return requests.post(f"{arize.url}/v2/users", json=body, headers=HEADERS, timeout=10).status_code

    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(create, bodies))

    assert [200] * 30 + [201] * 30 == sorted(statuses)
    assert 31 == len(arize.users())


def test_requests_above_the_limit_are_told_to_wait(assert_problem):
    """Above the limit the answer is 429 with the seconds to wait, and nothing is done."""
    with Simulator(api_key="test-key", rate_limit=0.1) as arize, requests.Session() as session:
        session.headers.update(HEADERS)
        replies = [session.get(f"{arize.url}/v2/users", timeout=10) for _ in range(3)]

        statuses = [reply.status_code for reply in replies]
        assert [200, 429, 429] == statuses
        assert_problem(replies[1], 429, "Too many requests")
        assert "10" == replies[1].headers["Retry-After"]
        assert statuses == [request.status for request in arize.requests]


def test_an_account_starts_with_what_it_was_seeded_with():
    """Seeded users are active members after the caller; seeded organizations are numbered."""
    with Simulator(seed_users=3, seed_organizations=2, caller_email="boss@example.com") as arize:
        users, organizations = arize.users(), arize.organizations()

    expected = ["boss@example.com", "user-0001@example.com", "user-0002@example.com", "user-0003@example.com"]
    assert expected == [user["email"] for user in users]
    assert {("MEMBER", "ACTIVE")} == {(user["role"], user["status"]) for user in users[1:]}
    assert all(user["name"] for user in users)
    assert ["Organization 1", "Organization 2"] == [organization["name"] for organization in organizations]


def test_two_accounts_need_not_have_an_id_in_common():
    """An id of one account means nobody in an account whose numbers begin elsewhere."""
    one, another = Simulator(seed_users=3), Simulator(seed_users=3, first_number=1000)

    assert set() == {user["id"] for user in one.users()} & {user["id"] for user in another.users()}
    assert 4 == len(another.users())


def test_equal_accounts_have_equal_ids():
    """Seeding is repeatable, so that a demonstration can be."""
    ids = []
    for _ in range(2):
        with Simulator(seed_users=3) as arize:
            ids.append([user["id"] for user in arize.users()])

    assert ids[0] == ids[1]


def test_a_stopped_server_accepts_nothing(arize):
    """After the end connections are refused, but the account can still be looked at."""
    url = arize.url
    arize.stop()

    with pytest.raises(requests.ConnectionError):
        requests.get(f"{url}/v2/users", timeout=10)
    assert ["owner@example.com"] == [user["email"] for user in arize.users()]


def test_stopping_does_not_wait_for_clients(arize):
    """Connections that are kept open do not hold the server up."""
    with requests.Session() as session:
        session.get(f"{arize.url}/v2/users", headers=HEADERS, timeout=10)
        began = time.monotonic()

        arize.stop()

    assert time.monotonic() - began < 4


def test_a_port_in_use_is_an_error():
    """The failure to listen reaches the one who starts the server."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(OSError, match="address already in use"), Simulator(port=taken.getsockname()[1]):
            pass


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.1", "example.com", "::"])  # noqa: S104  exactly what is refused
def test_only_loopback_addresses_are_served(host):
    """Other machines must not reach a server whose control path needs no key."""
    with pytest.raises(ValueError, match="loopback addresses only"):
        Simulator(host=host)
