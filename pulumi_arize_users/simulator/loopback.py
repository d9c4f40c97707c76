"""The addresses that only this machine can reach."""

from __future__ import annotations

import ipaddress


def require_loopback(host: str) -> None:
    """Refuse an address that other machines could reach.

    Raises:
        ValueError: it is not a loopback address.
    """
    if host != "localhost" and not _is_loopback(host):
        raise ValueError(f"The simulator listens on loopback addresses only, not on {host!r}.")


def url_of(host: str, port: int) -> str:
    """Where a server on a port of an address is found."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
