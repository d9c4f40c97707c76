"""Replies that begin and never end."""

import socket

import pytest

from pulumi_arize_users.simulator import Fault
from pulumi_arize_users.simulator.endless import PLACES


@pytest.mark.parametrize("place", PLACES)
def test_a_drip_without_an_end_goes_on_until_the_client_has_enough(arize, place):
    """At whatever place: something comes all the time, and the reply is never complete."""
    arize.fail(Fault("drip", place=place, seconds=0.001))
    host, port = arize.url.removeprefix("http://").split(":")
    head = f"GET /v2/users HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {arize.api_key}\r\n\r\n"
    opening, repeated = PLACES[place]
    received = b""

    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(head.encode())
        while len(received) < len(opening) + 5 * len(repeated):
            received += connection.recv(4096)

    assert received.startswith(opening + 4 * repeated)


def test_an_unknown_place_is_refused():
    """With the places that there are."""
    with pytest.raises(ValueError, match=r"Unknown place of fault 'footer'\. Known: status-line, header, "):
        Fault("drip", place="footer")  # type: ignore[arg-type]  # what is tested
