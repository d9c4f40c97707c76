"""The questions of `functions.py` as Pulumi's programs know them: arguments may be outputs, and the answer is one.

Each takes `opts=pulumi.InvokeOutputOptions(provider=…, parent=…, depends_on=…)`. A mistake that only the account can
tell ends the program when the answer is there, with the same sentence. Without a key, a preview does not know the
answer, and goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.resources import questions
from pulumi_arize_users.resources.asking import answer_later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pulumi import Input, InvokeOptions, Output

    from pulumi_arize_users.api.models import Organization, Space, User


def get_user_output(
    *, id: Input[str] | None = None, email: Input[str] | None = None, opts: InvokeOptions | None = None
) -> Output[User]:
    """One person of the account.

    Args:
        id: the person's id; or
        email: their address, in any letter case.
        opts: whose account is asked, and after which resources.

    Raises:
        ProgramError: not exactly one key is given, or an option cannot be honoured.
    """
    questions.require_one_key("get_user_output", id=id, email=email)
    return answer_later(questions.one_user, {"id": id, "email": email}, opts, "get_user")


def find_user_output(
    *, id: Input[str] | None = None, email: Input[str] | None = None, opts: InvokeOptions | None = None
) -> Output[User | None]:
    """One person of the account; None if there is none.

    Args:
        id: the person's id; or
        email: their address, in any letter case.
        opts: whose account is asked, and after which resources.

    Raises:
        ProgramError: not exactly one key is given, or an option cannot be honoured.
    """
    questions.require_one_key("find_user_output", id=id, email=email)
    return answer_later(questions.perhaps_user, {"id": id, "email": email}, opts, "find_user")


def find_users_output(
    emails: Input[Sequence[Input[str]]], *, opts: InvokeOptions | None = None
) -> Output[dict[str, User | None]]:
    """Several people in one look: by address as it is asked for, None where nobody has it.

    Args:
        emails: addresses, in any letter case.
        opts: whose account is asked, and after which resources.

    Raises:
        ProgramError: an option cannot be honoured.
    """
    return answer_later(questions.several_users, {"emails": emails}, opts, "find_users")


def list_users_output(
    *,
    email: Input[str] | None = None,
    status: Input[Sequence[Input[str]]] | Input[str] = (),
    opts: InvokeOptions | None = None,
) -> Output[list[User]]:
    """The people of the account, oldest first; those who were deleted are never listed.

    Args:
        email: only people whose address contains this text, in any letter case.
        status: only people with this status, or one of these: ACTIVE, INVITED, EXPIRED.
        opts: whose account is asked, and after which resources.

    Raises:
        ProgramError: an option cannot be honoured.
    """
    return answer_later(questions.all_users, {"email": email, "status": status}, opts, "list_users")


def get_organization_output(
    *, id: Input[str] | None = None, name: Input[str] | None = None, opts: InvokeOptions | None = None
) -> Output[Organization]:
    """One organization of the account.

    Args:
        id: its id; or
        name: its exact name.
        opts: whose account is asked, and after which resources.

    Raises:
        ProgramError: not exactly one key is given, or an option cannot be honoured.
    """
    questions.require_one_key("get_organization_output", id=id, name=name)
    return answer_later(questions.one_organization, {"id": id, "name": name}, opts, "get_organization")


def list_organizations_output(*, opts: InvokeOptions | None = None) -> Output[list[Organization]]:
    """The organizations of the account that the API key may see.

    Args:
        opts: whose account is asked, and after which resources.

    Raises:
        ProgramError: an option cannot be honoured.
    """
    return answer_later(questions.all_organizations, {}, opts, "list_organizations")


def get_space_output(
    *, id: Input[str] | None = None, name: Input[str] | None = None, opts: InvokeOptions | None = None
) -> Output[Space]:
    """One space of the account.

    Args:
        id: its id; or
        name: the exact name of its organization and its own, `organization/space`.
        opts: whose account is asked, and after which resources.

    Raises:
        ProgramError: not exactly one key is given, or an option cannot be honoured.
    """
    questions.require_one_key("get_space_output", id=id, name=name)
    return answer_later(questions.one_space, {"id": id, "name": name}, opts, "get_space")


def list_spaces_output(
    *, organization_id: Input[str] | None = None, opts: InvokeOptions | None = None
) -> Output[list[Space]]:
    """The spaces of the account that the API key may see.

    Args:
        organization_id: only those of this organization.
        opts: whose account is asked, and after which resources.

    Raises:
        ProgramError: an option cannot be honoured.
    """
    return answer_later(questions.all_spaces, {"organization_id": organization_id}, opts, "list_spaces")
