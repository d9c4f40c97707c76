"""A key and a temporary password in every text that a server can send: nobody ever sees them."""

from __future__ import annotations

import json
import logging

import pytest
import urllib3

from pulumi_arize_users.api.errors import ArizeError, NoReply
from pulumi_arize_users.api.replies import json_in
from pulumi_arize_users.api.texts import Secrets
from pulumi_arize_users.api.transport import Call
from pulumi_arize_users.simulator import Fault

PASSWORD = "canary-password-0815"
CREATION = Call("POST", "/v2/users", body={}, repeatable=False)
NEW = {"name": "Ada", "email": "ada@example.com", "role": "MEMBER"}


@pytest.fixture
def everything(caplog, everything_shown):
    """All that anybody can see of what a client returned or raised, and of what was logged meanwhile."""
    caplog.set_level(logging.DEBUG)

    def of(act):
        try:
            seen = repr(act())
        except ArizeError as error:
            seen = everything_shown(error)
        return "\n".join([seen, caplog.text, *map(repr, (record.args for record in caplog.records))])

    return of


RAW = {
    "status line": b"HTTP/1.1 %s\r\n\r\n",
    "no HTTP at all": b"%s\r\n\r\n",
    "reason": b"HTTP/1.1 400 %s\r\nContent-Length: 0\r\n\r\n",
    "reason of a success": b"HTTP/1.1 200 %s\r\nContent-Length: 0\r\n\r\n",
    "name of a header": b"HTTP/1.1 400 Bad\r\n%s: 1\r\nContent-Length: 0\r\n\r\n",
    "no header": b"HTTP/1.1 400 Bad\r\nx: 1\r\n%s\r\nContent-Length: 0\r\n\r\n",
    "length": b"HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n{}",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: %s\r\n\r\n{}",
    "length of a chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n{}\r\n",
    "label": b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: 1\r\n\r\nx",
    "compression": b"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: 1\r\n\r\nx",
    "wait": b"HTTP/1.1 429 Wait\r\nRetry-After: %s\r\nContent-Length: 0\r\n\r\n",
    "request id": b"HTTP/1.1 200 OK\r\nx-request-id: %s\r\nContent-Length: 2\r\n\r\n{}",
    "redirect": b"HTTP/1.1 302 Found\r\nLocation: http://a.invalid/%s?%s\r\nContent-Length: 0\r\n\r\n",
    "cookie": b"HTTP/1.1 400 Bad\r\nSet-Cookie: a=%s\r\nContent-Length: 0\r\n\r\n",
    "text": b"HTTP/1.1 400 Bad\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n%s",
    "page": b"HTTP/1.1 403 No\r\nConnection: close\r\n\r\n<html><title>%s</title>",
}


@pytest.mark.parametrize("place", RAW)
def test_a_key_in_any_part_of_a_reply_is_seen_by_nobody(raw_server, transport_with, everything, key, place):
    """In the status line, in each header, in lengths, pages and texts; errors, their causes and logs are clean."""
    url = raw_server(RAW[place].replace(b"%s", key.encode()))

    seen = everything(lambda: transport_with(base_url=url, max_retries=1).send(CREATION))

    assert "POST /v2/users" in seen
    assert key not in seen


def test_headers_of_other_programs_are_still_logged(raw_server, caplog):
    """Only what the library says about our own exchanges is cut: others in this process use it, too."""
    url = raw_server(RAW["no header"].replace(b"%s", b"not-a-header"))

    urllib3.PoolManager().request("GET", url)

    assert "not-a-header" in caplog.text


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 429, 500])
def test_an_error_that_repeats_the_key_betrays_nothing(arize, connect, everything, key, status):
    """Whatever a server repeats of a request in an error."""
    arize.fail(Fault("echo", status=status))

    seen = everything(lambda: connect(max_retries=0).create_user(**NEW))

    assert "Not understood: Bearer [secret]" in seen
    assert key not in seen


def test_an_error_of_graphql_that_repeats_the_key_betrays_nothing(arize, connect, everything, key):
    """It comes with status 200."""
    arize.fail(Fault("echo"))

    seen = everything(lambda: connect(graphql_url=f"{arize.url}/graphql").organization_member_ids("T3JnOjE="))

    assert "(GraphQL error: Not understood: [secret])" in seen
    assert key not in seen


@pytest.mark.parametrize("field", ["id", "name", "email", "status", "created_at", "role", "role.name", "invented"])
def test_a_key_in_an_object_is_seen_by_nobody(arize, client, ada, everything, key, field):
    """What goes into a state has the length that it had, but not the key."""
    arize.fail(Fault("odd-values", values={field: f"{key} {'x' * 1000}"}, times=2))

    seen = everything(lambda: [each.model_dump() for each in client.list_users()])

    assert key not in seen
    assert key not in everything(lambda: client.get_user(ada))
    assert ("x" * 1000 in seen) == (field in ("id", "name", "email", "created_at"))


@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: text.encode(),
        lambda text: text.replace("canary", "\\u0063anary").encode(),
        lambda text: text.replace("canary", "can\\u0061ry").encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-32-be"),
        lambda text: text.replace("name", "n\ud800me").encode(errors="surrogatepass"),
    ],
    ids=["plain", "escaped", "UTF-16, escaped", "UTF-16", "UTF-32", "not UTF-8"],
)
def test_a_key_is_found_in_whatever_way_it_is_written(key, encoded):
    """JSON has many spellings of one text."""
    content = encoded(json.dumps({"users": [{"name": f"Ada {key}", key: 1}]}))

    read = json_in(content, Secrets(key))

    assert "[secret]" in repr(read)
    assert key not in repr(read)
    assert repr(read).isprintable()


def test_a_received_password_is_seen_by_nobody(arize, connect, everything, ada):
    """In the reply that brings it, it is a secret value; in every later text, it is blotted out."""
    client = connect(max_retries=0)
    values = {"temporary_password": PASSWORD, "name": f"Ada {PASSWORD}"}
    arize.fail(Fault("odd-values", values=values))
    created = client.create_user(**{**NEW, "email": "new@example.com"})
    arize.fail(Fault("odd-values", values={"name": PASSWORD}))
    arize.fail(Fault("echo", text=PASSWORD))

    assert created.temporary_password is not None
    assert PASSWORD == created.temporary_password.get_secret_value()
    assert "Ada [secret]" == created.user.name
    assert PASSWORD not in everything(lambda: [created, client.get_user(ada), client.get_user(ada)])


def test_the_same_password_may_be_received_again(arize, client):
    """A secret that is known already still arrives as it was sent."""
    arize.fail(Fault("odd-values", values={"temporary_password": PASSWORD}, times=2))

    passwords = [
        client.create_user(**{**NEW, "email": f"{number}@example.com"}).temporary_password for number in range(2)
    ]

    assert [PASSWORD, PASSWORD] == [each.get_secret_value() for each in passwords if each]


def test_a_detail_of_megabytes_reaches_nobody(arize, client, everything):
    """Nor do the sequences in it that a terminal acts upon."""
    body = json.dumps({"title": "\x1b[31mRed\nalert", "detail": "x" * 5_000_000})
    arize.fail(Fault("status", status=400, body=body))

    seen = everything(lambda: client.get_user("VXNlcjox"))

    assert "Arize answered 400 (Red alert: xxx" in seen
    assert "\x1b" not in seen
    assert len(seen) < 10_000


@pytest.mark.parametrize("place", ["status line", "no HTTP at all"])
def test_what_is_no_http_is_called_that(raw_server, transport_with, outcome, place):
    """The server did not close the connection without an answer, and a write may have happened."""
    error = outcome(transport_with(base_url=raw_server(RAW[place]), max_retries=0), CREATION)

    assert NoReply is type(error)
    assert "answered, but not with readable HTTP. Check that arize:baseUrl" in str(error)
    assert error.maybe_done is True
