"""Ways to the server: proxies, sessions, and servers that are not there."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from pulumi_arize_users.api.errors import NoReply, SettingsError
from pulumi_arize_users.api.transport import JITTER, Call
from pulumi_arize_users.simulator import Fault

USERS = Call("GET", "/v2/users")
CREATION = Call("POST", "/v2/users", body={}, repeatable=False)


@pytest.mark.parametrize("call", [USERS, CREATION], ids=["read", "creation"])
def test_a_server_that_cannot_be_reached_is_tried_three_times(outcome, transport_with, clock, closed_port, call):
    """Nothing was sent, so even a creation is safe to repeat; but not as often as what was answered."""
    error = outcome(transport_with(base_url=f"http://127.0.0.1:{closed_port}"), call)

    assert NoReply is type(error)
    assert error.maybe_done is False
    assert f"http://127.0.0.1:{closed_port} cannot be reached. Check arize:baseUrl" in str(error)
    at_once, later = clock.slept
    assert 0 == at_once
    assert 1 <= later <= 1 + JITTER


def test_an_address_that_cannot_be_tried_is_a_matter_of_settings(outcome, transport_with, clock):
    """It is reported at once, in our words."""
    error = outcome(transport_with(base_url="https://a..b"), USERS)

    assert SettingsError is type(error)
    assert "Correct arize:baseUrl or arize:proxyUrl" in str(error)
    assert [] == clock.slept


@pytest.mark.parametrize("url", ["socks5://me:hunter2@b.invalid", "ftp://me:hunter2@b.invalid", "http://me:hunter2@"])
@pytest.mark.parametrize("setting", ["arize:proxyUrl", "HTTPS_PROXY", "ALL_PROXY"])
def test_a_proxy_that_cannot_be_used_is_named_by_its_setting(outcome, transport_with, monkeypatch, clock, url, setting):
    """Before anything is sent, and without its password."""
    if setting == "arize:proxyUrl":
        transport = transport_with(base_url="https://a.invalid", proxy_url=url)
    else:
        monkeypatch.setenv(setting, url)
        transport = transport_with(base_url="https://a.invalid")

    error = outcome(transport, USERS)

    assert SettingsError is type(error)
    assert f"{setting} must be a full URL that starts with http:// or https://, and is not." == str(error)
    assert [] == clock.slept


def test_credentials_of_the_machine_are_not_used(arize, transport_with, tmp_path, monkeypatch):
    """An entry for the host in .netrc does not replace the API key."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password hunter2\n")
    monkeypatch.setenv("NETRC", str(netrc))

    transport_with().send(USERS)

    assert [True] == [request.authorization_ok for request in arize.requests]


def test_each_thread_has_a_session_of_its_own(transport_with):
    """Sessions of the HTTP library are not made to be shared; each keeps its connection."""
    transport = transport_with()

    with ThreadPoolExecutor(1) as other:
        theirs = [other.submit(transport._session).result() for _ in range(2)]

    assert theirs[0] is theirs[1]
    assert theirs[0] is not transport._session()
    assert transport._session() is transport._session()


def test_many_threads_may_send_at_once(arize, transport_with):
    """Each gets the answer to its own question."""
    transport = transport_with()
    ids = [arize.add_user(f"user-{number}@example.com") for number in range(24)]

    with ThreadPoolExecutor(8) as threads:
        replies = list(threads.map(lambda user_id: transport.send(Call("GET", f"/v2/users/{user_id}")), ids))

    assert ids == [reply.body["id"] for reply in replies]


def test_a_proxy_is_used_when_one_is_set(arize, transport_with, closed_port):
    """The request for an address where nobody listens is answered by the proxy."""
    transport = transport_with(base_url=f"http://127.0.0.1:{closed_port}", proxy_url=arize.url)

    assert "users" in transport.send(USERS).body
    assert 1 == len(arize.requests)


def test_a_proxy_that_cannot_be_reached_is_reported_without_its_password(
    outcome, arize, transport_with, closed_port, everything_shown
):
    """Nothing was sent; the advice names the proxy among what to check."""
    error = outcome(transport_with(proxy_url=f"http://me:hunter2@127.0.0.1:{closed_port}"), CREATION)

    assert NoReply is type(error)
    assert error.maybe_done is False
    assert f"The proxy http://127.0.0.1:{closed_port} (arize:proxyUrl) cannot be reached" in str(error)
    assert "hunter2" not in everything_shown(error)
    assert [] == arize.requests


def test_the_proxy_of_the_environment_is_used_for_other_machines(outcome, arize, transport_with, monkeypatch):
    """A company's proxy needs no setting of ours, and never sees the key."""
    monkeypatch.setenv("HTTPS_PROXY", arize.url)

    error = outcome(transport_with(base_url="https://arize.invalid", max_retries=0), USERS)

    assert NoReply is type(error)
    assert error.maybe_done is False
    assert [("CONNECT", False)] == [(request.method, request.authorization_ok) for request in arize.requests]


@pytest.mark.parametrize(
    ("url", "excepted"), [("http://127.0.0.1:1", ""), ("http://localhost:1", ""), ("https://arize.invalid", ".invalid")]
)
def test_no_proxy_stands_before_this_machine_or_an_excepted_one(transport_with, monkeypatch, url, excepted):
    """A simulator is reached directly, and NO_PROXY is heeded."""
    for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", excepted)

    assert {} == transport_with(base_url=url)._route.proxies


WANTS_LOG_IN = (
    "wants a log-in before it connects to https://arize.invalid (407 Proxy Authentication Required). "
    "Put user and password into arize:proxyUrl: http://user:password@host:port."
)
REFUSES = "refused to connect to https://arize.invalid (403 Blocked by policy). Ask who runs it"


@pytest.mark.parametrize(
    ("answer", "words"),
    [(b"407 Proxy Authentication Required", WANTS_LOG_IN), (b"403 \x1b[31mBlocked by policy", REFUSES)],
    ids=["407", "403"],
)
def test_a_proxy_that_refuses_is_quoted(outcome, raw_server, transport_with, answer, words):
    """The server was never asked, and it is not its address that is wrong."""
    proxy = raw_server(b"HTTP/1.1 " + answer + b"\r\n\r\n")

    error = outcome(transport_with(base_url="https://arize.invalid", proxy_url=proxy, max_retries=0), CREATION)

    assert NoReply is type(error)
    assert f"The proxy {proxy} (arize:proxyUrl) {words}" in str(error)
    assert error.maybe_done is False


def test_a_proxy_without_a_scheme_is_one(outcome, raw_server, transport_with, monkeypatch):
    """Many write no more than host and port, and other programs take it."""
    proxy = raw_server(b"HTTP/1.1 407 Log in\r\n\r\n")
    monkeypatch.setenv("HTTPS_PROXY", proxy.removeprefix("http://"))

    error = outcome(transport_with(base_url="https://arize.invalid", max_retries=0), USERS)

    assert f"The proxy {proxy} (HTTPS_PROXY) wants a log-in" in str(error)
    assert "Put user and password into HTTPS_PROXY" in str(error)


def test_a_proxy_that_answers_for_the_server_is_named_by_its_status(arize, outcome, transport_with):
    """407 on the way to an unencrypted server comes as a reply."""
    arize.fail(Fault("middlebox", status=407))

    error = outcome(transport_with(max_retries=0), USERS)

    assert "A proxy wants its user and password: set arize:proxyUrl" in str(error)
