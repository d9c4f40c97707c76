"""What a changed roster costs, and what is refused before anybody is touched."""

import json

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.people.roster.record import records_of
from pulumi_arize_users.simulator import Fault
from tests.engine.crowd import people

ONE, TWO = people(2)
JSON = "application/json"


def sent(arize):
    """Method and last part of the path of each write since the last call."""
    seen = [f"{request.method} {request.path.rpartition('/')[2]}" for request in arize.writes]
    arize.clear_requests()
    return seen


@pytest.mark.parametrize(("count", "named"), [(1, 1), (21, 20)])
def test_expired_invitations_are_reported_in_one_line(stack, arize, said, count, named):
    """The first twenty names, and how many more; the preview sends nothing, and there is nothing to do."""
    stack.up(people(count))
    for address in people(count):
        arize.expire_invitation(address)
    stack.refresh()
    said()
    arize.clear_requests()

    changes = stack.diff(people(count)).changes

    line, age = said()
    assert age.startswith(f"arize: info: Whether {count} pe")
    assert line.startswith(f"arize: warning: The invitation{'s' * (count > 1)} of {ONE}")
    assert line.endswith('expired; on_expired="reinvite" (on_expired: reinvite in a file) sends a new one.')
    assert named == line.count("@example.com")
    assert ("and 1 more have" in line) == (count > named)
    assert False is changes
    assert [] == arize.requests


def test_what_will_be_done_is_announced_by_the_comparison(stack, said):
    """In one line how many people are concerned, then who, what cannot be undone first."""
    stack.up(people(1, on_destroy="block"))
    said()

    stack.diff({TWO: people(2)[TWO]})

    assert [
        "arize: info: The roster: 1 person will be invited, 1 blocked permanently.",
        f"arize: warning: {ONE} will be blocked permanently; this address can never be invited again.",
        f"arize: info: {TWO} will be invited.",
    ] == said()[-3:]


def test_newcomers_of_a_new_roster_are_announced_by_its_check(stack, arize, said):
    """There is nothing to compare with yet; if anybody is refused, nobody is announced."""
    stack.mistakes(people(1))
    announced = said()
    arize.add_user(ONE)
    refused = stack.mistakes(people(2))

    assert "arize: info: The roster: 1 person will be invited." in announced
    assert (True, []) == (bool(refused), said())


def test_an_expired_invitation_is_renewed_once_per_expiry(stack, arize, said):
    """Only the record knows of it, so the result says that there is a change."""
    crowd = people(2, on_expired="reinvite")
    stack.up(crowd)
    arize.expire_invitation(ONE)
    stack.refresh()
    said(), sent(arize)

    seen = stack.diff(crowd).changes
    lines = [line for line in said() if "warning" in line]
    steps = [stack.up(crowd), stack.up(crowd)]

    assert True is seen
    assert [] == lines
    assert ["update", "same"] == steps
    assert ["POST users"] == sent(arize)
    assert ["INVITED", "INVITED"] == [entry["status"] for entry in stack.users.values()]
    assert [2, 1] == [arize.user(address)["invitations_sent"] for address in crowd]


def test_a_renewed_temporary_password_takes_the_place_of_the_old_one(stack, arize):
    """The others' passwords stay in the outputs."""
    crowd = people(2, on_expired="reinvite", invite_mode="TEMPORARY_PASSWORD")
    stack.up(crowd)
    old = stack.outputs["temporary_passwords"]
    arize.expire_invitation(ONE)
    stack.refresh()

    stack.up(crowd)

    new = stack.outputs["temporary_passwords"]
    assert [ONE, TWO] == list(new)
    assert (True, False) == (old[TWO] == new[TWO], old[ONE] == new[ONE])


@pytest.mark.parametrize("changes_id", [False, True], ids=["the same id", "another id"])
def test_a_renewed_person_is_as_declared(stack, arize, organization, changes_id):
    """A new invitation may be a new account without memberships and permissions: only then are they given again."""
    crowd = people(2, on_expired="reinvite", organizations={"ML Platform": "MEMBER"}, is_developer=False)
    stack.up(crowd)
    arize.reinvite_changes_id = changes_id
    arize.expire_invitation(ONE)
    stack.refresh()
    arize.clear_requests()

    stack.up(crowd)

    assert changes_id == any("/organizations/" in request.path for request in arize.writes)
    assert {str(arize.user(address)["id"]): "MEMBER" for address in crowd} == arize.members(organization)
    assert [False, False] == [arize.user(address)["is_developer"] for address in crowd]
    assert arize.user(ONE)["id"] == stack.users[ONE]["user_id"]
    assert "same" == stack.up(crowd)


def test_a_membership_that_is_added_with_a_renewal_is_set_once(stack, arize, organization):
    """A new account belongs nowhere, so everything declared is set, and what was planned before is not set again."""
    sales = arize.add_organization("Sales")
    crowd = people(1, on_expired="reinvite", organizations={"ML Platform": "MEMBER"})
    stack.up(crowd)
    arize.reinvite_changes_id = True
    arize.expire_invitation(ONE)
    stack.refresh()
    arize.clear_requests()

    both = {"ML Platform": "MEMBER", "Sales": "ADMIN"}
    stack.up(people(1, on_expired="reinvite", is_developer=False, organizations=both))

    user_id = str(arize.user(ONE)["id"])
    assert ({user_id: "MEMBER"}, {user_id: "ADMIN"}) == (arize.members(organization), arize.members(sales))
    assert ["POST", "PATCH", "POST", "POST"] == [request.method for request in arize.writes]


@pytest.mark.parametrize("exists", [True, False])
def test_memberships_are_taken_over_with_their_person(stack, arize, organization, exists):
    """Only recorded for somebody who was there before; a newcomer belongs nowhere yet."""
    if exists:
        arize.add_member(organization, arize.add_user(ONE, name="Person 0"), "ADMIN")
    arize.clear_requests()

    stack.up(people(1, adopt=True, adopt_memberships=True, organizations={"ML Platform": "MEMBER"}))

    assert {"ML Platform": "MEMBER"} == stack.users[ONE]["organizations"]
    assert exists == stack.users[ONE]["adopted"]
    assert ([] if exists else ["POST users", "POST users"]) == sent(arize)
    assert {str(arize.user(ONE)["id"]): "ADMIN" if exists else "MEMBER"} == arize.members(organization)


def test_a_membership_of_an_account_that_turned_up_on_the_way_is_set_once(stack, arize, organization):
    """Also where the server makes another role of it: the next preview shows that, and this run does not insist."""
    provider = stack.process()
    checked = stack._checked(provider, people(1, adopt=True, organizations={"ML Platform": "MEMBER"}))
    arize.add_user(ONE, name="Person 0")
    body = json.dumps({"role": {"type": "PREDEFINED", "name": "READ_ONLY"}})
    arize.fail(Fault("status", method="POST", path="/organizations/", status=200, body=body, content_type=JSON))

    outputs = provider.create(checked).outs

    assert organization
    assert ["POST users", "POST users"] == sent(arize)
    assert {"ML Platform": "READ_ONLY"} == records_of(outputs["record"])[ONE]["organizations"]


def test_a_renewal_that_failed_is_no_success(stack, arize):
    """The next run renews, and nobody else is touched."""
    crowd = people(2, on_expired="reinvite")
    stack.up(crowd)
    arize.expire_invitation(ONE)
    stack.refresh()
    arize.fail(Fault("status", method="POST", status=502))

    stack.up(crowd)
    failed = stack.users[ONE]["status"]
    sent(arize)
    stack.up(crowd)

    assert "EXPIRED" == failed
    assert ["POST users"] == sent(arize)
    assert "INVITED" == stack.users[ONE]["status"]


def test_an_organization_by_its_id_instead_of_its_name_is_no_write(stack, arize, organization):
    """Nor a difference; the way back is none either."""
    by_name = people(2, organizations={"ML Platform": "MEMBER"})
    by_id = people(2, organizations={organization: "MEMBER"})
    stack.up(by_name)
    sent(arize)

    steps = [stack.up(by_id), stack.up(by_id), stack.up(by_name)]

    assert ["same"] * 3 == steps
    assert [] == sent(arize)
    assert {"ML Platform": organization} == stack.outputs["organization_ids"]


def test_an_organization_that_is_unknown_by_the_time_of_the_up_is_refused(stack, arize, organization):
    """It was there at the preview: nobody is invited without it."""
    provider = stack.process()
    inputs = provider.check({}, {"people": people(2, organizations={"ML Platform": "MEMBER"})}).inputs
    arize.remove_organization(organization)

    with pytest.raises(Refused, match=r"^There is no organization 'ML Platform' in the account"):
        stack.process().create(inputs)

    assert [] == sent(arize)


def test_organizations_that_cannot_be_listed_are_reported_by_name_of_the_step(stack, arize):
    """What was being done stands before what the server said."""
    arize.fail(Fault("status", path="/organizations", status=500, times=None))
    news = {"people": people(1, organizations={"ML Platform": "MEMBER"})}

    with pytest.raises(Exception, match=r"^Looking up the organizations of the roster failed\. Arize answered 500"):
        stack.process().create(news)

    assert [] == sent(arize)


@pytest.mark.usefixtures("organization")
def test_a_diff_without_a_key_is_still_a_diff(stack):
    """A new organization cannot be looked up then, and is still a change."""
    stack.up(people(2))
    del stack.config["apiKey"]

    assert None is stack.diff(people(2, organizations={"ML Platform": "MEMBER"})).changes


def test_a_permission_is_sent_only_when_it_is_declared_and_differs(stack, arize):
    """Taken back, it is left as it is."""
    stack.up(people(1))
    sent(arize)

    steps = [stack.up(people(1, is_developer=said)) for said in (False, False, True)] + [stack.up(people(1))]

    assert ["update", "same", "update", "update"] == steps
    assert ["PATCH", "PATCH"] == [write.split()[0] for write in sent(arize)]
    assert True is arize.user(ONE)["is_developer"]


@pytest.mark.parametrize(
    ("limit", "value"), [("max_removals", "0"), ("max_membership_removals", "0"), ("unmanaged", "ignore")]
)
def test_a_changed_limit_is_recorded_without_a_request(stack, arize, limit, value):
    """A destroy reads it there; one that is taken back is forgotten."""
    stack.up(people(1))
    arize.clear_requests()

    steps = [stack.up(people(1), **{limit: value}), stack.up(people(1), **{limit: value})]
    recorded = stack.outputs[limit]

    assert ["update", "same", "update"] == [*steps, stack.up(people(1))]
    assert value == recorded
    assert limit not in stack.outputs
    assert [] == arize.requests


def test_everybody_may_come_as_one_text(stack):
    """Programs pass them like this, which saves the engine two looks at each value; the stack has the plain mapping."""
    crowd = people(2)
    text = {"__people": json.dumps(crowd), "__places": "", "__elsewhere": []}

    inputs = stack.process().check({}, text).inputs

    assert {"people": crowd, "__roles": "MEMBER", "__format": "1"} == inputs


def test_people_whom_the_engine_passes_beat_the_text(stack):
    """With ignore_changes it passes those of the last run."""
    before = people(2)

    inputs = stack.process().check({"people": before}, {"people": before, "__people": json.dumps(people(1))}).inputs

    assert {"people": before, "__roles": "MEMBER", "__format": "1"} == inputs
