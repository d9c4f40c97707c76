"""Where the API may be, and which addresses are refused."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pulumi_arize_users.api.errors import SettingsError

if TYPE_CHECKING:
    from urllib.parse import SplitResult

DEFAULT_URL = "https://api.arize.com"
REGIONS = ("us-central-1a", "us-east-1b", "eu-west-1a", "ca-central-1a")
# What begins credentials, a query or a fragment, written out or not.
NEVER_SHOWN = frozenset("@?#")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Set for tests, so that none of them reaches a real account, whatever its program, its stack or its shell says.
LOOPBACK_ONLY = "ARIZE_LOOPBACK_ONLY"


def regional_url(region: str, source: str) -> str:
    """The API's address in a region.

    Raises:
        SettingsError: there is no such region; `source` says who named it.
    """
    if region not in REGIONS:
        message = f"{source} is {region!r}, but must be one of: {', '.join(REGIONS)}."
        raise SettingsError(message)
    return f"https://api.{region}.arize.com"


def checked_url(url: str, source: str) -> str:
    """An address that a key may be sent to, without a slash at its end.

    Raises:
        SettingsError: it is not such an address; `source` says who gave it.
    """
    problem = _url_problem(url)
    if problem:
        # Whatever is in these may be a secret.
        shown = "an address that may hold a secret and is not shown" if set(url) & NEVER_SHOWN else repr(url)
        message = f"{source} is {shown}, {problem}; the default is {DEFAULT_URL}."
        raise SettingsError(message)
    return url.rstrip("/")


def graphql_url(base_url: str) -> str | None:
    """Where Arize's GraphQL is, if it can be told from the API's address: on the app host of the same region."""
    own = (DEFAULT_URL, *(f"https://api.{region}.arize.com" for region in REGIONS))
    return base_url.replace("https://api.", "https://app.", 1) + "/graphql" if base_url in own else None


def is_proxy(url: str) -> bool:
    """Whether an address can be a proxy's; it may contain credentials."""
    parts = _split(url)
    return parts is not None and parts.scheme in {"http", "https"} and bool(parts.hostname)


def require_allowed_machine(what: str, url: str) -> None:
    """Refuse an address of another machine where the environment allows none.

    Args:
        what: what is there, as the sentence begins.
        url: the address; not shown if it may have a password in it.

    Raises:
        SettingsError: it is one.
    """
    parts = _split(url)
    if not os.environ.get(LOOPBACK_ONLY, "").strip() or (parts and parts.hostname in LOOPBACK):
        return
    shown = "another address" if "@" in url else url
    message = (
        f"{what} would be at {shown}, but {LOOPBACK_ONLY} is set, as the pytest fixture pulumi_stack does, "
        "and no other machine than this one may be reached: set arize:baseUrl to the address of a simulator, "
        "such as arize_simulator.url, and neither arize:region nor a proxy."
    )
    raise SettingsError(message)


def _url_problem(url: str) -> str:
    parts = _split(url)
    if parts is None:
        return "which is not a URL"
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "but must be a full URL that starts with https://"
    if set(url) & NEVER_SHOWN:
        return "but must have no credentials, query or fragment"
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        return "but plain http is only allowed to this machine; use https://"
    return ""


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # read to have it checked
    except ValueError:
        return None
    return parts if url.isprintable() and " " not in url else None
