"""Where each setting of an account comes from, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from pulumi_arize_users.api.connection import load_connection
from pulumi_arize_users.api.errors import SettingsError
from pulumi_arize_users.api.sources import Found, Sources
from pulumi_arize_users.providers.known_settings import NAMESPACE, VARIABLES, refuse_unknown, unread_variables
from pulumi_arize_users.providers.policy_settings import load_policy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OK, NOTE, WARNING, WRONG = "ok", "note", "warning", "wrong"
# A proxy's address often has a password in it.
_HIDDEN = {"apiKey", "proxyUrl"}
# What has to be said besides, so that a setting is read.
_READ_WITH = {"graphqlUrl": "set arize:verifyMemberships to graphql"}


class Finding(NamedTuple):
    """A line of a check.

    Attributes:
        subject: what was looked at.
        result: `ok`, `note`, `warning`, or `wrong` where nothing can be done with it.
        sentence: what was seen, and what to do about it.
    """

    subject: str
    result: str
    sentence: str


@dataclass(frozen=True)
class _Noted(Sources):
    """Remembers what was found where."""

    noted: dict[str, Found] = field(default_factory=dict)

    def find(self, key: str, variable: str, *, environment_first: bool = False) -> Found:
        found = super().find(key, variable, environment_first=environment_first)
        self.noted[key] = found
        return found


def settings_found(sources: Sources, encrypted: Iterable[str] = ()) -> list[Finding]:
    """A line for each setting that somebody has set, and for everything that is nearly one.

    Args:
        sources: where settings are.
        encrypted: keys of the configuration whose values only Pulumi can read.
    """
    plain = Sources(sources.config, sources.environment)
    used = _Noted(sources.config, sources.environment)
    together = _problem(used)
    each = [
        _setting(plain, used, key, works=not together) for key in VARIABLES if plain.find(key, VARIABLES[key]).value
    ]
    # What is wrong with a setting by itself has a line already.
    alone = {finding.sentence for finding in each}
    return [
        *each,
        *([Finding("settings", WRONG, together)] if together and together not in alone else []),
        *_unread(sources, encrypted),
        *_unknown(sources),
        *(
            Finding("variable", WARNING, f"{sentence} Rename it, or unset it.")
            for sentence in unread_variables(sources.environment)
        ),
    ]


def _setting(sources: Sources, used: _Noted, key: str, *, works: bool) -> Finding:
    alone = _only(sources, key)
    problem = _problem(alone)
    if problem:
        return Finding(key, WRONG, problem)
    found = used.noted.get(key) or alone.noted.get(key) or sources.find(key, VARIABLES[key])
    if works and key not in used.noted:
        needed = _READ_WITH.get(key, "change what it depends on")
        return Finding(key, WARNING, f"{found.source} is not read. Remove it, or {needed}.")
    value = "Set, and not shown" if key in _HIDDEN else found.value
    return Finding(key, OK, f"{value}: {_lower(found.source)}{_overruled(sources, key, found)}.")


def _only(sources: Sources, key: str) -> _Noted:
    """Sources of this one setting."""
    variable = VARIABLES[key]
    environment = {variable: sources.environment.get(variable, "")} if variable else {}
    return _Noted(lambda asked: sources.config(asked) if asked == key else None, environment)


def _problem(sources: Sources) -> str:
    try:
        load_connection(sources)
        load_policy(sources)
    except SettingsError as error:
        return str(error)
    return ""


def _overruled(sources: Sources, key: str, found: Found) -> str:
    """That another place says something else, which is not read."""
    others = (replace(sources, config=lambda _key: None), replace(sources, environment={}))
    said: list[Any] = [other.find(key, VARIABLES[key]) for other in others]
    return "".join(
        f"; {_lower(other.source)} says something else, and is not read"
        for other in said
        if other.value and other.source != found.source and other.value != found.value
    )


def _unread(sources: Sources, encrypted: Iterable[str]) -> Iterator[Finding]:
    """That an encrypted value is not read, which matters unless the environment says it as well."""
    for written in encrypted:
        namespace, _, key = written.rpartition(":")
        if namespace != NAMESPACE or key not in VARIABLES:
            continue
        variable = VARIABLES[key]
        said = f"The configuration value {written} is encrypted, and not read here"
        if sources.find(key, variable).value:
            yield Finding(key, NOTE, f"{said}; {variable} is.")
        else:
            yield Finding(key, WARNING, f"{said}. Set {variable or 'it without encryption'}.")


def _unknown(sources: Sources) -> Iterator[Finding]:
    try:
        refuse_unknown(sources)
    except SettingsError as error:
        for sentence in str(error).splitlines():
            yield Finding("configuration", WRONG, sentence)


def _lower(source: str) -> str:
    return source[0].lower() + source[1:]
