"""Encrypted connections: which certificates are trusted, and what is said about the others."""

import shutil
import ssl
import subprocess
import threading
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pulumi_arize_users.api.errors import NoReply, SettingsError
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


AUTHORITY = """
[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
[any]
commonName = supplied
"""


@pytest.fixture
def certify(tmp_path):
    """Makes a certificate that vouches for itself, with its key beside it; for this machine and now unless given."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not on PATH, so no certificate can be made")

    def openssl(command):
        run = ["openssl", *command.split()]
        subprocess.run(run, check=True, capture_output=True, cwd=tmp_path)

    def make(name="IP:127.0.0.1", years=(2020, 2120)):
        (tmp_path / "authority.cnf").write_text(AUTHORITY)
        (tmp_path / "index.txt").touch()
        (tmp_path / "names.cnf").write_text(f"subjectAltName = {name}\n")
        key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost"
        openssl(f"req -new {key} -keyout key.pem -out request.pem")
        start, end = (f"{year}0101000000Z" for year in years)
        signing = "ca -batch -notext -selfsign -config authority.cnf -extfile names.cnf"
        openssl(f"{signing} -keyfile key.pem -in request.pem -startdate {start} -enddate {end} -out certificate.pem")
        return tmp_path / "certificate.pem"

    return make


@pytest.fixture
def certificate(certify):
    """A certificate for this machine that nobody vouches for, with its key beside it."""
    return certify()


@pytest.fixture
def serve():
    """Serves an account with a certificate."""
    with ExitStack() as stack:

        def start(certificate):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, certificate.with_name("key.pem"))
            server = stack.enter_context(Server(("127.0.0.1", 0), EmptyAccount))
            server.socket = context.wrap_socket(server.socket, server_side=True)
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            return f"https://127.0.0.1:{server.server_port}"

        yield start


@pytest.fixture
def secure_url(serve, certificate):
    """Where an account is served with that certificate."""
    return serve(certificate)


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


@pytest.mark.parametrize(
    ("name", "years", "words"),
    [
        ("DNS:elsewhere.example.com", (2020, 2120), "is for another host ("),
        ("IP:127.0.0.1", (2020, 2021), "has expired (certificate has expired). Check the clock of this machine"),
        ("IP:127.0.0.1", (2119, 2120), "is not valid yet (certificate is not yet valid). Check the clock"),
    ],
    ids=["another host", "expired", "not yet valid"],
)
def test_what_is_wrong_with_a_certificate_is_named(transport_with, serve, certify, name, years, words):
    """To trust it is not the answer to everything, so the error says what OpenSSL said."""
    certificate = certify(name, years)
    url = serve(certificate)

    with pytest.raises(NoReply) as caught:
        transport_with(base_url=url, ca_bundle=str(certificate), max_retries=0).send(CREATION)

    assert f"The certificate of {url} {words}" in str(caught.value)
    assert "caBundle" not in str(caught.value)
    assert caught.value.maybe_done is False


@pytest.mark.parametrize("content", [b"", b"no certificate", b"\x30\x82\x01\x0a"], ids=["empty", "text", "DER"])
def test_a_file_without_certificates_is_reported_before_anything_is_sent(arize, transport_with, tmp_path, content):
    """The setting is named, and what the file should have in it."""
    path = tmp_path / "authorities.pem"
    path.write_bytes(content)

    with pytest.raises(SettingsError) as caught:
        transport_with(ca_bundle=str(path)).send(CREATION)

    expected = f"arize:caBundle (ARIZE_SSL_CA_CERT) names {str(path)!r}, which has no certificates in PEM form in it."
    assert str(caught.value).startswith(expected)
    assert [] == arize.requests


def test_a_file_of_certificates_that_cannot_be_read_is_reported_before_anything_is_sent(
    arize, transport_with, tmp_path
):
    """It may have been removed since the settings were read."""
    with pytest.raises(SettingsError, match="which cannot be read: No such file or directory"):
        transport_with(ca_bundle=str(tmp_path / "gone.pem")).send(CREATION)

    assert [] == arize.requests
