"""The addresses that only this machine can reach."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def require_loopback(host: str) -> None:
    """Refuse an address that other machines could reach.

    Raises:
        ValueError: it is not a loopback address.
    """
    if not _is_loopback(host):
        raise ValueError(f"The simulator listens on loopback addresses only, not on {host!r}.")


def url_of(host: str, port: int) -> str:
    """Where a server on a port of an address is found."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def names_loopback(host_header: str) -> bool:
    """Whether a request was meant for this machine, by its Host header.

    A web page can have its own name resolve to a loopback address, and then ask us from the browser of whoever reads
    it; the name it asks for is still its own.
    """
    try:
        return _is_loopback(urlsplit(f"//{host_header}").hostname or "")
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
