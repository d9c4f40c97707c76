"""The page of permissions says what the local Arize allows, line by line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pulumi_arize_users.api.client import ArizeClient
from pulumi_arize_users.api.connection import Connection
from pulumi_arize_users.api.errors import Forbidden, NotFound
from pulumi_arize_users.simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE = (Path(__file__).parents[1] / "docs/permissions.md").read_text()
ROWS = re.findall(r"^\| (`[^|]+) \| [^|]+ \| (\w+) \| (\w+) \| (\w+) \|$", PAGE, re.MULTILINE)
OTHERS = ("ANNOTATOR", "MEMBER_UI_ONLY")


class Asked:
    """A client whose key belongs to somebody, and whom and what it asks about."""

    def __init__(self, arize: Simulator) -> None:
        self.arize = arize
        self.client = ArizeClient(Connection(api_key=arize.api_key, base_url=arize.url))
        self.place = arize.add_organization("ML Platform")
        self.space = arize.add_space(self.place, "Fraud")
        self.ada = arize.add_user("ada@example.com", status="INVITED")
        self.grace = arize.add_user("grace@example.com")
        for where in (self.place, self.space):
            arize.add_member(where, self.grace)

    def as_admin_of_the_place(self) -> None:
        """Let the key's owner administer the organization and its space."""
        for where in (self.place, self.space):
            self.arize.add_member(where, "owner@example.com", "ADMIN")

    def see_somebody(self) -> None:
        """Read a person; whether nobody may be seen, the list says."""
        if self.client.get_user(self.ada) is None:
            self.client.list_users()

    def invite(self, role: str) -> None:
        """Invite somebody who is not there yet."""
        self.client.create_user(name="New", email=f"{role}@example.com".lower(), role=role)


# What each line of the table stands for; an error about the request itself would be another one than a refusal.
OPERATIONS: dict[str, tuple[Callable[[Asked], object], ...]] = {
    "`list_users`, `get_user`": (lambda asked: asked.client.list_users(), Asked.see_somebody),
    "`create_user` with the role `MEMBER` or `ANNOTATOR`": (
        lambda asked: asked.invite("MEMBER"),
        lambda asked: asked.invite("ANNOTATOR"),
    ),
    "`create_user` with another role": (
        lambda asked: asked.invite("ADMIN"),
        lambda asked: asked.invite("MEMBER_UI_ONLY"),
    ),
    "`update_user`": (
        lambda asked: asked.client.update_user(asked.ada, name="Countess"),
        lambda asked: asked.client.update_user(asked.ada, is_developer=False),
    ),
    "`delete_user`": (lambda asked: asked.client.delete_user(asked.ada),),
    "`resend_invitation`": (lambda asked: asked.client.resend_invitation(asked.ada),),
    "`reset_password`": (lambda asked: asked.client.reset_password(asked.grace),),
    "`list_organizations`": (lambda asked: asked.client.list_organizations(),),
    "`add_organization_user`": (lambda asked: asked.client.add_organization_user(asked.place, asked.ada, "MEMBER"),),
    "`remove_organization_user`": (lambda asked: asked.client.remove_organization_user(asked.place, asked.grace),),
    "`add_space_user`": (lambda asked: asked.client.add_space_user(asked.space, asked.grace, "READ_ONLY"),),
    "`remove_space_user`": (lambda asked: asked.client.remove_space_user(asked.space, asked.grace),),
}


@pytest.fixture
def asked() -> Iterator[Asked]:
    """An account with two people, an organization and a space."""
    with Simulator(api_key="permissions-canary-77") as arize:
        yield Asked(arize)


def answers(asked: Asked, operation: str) -> list[str]:
    """Whether the account does it, for each call that a line stands for."""
    return [_answer(asked, call) for call in OPERATIONS[operation]]


def _answer(asked: Asked, call: Callable[[Asked], object]) -> str:
    try:
        call(asked)
    except (Forbidden, NotFound):
        return "no"
    return "yes"


def test_the_table_has_every_operation() -> None:
    """Whatever the package sends is in it, and nothing else."""
    assert list(OPERATIONS) == [operation for operation, *_allowed in ROWS]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_account_admin_may_do_everything(asked: Asked, operation: str) -> None:
    """As the sentence over the table says."""
    assert {"yes"} == {*answers(asked, operation)}


@pytest.mark.parametrize(("operation", "member", "local_admin", "others"), ROWS)
def test_others_may_do_what_the_table_says(
    asked: Asked, operation: str, member: str, local_admin: str, others: str
) -> None:
    """Each account role, alone and as an admin of the organization and the space."""
    for role in OTHERS:
        asked.arize.caller_role = role
        assert {others} == {*answers(asked, operation)}
    asked.arize.caller_role = "MEMBER"
    alone = {*answers(asked, operation)}

    asked.as_admin_of_the_place()
    there = {*answers(asked, operation)}

    assert ({member}, {local_admin}) == (alone, there)
