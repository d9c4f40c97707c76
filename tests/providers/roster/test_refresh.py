"""Acting: what a refresh finds out about many people, and what it must not conclude."""

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.providers.protocol import DECLARED_ROLES
from pulumi_arize_users.simulator import Fault
from tests.engine.crowd import people
from tests.providers.conftest import crowd, gone

ONE, TWO = people(2)


def members(**said):
    """Two people who belong to an organization."""
    return people(2, organizations={"ML Platform": "MEMBER"}, **said)


@pytest.mark.usefixtures("organization")
def test_a_refresh_of_unchanged_people_changes_nothing(stack, arize):
    """Inputs and outputs are what they were, and nothing was written."""
    stack.up(members(is_developer=True, on_destroy="retain", invite_mode="TEMPORARY_PASSWORD"), max_removals="10%")
    before = stack.inputs, stack.outputs
    arize.clear_requests()

    compared = stack.refresh()

    assert before == (stack.inputs, stack.outputs)
    assert False is compared.changes
    assert [] == arize.writes


@pytest.mark.parametrize("leave", ["block_user", "forget_user"])
def test_a_person_who_left_is_in_no_input(stack, arize, leave):
    """So the engine shows them as an addition; the others are as they were."""
    stack.up(people(2))
    getattr(arize, leave)(TWO)

    compared = stack.refresh()

    assert [ONE] == list(stack.inputs["people"]) == list(stack.users)
    assert None is compared.changes


@pytest.mark.parametrize("is_there", [True, False])
def test_the_only_person_is_gone_if_somebody_who_was_seen_beside_them_is_there(stack, arize, is_there):
    """The record names them; otherwise this may be another account."""
    stack.up(people(1))
    (witness,) = crowd(arize, 1) if is_there else gone(arize, 1)
    stack.outputs["account"] = f"{arize.url} {witness}"
    arize.forget_user(ONE)

    if is_there:
        stack.refresh()
        assert {} == stack.users
    else:
        with pytest.raises(Refused, match=r"^None of 2 recorded people is in the account"):
            stack.refresh()


def test_nobody_is_gone_for_a_key_that_may_not_list_people(stack, arize):
    """The state is kept, and the error says what to do."""
    stack.up(people(2))
    arize.caller_role = "ANNOTATOR"

    with pytest.raises(StepFailed) as failure:
        stack.refresh()

    assert str(failure.value).startswith("Reading the people of the roster failed. Arize answered 403")
    assert "Use a key whose owner has the account role Admin" in str(failure.value)
    assert [ONE, TWO] == list(stack.users)


@pytest.mark.usefixtures("organization")
@pytest.mark.parametrize("path", ["/users", "/organizations"])
@pytest.mark.parametrize("kind", ["status", "html", "reset", "missing-field"])
def test_nobody_is_gone_because_the_server_is_ill(stack, arize, path, kind):
    """Whatever is wrong with the answer, the refresh fails."""
    stack.up(members())
    arize.fail(Fault(kind, method="GET", path=path, times=None, drop=("id",)))

    with pytest.raises(StepFailed, match=r"^Reading the people of the roster failed\. "):
        stack.refresh()


def test_an_organization_that_is_gone_takes_its_memberships_along(stack, arize, organization):
    """They are in no input, and the program that still names it is refused with its name."""
    stack.up(members())
    arize.add_organization("Search")
    arize.remove_organization(organization)

    stack.refresh()

    assert ["organizations" in person for person in stack.inputs["people"].values()] == [False, False]
    (sentence,) = stack.mistakes(members())
    assert "There is no organization 'ML Platform' in the account" in sentence


def test_an_organization_that_was_created_again_is_joined_again(stack, arize, organization):
    """Another one under the same name has another id, and everybody becomes a member of it."""
    stack.up(members())
    arize.remove_organization(organization)
    another = arize.add_organization("ML Platform")
    stack.refresh()

    stack.up(members())

    assert 2 == len(arize.members(another))
    assert "same" == stack.up(members())


def test_a_membership_that_ended_elsewhere_is_kept_if_not_verified(stack, arize, organization):
    """Nothing that can be read shows it."""
    stack.up(members())
    arize.remove_member(organization, TWO)

    assert False is stack.refresh().changes


def test_a_membership_that_ended_elsewhere_is_drift_if_verified(stack, arize, organization):
    """The input misses it, and the next run adds it, and nothing else."""
    stack.config |= {"verifyMemberships": "graphql", "graphqlUrl": f"{arize.url}/graphql"}
    stack.up(members())
    arize.remove_member(organization, TWO)

    compared = stack.refresh()
    missed = "organizations" not in stack.inputs["people"][TWO]
    arize.clear_requests()
    stack.up(members())

    assert missed
    assert None is compared.changes
    assert [f"/v2/organizations/{organization}/users"] == [request.path for request in arize.writes]
    assert 2 == len(arize.members(organization))


def test_a_role_that_was_changed_elsewhere_is_reported_as_drift(stack, arize):
    """The input is the account's role; what the program had said is kept beside it for the refusal."""
    stack.up(people(2))
    arize.edit_user(TWO, role="ADMIN")

    stack.refresh()
    (sentence,) = stack.mistakes(people(2))

    assert "MEMBER" == stack.inputs[DECLARED_ROLES]
    assert "ADMIN" == stack.inputs["people"][TWO]["role"]
    assert f"The account role of {TWO} was changed outside of this program, from MEMBER to ADMIN" in sentence


def test_a_program_that_follows_a_changed_role_has_nothing_to_do(stack, arize):
    """No write, and no other role is noted once the role is back."""
    stack.up(people(2))
    arize.edit_user(TWO, role="ADMIN")
    stack.refresh()
    arize.clear_requests()

    step = stack.up({**people(2), TWO: {"name": "Person 1", "role": "ADMIN"}})
    arize.edit_user(TWO, role="MEMBER")
    stack.refresh()

    assert "same" == step
    assert [] == arize.writes
    assert "MEMBER" == stack.inputs[DECLARED_ROLES]


def test_an_address_that_was_changed_elsewhere_is_not_changed_back(stack, arize):
    """The program that still says the old one is refused."""
    stack.up(people(2))
    arize.edit_user(TWO, email="Countess@example.com")

    stack.refresh()
    (sentence,) = stack.mistakes(people(2))

    assert "Countess@example.com" == stack.inputs["people"][TWO]["email"]
    assert sentence.startswith("The address of Countess@example.com was changed outside of this program.")


def test_a_program_that_follows_a_changed_address_only_records_it(stack, arize):
    """Nobody is invited, nobody leaves, and the temporary password moves along."""
    stack.up(people(2, invite_mode="TEMPORARY_PASSWORD"))
    user_id, password = stack.users[TWO]["user_id"], stack.outputs["temporary_passwords"][TWO]
    arize.edit_user(TWO, email="countess@example.com")
    stack.refresh()
    followed = people(2, invite_mode="TEMPORARY_PASSWORD")
    followed["countess@example.com"] = followed.pop(TWO)
    arize.clear_requests()

    step = stack.up(followed)

    assert "update" == step
    assert [] == arize.writes
    assert user_id == stack.users["countess@example.com"]["user_id"]
    assert TWO not in stack.users
    assert password == stack.outputs["temporary_passwords"]["countess@example.com"]
    assert "same" == stack.up(followed)


@pytest.mark.parametrize(("declared", "drifts"), [({}, False), ({"is_developer": True}, True)])
def test_a_permission_drifts_only_where_it_is_declared(stack, arize, declared, drifts):
    """Otherwise it may change unnoticed."""
    stack.up(people(2, **declared))
    arize.edit_user(TWO, is_developer=False)

    compared = stack.refresh()

    assert drifts == (compared.changes is not False)
    assert drifts == ("is_developer" in stack.inputs["people"][TWO])


def test_accepted_invitations_are_seen_and_are_no_difference(stack, arize):
    """The status is the server's."""
    stack.up(people(2))
    arize.accept_invitation(TWO)

    compared = stack.refresh()

    assert ["INVITED", "ACTIVE"] == [entry["status"] for entry in stack.users.values()]
    assert False is compared.changes


@pytest.mark.parametrize(
    "step",
    [
        lambda provider, imported: provider.read("roster", imported),
        lambda provider, imported: provider.diff("roster", imported, {**imported, "people": {}}),
    ],
    ids=["read", "diff"],
)
def test_a_roster_is_not_imported(stack, step):
    """Nothing says whom it would be about; but a file of resources to import brings it into the state."""
    with pytest.raises(Refused, match=r"^A roster cannot be imported\. Declare its people with adopt"):
        step(stack.process(), {"__provider": "gASV"})


@pytest.mark.parametrize("step", ["read", "diff", "update", "delete"])
@pytest.mark.parametrize(
    ("record", "what"),
    [(None, "its record is missing"), ("{}", "line 1 of its record cannot be read"), (7, "its record is missing")],
    ids=["no record", "an empty mapping", "a number"],
)
def test_a_damaged_state_stops_every_step_and_names_the_way_out(stack, arize, step, record, what):
    """Believed, it would be a roster of nobody: everybody a stranger, and a destroy that does nothing."""
    stack.up(people(2))
    damaged = {key: value for key, value in {**stack.outputs, "record": record}.items() if value is not None}
    provider = stack.process()
    arguments: dict[str, list[object]] = {"diff": [{"people": {}}], "update": [{"people": {}}]}
    arize.clear_requests()

    with pytest.raises(Refused) as refused:
        getattr(provider, step)("roster", damaged, *arguments.get(step, []))

    sentence = str(refused.value)
    assert sentence.startswith(f"The state of this roster was edited by hand or cut off: {what}. Nothing was done.")
    assert "`pulumi state delete`" in sentence
    assert [] == arize.requests
