"""What a program can ask about the account while it runs, with the settings its resources use.

Each function takes `opts=pulumi.InvokeOptions(provider=…)`, or `parent=…`, to ask another account of the program. In a
preview without a key the answers are not known: their values are outputs, and a program that decides by them is
refused. The forms that answer with an output are in `function_outputs.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.resources import questions
from pulumi_arize_users.resources.asking import answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pulumi import InvokeOptions

    from pulumi_arize_users.api.models import Organization, Space, User


def get_user(*, id: str | None = None, email: str | None = None, opts: InvokeOptions | None = None) -> User:
    """One person of the account.

    Args:
        id: the person's id; or
        email: their address, in any letter case.
        opts: `provider` or `parent`: whose account is asked.

    Raises:
        ProgramError: there is no such person, the settings cannot be used, or the request failed.
    """
    return answer(questions.one_user(id, email), opts)


def find_user(*, id: str | None = None, email: str | None = None, opts: InvokeOptions | None = None) -> User | None:
    """One person of the account; None if there is none.

    Args:
        id: the person's id; or
        email: their address, in any letter case.
        opts: `provider` or `parent`: whose account is asked.

    Raises:
        ProgramError: the settings cannot be used, or the request failed.
    """
    return answer(questions.perhaps_user(id, email), opts)


def find_users(emails: Iterable[str], *, opts: InvokeOptions | None = None) -> dict[str, User | None]:
    """Several people in one look: by address as it is asked for, None where nobody has it.

    Many cost a request for a hundred people of the account, a few one request each.

    Args:
        emails: addresses, in any letter case.
        opts: `provider` or `parent`: whose account is asked.

    Raises:
        ProgramError: the settings cannot be used, or a request failed.
    """
    return answer(questions.several_users(emails), opts)


def list_users(
    *, email: str | None = None, status: Iterable[str] | str = (), opts: InvokeOptions | None = None
) -> list[User]:
    """The people of the account, oldest first; those who were deleted are never listed.

    Args:
        email: only people whose address contains this text, in any letter case.
        status: only people with this status, or one of these: ACTIVE, INVITED, EXPIRED.
        opts: `provider` or `parent`: whose account is asked.

    Raises:
        ProgramError: the settings cannot be used, or the request failed.
    """
    return answer(questions.all_users(email, status), opts)


def get_organization(
    *, id: str | None = None, name: str | None = None, opts: InvokeOptions | None = None
) -> Organization:
    """One organization of the account.

    Args:
        id: its id; or
        name: its exact name.
        opts: `provider` or `parent`: whose account is asked.

    Raises:
        ProgramError: there is none, or more than one, the settings cannot be used, or the request failed.
    """
    return answer(questions.one_organization(id, name), opts)


def list_organizations(*, opts: InvokeOptions | None = None) -> list[Organization]:
    """The organizations of the account that the API key may see.

    Args:
        opts: `provider` or `parent`: whose account is asked.

    Raises:
        ProgramError: the settings cannot be used, or the request failed.
    """
    return answer(questions.all_organizations(), opts)


def get_space(*, id: str | None = None, name: str | None = None, opts: InvokeOptions | None = None) -> Space:
    """One space of the account.

    Args:
        id: its id; or
        name: the exact name of its organization and its own, `organization/space`.
        opts: `provider` or `parent`: whose account is asked.

    Raises:
        ProgramError: there is none, or more than one, the settings cannot be used, or the request failed.
    """
    return answer(questions.one_space(id, name), opts)


def list_spaces(*, organization_id: str | None = None, opts: InvokeOptions | None = None) -> list[Space]:
    """The spaces of the account that the API key may see.

    Args:
        organization_id: only those of this organization.
        opts: `provider` or `parent`: whose account is asked.

    Raises:
        ProgramError: the settings cannot be used, or the request failed.
    """
    return answer(questions.all_spaces(organization_id), opts)
