"""Where one Arize account is, and how this package talks to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, cast

from pulumi_arize_users.api.addresses import (
    DEFAULT_URL,
    checked_url,
    graphql_url,
    is_proxy,
    regional_url,
    require_allowed_machine,
)
from pulumi_arize_users.api.errors import SettingsError
from pulumi_arize_users.api.sources import Sources
from pulumi_arize_users.api.texts import Secrets

DialectName = Literal["auto", "upper", "lower"]


@dataclass(frozen=True)
class Connection:
    """Everything a connection to one Arize account needs. Its printed form hides the key.

    Attributes:
        api_key: sent as bearer token; empty when none was found (see `require_key`).
        key_source: where the key was found, in words.
        base_url: full URL of the API, without a slash at the end.
        dialect: which spelling of enum values is sent; `auto` learns it from replies.
        timeout_seconds: longest time from sending a request to the last byte of its reply, in seconds.
        max_retries: how often a request that is safe to repeat is repeated.
        max_requests_per_second: upper limit of requests per second; None is unlimited.
        lag_seconds: for how long after a write the account may still show the past.
        graphql_url: where memberships are verified; None when they are not.
        require_lookup: whether a preview fails where the account cannot be looked at.
        concurrency: how many calls of the engine are served at once.
        ca_bundle: path of a file with certificate authorities to trust, or None for the usual ones.
        proxy_url: proxy for all requests, or None for the environment's.
        secrets: what must never be shown of this account.
    """

    api_key: str = field(default="", repr=False)
    key_source: str = "the program"
    base_url: str = DEFAULT_URL
    dialect: DialectName = "auto"
    timeout_seconds: float = 30.0
    max_retries: int = 5
    max_requests_per_second: float | None = None
    lag_seconds: float = 8.0
    graphql_url: str | None = None
    require_lookup: bool = False
    concurrency: int = 16
    ca_bundle: str | None = None
    proxy_url: str | None = field(default=None, repr=False)
    secrets: Secrets = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a key that cannot travel in a header; the HTTP library's own error would print it.

        Raises:
            SettingsError: it has a space, a line break or a non-ASCII letter in it; or a test would reach another
                machine.
        """
        for what, url in (("Arize", self.base_url), ("GraphQL", self.graphql_url), ("The proxy", self.proxy_url)):
            if url:
                require_allowed_machine(what, url)
        if not self.api_key.isascii() or not self.api_key.isprintable() or " " in self.api_key:
            message = (
                f"The API key from {self.key_source} cannot be used: "
                "it has a space, a line break or a non-ASCII letter in it."
            )
            raise SettingsError(message)
        object.__setattr__(self, "secrets", Secrets(self.api_key))

    def require_key(self) -> str:
        """The API key.

        Raises:
            SettingsError: there is none.
        """
        if not self.api_key:
            message = (
                "There is no Arize API key: run `pulumi config set --secret arize:apiKey`, "
                "or set the environment variable ARIZE_API_KEY."
            )
            raise SettingsError(message)
        return self.api_key


def load_connection(sources: Sources | None = None) -> Connection:
    """The connection that settings describe, with a default for each but the key.

    Args:
        sources: where the settings are read; the environment of this process unless given.

    Raises:
        SettingsError: a setting cannot be used. A missing key is not an error here: `Connection.require_key` raises it
            when the key is needed, so that a preview without secrets still works.
    """
    sources = sources or Sources()
    key = sources.find("apiKey", "ARIZE_API_KEY")
    base_url = _base_url(sources)
    retries = sources.number("maxRetries", int, 0, 100)
    lag = sources.number("lagSeconds", float, 0, 300)
    return Connection(
        api_key=key.value,
        key_source=key.source[0].lower() + key.source[1:],
        base_url=base_url,
        dialect=cast("DialectName", sources.choice("dialect", "ARIZE_DIALECT", ("auto", "upper", "lower")) or "auto"),
        timeout_seconds=sources.number("timeoutSeconds", float, 0.01, 3600) or 30.0,
        max_retries=5 if retries is None else retries,
        lag_seconds=8.0 if lag is None else lag,
        max_requests_per_second=sources.number("maxRequestsPerSecond", float, 0.01, 10000),
        graphql_url=_graphql_url(sources, base_url),
        require_lookup=sources.choice("requireLookup", "ARIZE_REQUIRE_LOOKUP", ("true", "false")) == "true",
        concurrency=sources.number("concurrency", int, 1, 256) or 16,
        ca_bundle=sources.existing_file("caBundle", "ARIZE_SSL_CA_CERT"),
        proxy_url=_proxy_url(sources),
    )


def _base_url(sources: Sources) -> str:
    url, region = sources.find("baseUrl", "ARIZE_BASE_URL"), sources.find("region", "ARIZE_REGION")
    if url.value and region.value:
        other = region.source[0].lower() + region.source[1:]
        message = f"{url.source} and {other} both say where the API is; remove one of them."
        raise SettingsError(message)
    if region.value:
        return regional_url(region.value, region.source)
    return checked_url(url.value, url.source) if url.value else DEFAULT_URL


def _graphql_url(sources: Sources, base_url: str) -> str | None:
    if sources.choice("verifyMemberships", "ARIZE_VERIFY_MEMBERSHIPS", ("off", "graphql")) != "graphql":
        return None
    given = sources.find("graphqlUrl", "ARIZE_GRAPHQL_URL")
    if given.value:
        return checked_url(given.value, given.source)
    known = graphql_url(base_url)
    if known is None:
        message = "arize:verifyMemberships is graphql, so a custom arize:baseUrl needs arize:graphqlUrl beside it."
        raise SettingsError(message)
    return known


def _proxy_url(sources: Sources) -> str | None:
    found = sources.find("proxyUrl", "ARIZE_PROXY_URL")
    if found.value and not is_proxy(found.value):
        # Not shown: a proxy's address often has a password in it.
        raise found.refuse("must be a full URL that starts with http:// or https://, and is not")
    return found.value or None
