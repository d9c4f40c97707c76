"""Where the address, the API key and the other settings come from, and in which order."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeVar, cast
from urllib.parse import urlsplit

from pulumi_arize_users.api.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from urllib.parse import SplitResult

    Lookup = Callable[[str], "str | None"]

DEFAULT_URL = "https://api.arize.com"
REGIONS = ("us-central-1a", "us-east-1b", "eu-west-1a", "ca-central-1a")
LOOPBACK = ("127.0.0.1", "localhost", "::1")

DialectName = Literal["auto", "upper", "lower"]
RemovalPolicy = Literal["refuse", "block", "retain"]
REMOVAL_POLICIES: tuple[RemovalPolicy, ...] = ("refuse", "block", "retain")

Number = TypeVar("Number", int, float)


@dataclass(frozen=True)
class Settings:
    """Everything a connection to one Arize account needs. Its printed form hides the key.

    Attributes:
        api_key: sent as bearer token; empty when none was found (see `require_key`).
        key_source: where the key was found, in words.
        base_url: full URL of the API, without a slash at the end.
        dialect: which spelling of enum values is sent; `auto` learns it from replies.
        on_destroy: what becomes of people who are removed from a program and say nothing themselves.
        adopt: whether accounts that exist already are taken over by default.
        timeout_seconds: longest wait for the next part of a reply, in seconds.
        max_retries: how often a request that is safe to repeat is repeated.
        max_requests_per_second: upper limit of requests per second; None is unlimited.
        ca_bundle: path of a file with certificate authorities to trust, or None for the usual ones.
        proxy_url: proxy for all requests, or None for the environment's.
    """

    api_key: str = field(default="", repr=False)
    key_source: str = "the program"
    base_url: str = DEFAULT_URL
    dialect: DialectName = "auto"
    on_destroy: RemovalPolicy = "refuse"
    adopt: bool = False
    timeout_seconds: float = 30.0
    max_retries: int = 5
    max_requests_per_second: float | None = None
    ca_bundle: str | None = None
    proxy_url: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Refuse a key that cannot travel in a header; the HTTP library's own error would print it.

        Raises:
            SettingsError: it has a space, a line break or a non-ASCII letter in it.
        """
        if not self.api_key.isascii() or not self.api_key.isprintable() or " " in self.api_key:
            message = (
                f"The API key from {self.key_source} cannot be used: "
                "it has a space, a line break or a non-ASCII letter in it."
            )
            raise SettingsError(message)

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


def load_settings(config: Lookup = lambda _: None, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the stack's configuration, then the environment, then defaults.

    Args:
        config: looks up a key such as `apiKey` in the configuration namespace `arize`.
        environment: environment variables; those of this process unless given.

    Raises:
        SettingsError: a setting cannot be used. A missing key is no error here: `Settings.require_key` raises it
            when the key is needed, so that a preview without secrets can still be made.
    """
    return _Sources(config, os.environ if environment is None else environment).settings()


class _Sources:
    """The two places a setting can come from, asked in their order."""

    def __init__(self, config: Lookup, environment: Mapping[str, str]) -> None:
        self._config = config
        self._environment = environment

    def settings(self) -> Settings:
        key, source = self._find("apiKey", "ARIZE_API_KEY")
        return Settings(
            api_key=key,
            key_source=source,
            base_url=self._base_url(),
            dialect=cast("DialectName", self._choice("dialect", "ARIZE_DIALECT", ("auto", "upper", "lower")) or "auto"),
            on_destroy=self._on_destroy(),
            adopt=self._choice("adopt", "", ("true", "false")) == "true",
            timeout_seconds=self._number("timeoutSeconds", float, 0.01, 3600) or 30.0,
            max_retries=_or(self._number("maxRetries", int, 0, 100), 5),
            max_requests_per_second=self._number("maxRequestsPerSecond", float, 0.01, 10000),
            ca_bundle=self._existing_file("caBundle", "ARIZE_SSL_CA_CERT"),
            proxy_url=self._proxy_url(),
        )

    def _find(self, key: str, variable: str, *, environment_first: bool = False) -> tuple[str, str]:
        places = [
            ((self._config(key) or "").strip(), f"the configuration value arize:{key}"),
            (self._environment.get(variable, "").strip(), f"the environment variable {variable}"),
        ]
        if environment_first:
            places.reverse()
        return next((place for place in places if place[0]), ("", "nowhere"))

    def _choice(
        self, key: str, variable: str, allowed: tuple[str, ...], *, environment_first: bool = False
    ) -> str | None:
        value, source = self._find(key, variable, environment_first=environment_first)
        if value and value.lower() not in allowed:
            message = f"{_capital(source)} is {value!r}, but must be one of: {', '.join(allowed)}."
            raise SettingsError(message)
        return value.lower() or None

    def _on_destroy(self) -> RemovalPolicy:
        # The one setting whose environment variable wins: destroy runs with the configuration stored in state,
        # so the environment is the only way to say something new there.
        chosen = self._choice("onDestroy", "ARIZE_ON_DESTROY", REMOVAL_POLICIES, environment_first=True)
        return cast("RemovalPolicy", chosen or "refuse")

    def _number(self, key: str, kind: type[Number], smallest: float, largest: float) -> Number | None:
        value, source = self._find(key, _variable(key))
        if not value:
            return None
        try:
            number = kind(value)
        except ValueError:
            number = kind(-1)
        if not smallest <= number <= largest:
            what = "a whole number" if kind is int else "a number"
            message = f"{_capital(source)} is {value!r}, but must be {what} from {smallest:g} to {largest:g}."
            raise SettingsError(message)
        return number

    def _existing_file(self, key: str, variable: str) -> str | None:
        path, source = self._find(key, variable)
        if path and not os.path.isfile(path):  # noqa: PTH113 - pathlib is not needed for one question
            message = f"{_capital(source)} names {path!r}, which is not a file."
            raise SettingsError(message)
        return path or None

    def _base_url(self) -> str:
        url, url_source = self._find("baseUrl", "ARIZE_BASE_URL")
        region, region_source = self._find("region", "ARIZE_REGION")
        if url and region:
            message = f"{_capital(url_source)} and {region_source} both say where the API is; remove one of them."
            raise SettingsError(message)
        if region:
            return _regional_url(region, region_source)
        return _checked_url(url, url_source) if url else DEFAULT_URL

    def _proxy_url(self) -> str | None:
        url, source = self._find("proxyUrl", "ARIZE_PROXY_URL")
        if url and not _is_proxy(url):
            # Not shown: a proxy's address often has a password in it.
            message = f"{_capital(source)} must be a full URL that starts with http:// or https://, and is not."
            raise SettingsError(message)
        return url or None


def _regional_url(region: str, source: str) -> str:
    if region not in REGIONS:
        message = f"{_capital(source)} is {region!r}, but must be one of: {', '.join(REGIONS)}."
        raise SettingsError(message)
    return f"https://api.{region}.arize.com"


def _checked_url(url: str, source: str) -> str:
    problem = _url_problem(url)
    if problem:
        shown = url if "@" not in url else "an address with credentials in it"
        message = f"{_capital(source)} is {shown!r}, {problem}; the default is {DEFAULT_URL}."
        raise SettingsError(message)
    return url.rstrip("/")


def _url_problem(url: str) -> str:
    parts = _split(url)
    if parts is None:
        return "which is not a URL"
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "but must be a full URL that starts with https://"
    if set(url) & set("@?#"):
        return "but must have no credentials, query or fragment"
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        return "but plain http is only allowed to this machine; use https://"
    return ""


def _is_proxy(url: str) -> bool:
    parts = _split(url)
    return parts is not None and parts.scheme in {"http", "https"} and bool(parts.hostname)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # read to have it checked
    except ValueError:
        return None
    return parts if url.isprintable() and " " not in url else None


def _variable(key: str) -> str:
    return "ARIZE_" + "".join(f"_{letter}" if letter.isupper() else letter for letter in key).upper()


def _capital(source: str) -> str:
    return source[0].upper() + source[1:]


def _or(value: int | None, default: int) -> int:
    return default if value is None else value
