"""Why a request has no answer: the right cause, what the other side said of it, and the setting that helps."""

from __future__ import annotations

import ssl
from http.client import HTTPException, RemoteDisconnected
from typing import TYPE_CHECKING

import requests
from urllib3.exceptions import ConnectTimeoutError

from pulumi_arize_users.api.errors import ArizeError, NoReply, SettingsError, UnreadableReply
from pulumi_arize_users.api.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pulumi_arize_users.api.connection import Connection
    from pulumi_arize_users.api.route import Proxy
    from pulumi_arize_users.api.texts import Secrets

# OpenSSL's numbers of what is wrong with a certificate (X509_V_ERR_…).
_NOT_YET_VALID, _EXPIRED = 9, 10
_FOR_ANOTHER = {62, 64}
_TUNNEL = "Tunnel connection failed: "
_LOG_IN = "407"


def why_unanswered(
    error: Exception, host: str, proxy: Proxy | None, connection: Connection, *, is_sent: bool
) -> ArizeError:
    """The error of ours for an error of the HTTP library, whose own text may have the server's in it.

    Args:
        error: what the library raised.
        host: where the request was sent.
        proxy: what it was sent through.
        connection: how it was sent.
        is_sent: something of the request may have left.
    """
    causes = list(_causes(error))
    if isinstance(error, ValueError):
        return _not_usable(error, host)
    if isinstance(error, requests.exceptions.SSLError):
        return _not_secure(causes, host)
    if isinstance(error, requests.exceptions.ReadTimeout):
        # The library calls it so as well when an encryption is not agreed upon in time.
        return too_slow(host, connection.timeout_seconds) if is_sent else unreached(host, proxy)
    if isinstance(error, requests.exceptions.ProxyError) and proxy:
        return _barred(causes, host, proxy, connection.secrets)
    if any(isinstance(cause, ConnectTimeoutError) for cause in causes):
        return unreached(host, proxy)
    return _not_readable(causes, host)


def too_slow(host: str, seconds: float) -> NoReply:
    """The server has the request, and took too long."""
    message = f"{host} did not answer within {seconds:g} s. Run again, or raise arize:timeoutSeconds."
    return NoReply(message, maybe_done=True)


def unreached(host: str, proxy: Proxy | None) -> NoReply:
    """Nobody has the request."""
    if proxy:
        message = f"{host} cannot be reached. {proxy.name} is on the way: check it, the network, and arize:baseUrl."
    else:
        message = f"{host} cannot be reached. Check arize:baseUrl or arize:region, the network, and arize:proxyUrl."
    return NoReply(message, maybe_done=False)


def names_of(error: Exception) -> str:
    """What went wrong on the wire, for a log: kinds of errors only, because their texts may repeat the server's."""
    return " < ".join(type(cause).__name__ for cause in _causes(error))


def _not_usable(error: ValueError, host: str) -> ArizeError:
    if isinstance(error, requests.exceptions.InvalidHeader):
        message = (
            f"{host} answered with headers that contradict each other ({one_line(str(error))}), so the answer was not "
            "read. Something on the way may have changed it. Run again."
        )
        return UnreadableReply(message)
    message = (
        f"{host}, or the proxy to it, has an address that cannot be used. Correct arize:baseUrl or arize:proxyUrl."
    )
    return SettingsError(message)


def _not_readable(causes: list[BaseException], host: str) -> NoReply:
    if any(isinstance(cause, HTTPException) and not isinstance(cause, RemoteDisconnected) for cause in causes):
        message = f"{host} answered, but not with readable HTTP. Check that arize:baseUrl is the address of the API."
        return NoReply(message, maybe_done=True)
    return NoReply(f"{host} closed the connection without an answer. Run again.", maybe_done=True)


def _not_secure(causes: list[BaseException], host: str) -> NoReply:
    certificate = next((cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), None)
    if certificate:
        return _not_trusted(certificate, host)
    # Encryption can also fail after the request has left.
    return NoReply(f"The secure connection to {host} failed. Check that it is an https address.", maybe_done=True)


def _not_trusted(error: ssl.SSLCertVerificationError, host: str) -> NoReply:
    said = one_line(error.verify_message).rstrip(".")
    if error.verify_code in _FOR_ANOTHER:
        message = f"The certificate of {host} is for another host ({said}). Check arize:baseUrl or arize:region."
    elif error.verify_code == _EXPIRED:
        message = (
            f"The certificate of {host} has expired ({said}). Check the clock of this machine, or have it renewed."
        )
    elif error.verify_code == _NOT_YET_VALID:
        message = f"The certificate of {host} is not valid yet ({said}). Check the clock of this machine."
    else:
        message = (
            f"The certificate of {host} is not trusted. Set arize:caBundle to a file with its authority's certificate, "
            f"or fix the certificate ({said})."
        )
    return NoReply(message, maybe_done=False)


def _barred(causes: list[BaseException], host: str, proxy: Proxy, secrets: Secrets) -> NoReply:
    said = next((str(cause) for cause in causes if isinstance(cause, OSError) and str(cause).startswith(_TUNNEL)), "")
    answer = secrets.line(said.removeprefix(_TUNNEL))
    if answer.startswith(_LOG_IN):
        way_on = f"Put user and password into {proxy.setting}: http://user:password@host:port."
        message = f"{proxy.name} wants a log-in before it connects to {host} ({answer}). {way_on}"
    elif answer:
        message = f"{proxy.name} refused to connect to {host} ({answer}). Ask who runs it, or check arize:baseUrl."
    else:
        message = f"{proxy.name} cannot be reached, so {host} cannot. Check the proxy's address, and the network."
    return NoReply(message, maybe_done=False)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what it wraps, however the libraries wrap it."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        wrapped = [*current.args, getattr(current, "reason", None), current.__cause__, current.__context__]
        waiting += [each for each in wrapped if isinstance(each, BaseException)]
