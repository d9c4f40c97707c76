"""What is decided about somebody whom the stack does not know."""

import pytest

from pulumi_arize_users.people.adoption import Ownership
from pulumi_arize_users.people.plan import ABSENT
from pulumi_arize_users.people.steps import (
    Adopt,
    Forget,
    Invite,
    LookUp,
    Record,
    Renew,
    Replace,
    SetMembership,
    StandIn,
)
from pulumi_arize_users.people.subject import Subject
from tests.people.planning import ADA, RECORDED, account, refusal, steps


class TestArrival:
    """Somebody whom the stack does not know."""

    @pytest.mark.parametrize("seen", [None, ABSENT], ids=["nobody looked", "nobody is there"])
    def test_somebody_who_is_not_there_is_invited(self, seen):
        """Memberships follow the invitation."""
        assert (Invite(), SetMembership("ML", "O1", "ADMIN")) == steps(
            {**ADA, "organizations": {"ML": "ADMIN"}}, None, seen
        )

    def test_an_account_that_exists_is_refused(self):
        """Unless the program asks for it, nothing is taken over."""
        assert refusal(ADA, None, account()).startswith("ada@example.com already exists in the Arize account (id U1, ")

    @pytest.mark.parametrize(("own", "default"), [(True, False), (None, True), (True, True)])
    def test_an_account_is_taken_over_where_that_is_asked_for(self, own, default):
        """By the resource's own setting, else by the one for everybody; only what differs is sent."""
        declared = {**ADA, "name": "Countess", **({} if own is None else {"adopt": own})}

        assert (Adopt(account(), {"name": "Countess"}),) == steps(declared, None, account(), adopt=default)

    def test_the_resources_own_no_overrides_the_setting(self):
        """The more specific setting wins."""
        assert "already exists" in refusal({**ADA, "adopt": False}, None, account(), adopt=True)

    def test_an_account_with_another_role_is_refused(self):
        """No call changes a role."""
        assert "cannot be taken over as MEMBER" in refusal({**ADA, "adopt": True}, None, account(role="ADMIN"))

    @pytest.mark.parametrize("role", [{}, {"role": ""}], ids=["not known yet", "not said"])
    def test_a_role_that_is_not_known_yet_is_not_judged(self, role):
        """The account is taken over with the role that it has."""
        declared = {key: value for key, value in ADA.items() if key != "role"}

        assert (Adopt(account(role="ADMIN")),) == steps(
            {**declared, **role, "adopt": True}, None, account(role="ADMIN")
        )

    def test_an_address_that_is_not_known_yet_is_not_shown(self):
        """Whether another resource has the account is judged anyway."""
        followed = Ownership(managed_as="old@example.com", is_declared=True)
        declared = {key: value for key, value in ADA.items() if key != "email"}

        assert "is the account that this stack manages as old@example.com" in refusal(
            declared, None, account(), ownership=followed
        )

    def test_a_secret_role_is_not_shown(self):
        """The refusal names the account's role, not the declared one."""
        secret = Subject("ada@example.com", frozenset({"role"}))

        sentence = refusal({**ADA, "adopt": True}, None, account(role="ADMIN"), secret)

        assert "cannot be taken over as (a secret)" in sentence

    def test_adoption_invites_nobody(self):
        """An expired invitation is taken over as it is."""
        assert (Adopt(account(status="EXPIRED")),) == steps({**ADA, "adopt": True}, None, account(status="EXPIRED"))

    def test_adoption_renews_an_expired_invitation_where_that_is_asked_for(self):
        """The renewal sends the values, so the take-over does not."""
        declared = {**ADA, "name": "Countess", "adopt": True, "on_expired": "reinvite"}

        assert (Adopt(account(status="EXPIRED")), Renew()) == steps(declared, None, account(status="EXPIRED"))
        assert (Adopt(account(), {"name": "Countess"}),) == steps(declared, None, account())

    def test_an_account_of_another_resource_is_refused_although_adoption_is_asked_for(self):
        """Two resources would fight for it."""
        declared = {**ADA, "adopt": True}

        assert "declared by two resources" in refusal(declared, None, account(), ownership=Ownership(taken=True))

    def test_an_account_that_moved_under_another_declared_address_is_refused(self):
        """The stack already manages it, under the address that the program still declares."""
        moved = Ownership(managed_as="old@example.com", is_declared=True)

        sentence = refusal({**ADA, "adopt": True}, None, account(), ownership=moved)

        assert sentence.startswith("ada@example.com is the account that this stack manages as old@example.com")
        assert "Run `pulumi refresh`" in sentence

    def test_an_account_that_moved_is_taken_over_by_the_program_that_followed(self):
        """The old address is not declared any more."""
        followed = Ownership(managed_as="old@example.com", is_declared=False)

        assert (Adopt(account()),) == steps({**ADA, "adopt": True}, None, account(), ownership=followed)
        assert "its address was changed outside" in refusal(ADA, None, account(), ownership=followed)

    @pytest.mark.parametrize("address", ["ada@example.com", "ADA@example.com"])
    def test_a_replacement_of_ones_own_account_is_refused_as_that(self, address):
        """A taint, --replace: the sentence is about these, and not about a stranger."""
        own = Ownership(managed_as=address, is_declared=True)

        assert refusal(ADA, None, account(), ownership=own).startswith(
            "ada@example.com is already managed by this stack"
        )
        assert (Adopt(account()),) == steps({**ADA, "adopt": True}, None, account(), ownership=own)

    @pytest.mark.parametrize(("seen", "trusted"), [(None, True), (ABSENT, False), (account(), True)])
    def test_memberships_are_trusted_where_the_account_may_have_them(self, seen, trusted):
        """Somebody who is not there belongs nowhere."""
        declared = {**ADA, "adopt": True, "adopt_memberships": True, "organizations": {"ML": "ADMIN"}}

        assert SetMembership("ML", "O1", "ADMIN", trusted=trusted) == steps(declared, None, seen)[-1]


class TestIdentityProvider:
    """Accounts that an identity provider creates."""

    def test_nobody_is_invited(self):
        """Somebody who was not looked up yet is looked up, and somebody who is there is taken over as they are."""
        assert (LookUp(),) == steps(ADA, None, None, sso=True)
        assert (Adopt(account(name="Other", role="ADMIN")),) == steps(
            ADA, None, account(name="Other", role="ADMIN"), sso=True
        )

    def test_somebody_without_an_account_is_refused_or_waited_for(self):
        """As the program says."""
        assert "has no account in Arize" in refusal(ADA, None, ABSENT, sso=True)
        assert (StandIn(),) == steps({**ADA, "missing_ok": True}, None, ABSENT, sso=True)

    @pytest.mark.parametrize(
        "changed", [{"name": "Countess"}, {"role": "ADMIN"}, {"is_developer": False}, {"reset_password_trigger": 1}]
    )
    def test_what_the_identity_provider_says_is_no_difference(self, changed):
        """Nothing of it is sent, and nothing refused."""
        assert () == steps({**ADA, **changed}, RECORDED, sso=True)

    def test_what_is_only_recorded_is_recorded(self):
        """And an expired invitation is not ours to renew."""
        assert (Record(),) == steps({**ADA, "on_destroy": "block"}, RECORDED, sso=True)
        assert () == steps({**ADA, "on_expired": "reinvite"}, {**RECORDED, "status": "EXPIRED"}, sso=True)

    def test_another_address_is_another_person(self):
        """Whatever the policy of removals is."""
        assert (Replace(),) == steps({**ADA, "email": "grace@example.com"}, RECORDED, sso=True)

    def test_somebody_who_leaves_is_forgotten(self):
        """Also with `block`."""
        assert (Forget(),) == steps(None, {**RECORDED, "on_destroy": "block"}, sso=True)
