"""Which mails an account can be sent again, by its status; what is not known is left to the server."""

from __future__ import annotations

_WITHOUT_PASSWORD = {"INVITED", "EXPIRED"}


def can_be_invited_again(status: str) -> bool:
    """Whether an invitation can be sent again to somebody with this status."""
    return status != "ACTIVE"


def resend_refusal(who: str) -> str:
    """Why an active person gets no invitation."""
    return f"{who} is already ACTIVE, so no invitation was sent."


def can_choose_a_password(status: str) -> bool:
    """Whether a link for a new password can be sent to somebody with this status."""
    return status not in _WITHOUT_PASSWORD


def reset_refusal(who: str, status: str) -> str:
    """Why somebody who has not accepted the invitation gets no link for a new password."""
    return f"{who} is {status} and has no password yet, so no link was sent. Resend the invitation instead."


def expired_hint(status: str) -> str:
    """What else there is for somebody whose invitation has expired; nothing for anybody else."""
    if status != "EXPIRED":
        return ""
    return 'The invitation has expired: if Arize does not resend it, a program with on_expired="reinvite" renews it.'
