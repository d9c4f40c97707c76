"""Acting: how a membership is made, found and changed."""

from typing import Any

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.providers.presence import WrongAccount
from pulumi_arize_users.simulator import Fault, Simulator
from tests.providers.conftest import KEY, gone


@pytest.fixture
def ml(arize) -> str:
    """The id of an organization; it is not the only one."""
    arize.add_organization("Everybody")
    return str(arize.add_organization("ML Platform"))


@pytest.fixture
def ada(arize) -> str:
    """The id of a person of the account."""
    return str(arize.add_user("ada@example.com"))


@pytest.fixture
def declared(ml, ada) -> dict[str, Any]:
    """The checked inputs of Ada's membership."""
    return {"__provider": "gASV", "organization_id": ml, "user_id": ada, "role": "MEMBER"}


@pytest.fixture
def stored(start, arize, declared) -> dict[str, Any]:
    """The outputs of Ada's membership, created by an earlier run."""
    outs = start().membership.create(declared).outs
    arize.clear_requests()
    return {"__provider": "gASV", **outs}


def writes(arize):
    return [request.method for request in arize.writes]


def test_a_membership_is_made_with_one_request(run, arize, declared, ml, ada):
    """The id is that of organization and person, for no call accepts the membership's own."""
    result = run.membership.create(declared)

    assert f"{ml}/{ada}" == result.id
    noted = {"membership_id", "verification", "account", "__format"}
    assert {"organization_id", "user_id", "role", *noted} == set(result.outs or {})
    assert ["POST"] == writes(arize)
    assert {ada: "MEMBER"} == arize.members(ml)


def test_who_is_a_member_already_gets_the_declared_role(run, arize, declared, ml, ada):
    """Adding is an upsert: there is no other way to know or to set a role."""
    arize.add_member(ml, ada, "ADMIN")

    run.membership.create(declared)

    assert {ada: "MEMBER"} == arize.members(ml)


@pytest.mark.parametrize("dialect", ["upper", "lower"])
def test_the_servers_spelling_is_not_recorded(run, arize, declared, dialect):
    """`read-only` and `READ_ONLY` are one role, so the next preview is empty."""
    arize.dialect = dialect

    result = run.membership.create(declared | {"role": "READ_ONLY"})

    assert "READ_ONLY" == (result.outs or {})["role"]


def test_a_role_changes_without_an_end(run, arize, stored, ml, ada):
    """Ending the membership first would end the ones in the organization's spaces as well."""
    result = run.membership.update(f"{ml}/{ada}", stored, stored | {"role": "ADMIN"})

    assert ["POST"] == writes(arize)
    assert {ada: "ADMIN"} == arize.members(ml)
    assert {key: value for key, value in stored.items() if key != "__provider"} | {"role": "ADMIN"} == result.outs


def test_an_update_without_another_role_only_records(run, arize, stored, ml, ada):
    """What the program says of the person is for a removal to read."""
    news = {**stored, "person": {"on_destroy": "retain"}}

    outs = run.membership.update(f"{ml}/{ada}", stored, news).outs

    assert {key: value for key, value in news.items() if key != "__provider"} == outs
    assert [] == arize.requests


@pytest.mark.parametrize(
    ("method", "what"),
    [
        ("create", "Adding the person {ada} to the organization {ml} as ANNOTATOR failed."),
        ("update", "Changing the role of the person {ada} in the organization {ml} to ANNOTATOR failed."),
    ],
)
def test_what_the_server_refuses_is_reported(run, stored, ml, ada, method, what):
    """The sentence says who was to become what and where, and what the server said."""
    news = stored | {"role": "ANNOTATOR"}
    arguments = (news,) if method == "create" else (f"{ml}/{ada}", stored, news)

    with pytest.raises(StepFailed) as failure:
        getattr(run.membership, method)(*arguments)

    assert str(failure.value).startswith(what.format(ada=ada, ml=ml) + " Arize answered 400")
    assert "annotator" in str(failure.value)


def test_a_person_whom_the_run_has_seen_is_named_by_address(run, declared):
    """An id alone says little to a reader."""
    run.inputs(email="grace@example.com")

    with pytest.raises(StepFailed, match=r"^Adding ada@example.com to the organization"):
        run.membership.create(declared | {"role": "ANNOTATOR"})


def test_a_lost_answer_is_asked_for_again(start, arize, declared, ml, ada):
    """Doing it twice is doing it once, so this request may be repeated."""
    arize.fail(Fault("reset", method="POST", after_write=True))

    start(maxRetries="1").membership.create(declared)

    assert ["POST", "POST"] == writes(arize)
    assert {ada: "MEMBER"} == arize.members(ml)


def test_a_refresh_finds_a_membership_as_it_was(run, arize, stored, declared, ml, ada):
    """Nothing reads a role, so the record is trusted; others who were seen are noted, and nothing is written."""
    result = run.membership.read(f"{ml}/{ada}", stored)

    seen = {**stored, "account": f"{arize.url} {arize.user('owner@example.com')['id']}"}
    assert (f"{ml}/{ada}", seen, declared | {"__format": "1"}) == (
        result.id,
        {"__provider": "gASV", **result.outs},
        {"__provider": "gASV", **(result.inputs or {})},
    )
    assert [] == writes(arize)


def test_a_refresh_keeps_that_a_membership_was_adopted(run, arize, declared, ml, ada):
    """The engine compares a program with these inputs: one that is missing would look like a change."""
    arize.add_member(ml, ada, "MEMBER")
    adopted = declared | {"adopt": True}
    stored = {"__provider": "gASV", **run.membership.create(adopted).outs}

    result = run.membership.read(f"{ml}/{ada}", stored)

    assert adopted | {"__format": "1"} == {"__provider": "gASV", **(result.inputs or {})}


@pytest.mark.parametrize("leave", ["block_user", "forget_user"])
def test_a_membership_is_gone_with_the_person(run, arize, stored, ml, ada, leave):
    """The server ends all memberships of a person who is blocked."""
    getattr(arize, leave)(ada)

    result = run.membership.read(f"{ml}/{ada}", stored)

    assert ("", {}) == (result.id, result.outs)


def test_a_membership_is_gone_with_the_organization(run, arize, stored, ml, ada):
    """Without a place there is nothing to be a member of."""
    arize.remove_organization(ml)

    result = run.membership.read(f"{ml}/{ada}", stored)

    assert ("", {}) == (result.id, result.outs)


def test_memberships_are_not_gone_with_organizations_that_the_key_lost_sight_of(run, start, arize, stored, ml, ada):
    """One that is removed is gone; of two that this stack remembers, the key may have lost the right to see them."""
    search = arize.add_organization("Search")
    other = {"__provider": "gASV", **run.membership.create({**stored, "organization_id": search}).outs}
    arize.remove_organization(ml)
    arize.remove_organization(search)
    later = start()

    first = later.membership.read(f"{ml}/{ada}", stored)
    with pytest.raises(WrongAccount, match=r"^2 organizations that this stack remembers cannot be seen"):
        later.membership.read(f"{search}/{ada}", other)

    assert not first.id


def test_what_a_comparison_meets_is_remembered_by_the_rest_of_the_run(start, arize, stored, ml, ada):
    """Of two organizations, the one that was only compared counts as well when the key sees neither of them."""
    search = arize.add_organization("Search")
    other = {**stored, "organization_id": search}
    arize.remove_organization(ml)
    arize.remove_organization(search)
    later = start()

    later.membership.diff(f"{search}/{ada}", other, other)

    with pytest.raises(WrongAccount, match=r"^2 organizations that this stack remembers cannot be seen"):
        later.membership.read(f"{ml}/{ada}", stored)


def test_people_whose_memberships_were_compared_are_remembered_by_the_run(run, arize, declared):
    """None of them is seen, so nobody is invited here."""
    for user_id in gone(arize, 2):
        run.membership.diff(f"O1/{user_id}", declared | {"user_id": user_id}, declared | {"user_id": user_id})

    (sentence,) = run.failures()

    assert "None of 2 recorded people is in the account" in sentence


@pytest.mark.parametrize(
    ("said", "who"),
    [({}, "ada@example.com"), ({"__secret": ["email"]}, "the person {ada}")],
    ids=["shown", "a secret"],
)
def test_a_person_is_named_by_the_address_that_the_program_passes_unless_it_is_a_secret(run, declared, ada, said, who):
    """Whatever fails."""
    news = declared | {"role": "ANNOTATOR", "person": {"email": "ada@example.com"}} | said

    with pytest.raises(StepFailed) as failure:
        run.membership.create(news)

    assert str(failure.value).startswith(f"Adding {who.format(ada=ada)} to the organization ")


def test_a_membership_is_not_gone_in_another_account(run, start, stored, ml, ada):
    """Nobody of the account that the record names is seen there, and the error says where to look."""
    seen = run.membership.read(f"{ml}/{ada}", stored).outs

    with Simulator(api_key=KEY, first_number=1000) as another:
        another.add_organization("ML Platform")
        with pytest.raises(WrongAccount, match=f"^The person {ada} is not seen.*Check arize:baseUrl"):
            start(baseUrl=another.url).membership.read(f"{ml}/{ada}", {"__provider": "gASV", **seen})


def test_a_new_role_keeps_what_is_known_of_the_account(run, start, stored, declared, ml, ada):
    """A run that sees nobody does not forget who was seen before."""
    seen = {"__provider": "gASV", **run.membership.read(f"{ml}/{ada}", stored).outs}

    outs = start().membership.update(f"{ml}/{ada}", seen, {**declared, "role": "ADMIN"}).outs

    assert seen["account"] == outs["account"]


def test_nothing_is_gone_for_a_key_that_may_not_see_people(run, arize, stored, ml, ada):
    """The state is kept, and the error says what to do."""
    arize.caller_role = "ANNOTATOR"

    with pytest.raises(StepFailed, match=f"^Reading the membership {ml}/{ada} failed. Arize answered 403"):
        run.membership.read(f"{ml}/{ada}", stored)


def test_nothing_is_gone_for_a_key_that_may_not_list_organizations(run, arize, stored, ml, ada):
    """An organization that cannot be read may still exist."""
    arize.remove_organization(ml)
    arize.fail(Fault("status", path=r"/organizations$", status=403))

    with pytest.raises(StepFailed, match="Arize answered 403"):
        run.membership.read(f"{ml}/{ada}", stored)


def test_a_membership_can_be_looked_up_by_its_id(run, arize, ml, ada):
    """It is given by its two ids; nothing reads its role."""
    result = run.membership.read(f"{ml}/{ada}", {"__provider": "gASV"})

    found = {"organization_id": ml, "user_id": ada}
    assert (f"{ml}/{ada}", found) == (result.id, result.inputs)
    assert found | {"verification": "assumed", "account": result.outs["account"]} == result.outs
    assert result.outs["account"].startswith(arize.url)


def test_what_an_answer_leaves_out_is_as_declared(run, arize, declared):
    """A server that says neither a role nor an id of the membership has made it all the same."""
    arize.fail(Fault("missing-field", method="POST", drop=("role", "id")))

    outs = run.membership.create(declared).outs

    assert "MEMBER" == outs["role"]
    assert "membership_id" not in outs


def test_looking_up_a_membership_of_nobody_is_an_error(run, arize, declared, ml, ada):
    """A lookup has only inputs; an empty answer would be reported as success."""
    arize.block_user(ada)

    with pytest.raises(Refused, match=rf"^There is no membership {ml}/{ada}: no such person, or no such organization"):
        run.membership.read(f"{ml}/{ada}", declared)
