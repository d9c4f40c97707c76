"""Replies not to be believed: odd values, echoes, contradictions, strangers, and successes without a shape."""

import socket

import pytest
import requests

from pulumi_arize_users.simulator import Fault


@pytest.fixture
def ada(arize):
    return arize.add_user("ada@example.com", name="Ada")


def test_fields_may_have_odd_values(arize, http, ada):
    """Any JSON, also in a field within a field; the account is not changed."""
    arize.fail(Fault("odd-values", values={"created_at": 7, "role.name": ["ADMIN"]}))

    answered = http.get(f"/v2/users/{ada}").json()

    assert (7, ["ADMIN"], "Ada") == (answered["created_at"], answered["role"]["name"], answered["name"])
    assert "MEMBER" == arize.user(ada)["role"]


@pytest.mark.parametrize(("entry", "names"), [(None, [7, 7]), (0, [7, "Ada"]), (1, ["Account Owner", 7])])
def test_one_entry_of_a_list_may_be_odd(arize, http, ada, entry, names):
    """One person, or everybody."""
    arize.fail(Fault("odd-values", values={"name": 7}, entry=entry))

    assert names == [user["name"] for user in http.get("/v2/users").json()["users"]]
    assert "Ada" == arize.user(ada)["name"]


def test_an_odd_value_has_no_place_in_an_empty_reply(arize, http, ada):
    """204 stays 204."""
    arize.fail(Fault("odd-values", values={"name": 7}))

    assert 204 == http.delete(f"/v2/users/{ada}").status_code


def test_an_error_may_repeat_the_key(arize, http, ada):
    """In its reason, its title, its detail and its headers; nothing was done."""
    arize.fail(Fault("echo", status=422))

    answered = http.patch(f"/v2/users/{ada}", {"name": "Ada Lovelace"})

    said = f"Not understood: Bearer {arize.api_key}"
    problem = answered.json()
    assert (422, said) == (answered.status_code, answered.reason)
    assert [said, said] == [problem["title"], problem["detail"]]
    assert [said] * 3 == [answered.headers[name] for name in ("x-request-id", "Retry-After", "Content-Type")]
    assert "Ada" == arize.user(ada)["name"]


def test_an_error_may_repeat_any_text(arize, http):
    """Such as a password that an earlier reply had in it."""
    arize.fail(Fault("echo", text="hunter2"))

    assert "Not understood: hunter2" == http.get("/v2/users").json()["detail"]


def test_graphql_repeats_in_the_way_of_graphql(arize):
    """With status 200; its key has a header of its own."""
    arize.fail(Fault("echo"))

    answered = requests.post(f"{arize.url}/graphql", json={}, headers={"x-api-key": arize.api_key}, timeout=10)

    assert (200, f"Not understood: {arize.api_key}") == (answered.status_code, answered.json()["errors"][0]["message"])


def test_a_reply_may_have_two_lengths(arize, ada):
    """Both are sent, and the request was served; most clients refuse to read that."""
    arize.fail(Fault("two-lengths", after_write=True))
    host, port = arize.url.removeprefix("http://").split(":")

    with socket.create_connection((host, int(port))) as connection:
        request = f"DELETE /v2/users/{ada} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {arize.api_key}\r\n\r\n"
        connection.sendall(request.encode())
        answer = connection.makefile("rb").read()

    assert answer.startswith(b"HTTP/1.1 204 OK\r\nContent-Length: 0\r\nContent-Length: 1\r\n\r\n")
    assert "INACTIVE" == arize.user(ada)["status"]


@pytest.mark.parametrize(("after_write", "name"), [(False, "Ada"), (True, "Ada Lovelace")])
@pytest.mark.parametrize("status", [302, 400, 403, 404, 503])
def test_a_middlebox_answers_in_its_own_way(arize, http, ada, status, after_write, name):
    """An HTML page in place of the reply, before or after the work."""
    arize.fail(Fault("middlebox", status=status, after_write=after_write))

    answered = http.patch(f"/v2/users/{ada}", {"name": "Ada Lovelace"})

    assert (status, "text/html; charset=utf-8") == (answered.status_code, answered.headers["Content-Type"])
    assert f"<title>{status}" in answered.text
    assert name == arize.user(ada)["name"]


def test_a_middlebox_may_have_its_own_page(arize, http):
    """Sent as it is."""
    arize.fail(Fault("middlebox", status=403, body="<p>Blocked</p>"))

    assert "<p>Blocked</p>" == http.get("/v2/users").text


@pytest.mark.parametrize(
    ("fault", "status", "text"),
    [
        (Fault("success"), 200, "{}"),
        (Fault("success", status=202, body='{"later": true}'), 202, '{"later": true}'),
        (Fault("success", status=204), 204, ""),
    ],
)
def test_a_success_may_lack_its_shape(arize, http, ada, fault, status, text):
    """Nothing was done, whatever the reply says."""
    arize.fail(fault)

    answered = http.delete(f"/v2/users/{ada}")

    assert (status, text) == (answered.status_code, answered.text)
    assert "ACTIVE" == arize.user(ada)["status"]


def test_a_success_may_come_after_the_work(arize, http, ada):
    """Done, though the reply does not say so."""
    arize.fail(Fault("success", after_write=True))

    assert "{}" == http.delete(f"/v2/users/{ada}").text
    assert "INACTIVE" == arize.user(ada)["status"]
