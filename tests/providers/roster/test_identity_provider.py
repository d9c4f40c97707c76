"""Where an identity provider creates the accounts: people are looked up, and only their memberships are managed."""

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.people.roster.plan import plan_roster
from pulumi_arize_users.people.roster.record import records_of
from pulumi_arize_users.providers.roster_execution import RosterExecution
from tests.engine.crowd import people
from tests.providers.conftest import gone

ONE, TWO = people(2)


@pytest.fixture
def stack(stack, arize):
    """A stack whose accounts come from an identity provider, which has other names for people than the program."""
    stack.config["managedBy"] = "sso"
    for address in people(2):
        arize.add_user(address, name="As the provider says", role="ADMIN")
    return stack


def members(count=2, **said):
    """People who belong to an organization."""
    return people(count, organizations={"ML Platform": "MEMBER"}, **said)


def paths(arize):
    """Method and kind of path of each write."""
    return [f"{request.method} {request.path.split('/')[2]}" for request in arize.writes]


def test_people_are_found_and_become_members(stack, arize, organization):
    """Nobody is invited or renamed; the record says that the accounts are not this program's."""
    stack.up(members())

    assert ["POST organizations"] * 2 == paths(arize)
    assert 2 == len(arize.members(organization))
    assert {("As the provider says", "ADMIN", True)} == {
        (entry["name"], entry["role"], entry["adopted"]) for entry in stack.users.values()
    }


@pytest.mark.usefixtures("organization")
def test_what_the_identity_provider_says_is_no_difference(stack, arize):
    """Name, role and permission are not this program's, before a refresh and after it."""
    stack.up(members(is_developer=False))
    arize.clear_requests()

    steps = [stack.up(members(is_developer=False))]
    stack.refresh()
    steps += [stack.up(members(is_developer=False)), stack.up(members(is_developer=True, role="MEMBER_UI_ONLY"))]

    assert ["same"] * 3 == steps
    assert [] == arize.writes


def test_a_person_without_an_account_is_refused_by_name(stack, arize):
    """At preview, and by an up that comes too late."""
    (sentence,) = stack.mistakes(people(3))
    provider = stack.process()
    inputs = provider.check({}, {"people": people(2)}).inputs
    arize.block_user(TWO)
    outputs = stack.process().create(inputs).outs

    assert sentence.startswith("person002@example.com has no account in Arize, and arize:managedBy is sso")
    assert [TWO] == list(outputs["unfinished"])
    assert [ONE] == list(records_of(outputs["record"]))
    assert [] == arize.writes


@pytest.mark.usefixtures("stack")
def test_people_who_are_found_in_another_account_are_not_remembered(arize, account_with):
    """Nobody was looked up before, as when the last run did not reach them; finding them is no step of its own."""
    account = account_with(sso=True)
    for user_id in gone(arize, 2):
        account.run.remember(user_id)
    execution = RosterExecution(account, account.planner(), {})

    execution.carry_out(plan_roster(account.planner(), people(2), {}, {}, {}))

    assert {} == execution.records
    assert people(2).keys() == execution.failures.keys()
    assert {True} == {"None of 2 recorded people is in the account" in each for each in execution.failures.values()}
    assert [] == arize.writes


def test_a_person_who_joins_a_roster_without_an_account_is_refused_by_name(stack):
    """Also where the roster already exists."""
    stack.up(people(2))

    with pytest.raises(Refused, match=r"^person002@example.com has no account in Arize"):
        stack.diff(people(3))


def test_whoever_leaves_only_leaves_the_organization(stack, arize, organization):
    """Not even a roster that says so blocks anybody."""
    stack.up(members(on_destroy="block"))
    arize.clear_requests()

    stack.up(members(1, on_destroy="block"))
    stack.destroy()

    assert ["DELETE organizations"] * 2 == paths(arize)
    assert {} == arize.members(organization)
    assert {"ACTIVE"} == {user["status"] for user in arize.users()}


def test_a_membership_is_changed_and_ended(stack, arize, organization):
    """Roles in organizations are this program's."""
    stack.up(members())
    changed = members()
    changed[ONE]["organizations"] = {"ML Platform": "ADMIN"}
    del changed[TWO]["organizations"]

    stack.up(changed)

    assert {arize.user(ONE)["id"]: "ADMIN"} == arize.members(organization)


def test_an_expired_invitation_is_none_of_our_business(stack, arize):
    """It is neither renewed nor a difference that never goes away."""
    arize.edit_user(ONE, status="EXPIRED")

    steps = [stack.up(people(2, on_expired="reinvite")) for _ in range(2)]

    assert ["create", "same"] == steps
    assert [] == arize.writes


def test_a_person_who_left_is_in_no_input(stack, arize):
    """And the program that still names them is refused."""
    stack.up(people(2))
    arize.block_user(TWO)

    stack.refresh()

    assert [ONE] == list(stack.inputs["people"])
    with pytest.raises(Refused, match=rf"^{TWO} has no account in Arize"):
        stack.diff(people(2))
