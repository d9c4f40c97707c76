"""Whom a membership is about, where a program only says the id: what the same program says of that person.

A membership keeps it, so that it stays for as long as the removal of its person is refused, and a preview checks that
the roles fit. A Python program of the dynamic host passes the person's resource instead.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.hosts.plugin.resources import ORGANIZATION_MEMBERSHIP, SPACE_MEMBERSHIP, USER
from pulumi_arize_users.providers.protocol import ACCOUNT_ROLE, SECRET, secret_arguments
from pulumi_arize_users.providers.results import UNKNOWN, known

if TYPE_CHECKING:
    from pulumi_arize_users.providers.results import Properties

PERSON = "person"
ABOUT_A_PERSON = frozenset({ORGANIZATION_MEMBERSHIP, SPACE_MEMBERSHIP})


class DeclaredPeople:
    """The people whom a run declares one by one, by id. Safe to share among threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._said: dict[str, Properties] = {}

    def meet(self, token: str, declared: Properties, recorded: Properties) -> None:
        """Remember somebody; whatever is not a person is left alone.

        Args:
            token: what kind of resource it is.
            declared: the inputs.
            recorded: the outputs, as far as they are there.
        """
        user_id = recorded.get("user_id")
        if token == USER and isinstance(user_id, str):
            said = _said(declared, recorded)
            with self._lock:
                self._said[user_id] = said

    def completed(self, token: str, news: Properties, olds: Properties) -> Properties:
        """The inputs of a membership together with its person; those of anything else as they are.

        Args:
            token: what kind of resource it is.
            news: the inputs, as the program says them.
            olds: those of the last run: a run for some targets alone does not meet everybody.
        """
        user_id = news.get("user_id")
        if token not in ABOUT_A_PERSON or PERSON in news or not isinstance(user_id, str):
            return news
        with self._lock:
            said = self._said.get(user_id)
        if said is None:
            kept = {PERSON, SECRET} & olds.keys() if PERSON in olds and olds.get("user_id") == user_id else set()
            return {**news, **{key: olds[key] for key in kept}}
        secret = sorted({*secret_arguments(news), *secret_arguments(said)})
        return {**news, **said, **({SECRET: secret} if secret else {})}


def _said(declared: Properties, recorded: Properties) -> Properties:
    choice = declared.get("on_destroy")
    person: dict[str, Any] = {
        "email": recorded.get("email"),
        "on_destroy": recorded.get("on_destroy") if choice is UNKNOWN else choice,
        "adopted": recorded.get("adopted"),
    }
    is_secret = "email" in secret_arguments(declared)
    return {
        PERSON: {key: value for key, value in person.items() if value is not None},
        ACCOUNT_ROLE: known(declared).get("role"),
        **({SECRET: ["email", PERSON]} if is_secret else {}),
    }
