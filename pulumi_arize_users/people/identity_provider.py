"""Accounts that an identity provider creates: they are looked up, and nothing about them is changed from here."""

from __future__ import annotations

from pulumi_arize_users.api.vocabulary import fold

MISSING = "MISSING"
MISSING_ID = "missing:"


def missing_refusal(who: str) -> str:
    """Why a person without an account is not invited."""
    return (
        f"{who} has no account in Arize, and arize:managedBy is sso, so nobody is invited from here. Let them sign in "
        "once, or assign them to Arize in the identity provider; or set missing_ok=True (missing_ok: true in a "
        "file) to go on without them."
    )


def missing_warning(who: str) -> str:
    """What it means to go on without a person."""
    return (
        f"{who} has no account in Arize yet; their memberships are skipped. Once they have signed in, "
        "run `pulumi up --refresh`."
    )


def missing_ok_refusal() -> str:
    """Why nobody may be missing where nobody makes the accounts but this program."""
    return "missing_ok is only for accounts of an identity provider: set arize:managedBy to sso."


def blocked_there_refusal(who: str) -> str:
    """Why somebody whose account an identity provider makes is not blocked."""
    return f"{who} was not blocked: arize:managedBy is sso. Take Arize from them in the identity provider."


def no_mail_refusal(who: str) -> str:
    """Why somebody whose account an identity provider makes gets no invitation and no link for a new password."""
    return (
        f"Nothing was sent to {who}: arize:managedBy is sso, so people sign in through the identity provider, and have "
        "neither an invitation nor a password in Arize."
    )


def missing_id(email: str) -> str:
    """The id that stands for somebody who has no account yet."""
    return MISSING_ID + fold(email)


def is_missing(user_id: str) -> bool:
    """Whether an id stands for somebody who has no account yet."""
    return user_id.startswith(MISSING_ID)
