"""What is decided about somebody who leaves, and about memberships."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_arize_users.people.plan import Planner
from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.people.record import arrived_record, begun_record
from pulumi_arize_users.people.steps import (
    Block,
    Change,
    EndMembership,
    Forget,
    Record,
    SetMembership,
    Trigger,
)
from tests.people.planning import ADA, IDS, RECORDED, WHO, account, plan, refusal, steps


class TestRemoval:
    """Somebody whom the program does not declare any more."""

    @pytest.mark.parametrize(
        ("own", "default", "adopted", "taken"),
        [
            ("block", "refuse", True, (Block(),)),
            ("retain", "block", False, (Forget(),)),
            (None, "block", False, (Block(),)),
            (None, "retain", True, (Forget(),)),
        ],
    )
    def test_a_person_leaves_by_the_last_declaration(self, own, default, adopted, taken):
        """The recorded choice of the program wins, then the setting."""
        recorded = {**RECORDED, "adopted": adopted, **({"on_destroy": own} if own else {})}

        assert taken == steps(None, recorded, on_destroy=default)

    def test_a_removal_that_nobody_chose_is_refused(self):
        """By default, and by the person's own choice."""
        assert refusal(None, RECORDED).startswith('ada@example.com was not removed, because on_destroy is "refuse"')
        assert "was not removed" in refusal(None, {**RECORDED, "on_destroy": "refuse"}, on_destroy="block")

    def test_a_default_never_blocks_an_adopted_person(self):
        """Only their own choice does."""
        sentence = refusal(None, {**RECORDED, "adopted": True}, on_destroy="block")

        assert sentence.startswith("ada@example.com was not blocked: the account existed before")

    def test_the_account_behind_the_key_is_never_blocked(self):
        """But it may be forgotten."""
        behind = {"caller_email": "ADA@example.com"}

        assert "the API key belongs to this account" in refusal(None, {**RECORDED, "on_destroy": "block"}, **behind)
        assert (Forget(),) == steps(None, {**RECORDED, "on_destroy": "retain"}, **behind)

    def test_a_person_who_is_forgotten_leaves_what_was_declared_here(self):
        """A blocked one loses it anyway."""
        member = {**RECORDED, "organizations": {"ML": "ADMIN", "O9": "MEMBER"}}

        assert (EndMembership("ML", "O1"), EndMembership("O9", "O9"), Forget()) == steps(
            None, {**member, "on_destroy": "retain"}
        )
        assert (Block(),) == steps(None, {**member, "on_destroy": "block"})


class TestMemberships:
    """Memberships of people in a roster."""

    MEMBER = {**RECORDED, "organizations": {"ML": "ADMIN"}}  # noqa: RUF012 - a value that no test changes

    @pytest.mark.parametrize(
        ("wanted", "taken"),
        [
            ({"ML": "ADMIN"}, ()),
            ({"ML": "MEMBER"}, (SetMembership("ML", "O1", "MEMBER", "ADMIN"),)),
            ({"ML": "ADMIN", "Search": "MEMBER"}, (SetMembership("Search", "O2", "MEMBER"),)),
            ({"Search": "MEMBER"}, (SetMembership("Search", "O2", "MEMBER"), EndMembership("ML", "O1"))),
            ({}, (EndMembership("ML", "O1"),)),
            ({"O1": "ADMIN"}, (Record(),)),
        ],
        ids=["the same", "another role", "one more", "another one", "none", "the same by its id"],
    )
    def test_a_changed_membership_costs_what_differs(self, wanted, taken):
        """Additions come first, and what takes something away last."""
        assert taken == steps({**ADA, "organizations": wanted}, self.MEMBER)

    def test_a_new_membership_of_somebody_who_is_known_is_not_trusted(self):
        """The setting is for the take-over; afterwards a membership that is declared has to be made."""
        declared = {**ADA, "adopt_memberships": True, "organizations": {"ML": "ADMIN", "Search": "MEMBER"}}

        assert (SetMembership("Search", "O2", "MEMBER"),) == steps(declared, self.MEMBER)

    def test_additions_and_removals_are_told_apart(self):
        """A roster takes the second ones only when all of the first have succeeded."""
        planned = plan({**ADA, "name": "Countess", "organizations": {"Search": "MEMBER"}}, self.MEMBER)

        assert (Change({"name": "Countess"}), SetMembership("Search", "O2", "MEMBER")) == planned.additions
        assert (EndMembership("ML", "O1"),) == planned.removals
        assert planned.has(Change)
        assert not planned.has(Block)

    def test_a_refused_change_takes_nothing_away(self):
        """With a refusal nothing of the person is done."""
        planned = plan({**ADA, "role": "ADMIN", "organizations": {}}, self.MEMBER)

        assert () == planned.steps
        assert 1 == len(planned.refusals)

    def test_memberships_are_known_by_the_names_of_today(self):
        """An organization may be declared by another name than last time."""
        planner = Planner(Policy(), {"ML": "O1", "Machine Learning": "O1"})

        renamed = planner.memberships.renamed(
            {"organizations": {"ML": "ADMIN", "O9": "MEMBER"}}, {"organizations": {"Machine Learning": "ADMIN"}}
        )

        assert {"organizations": {"Machine Learning": "ADMIN", "O9": "MEMBER"}} == renamed


declarations = st.fixed_dictionaries(
    {"email": st.just("ada@example.com"), "name": st.sampled_from(["Ada", "Countess"]), "role": st.just("MEMBER")},
    optional={
        "is_developer": st.booleans(),
        "on_destroy": st.sampled_from(["refuse", "block", "retain"]),
        "reset_password_trigger": st.integers(0, 2),
        "organizations": st.dictionaries(st.sampled_from(["ML", "Search", "O9"]), st.sampled_from(["ADMIN", "MEMBER"])),
    },
)


@given(declarations, declarations)
def test_a_plan_that_was_carried_out_leaves_nothing_to_do(before, wanted):
    """A second preview is empty, whatever the change was."""
    planner = Planner(Policy(), IDS)
    recorded = _carried_out(arrived_record(account(), before, adopted=False), before, planner)
    recorded = _carried_out(recorded, wanted, planner)

    assert () == planner.plan(WHO, wanted, recorded).steps


def _carried_out(recorded, declared, planner):
    planned = planner.plan(WHO, declared, recorded)
    record = begun_record(recorded, declared)
    for step in planned.steps:
        if isinstance(step, Change):
            record = {**record, **step.changes}
        elif isinstance(step, Trigger):
            record[step.argument] = declared[step.argument]
        elif isinstance(step, SetMembership):
            record.setdefault("organizations", {})
            record["organizations"] = {**record["organizations"], step.name: step.role}
        elif isinstance(step, EndMembership):
            record["organizations"] = {k: v for k, v in record["organizations"].items() if k != step.name}
    return record
