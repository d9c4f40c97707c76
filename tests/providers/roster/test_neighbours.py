"""A roster beside single resources of the same people and memberships, in one run."""

import pytest
from pulumi.dynamic import Config, ConfigureRequest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.hosts.dynamic.providers import ArizeUserProvider, OrganizationMembershipProvider
from pulumi_arize_users.people.refusals import ONE_OWNER
from pulumi_arize_users.people.roster.record import records_of
from tests.engine.crowd import people

ONE, TWO = people(2)
MEMBERS = people(1, organizations={"ML Platform": "MEMBER"})


@pytest.fixture
def beside(stack):
    """Makes a provider of the same run as the roster's."""

    def provider(kind):
        made = kind()
        raw = {f"arize:{key}": value for key, value in stack.config.items()}
        made.configure(ConfigureRequest(config=Config(raw_config=raw, project_name="team")))
        return made

    return provider


@pytest.fixture
def planned(stack, beside, organization):
    """A run in which a roster of one member was compared, and a provider of single memberships beside it."""
    assert organization
    stack.up(MEMBERS)
    roster = stack.process()
    checked = roster.check(stack.inputs, {"people": MEMBERS})
    roster.diff("roster", stack.outputs, checked.inputs)
    return beside(OrganizationMembershipProvider)


@pytest.fixture
def membership(stack, organization):
    """The properties of the same membership as a resource of its own."""

    def properties():
        return {"organization_id": organization, "user_id": stack.users[ONE]["user_id"], "role": "MEMBER"}

    return properties


def test_a_membership_that_moved_into_a_roster_does_not_end(planned, arize, stack, organization, membership):
    """The resource is deleted after the roster has taken the membership over."""
    planned.delete(f"{organization}/{stack.users[ONE]['user_id']}", membership())

    assert {stack.users[ONE]["user_id"]: "MEMBER"} == arize.members(organization)


def test_a_membership_ends_although_nobody_chose_a_removal_of_a_person_who_moved_into_a_roster(
    planned, arize, stack, membership
):
    """The person stays, so a refused removal is not what is going on."""
    search = arize.add_organization("Search")
    arize.add_member(search, ONE)

    planned.delete(f"{search}/{stack.users[ONE]['user_id']}", membership() | {"organization_id": search, "person": {}})

    assert stack.users[ONE]["user_id"] not in arize.members(search)


def test_a_membership_of_a_roster_is_not_declared_twice(planned, organization, membership):
    """Two resources would take turns."""
    (failure,) = planned.check({}, membership() | {"__resource": "The membership"}).failures

    assert failure.reason.startswith("The membership and A roster declare the same membership, of ")
    assert organization in failure.reason


def test_whoever_moves_into_a_resource_does_not_leave(stack, said):
    """The program says whom its other resources declare, whichever the engine looks at first."""
    stack.up(people(2, on_destroy="block"))
    roster = stack.process()
    said()

    checked = roster.check(stack.inputs, {"people": people(1, on_destroy="block"), "__elsewhere": [TWO]})
    roster.diff(stack.id, stack.outputs, checked.inputs)

    assert [] == checked.failures
    assert [] == [line for line in said() if "blocked" in line]


def test_an_address_that_a_roster_has_blocked_is_refused_in_a_resource(stack, beside):
    """It can never be invited again, which the roster's record knows."""
    stays = people(1, on_destroy="block", is_developer=True)
    for wanted in (people(2, on_destroy="block"), people(1, on_destroy="block"), stays):
        stack.up(wanted)  # the last one has seen that they are gone
    roster = stack.process()
    checked = roster.check(stack.inputs, {"people": stays})
    roster.diff(stack.id, stack.outputs, checked.inputs)

    (failure,) = beside(ArizeUserProvider).check({}, {"email": TWO, "name": "Two", "role": "MEMBER"}).failures

    assert f"{TWO} " in failure.reason
    assert "blocked" in failure.reason


@pytest.mark.usefixtures("organization")
def test_a_membership_that_a_resource_has_declared_is_not_a_rosters_as_well(stack, beside, membership):
    """Whichever of the two is looked at first; nothing is sent for either."""
    stack.up(MEMBERS)
    roster = stack.process()
    beside(OrganizationMembershipProvider).check({}, membership() | {"__resource": "The membership"})
    checked = roster.check(stack.inputs, {"people": MEMBERS})

    with pytest.raises(Refused, match=f"A roster and The membership declare the same membership, of {ONE} .*ML Platf"):
        roster.diff(stack.id, stack.outputs, checked.inputs)


def test_a_person_who_leaves_a_roster_is_not_taken_over_in_the_same_run(stack, beside):
    """The roster could not know of the resource, and would block the account permanently."""
    stack.up(people(2, on_destroy="block"))
    stack.process().check(stack.inputs, {"people": people(1, on_destroy="block")})
    news = {"email": TWO, "name": "Person 1", "role": "MEMBER", "adopt": True}

    (failure,) = beside(ArizeUserProvider).check({}, news).failures

    assert f"{TWO} leaves a roster in the same run" in failure.reason


def test_a_percentage_of_memberships_counts_those_of_rosters(stack, arize, beside, organization):
    """Ten people of two organizations have twenty memberships, of which fifteen percent are three."""
    arize.add_organization("Sales")
    stack.config["maxMembershipRemovals"] = "15%"
    members = people(10, organizations={"ML Platform": "MEMBER", "Sales": "MEMBER"})
    stack.up(members)
    roster = stack.process()
    checked = roster.check(stack.inputs, {"people": members})
    roster.diff("roster", stack.outputs, checked.inputs)
    search = arize.add_organization("Search")
    for address in people(10):
        arize.add_member(search, address)
    single = beside(OrganizationMembershipProvider)

    def end(address):
        user_id = stack.users[address]["user_id"]
        single.delete(f"{search}/{user_id}", {"organization_id": search, "user_id": user_id, "role": "MEMBER"})

    one, two, three, four = people(4)
    for address in (one, two, three):
        end(address)
    with pytest.raises(Refused, match="has already removed 3, the most it may remove"):
        end(four)

    assert organization != search
    assert 7 == len(arize.members(search))


def test_the_right_one_of_two_rosters_is_named(stack, beside, organization, membership):
    """One provider serves both of them, and both are checked before either is compared."""
    stack.up(MEMBERS)
    roster = stack.process()
    checked = roster.check(stack.inputs, {"people": MEMBERS, "__resource": "Roster 'team'"})
    roster.check({}, {"people": {TWO: people(2)[TWO]}, "__resource": "Roster 'guests'"})
    roster.diff("roster", stack.outputs, checked.inputs)

    single = membership() | {"__resource": "The membership"}
    (failure,) = beside(OrganizationMembershipProvider).check({}, single).failures

    assert failure.reason.startswith("The membership and Roster 'team' declare the same membership, of ")
    assert organization in failure.reason


def test_a_person_whom_a_roster_remembers_is_not_removed_by_a_resource(stack, arize, beside):
    """Neither is the account blocked, nor does its absence from the inputs matter."""
    stack.up(people(1))
    roster = stack.process()
    checked = roster.check(stack.inputs, {"people": people(1)})
    roster.diff("roster", stack.outputs, checked.inputs)
    record = {**stack.users[ONE], "on_destroy": "block"}

    beside(ArizeUserProvider).delete(record["user_id"], record)

    assert "INVITED" == arize.user(ONE)["status"]


@pytest.mark.parametrize("step", ["diff", "update"])
def test_whoever_was_taken_over_in_the_same_run_under_a_new_address_is_kept(stack, arize, beside, said, step):
    """By the account's id: nobody removes them, so nothing has to be chosen, and the address does not matter."""
    stack.up(people(2))
    user_id = stack.users[TWO]["user_id"]
    arize.edit_user(TWO, email="countess@example.com")
    roster = stack.process()
    person = beside(ArizeUserProvider)
    news = {"email": "countess@example.com", "name": "Person 1", "role": "MEMBER", "adopt": True}
    person.create(person.check({}, news).inputs)

    answer = getattr(roster, step)("roster", stack.outputs, {"people": people(1)})

    assert ("INVITED", "countess@example.com") == (arize.user(user_id)["status"], arize.user(user_id)["email"])
    if step == "update":
        assert [ONE] == list(records_of(answer.outs["record"]))
        assert f"arize: info: {TWO} is kept: another resource of this run has the same account." in said()


@pytest.mark.parametrize(
    ("first", "second", "mistake"),
    [
        ("", "", None),
        ("A", "", "A resource and A declare the same person, "),
        ("", "B", "B and another resource declare the same person, "),
        ("A", "B", "B and A declare the same person, "),
    ],
    ids=["a roster that the program has compared", "only the first has a name", "only the second", "both"],
)
def test_a_person_is_declared_by_one_resource(stack, beside, first, second, mistake):
    """A program compares the addresses that it knows; resources with others have a name, and are compared here."""
    stack.process().check({}, {"people": people(1)}) if not first else None
    person, news = beside(ArizeUserProvider), {"email": ONE, "name": "Person 0", "role": "MEMBER"}
    if first:
        person.check({}, news | {"__resource": first})

    failures = [failure.reason for failure in person.check({}, news | {"__resource": second}).failures]

    assert ([f"{mistake}{ONE}. {ONE_OWNER}"] if mistake else []) == failures


@pytest.mark.parametrize("elsewhere", [[], [TWO]], ids=["nowhere else", "elsewhere"])
def test_whoever_moved_to_another_resource_does_not_leave(stack, elsewhere):
    """Nobody removes them, so nothing has to be chosen."""
    stack.up(people(2))

    mistakes = stack.mistakes(people(1), __elsewhere=elsewhere)

    assert (not elsewhere) == any(mistake.startswith(f"{TWO} was not removed") for mistake in mistakes)
    assert bool(elsewhere) == (mistakes == [])


def test_whoever_is_declared_in_the_same_run_is_not_refused_by_the_comparison(stack):
    """A resource whose address was an output is met only in the run: nothing has to be chosen for its person."""
    stack.up(people(2))
    roster = stack.process()
    roster.check({}, {"people": {TWO: people(2, adopt=True)[TWO]}})
    checked = roster.check(stack.inputs, {"people": people(1)})

    difference = roster.diff("roster", stack.outputs, checked.inputs)

    assert ([], None) == (checked.failures, difference.changes)


def test_an_account_that_a_roster_manages_under_another_address_is_not_taken_over(stack, arize, beside):
    """Its address was changed elsewhere; the roster still declares the old one."""
    stack.up(people(2))
    arize.edit_user(TWO, email="countess@example.com")
    roster = stack.process()
    checked = roster.check(stack.inputs, {"people": people(2)})
    roster.diff("roster", stack.outputs, checked.inputs)
    news = {"email": "countess@example.com", "name": "Person 1", "role": "MEMBER", "adopt": True}

    (failure,) = beside(ArizeUserProvider).check({}, news).failures

    assert failure.reason.startswith(f"countess@example.com is the account that this stack manages as {TWO}: ")


def test_organizations_of_a_roster_count_when_one_of_a_membership_is_not_seen(stack, arize, beside, organization):
    """Two that are missing at once are a key that lost sight of them, and not two that were removed."""
    sales = arize.add_organization("Sales")
    stack.up(people(1, organizations={"ML Platform": "MEMBER", "Sales": "MEMBER"}))
    for each in (organization, sales):
        arize.remove_organization(each)
    roster = stack.process()
    roster.diff("roster", stack.outputs, stack.inputs)
    user_id = stack.users[ONE]["user_id"]

    with pytest.raises(Refused, match=r"^2 organizations that this stack remembers cannot be seen"):
        beside(OrganizationMembershipProvider).read(
            f"{organization}/{user_id}", {"organization_id": organization, "user_id": user_id, "account": arize.url}
        )


def test_people_of_a_roster_count_when_somebody_of_a_resource_arrives(stack, arize, beside):
    """Nobody of them is seen, so this is another account."""
    stack.up(people(2))
    for address in people(2):
        arize.forget_user(address)
    stack.outputs["account"] = arize.url
    roster = stack.process()
    roster.diff("roster", stack.outputs, stack.inputs)

    (failure,) = (
        beside(ArizeUserProvider).check({}, {"email": "ada@example.com", "name": "Ada", "role": "ADMIN"}).failures
    )

    assert f"None of 2 recorded people is in the account at {arize.url}" in failure.reason
