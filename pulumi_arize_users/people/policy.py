"""What a stack may do to people unless a resource says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

RemovalPolicy = Literal["refuse", "block", "retain"]
REMOVAL_POLICIES: tuple[RemovalPolicy, ...] = get_args(RemovalPolicy)

RETAIN = 'set on_destroy="retain"'


@dataclass(frozen=True)
class Policy:
    """How the people of one account are treated.

    Attributes:
        on_destroy: what becomes of people who are removed from a program and have no choice of their own.
        adopt: whether existing accounts are taken over by default.
        max_removals: how many people one run may block: a count such as "5" or a percentage such as "10%"; None is
            unlimited.
        max_membership_removals: how many memberships one run may end, in the same form; None is unlimited.
        caller_email: address of the account behind the key, which is never blocked; None when it is not known, and
            empty for a service key, which belongs to nobody.
        unmanaged: what a roster that does not say so itself does about people whom nobody declares, as `read_unmanaged`
            returns it.
        sso: whether an identity provider creates the accounts, so that nobody is invited, changed or blocked.
        to_keep: what somebody does in order to keep an account, as refusals say it; a part of a sentence.
    """

    on_destroy: RemovalPolicy = "refuse"
    adopt: bool = False
    max_removals: str | None = None
    max_membership_removals: str | None = None
    caller_email: str | None = None
    sso: bool = False
    unmanaged: str = "ignore"
    to_keep: str = RETAIN
