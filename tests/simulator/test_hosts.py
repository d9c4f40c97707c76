"""By which names the simulator answers: only by those of this machine."""

import socket
from urllib.parse import urlsplit

import pytest
import requests

REFUSED = "The simulator answers only requests to this machine: the Host header must name localhost or a loopback"


def asked(arize, hosts, path="/v2/users", method="GET"):
    """The reply to a request with these Host headers, by a connection to the simulator's own address."""
    address = urlsplit(arize.url)
    lines = [
        f"{method} {path} HTTP/1.0",
        f"Authorization: Bearer {arize.api_key}",
        *(f"Host: {host}" for host in hosts),
    ]
    with socket.create_connection((address.hostname, address.port), 10) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        return connection.makefile("rb").read().decode()


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1", "127.3.2.1:1", "[::1]:8080", "[::1]"])
def test_a_request_to_this_machine_is_answered(arize, host):
    """By any of its loopback names, and by any port: it may be forwarded."""
    assert asked(arize, [host]).split("\r\n")[0].endswith(" 200 OK")


@pytest.mark.parametrize(
    "hosts",
    [["rebound.example"], ["localhost.rebound.example:80"], ["192.0.2.7"], ["[2001:db8::1]"], ["[::1"], [""], []],
    ids=["a name", "one that begins like ours", "an address", "of version 6", "half of one", "nothing", "no header"],
)
@pytest.mark.parametrize("path", ["/v2/users", "/_simulator/users", "/nowhere"])
def test_a_request_by_another_name_is_refused(arize, hosts, path):
    """A web page can have its name resolve to this machine, but the name stays its own; the control path has no key."""
    reply = asked(arize, hosts, path)

    assert reply.split("\r\n")[0].split()[1] == "421"
    assert REFUSED in reply
    assert "owner@example.com" not in reply
    assert [421] == [request.status for request in arize.requests]


def test_two_names_are_none(arize):
    """Whoever reads the other one would answer."""
    assert asked(arize, ["localhost", "rebound.example"]).split("\r\n")[0].split()[1] in {"400", "421"}


def test_a_page_under_another_name_changes_nothing(arize):
    """The control path adds nobody for it; the refusal is a problem as the API has them."""
    reply = requests.post(
        f"{arize.url}/_simulator/add_user",
        json={"email": "eve@example.com"},
        headers={"Host": "rebound.example"},
        timeout=10,
    )

    assert (421, "Misdirected request") == (reply.status_code, reply.json()["title"])
    assert ["owner@example.com"] == [user["email"] for user in arize.users()]
