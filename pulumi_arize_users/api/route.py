"""The way to the server: a proxy, and whose certificates are trusted; both are looked at before anything is sent."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from requests.utils import get_environ_proxies, select_proxy

from pulumi_arize_users.api.addresses import is_proxy
from pulumi_arize_users.api.errors import SettingsError

if TYPE_CHECKING:
    from pulumi_arize_users.api.connection import Connection

# Where the HTTP library finds a proxy for https in the environment.
_VARIABLES = {"https": "HTTPS_PROXY", "all": "ALL_PROXY"}


@dataclass(frozen=True)
class Proxy:
    """A proxy that requests go through.

    Attributes:
        url: where it is; often with a password in it.
        setting: where the address comes from, as messages name it.
    """

    url: str = field(repr=False)
    setting: str

    @property
    def name(self) -> str:
        """The proxy, as messages name it: without user and password."""
        parts = urlsplit(self.url)
        return f"The proxy {parts.scheme}://{parts.netloc.rpartition('@')[2]} ({self.setting})"


class Route:
    """How the requests of one account reach it. Safe to share among threads.

    Args:
        connection: where the account is.

    Attributes:
        proxy: what requests go through; None if they go directly.
    """

    def __init__(self, connection: Connection) -> None:
        self._ca_bundle = connection.ca_bundle
        self._is_checked = False
        self.proxy = _proxy(connection)

    @property
    def proxies(self) -> dict[str, str]:
        """The same as the HTTP library takes it."""
        return {"http": self.proxy.url, "https": self.proxy.url} if self.proxy else {}

    def require_usable(self) -> None:
        """Look at what the settings name; only the first call costs something.

        Raises:
            SettingsError: the proxy or the file of certificates cannot be used.
        """
        if self._is_checked:
            return
        if self.proxy and not is_proxy(self.proxy.url):
            # Not shown: a proxy's address often has a password in it.
            message = f"{self.proxy.setting} must be a full URL that starts with http:// or https://, and is not."
            raise SettingsError(message)
        if self._ca_bundle:
            _require_certificates(self._ca_bundle)
        self._is_checked = True


def _proxy(connection: Connection) -> Proxy | None:
    if connection.proxy_url:
        return Proxy(connection.proxy_url, "arize:proxyUrl")
    if connection.base_url.startswith("http://"):  # this machine itself, which no proxy can reach
        return None
    found = get_environ_proxies(connection.base_url)
    url = select_proxy(connection.base_url, found)
    if not url:
        return None
    name = next((_VARIABLES[scheme] for scheme in _VARIABLES if found.get(scheme) == url), "the environment's proxy")
    # As the HTTP library reads it: many write no more than host and port.
    return Proxy(url if "://" in url else f"http://{url}", name)


def _require_certificates(path: str) -> None:
    message = f"arize:caBundle (ARIZE_SSL_CA_CERT) names {path!r}, which"
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
    except ssl.SSLError:
        message = f"{message} has no certificates in PEM form in it. Each begins with -----BEGIN CERTIFICATE-----."
        raise SettingsError(message) from None
    except OSError as error:
        message = f"{message} cannot be read: {error.strerror}."
        raise SettingsError(message) from None
