"""The plan of a roster: the plans of its people, and which record belongs to whom."""

from hypothesis import given
from hypothesis import strategies as st

from pulumi_arize_users.api.models import User
from pulumi_arize_users.people.plan import Planner
from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.people.record import arrived_record
from pulumi_arize_users.people.refusals import grouped
from pulumi_arize_users.people.roster.plan import earlier_keys, plan_roster
from pulumi_arize_users.people.roster.record import declared_as
from pulumi_arize_users.people.steps import Adopt, Block, Change, EndMembership, Invite, Record, Renew

ADA = {"name": "Ada", "role": "MEMBER", "organizations": {"ML": "ADMIN"}}
KEY = "ada@example.com"
IDS = {"ML": "O1", "O1": "O1", "Search": "O2"}


def record(person, key=KEY, user_id="U1", **changes):
    user = User(id=user_id, email=key, name=person["name"], role=person["role"], status="INVITED")
    made = arrived_record(user, declared_as(key, person), adopted=False)
    permission = {"is_developer": person["is_developer"]} if "is_developer" in person else {}
    return {**made, **permission, "organizations": person.get("organizations", {}), **changes}


def plan(declared, recorded, seen=(), places=(), **policy):
    return plan_roster(Planner(Policy(**policy), IDS), declared, recorded, dict(seen), dict(places))


def test_nothing_is_planned_for_people_who_are_as_declared():
    """The record has the server's values, so it is enough to look there."""
    planned = plan({KEY: ADA}, {KEY: record(ADA)})

    assert not planned
    assert () == planned.people


def test_newcomers_are_planned_by_what_was_seen_of_them():
    """Each by their own key."""
    account = User(id="U7", email=KEY, name="Ada", role="MEMBER")
    planned = plan({KEY: {**ADA, "adopt": True}, "alan@example.com": ADA}, {}, {KEY: account})

    assert [(KEY, Adopt(account)), ("alan@example.com", Invite())] == [
        (each.key, each.plan.steps[0]) for each in planned.coming
    ]
    assert [] == planned.leaving
    assert {KEY, "alan@example.com"} == planned.keys


def test_an_account_with_a_new_address_is_the_same_person():
    """Somebody changed the address elsewhere, and the program follows: nobody is invited, nobody leaves."""
    recorded = {KEY: record(ADA, email="Ada.King@example.com", declared_email=KEY)}

    (planned,) = plan({"ada.king@example.com": ADA}, recorded).people

    assert ("ada.king@example.com", KEY) == (planned.key, planned.recorded_key)
    assert (Record(),) == planned.plan.steps
    assert {"ada.king@example.com": KEY} == earlier_keys({"ada.king@example.com": ADA}, recorded)


def test_a_moved_account_that_changes_as_well_is_changed():
    """The new address is recorded with whatever is done."""
    recorded = {KEY: record(ADA, email="Ada.King@example.com", declared_email=KEY)}

    (planned,) = plan({"ada.king@example.com": {**ADA, "name": "Countess"}}, recorded).people

    assert (Change({"name": "Countess"}),) == planned.plan.steps
    assert recorded[KEY] == planned.plan.recorded


def test_a_person_who_moved_and_is_declared_by_both_addresses_is_not_two():
    """The old address is the person's own; under the new one somebody who already has an account would be invited."""
    recorded = {KEY: record(ADA, email="Ada.King@example.com", declared_email=KEY)}

    assert {KEY: KEY} == earlier_keys(iter([KEY, "ada.king@example.com"]), recorded)


def test_somebody_who_is_still_declared_is_not_taken_for_another():
    """An address that two records have belongs to the one with that key."""
    recorded = {KEY: record(ADA), "old@example.com": record(ADA, "old@example.com", "U2", email=KEY)}

    assert {KEY: KEY} == earlier_keys({KEY: ADA}, recorded)


def test_people_are_sorted_by_what_becomes_of_them():
    """Who leaves, who is blocked, who is invited again, and who loses a membership."""
    recorded = {
        "a@example.com": record({**ADA, "on_destroy": "block"}, "a@example.com"),
        "b@example.com": record({**ADA, "on_destroy": "retain"}, "b@example.com"),
        "c@example.com": record({**ADA, "on_expired": "reinvite"}, "c@example.com", status="EXPIRED"),
        "d@example.com": record(ADA, "d@example.com"),
    }
    declared = {"c@example.com": {**ADA, "on_expired": "reinvite"}, "d@example.com": {**ADA, "organizations": {}}}

    planned = plan(declared, dict(reversed(recorded.items())))

    assert ["a@example.com", "b@example.com"] == [each.key for each in planned.leaving]
    assert ["a@example.com"] == [each.key for each in planned.blocked]
    assert {"c@example.com"} == planned.renewed
    assert ["d@example.com in ML"] == planned.ended_memberships
    assert (EndMembership("ML", "O1"),) == planned.people[1].plan.steps
    assert (Block(),) == planned.leaving[0].plan.steps
    assert {"b@example.com", "c@example.com"} == planned.without({"a@example.com", "d@example.com"}).keys


def test_a_refusal_begins_with_its_place():
    """And names the path that leads to the person."""
    (planned,) = plan({KEY: {**ADA, "role": "ADMIN"}}, {KEY: record(ADA)}, places={KEY: "people.yaml:3:1"}).people
    (refusal,) = planned.plan.refusals

    assert str(refusal).startswith("people.yaml:3:1: The account role of ada@example.com is MEMBER")
    assert f"""ignore_changes=['people["{KEY}"].role']""" in str(refusal)


def test_a_refusal_without_a_place_begins_with_its_sentence():
    """A mapping has none, and neither has somebody who is not declared any more."""
    (changed,) = plan({KEY: {**ADA, "role": "ADMIN"}}, {KEY: record(ADA)}).people[0].plan.refusals
    (left,) = plan({}, {KEY: record(ADA)}, places={KEY: "people.yaml:3:1"}).people[0].plan.refusals

    assert str(changed).startswith("The account role of ada@example.com is MEMBER")
    assert str(left).startswith("ada@example.com was not removed")


def test_a_crowd_of_refused_newcomers_is_listed_with_their_places():
    """As one sentence, in which everybody has a place of their own."""
    seen = {key: User(id="U7", email=key, status="ACTIVE", role="MEMBER") for key in (KEY, "alan@example.com")}
    planned = plan(dict.fromkeys(seen, ADA), {}, seen, {KEY: "people.yaml:3:1", "alan@example.com": "people.yaml:4:1"})

    (sentence,) = grouped([refusal for each in planned.plans for refusal in each.refusals])

    assert "people.yaml:3:1: ada@example.com (id U7, " in sentence
    assert "people.yaml:4:1: alan@example.com (id U7, " in sentence


def test_a_person_is_called_by_the_address_they_have():
    """As written, or as it became elsewhere."""
    moved = {KEY: record(ADA, email="Ada.King@example.com", declared_email=KEY)}

    assert "Ada@Example.com" == plan({KEY: {**ADA, "email": "Ada@Example.com"}}, {}).people[0].plan.subject.who
    assert "Ada.King@example.com" == plan({}, moved).people[0].plan.subject.who
    assert "Ada.King@example.com" == plan({KEY: {**ADA, "name": "Countess"}}, moved).people[0].plan.subject.who


def test_people_come_in_the_order_of_their_addresses():
    """Those who are declared first, then those who leave; a roster in another order is the same roster."""
    recorded = {key: record({**ADA, "on_destroy": "retain"}, key) for key in ("z@example.com", "b@example.com")}

    planned = plan({"y@example.com": ADA, "a@example.com": ADA}, recorded)

    assert ["a@example.com", "y@example.com", "b@example.com", "z@example.com"] == [each.key for each in planned.people]


def test_renewals_are_planned():
    """By the declaration of this run."""
    expired = {KEY: record(ADA, status="EXPIRED")}

    assert (Renew(),) == plan({KEY: {**ADA, "on_expired": "reinvite"}}, expired).people[0].plan.steps


people = st.dictionaries(
    st.sampled_from(["ada@example.com", "alan@example.com", "grace@example.com"]),
    st.fixed_dictionaries(
        {"name": st.sampled_from(["Ada", "Alan"]), "role": st.just("MEMBER")},
        optional={
            "is_developer": st.booleans(),
            "on_destroy": st.sampled_from(["block", "retain"]),
            "organizations": st.dictionaries(st.sampled_from(["ML", "Search"]), st.sampled_from(["ADMIN", "MEMBER"])),
        },
    ),
)


@given(before=people, wanted=people)
def test_everybody_who_differs_is_in_the_plan_once_and_nobody_else(before, wanted):
    """Coming, changing, leaving and staying are four different things, whatever the two rosters are."""
    ids = {key: f"U{number}" for number, key in enumerate(sorted({*before, *wanted}))}
    recorded = {key: record(person, key, ids[key]) for key, person in before.items()}
    planned = plan(wanted, recorded)
    same = {key for key in before.keys() & wanted.keys() if _said(before[key]) == _said(wanted[key])}
    changed = [each.key for each in planned.people if each.plan.declared is not None and each.plan.recorded is not None]

    assert before.keys() - wanted.keys() == {each.key for each in planned.leaving}
    assert wanted.keys() - before.keys() == {each.key for each in planned.coming}
    assert wanted.keys() & before.keys() - same == set(changed)
    assert len(planned.people) == len(planned.keys)


def _said(person):
    return {key: value for key, value in person.items() if value != {}}
