"""Each step of a plan in words."""

from __future__ import annotations

from typing import get_args

import pytest

from pulumi_arize_users.api.models import User
from pulumi_arize_users.people.intentions import intentions
from pulumi_arize_users.people.plan import PersonPlan
from pulumi_arize_users.people.scope import SPACE
from pulumi_arize_users.people.steps import (
    Adopt,
    Block,
    Change,
    EndMembership,
    Forget,
    Gone,
    Invite,
    LookUp,
    Record,
    Renew,
    Replace,
    SetMembership,
    StandIn,
    Step,
    Trigger,
)
from pulumi_arize_users.people.subject import Subject

ADA = User(id="U1", email="ada@example.com", name="Ada", role="MEMBER", status="ACTIVE")
WORDS = [
    (Invite(), ["will be invited as ADMIN"]),
    (LookUp(), ["will be recorded once the identity provider has made the account"]),
    (StandIn(), ["will be recorded once the identity provider has made the account"]),
    (
        Adopt(ADA, {"name": "Ada L"}),
        ["will be taken over (id U1, status ACTIVE, role MEMBER)", "name will be 'Ada L'"],
    ),
    (Renew(), ["will be invited again, because the invitation has expired"]),
    (Change({"name": "A", "is_developer": True}), ["name will be 'A'", "is_developer will be True"]),
    (Trigger("reset_password_trigger"), ["will get a link for a new password"]),
    (Trigger("resend_invitation_trigger"), ["will get the invitation again"]),
    (Record(), ["will be recorded as declared; nothing is sent"]),
    (Replace(), ["will be replaced with ada@example.com"]),
    (SetMembership("ML", "O1", "MEMBER"), ["will be MEMBER in the organization ML"]),
    (
        SetMembership("ML/A", "S1", "ADMIN", "MEMBER", scope=SPACE),
        ["will be ADMIN instead of MEMBER in the space ML/A"],
    ),
    (
        SetMembership("ML", "O1", "MEMBER", trusted=True),
        ["will be recorded as MEMBER in the organization ML; nothing is sent"],
    ),
    (EndMembership("ML", "O1", along=("ML/A",)), ["will lose the membership in the organization ML, and in ML/A"]),
    (Block(), ["will be blocked permanently, and can never be invited again"]),
    (Gone(), ["will be forgotten here: not in the account any more"]),
    (Forget(), ["will be forgotten here, and will keep the account"]),
]


@pytest.mark.parametrize(("step", "words"), WORDS, ids=lambda value: type(value).__name__)
def test_a_step_says_what_will_be_done(step, words):
    """As the end of a sentence about the person."""
    declared = {"email": "ada@example.com", "role": "ADMIN"}

    assert words == intentions(PersonPlan(Subject("ada@example.com"), declared, None, (step,)))


def test_every_kind_of_step_has_words():
    """A new one would be taken for a mere record."""
    assert {*get_args(Step)} == {type(step) for step, _words in WORDS}


def test_a_secret_value_is_not_shown():
    """The argument is named, and its value hidden."""
    subject = Subject("this person", frozenset({"name"}))

    (words,) = intentions(PersonPlan(subject, None, None, (Change({"name": "canary"}),)))

    assert words.startswith("name will be ")
    assert "canary" not in words
