"""The steps of a plan, as sentences name them."""

import pytest

from pulumi_arize_users.api.models import User
from pulumi_arize_users.people.steps import (
    Adopt,
    Block,
    Change,
    EndMembership,
    Forget,
    Invite,
    LookUp,
    Record,
    Renew,
    SetMembership,
    StandIn,
    Trigger,
    doing,
    undone,
)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Invite(), "Inviting ada"),
        (Adopt(User(id="U1")), "Taking over ada"),
        (LookUp(), "Looking up ada"),
        (StandIn(), "Recording ada"),
        (Renew(), "Updating ada"),
        (Change({"name": "Ada"}), "Updating ada"),
        (Record(), "Recording ada"),
        (Forget(), "Forgetting ada"),
        (Block(), "Blocking ada"),
        (Trigger("reset_password_trigger"), "Sending a link for a new password to ada"),
        (Trigger("resend_invitation_trigger"), "Sending the invitation again to ada"),
        (SetMembership("ML", "O1", "ADMIN"), "Adding ada to the organization ML as ADMIN"),
        (SetMembership("ML", "O1", "ADMIN", "MEMBER"), "Changing the role of ada in the organization ML to ADMIN"),
        (EndMembership("ML", "O1"), "Removing ada from the organization ML"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_names_what_was_being_done(step, words):
    """As the beginning of its sentence."""
    assert words == doing(step, "ada")


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Change({"name": "Ada", "is_developer": True}), "name and is_developer could not be set"),
        (Trigger("reset_password_trigger"), "what reset_password_trigger asks for could not be done"),
        (SetMembership("ML", "O1", "ADMIN"), "the membership in ML could not be set"),
        (Renew(), "not everything could be done"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_a_failed_step_leaves_undone_is_named(step, words):
    """As the end of a sentence about somebody who is in the account."""
    assert words == undone(step)
