"""What has to be done so that an account becomes as a roster declares it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_arize_users.api.models import User
from pulumi_arize_users.people.roster.plan import make_plan
from pulumi_arize_users.people.roster.record import new_entry

ADA = {"name": "Ada", "role": "MEMBER", "organizations": {"ML": "ADMIN"}}
IDS = {"ML": "O1", "O1": "O1", "Search": "O2"}


def entry(person, **changes):
    user = User(id="U1", email="ada@example.com", name=person["name"], role=person["role"], status="INVITED")
    recorded = new_entry("ada@example.com", person, user, adopted=False)
    return {**recorded, **person, "organizations": person.get("organizations", {}), **changes}


def plan(declared, recorded, default="refuse", **found):
    return make_plan(declared, recorded, IDS, default=default, **found)


def test_nothing_is_planned_for_a_person_who_is_as_declared():
    """The record is what the server answered, so it is enough to look there."""
    assert not plan({"ada@example.com": ADA}, {"ada@example.com": entry(ADA)})


def test_a_new_person_comes_and_joins():
    """Whether an account was found for them is told, and changes nothing about the steps."""
    found = User(id="U7", email="ada@example.com")
    steps = plan({"ada@example.com": ADA, "alan@example.com": ADA}, {}, live={"ada@example.com": found})

    assert "1 invited, 1 taken over" == str(steps)
    assert [found, None] == [step.existing for step in steps.settlements]
    assert all(step.recorded is None and step.memberships == {"ML": "ADMIN"} for step in steps.settlements)


@pytest.mark.parametrize(
    ("changed", "changes", "memberships", "ended"),
    [
        ({"name": "Countess"}, {"name": "Countess"}, {}, ()),
        ({"is_developer": True}, {"is_developer": True}, {}, ()),
        ({"organizations": {"ML": "MEMBER"}}, {}, {"ML": "MEMBER"}, ()),
        ({"organizations": {"Search": "MEMBER"}}, {}, {"Search": "MEMBER"}, ("ML",)),
        ({"organizations": {}}, {}, {}, ("ML",)),
        ({"organizations": {"O1": "ADMIN"}}, {}, {}, ()),
        ({"on_destroy": "block"}, {}, {}, ()),
    ],
    ids=["name", "permission", "role there", "another organization", "none", "the same by its id", "only recorded"],
)
def test_a_changed_person_costs_exactly_what_differs(changed, changes, memberships, ended):
    """What is the same is not sent again; what is only recorded is a step without a call."""
    (step,) = plan({"ada@example.com": {**ADA, **changed}}, {"ada@example.com": entry(ADA)}).settlements

    assert (changes, memberships, ended) == (step.changes, step.memberships, step.ended)


def test_an_expired_invitation_is_renewed_where_that_is_asked_for():
    """Without the word, an expired invitation is nothing to do."""
    expired = {"ada@example.com": entry({**ADA, "on_expired": "reinvite"}, status="EXPIRED")}

    assert {"ada@example.com"} == plan({"ada@example.com": {**ADA, "on_expired": "reinvite"}}, expired).renewed
    assert not plan({"ada@example.com": ADA}, {"ada@example.com": entry(ADA, status="EXPIRED")})


@pytest.mark.parametrize(
    ("own", "default", "adopted", "policy"),
    [
        ("block", "refuse", False, "block"),
        ("retain", "block", False, "retain"),
        (None, "block", False, "block"),
        (None, "block", True, "refuse"),
        (None, "refuse", False, "refuse"),
    ],
)
def test_a_removed_person_leaves_by_the_last_declaration(own, default, adopted, policy):
    """The record has the last word of the program; a default never blocks an account that was taken over."""
    recorded = entry({**ADA, **({"on_destroy": own} if own else {})}, adopted=adopted)
    (departure,) = plan({}, {"ada@example.com": recorded}, default).departures

    assert policy == departure.removal.policy


def test_an_account_with_a_new_address_is_the_same_person():
    """Somebody changed the address elsewhere, and the program follows: nobody is invited, nobody leaves."""
    recorded = {"ada@example.com": entry(ADA, email="Ada.King@example.com")}
    steps = plan({"ada.king@example.com": ADA}, recorded)

    assert () == steps.departures
    assert ["ada@example.com"] == [step.recorded_as for step in steps.settlements]


def test_people_of_an_identity_provider_are_only_looked_up():
    """Their names and roles are not ours, and nobody is blocked; memberships are."""
    recorded = {"ada@example.com": entry(ADA), "alan@example.com": entry({**ADA, "on_destroy": "block"}, id="U2")}
    steps = plan({"ada@example.com": {**ADA, "name": "Countess", "role": "ADMIN"}}, recorded, looked_up=True)

    assert () == steps.settlements
    assert ["retain"] == [departure.removal.policy for departure in steps.departures]


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
    ids = {address: f"U{number}" for number, address in enumerate(sorted({*before, *wanted}))}
    recorded = {address: entry(person, id=ids[address]) for address, person in before.items()}
    steps = plan(wanted, recorded)
    same = {key for key in before.keys() & wanted.keys() if _said(before[key]) == _said(wanted[key])}

    assert before.keys() - wanted.keys() == {departure.address for departure in steps.departures}
    assert wanted.keys() - before.keys() == {step.address for step in steps.settlements if step.recorded is None}
    assert wanted.keys() & before.keys() - same == {step.address for step in steps.settlements if step.recorded}


def _said(person):
    return {key: value for key, value in person.items() if value != {}}
