"""Who can be invited again, and who can choose another password."""

import pytest

from pulumi_arize_users.people.mails import can_be_invited_again, can_choose_a_password, expired_hint


@pytest.mark.parametrize(
    ("status", "invited", "chooses"),
    [("ACTIVE", False, True), ("INVITED", True, False), ("EXPIRED", True, False), ("SUSPENDED", True, True)],
)
def test_a_status_decides_which_mail_is_sent(status, invited, chooses):
    """What a newer server may call somebody is left to that server."""
    assert (invited, chooses) == (can_be_invited_again(status), can_choose_a_password(status))


def test_whose_invitation_has_expired_is_told_the_other_way():
    """The server may not resend it."""
    assert "on_expired" in expired_hint("EXPIRED")
    assert not expired_hint("INVITED")
