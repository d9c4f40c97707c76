"""Replies about somebody else: the server did what it was asked to, and its answer speaks of a bystander."""

import json
from dataclasses import replace

import pytest

from pulumi_arize_users.api.errors import ArizeError, Refused
from pulumi_arize_users.simulator import Fault
from tests.providers.conftest import crowd

ADA, CY = "ada@example.com", "cy@example.com"
ABOUT = {"everything": (), "the id alone": ("id",), "all but the address": ("id", "name", "role", "status")}


@pytest.fixture
def cy(arize):
    """Somebody whom no program declares; whatever happens, they stay as they are."""
    user_id = arize.add_user(CY, name="Cy", role="MEMBER", status="ACTIVE")
    before = arize.user(CY)
    yield user_id
    assert before == arize.user(CY)
    assert [] == [request.path for request in arize.writes if user_id in request.path or user_id in str(request.body)]


def mixed_up(arize, method, fields=(), path=None, about=CY):
    arize.fail(Fault("somebody-else", method=method, path=path, about=about, fields=fields))


def answers_role(role):
    """A membership in another role than was asked for, as a server of tomorrow may make it."""
    body = json.dumps({"role": {"type": "PREDEFINED", "name": role}})
    return Fault("status", method="POST", path="organizations", status=200, body=body, content_type="application/json")


@pytest.mark.parametrize("fields", ABOUT.values(), ids=ABOUT)
def test_a_creation_that_answers_about_somebody_else_is_looked_up(run, arize, cy, fields):
    """The person who was invited is recorded, and nothing of the bystander."""
    mixed_up(arize, "POST", fields)

    state = run.add(on_destroy="block")

    assert arize.user(ADA)["id"] == state.id == state.outputs["user_id"]
    assert (ADA, "Ada Lovelace", False) == tuple(state.outputs[key] for key in ("email", "name", "adopted"))
    assert cy != state.id


def test_a_creation_that_names_nobody_is_looked_up(run, arize):
    """An id without an address may be anybody's."""
    arize.fail(Fault("missing-field", method="POST", drop=("email",)))

    state = run.add()

    assert arize.user(ADA)["id"] == state.id


def test_a_creation_whose_person_is_not_found_is_told(run, arize, cy):
    """Nobody of the declared address is there: the sentence says whom the answer was about, and what to do."""
    mixed_up(arize, "POST", about=CY)
    inputs = run.inputs()
    arize.lag()

    with pytest.raises(ArizeError) as told:
        run.person.create(inputs)

    assert (
        f"Inviting {ADA} failed. Arize answered about {CY} when asked about {ADA}; nothing of it is believed."
        in str(told.value)
    )
    assert cy not in str(told.value)


def test_a_secret_address_is_not_told_by_a_creation_whose_person_is_not_found(run, arize, cy):
    """Whoever was invited is this person, and whoever the answer was about is known by their address."""
    mixed_up(arize, "POST")
    inputs = run.inputs(__secret=["email"])
    arize.lag()

    with pytest.raises(ArizeError) as told:
        run.person.create(inputs)

    assert f"Arize answered about {CY} when asked about this person;" in str(told.value)
    assert ADA not in str(told.value)
    assert cy not in str(told.value)


def test_an_invitation_that_existed_is_not_taken_over_from_a_bystander(run, arize, cy):
    """With adopt, answered with 200 and somebody else: Ada's own invitation is taken over."""
    inputs = run.inputs(adopt=True)
    ada = arize.add_user(ADA, name="Ada Lovelace", status="INVITED")
    mixed_up(arize, "POST")

    assert ada == run.person.create(inputs).id
    assert cy != ada


@pytest.fixture
def ada(start, arize):
    """A person of the stack, on none of the pages of the list that a question about one person is worth."""
    crowd(arize, 300)
    return start().add(on_destroy="block")


@pytest.mark.parametrize("fields", [(), ("id",)])
def test_a_refresh_that_answers_about_somebody_else_keeps_what_is_known(run, arize, cy, ada, fields):
    """The reply to a question about an id has another one: the person is neither gone nor somebody else."""
    mixed_up(arize, "GET", fields, path=f"/v2/users/{ada.id}")

    with pytest.raises(
        ArizeError, match=rf"^Reading {ADA} failed\. Arize answered about .*; nothing of it is believed"
    ):
        run.refresh(ada)

    assert cy != ada.id
    assert ada.outputs == run.refresh(ada).outputs


def test_another_address_under_an_id_is_believed_once_the_list_shows_it(run, arize, ada):
    """Somebody changed the address in Arize: the list says the same."""
    arize.edit_user(ADA, email="countess@example.com")

    assert "countess@example.com" == run.refresh(ada).outputs["email"]


def test_another_address_under_an_id_is_not_believed_alone(run, arize, cy, ada):
    """The list has that address under another id: the reply mixed two people up."""
    mixed_up(arize, "GET", ("email", "name", "role"), path=f"/v2/users/{ada.id}")

    with pytest.raises(
        ArizeError, match=f"Arize answered about {CY} when asked about {ADA}; nothing of it is believed"
    ):
        run.refresh(ada)

    assert cy != ada.id


def test_a_list_about_somebody_else_calls_nobody_gone(run, arize, cy, ada):
    """Whoever is not on it is asked for by id."""
    mixed_up(arize, "GET", path="/v2/users$")

    assert ada.outputs == run.refresh(ada).outputs
    assert cy != ada.id


@pytest.mark.parametrize("fields", [(), ("id",), ("email", "name")])
def test_an_update_that_answers_about_somebody_else_is_an_error(run, start, arize, cy, ada, fields):
    """The name was changed, but what the server says is not recorded; the next run says what is there."""
    mixed_up(arize, "PATCH", fields)

    with pytest.raises(ArizeError, match=rf"^Updating {ADA} failed\. Arize answered about "):
        run.change(ada, name="Countess")

    healed = start().change(ada, name="Countess")
    assert (ada.id, ADA, "Countess") == tuple(healed.outputs[key] for key in ("user_id", "email", "name"))
    assert cy != ada.id


@pytest.mark.parametrize("fields", [(), ("id",), ("email",)])
def test_nobody_is_blocked_about_whom_the_answer_is_mixed_up(run, arize, cy, ada, fields):
    """Before a DELETE it is looked who it is; a reply about somebody else is no answer."""
    mixed_up(arize, "GET", fields, path=f"/v2/users/{ada.id}")
    arize.clear_requests()

    with pytest.raises(ArizeError):
        run.remove(ada)

    assert [] == arize.writes
    assert cy != ada.id


def test_an_id_that_was_edited_in_the_state_blocks_nobody(run, cy, ada):
    """The account of that id has another address: the sentence names both, and the ways on."""
    edited = replace(ada, id=cy, outputs={**ada.outputs, "user_id": cy})

    with pytest.raises(Refused) as refused:
        run.remove(edited)

    assert f"{ADA} was not blocked: the account {cy} is that of {CY} now." in str(refused.value)
    assert "pulumi refresh" in str(refused.value)
    assert "pulumi state delete" in str(refused.value)


def test_an_address_that_was_changed_and_recorded_is_the_persons_own(run, start, arize, ada):
    """After a refresh the record knows both addresses, and the person is blocked."""
    arize.edit_user(ADA, email="countess@example.com")
    refreshed = start().refresh(ada)

    run.remove(refreshed)

    assert "INACTIVE" == arize.user(ada.id)["status"]


def test_an_address_that_was_changed_and_not_seen_blocks_nobody(run, arize, ada):
    """The same without a refresh: it may be somebody else by now."""
    arize.edit_user(ADA, email="countess@example.com")

    with pytest.raises(Refused, match=r"is that of countess@example\.com now"):
        run.remove(ada)

    assert "INACTIVE" != arize.user(ada.id)["status"]


@pytest.mark.parametrize("about", [CY, "Search"])
def test_a_membership_that_answers_about_somebody_else_is_an_error(run, arize, cy, ada, about):
    """Another person's, or in another organization: nothing of it is recorded."""
    ml, _search = arize.add_organization("ML Platform"), arize.add_organization("Search")
    mixed_up(arize, "POST", path="organizations", about=about)
    declared = {"organization_id": ml, "user_id": ada.id, "role": "MEMBER"}

    with pytest.raises(ArizeError, match=r"Arize answered about a membership .*; nothing of it is believed"):
        run.membership.create(declared)

    assert f"{ml}/{ada.id}" == run.membership.create(declared).id
    assert cy != ada.id


def test_an_organization_that_answers_about_another_one_is_an_error(run, arize, ada):
    """It is neither gone nor another one."""
    ml = arize.add_organization("ML Platform")
    outputs = run.membership.create({"organization_id": ml, "user_id": ada.id, "role": "MEMBER"}).outs
    arize.add_organization("Search")
    arize.fail(Fault("status", method="GET", path="/v2/organizations$", status=403))
    arize.fail(Fault("somebody-else", method="GET", path=f"/v2/organizations/{ml}", about="Search"))

    with pytest.raises(ArizeError, match=rf"Arize answered about the organization .* when asked about {ml}"):
        run.membership.read(f"{ml}/{ada.id}", outputs)


def test_a_role_that_is_not_the_declared_one_is_told_and_recorded(run, arize, ada, said):
    """The server made a READ_ONLY member of a MEMBER: the record says so, and the next preview shows the difference."""
    ml = arize.add_organization("ML Platform")
    declared = {"organization_id": ml, "user_id": ada.id, "role": "ADMIN"}
    arize.fail(answers_role("READ_ONLY"))

    made = run.membership.create(declared)

    assert "READ_ONLY" == made.outs["role"]
    assert f"Arize made the person {ada.id} READ_ONLY in {ml}, and not ADMIN as declared" in said()[-1]
    assert run.membership.diff(made.id, made.outs, declared).changes is not False


def test_a_secret_address_is_not_in_the_sentence_about_a_mixed_up_reply(run, arize, cy, ada):
    """Neither the asked person's nor the one of the reply, where the program keeps it secret."""
    secret = {**ada.outputs, "__secret": ["email"]}
    mixed_up(arize, "GET", path=f"/v2/users/{ada.id}")

    with pytest.raises(ArizeError) as told:
        run.person.read(ada.id, secret)

    assert ADA not in str(told.value)
    assert cy != ada.id
