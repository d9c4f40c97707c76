"""Encrypted connections: which certificates are trusted, and what is said about the others."""

import shutil
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pulumi_arize_users.api.errors import NoReply
from pulumi_arize_users.api.transport import Call

USERS = Call("GET", "/v2/users")
CREATION = Call("POST", "/v2/users", body={}, repeatable=False)


class EmptyAccount(BaseHTTPRequestHandler):
    """Answers every request with an empty list."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"users": []}')

    def log_message(self, *_):
        """Say nothing."""


class Server(HTTPServer):
    """Serves encrypted, and is silent about clients that do not trust it."""

    def handle_error(self, *_):
        """Say nothing."""


@pytest.fixture
def certificate(tmp_path):
    """A certificate for this machine that nobody vouches for, with its key in the same file."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not on PATH, so no certificate can be made")
    path = tmp_path / "certificate.pem"
    request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(tmp_path / "key.pem"), "-out", str(path)]
    subprocess.run(
        ["openssl", *request.split(), *names, *files],  # noqa: S607 - found on PATH above
        check=True,
        capture_output=True,
    )
    return path


@pytest.fixture
def secure_url(certificate):
    """Where an account is served with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    with Server(("127.0.0.1", 0), EmptyAccount) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"https://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_certificate_of_the_bundle_is_trusted(transport_with, secure_url, certificate):
    """A company's own authority needs one setting."""
    transport = transport_with(base_url=secure_url, ca_bundle=str(certificate))

    assert {"users": []} == transport.send(USERS).body


def test_an_unknown_certificate_is_refused_before_anything_is_sent(transport_with, secure_url):
    """The error names the setting that helps, and nothing can have happened."""
    with pytest.raises(NoReply) as caught:
        transport_with(base_url=secure_url).send(CREATION)

    assert f"The certificate of {secure_url} is not trusted. Set arize:caBundle" in str(caught.value)
    assert caught.value.maybe_done is False


def test_the_environment_does_not_change_whom_we_trust(transport_with, secure_url, certificate, monkeypatch):
    """Only our own setting does."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))

    with pytest.raises(NoReply, match="is not trusted"):
        transport_with(base_url=secure_url).send(USERS)


def test_an_address_that_does_not_speak_https_is_reported_as_such(arize, transport_with):
    """A certificate is not the problem there, and a creation is not repeated."""
    with pytest.raises(NoReply) as caught:
        transport_with(base_url=arize.url.replace("http:", "https:")).send(CREATION)

    assert "The secure connection to https://127.0.0.1" in str(caught.value)
    assert "Check that it is an https address" in str(caught.value)
    assert caught.value.maybe_done is True
    assert [] == arize.requests
