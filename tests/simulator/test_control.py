"""The control path: the same powers over HTTP."""

import pytest
import requests

from pulumi_arize_users.simulator import Simulator
from pulumi_arize_users.simulator import control as control_path


@pytest.fixture
def control(arize):
    """Calls the control path without any key."""

    def call(method, name, **arguments):
        return requests.request(method, f"{arize.url}/_simulator/{name}", json=arguments or None, timeout=10)

    return call


def test_methods_are_called_by_name_with_keywords(control, arize):
    """A result comes back as JSON."""
    user_id = control("POST", "add_user", email="ada@example.com", status="INVITED").json()["result"]
    control("POST", "accept_invitation", who=user_id)

    assert "ACTIVE" == arize.user("ada@example.com")["status"]
    assert arize.user(user_id) == control("POST", "user", who="ada@example.com").json()["result"]


def test_requests_are_read_from_another_process(control, http, new_user):
    """The log and its writes are available, without the control path's own requests."""
    http.get("/v2/users")
    http.post("/v2/users", new_user)

    recorded = control("GET", "requests").json()["result"]
    writes = control("GET", "writes").json()["result"]

    assert [("GET", 200), ("POST", 201)] == [(request["method"], request["status"]) for request in recorded]
    assert [new_user] == [request["body"] for request in writes]
    assert 1 == control("GET", "most_in_flight").json()["result"]


def test_users_and_organizations_are_read(control, arize):
    """What the account holds is available as it is to tests in the same process."""
    arize.add_organization("ML Platform")

    assert arize.users() == control("GET", "users").json()["result"]
    assert arize.organizations() == control("GET", "organizations").json()["result"]


def test_faults_are_injected(control, http):
    """A fault is given by its fields."""
    control("POST", "fail", kind="missing-field", drop=["email"])
    control("POST", "fail", kind="status", status=503, times=None)

    assert "email" not in http.get("/v2/users").json()["users"][0]
    assert [503, 503] == [http.get("/v2/users").status_code for _ in range(2)]
    control("POST", "clear_faults")
    assert 200 == http.get("/v2/users").status_code


def test_conditions_are_set(control, arize):
    """Role of the caller, dialect, key and delays can be changed while the server runs."""
    control("POST", "set", caller_role="MEMBER", dialect="lower", api_key="another-key", latency_ms=1)

    assert ("MEMBER", "lower", "another-key", 1) == (
        arize.caller_role,
        arize.dialect,
        arize.api_key,
        arize.latency_ms,
    )


@pytest.mark.parametrize(
    ("method", "name", "arguments", "status", "message"),
    [
        ("POST", "stop", {}, 404, "There is no POST /_simulator/stop."),
        ("GET", "api_key", {}, 404, "There is no GET /_simulator/api_key."),
        ("DELETE", "users", {}, 404, "There is no DELETE /_simulator/users."),
        ("POST", "user", {"who": "bob"}, 404, "The simulated account has no user 'bob'."),
        ("POST", "set", {"url": "x"}, 404, "The simulator has no setting 'url'."),
        ("POST", "set", {"dialect": "title"}, 400, "Unknown dialect 'title'"),
        ("POST", "add_user", {"mail": "a@b.co"}, 400, "unexpected keyword argument 'mail'"),
        ("POST", "fail", {"kind": "explode"}, 400, "Unknown kind of fault 'explode'"),
    ],
)
def test_what_cannot_be_done_is_said(control, method, name, arguments, status, message):
    """Unknown names answer 404, wrong arguments 400, both with a sentence."""
    response = control(method, name, **arguments)

    assert status == response.status_code
    assert message in response.json()["error"]


@pytest.mark.parametrize("body", [b"{", b"[]"])
def test_arguments_are_a_json_object(arize, body):
    """Anything else is refused."""
    response = requests.post(f"{arize.url}/_simulator/users", data=body, timeout=10)

    assert 400 == response.status_code


def test_every_name_is_a_method_of_the_simulator():
    """The table of names holds nothing that the simulator lacks."""
    names = control_path._CALLABLE | control_path._READABLE | control_path._SETTABLE

    assert [] == [name for name in sorted(names) if not hasattr(Simulator, name)]
