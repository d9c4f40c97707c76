"""Which settings there are, and what is said about others: a guard that is misspelt guards nobody."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import SettingsError
from pulumi_arize_users.people.near import close_names
from pulumi_arize_users.providers.messages import log

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pulumi_arize_users.api.sources import Sources

NAMESPACE = "arize"
# Each key of the configuration, with its environment variable if it has one.
VARIABLES: Mapping[str, str] = {
    "apiKey": "ARIZE_API_KEY",
    "baseUrl": "ARIZE_BASE_URL",
    "region": "ARIZE_REGION",
    "dialect": "ARIZE_DIALECT",
    "onDestroy": "ARIZE_ON_DESTROY",
    "adopt": "",
    "maxRemovals": "ARIZE_MAX_REMOVALS",
    "maxMembershipRemovals": "ARIZE_MAX_MEMBERSHIP_REMOVALS",
    "unmanaged": "ARIZE_UNMANAGED",
    "callerEmail": "ARIZE_CALLER_EMAIL",
    "managedBy": "ARIZE_MANAGED_BY",
    "verifyMemberships": "ARIZE_VERIFY_MEMBERSHIPS",
    "graphqlUrl": "ARIZE_GRAPHQL_URL",
    "requireLookup": "ARIZE_REQUIRE_LOOKUP",
    "timeoutSeconds": "ARIZE_TIMEOUT_SECONDS",
    "maxRetries": "ARIZE_MAX_RETRIES",
    "lagSeconds": "ARIZE_LAG_SECONDS",
    "maxRequestsPerSecond": "ARIZE_MAX_REQUESTS_PER_SECOND",
    "concurrency": "ARIZE_CONCURRENCY",
    "caBundle": "ARIZE_SSL_CA_CERT",
    "proxyUrl": "ARIZE_PROXY_URL",
}
_PREFIX = "ARIZE_"
_READ = {*VARIABLES.values(), "ARIZE_LOG", "ARIZE_LOOPBACK_ONLY"}
_STORED = (
    " A refresh or a destroy reads what the last `pulumi up` stored: "
    "run it once after the correction, or add --run-program."
)

_WARNING = threading.Lock()
_warned = False


def refuse_unknown(sources: Sources) -> None:
    """Refuse settings that nothing would read.

    Raises:
        SettingsError: there are some.
    """
    keys, project = sources.keys, sources.project
    wrong = [sentence for key in sorted(keys) if (sentence := _refusal(key, keys, project))]
    if wrong:
        message = "\n".join(wrong) + (_STORED if sources.are_stored else "")
        raise SettingsError(message)


def warn_of_variables(environment: Mapping[str, str]) -> None:
    """Say once in a process which environment variables are like ours, and are read by nobody."""
    if _first_time():
        for sentence in unread_variables(environment):
            log.warning("%s", sentence)


def leave_warning_to_program() -> None:
    """Say nothing of variables in this process: a program runs, and has said it."""
    _first_time()


def unread_variables(environment: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each variable that is like one of ours, and is read by nobody."""
    for name, value in sorted(environment.items()):
        key = name.upper().removeprefix(_PREFIX)
        if key == name.upper() or not value.strip() or name in _READ:
            continue
        if meant := _meant_by_variable(key):
            yield f"The environment variable {name} is set, and nothing reads it. Did you mean {meant}?"


def _refusal(written: str, keys: Collection[str], project: str) -> str:
    namespace, _, key = written.rpartition(":")
    if not namespace:  # the argument of a provider that the program declares
        ours = f"{NAMESPACE}:{key}"
        return f"The provider's argument {key} is not read: write {ours}." if _is_misplaced(key, ours, keys) else ""
    if namespace != NAMESPACE:
        # Case counts in a namespace; other packages have keys of the same name in theirs.
        is_ours = namespace.lower() == NAMESPACE and key in VARIABLES and namespace != project
        return _no_such(written, [key]) if is_ours else ""
    near = _meant_by_key(key)
    return "" if key in VARIABLES or (project == NAMESPACE and not near) else _no_such(written, near)


def _is_misplaced(key: str, ours: str, keys: Collection[str]) -> bool:
    return key in VARIABLES and ours not in keys


def _no_such(written: str, near: list[str]) -> str:
    if near:
        hint = f"Did you mean {' or '.join(f'{NAMESPACE}:{key}' for key in near)}?"
    else:
        hint = f"The settings are: {', '.join(f'{NAMESPACE}:{key}' for key in sorted(VARIABLES))}."
    return (
        f"There is no setting {written}, and nothing would read it. {hint} Rename it, or take it out: nothing is done."
    )


def _meant_by_key(key: str) -> list[str]:
    plain = {_plain(known): known for known in VARIABLES} | {
        _plain(name): key for key, name in VARIABLES.items() if name
    }
    return list(dict.fromkeys(plain[name] for name in close_names(_plain(key), plain)))


def _meant_by_variable(name: str) -> str:
    """The variable, or the key without one, whose name is like this one."""
    by_name = {_plain(variable): variable for variable in _READ if variable}
    by_name |= {
        _plain(key): variable or f"the configuration value {NAMESPACE}:{key}" for key, variable in VARIABLES.items()
    }
    return " or ".join(dict.fromkeys(by_name[near] for near in close_names(_plain(name), by_name)))


def _plain(name: str) -> str:
    return name.upper().removeprefix(_PREFIX).replace("_", "").replace("-", "")


def _first_time() -> bool:
    global _warned
    with _WARNING:
        before, _warned = _warned, True
    return not before
