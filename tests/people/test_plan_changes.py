"""What is decided about somebody whom the stack knows and the program declares."""

import pytest

from pulumi_arize_users.people.plan import ABSENT, Planner
from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.people.record import seen_record
from pulumi_arize_users.people.steps import (
    Change,
    Record,
    Renew,
    Replace,
    Trigger,
)
from pulumi_arize_users.people.subject import Subject
from tests.people.planning import ADA, RECORDED, WHO, account, plan, refusal, steps


class TestChange:
    """Somebody whom the stack knows and the program declares."""

    def test_nothing_is_planned_for_somebody_who_is_as_declared(self):
        """The record has the server's values, so it is enough to look there."""
        planned = plan(ADA, RECORDED)

        assert not planned
        assert () == planned.steps

    def test_somebody_who_is_gone_is_noticed_although_nothing_is_planned(self):
        """What a preview has seen is said, and where something would change, refused."""
        planned = plan(ADA, RECORDED, ABSENT)
        (notice,) = planned.notices

        assert () == planned.steps
        assert str(notice).startswith("ada@example.com is not in the account any more")
        assert "Nothing can be changed" in refusal({**ADA, "name": "Countess"}, RECORDED, ABSENT)

    def test_somebody_whom_the_identity_provider_has_not_made_yet_waits(self):
        """Until a refresh finds them, nothing can be sent."""
        missing = {**RECORDED, "user_id": "missing:ada@example.com", "status": "MISSING"}

        assert () == steps({**ADA, "name": "Countess"}, missing, sso=True)

    @pytest.mark.parametrize(
        "wanted", [{"adopt": True}, {"invite_mode": "NONE"}, {"email": "ADA@EXAMPLE.COM"}], ids=str
    )
    def test_what_nothing_follows_from_is_no_step(self, wanted):
        """These matter at other times, and the letter case of an address never does."""
        assert () == steps({**ADA, **wanted}, RECORDED)

    def test_only_what_differs_is_sent(self):
        """Name and permission go in one request."""
        assert (Change({"name": "Countess"}),) == steps({**ADA, "name": "Countess", "is_developer": True}, RECORDED)
        assert (Change({"is_developer": False}),) == steps({**ADA, "is_developer": False}, RECORDED)

    @pytest.mark.parametrize("wanted", [{"on_destroy": "block"}, {"is_developer": True}], ids=["removal", "managed"])
    def test_what_is_only_recorded_is_a_step_without_a_call(self, wanted):
        """A removal reads it in the record."""
        assert (Record(),) == steps({**ADA, **wanted}, RECORDED)

    def test_something_that_is_sent_needs_no_further_record(self):
        """The record is written with it."""
        assert (Change({"name": "Countess"}),) == steps({**ADA, "name": "Countess", "on_destroy": "block"}, RECORDED)

    def test_a_changed_role_is_refused(self):
        """The program changed its mind about a role: the sentence says what it was and what it is to be."""
        assert "is MEMBER, and the program now says ADMIN" in refusal({**ADA, "role": "ADMIN"}, RECORDED)

    def test_a_role_that_drifted_is_refused_as_drift(self):
        """The program says what it always said, but another role was seen."""
        drifted = seen_record(RECORDED, account(role="ADMIN"))

        assert "was changed outside of this program, from MEMBER to ADMIN" in refusal(ADA, drifted)
        assert () == steps({**ADA, "role": "ADMIN"}, drifted)
        assert "is ADMIN, and the program now says ANNOTATOR" in refusal({**ADA, "role": "ANNOTATOR"}, drifted)

    def test_a_refusal_says_where_the_role_stands(self):
        """In a roster the path leads to the person."""
        inside = Subject("ada@example.com", path='people["ada@example.com"].')

        sentence = refusal({**ADA, "role": "ADMIN"}, RECORDED, None, inside)

        assert """ignore_changes=['people["ada@example.com"].role']""" in sentence

    def test_a_secret_role_is_not_shown(self):
        """Neither the role that was declared before nor the one that is declared now; the role set elsewhere is."""
        secret = Subject("ada@example.com", frozenset({"role"}))
        drifted = seen_record(RECORDED, account(role="ADMIN"))

        changed = refusal({**ADA, "role": "ANNOTATOR"}, RECORDED, None, secret)

        assert "is (a secret), and the program now says (a secret)" in changed
        assert "from (a secret) to ADMIN" in refusal(ADA, drifted, None, secret)

    @pytest.mark.parametrize("moved", [False, True])
    @pytest.mark.parametrize("missing", ["role", "email", "name"])
    def test_a_value_that_is_not_known_yet_is_not_judged(self, missing, moved):
        """A preview judges what it knows; the rest is judged when it is known."""
        assert () == steps({key: value for key, value in ADA.items() if key != missing}, RECORDED, moved=moved)

    def test_a_role_that_the_server_does_not_report_is_not_judged(self):
        """Nothing is known to differ."""
        assert () == steps(ADA, {key: value for key, value in RECORDED.items() if key != "role"})

    def test_an_address_that_was_changed_elsewhere_is_refused_after_a_refresh(self):
        """Until then the person is simply the same one."""
        moved = seen_record(RECORDED, account(email="countess@example.com"))

        assert () == steps(ADA, moved)
        assert "The address of ada@example.com was changed outside" in refusal(ADA, moved, moved=True)
        assert () == steps({**ADA, "email": "Countess@example.com"}, moved, moved=True)
        assert () == Planner(Policy()).plan(WHO, ADA, moved).refusals

    def test_a_refusal_says_where_the_address_stands(self):
        """In a roster the path leads to the person."""
        moved = seen_record(RECORDED, account(email="countess@example.com"))
        inside = Subject("ada@example.com", path='people["ada@example.com"].')

        assert refusal(ADA, moved, moved=True).endswith('ignore_changes=["email"].')
        assert refusal(ADA, moved, None, inside, moved=True).endswith(
            """ignore_changes=['people["ada@example.com"].email']."""
        )

    @pytest.mark.parametrize(("own", "default"), [(None, "refuse"), ("refuse", "block"), ("refuse", "retain")])
    def test_another_address_is_refused_while_removal_is(self, own, default):
        """Another address is another person, and the old one would have to be removed."""
        recorded = {**RECORDED, **({"on_destroy": own} if own else {})}
        sentence = refusal({**ADA, "email": "grace@example.com"}, recorded, on_destroy=default)

        assert sentence.startswith("The address of ada@example.com changes to grace@example.com")

    def test_a_secret_new_address_is_not_shown(self):
        """Nor is the old one, where sentences do not name the person by it."""
        secret = Subject("this person", frozenset({"email"}))

        sentence = refusal({**ADA, "email": "grace@example.com"}, RECORDED, None, secret)

        assert sentence.startswith("The address of this person changes to (a secret).")
        assert "@example.com" not in sentence

    @pytest.mark.parametrize(("own", "default"), [("block", "refuse"), ("retain", "refuse"), (None, "block")])
    def test_another_address_is_a_replacement_once_removal_is_chosen(self, own, default):
        """Whoever chose what becomes of the old person may declare a new one, with whatever role."""
        recorded = {**RECORDED, **({"on_destroy": own} if own else {})}

        assert (Replace(),) == steps(
            {**ADA, "email": "grace@example.com", "role": "ADMIN"}, recorded, on_destroy=default
        )

    def test_the_choice_of_the_last_run_counts(self):
        """The old person is removed by what their own record says: a choice made in this very run comes too late."""
        assert "changes to grace@example.com" in refusal(
            {**ADA, "email": "grace@example.com", "on_destroy": "block"}, {**RECORDED, "on_destroy": "refuse"}
        )

    def test_an_adopted_person_is_not_replaced_by_a_default(self):
        """Their removal would be refused."""
        adopted = {**RECORDED, "adopted": True}

        assert "changes to" in refusal({**ADA, "email": "grace@example.com"}, adopted, on_destroy="block")

    def test_an_expired_invitation_is_renewed_where_that_is_asked_for(self):
        """The renewal sends the values as well; without the setting nothing is done."""
        expired = {**RECORDED, "status": "EXPIRED"}

        assert (Renew(),) == steps({**ADA, "name": "Countess", "on_expired": "reinvite"}, expired)
        assert () == steps({**ADA, "on_expired": "warn"}, expired)
        assert () == steps({**ADA, "on_expired": "reinvite"}, RECORDED)

    def test_a_renewal_is_one_invitation(self):
        """A trigger that asks for another one at the same time is done with it; that for a password is not."""
        expired = {**RECORDED, "status": "EXPIRED"}
        both = {"resend_invitation_trigger": 1, "reset_password_trigger": 1}

        assert (Renew(), Trigger("reset_password_trigger")) == steps({**ADA, "on_expired": "reinvite", **both}, expired)

    def test_a_changed_trigger_is_pulled_once(self):
        """Its value is recorded when it is done; one that leaves the program is only forgotten."""
        first, second = "resend_invitation_trigger", "reset_password_trigger"

        assert (Trigger(first), Trigger(second)) == steps({**ADA, first: 1, second: 1}, RECORDED)
        assert () == steps({**ADA, first: 1}, {**RECORDED, first: 1})
        assert (Trigger(first),) == steps({**ADA, first: 2}, {**RECORDED, first: 1})
        assert (Record(),) == steps(ADA, {**RECORDED, first: 1})
