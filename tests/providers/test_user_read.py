"""Acting: what a refresh finds out about a person, and what it must not conclude."""

from dataclasses import replace

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.providers.protocol import DECLARED_ROLE
from pulumi_arize_users.simulator import Fault, Simulator
from tests.providers.conftest import KEY, gone, paths


@pytest.fixture
def ada(start):
    """A person of the stack, created by an earlier run."""
    return start().add()


def test_a_refresh_of_an_unchanged_person_changes_nothing(run, arize, ada):
    """Outputs and inputs are what they were, and nothing was written."""
    arize.clear_requests()

    assert ada == run.refresh(ada)
    assert [] == arize.writes


@pytest.mark.parametrize(
    ("edit", "inputs"),
    [({"name": "Countess"}, {"name": "Countess"}), ({"role": "ADMIN"}, {"role": "ADMIN"})],
    ids=["name", "role"],
)
def test_drift_is_answered_property_by_property(run, arize, ada, edit, inputs):
    """The inputs are the account's values, so the engine can show each that differs from the program."""
    arize.edit_user("ada@example.com", **edit)

    refreshed = run.refresh(ada)

    assert ada.inputs | inputs == refreshed.inputs
    assert inputs.items() <= refreshed.outputs.items()


def test_the_declared_role_is_kept_beside_the_drifted_one(run, arize, ada):
    """What the program said is needed for the sentence that refuses to change the role back."""
    arize.edit_user("ada@example.com", role="ADMIN")

    assert ("ADMIN", "MEMBER") == tuple(run.refresh(ada).inputs[key] for key in ("role", DECLARED_ROLE))


def test_a_permission_that_is_not_managed_is_no_drift(run, arize, ada):
    """It is seen in the outputs, but no input says anything about it."""
    arize.edit_user("ada@example.com", is_developer=False)

    refreshed = run.refresh(ada)

    assert False is refreshed.outputs["is_developer"]
    assert "is_developer" not in refreshed.inputs


def test_a_permission_that_is_managed_drifts(start, arize):
    """Once the program says it, the account's value is an input."""
    state = start().add(is_developer=True)
    arize.edit_user("ada@example.com", is_developer=False)

    refreshed = start().refresh(state)

    assert False is refreshed.inputs["is_developer"]
    assert start().diff(refreshed, is_developer=True).changes is None


def test_an_accepted_invitation_is_seen(run, arize, ada):
    """The status is the server's; it causes no difference."""
    arize.accept_invitation("ada@example.com")

    refreshed = run.refresh(ada)

    assert "ACTIVE" == refreshed.outputs["status"]
    assert False is run.diff(refreshed).changes


def test_what_no_server_knows_is_kept(start, arize):
    """Adoption, policies, triggers and the temporary password survive a refresh."""
    arize.add_user("grace@example.com", name="Grace", status="EXPIRED")
    state = start().add(
        email="grace@example.com",
        invite_mode="TEMPORARY_PASSWORD",
        adopt=True,
        on_expired="reinvite",
        on_destroy="retain",
        resend_invitation_trigger={"week": [1.0]},
    )

    refreshed = start().refresh(state)

    assert state == refreshed
    assert True is refreshed.outputs["adopted"]
    assert refreshed.outputs["temporary_password"]


@pytest.mark.parametrize("leave", ["block_user", "forget_user"])
def test_a_person_who_left_is_gone(run, arize, ada, leave):
    """An empty answer lets the engine drop the resource."""
    getattr(arize, leave)("ada@example.com")

    refreshed = run.refresh(ada)

    assert ("", {"__provider": "gASV"}) == (refreshed.id, refreshed.outputs)


def test_nobody_is_gone_for_a_key_that_may_not_see_people(run, arize, ada):
    """The same 404 with a weaker key: the list is forbidden, so the state is kept and the error says what to do."""
    arize.caller_role = "ANNOTATOR"

    with pytest.raises(StepFailed, match=r"^Reading ada@example.com failed. Arize answered 403 .*account role Admin"):
        run.refresh(ada)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault("status", status=500, times=None), "Arize answered 500"),
        (Fault("html", times=None), "not with the JSON of its API"),
        (Fault("reset", times=None), "closed the connection without an answer"),
        (Fault("missing-field", drop=("id",), times=None), r"cannot be used: users\[1\]\.id is missing"),
    ],
    ids=["500", "html", "reset", "no id"],
)
def test_nobody_is_gone_because_the_server_is_ill(run, arize, ada, fault, reason):
    """Whatever is wrong with the answer, the state is kept."""
    arize.fail(fault)

    with pytest.raises(StepFailed, match=f"^Reading ada@example.com failed. .*{reason}"):
        run.refresh(ada)


def test_nobody_is_gone_from_another_account(start, arize):
    """The record names others who were seen beside the person: none of them is there."""
    arize.add_user("grace@example.com")
    state = start().refresh(start().add())

    with Simulator(api_key=KEY, first_number=1000) as another, pytest.raises(Refused) as refused:
        start(baseUrl=another.url).refresh(state)

    assert str(refused.value).startswith("ada@example.com is not seen. None of ")


def test_whoever_is_seen_proves_the_account_for_all_others(run, start, arize):
    """Somebody who is gone is gone then, although none of those whom their record names is there."""
    (other,) = gone(arize, 1)
    ada = run.add()
    grace = run.add(email="grace@example.com")
    arize.forget_user("grace@example.com")
    later = start()

    later.refresh(ada)

    record = {**grace.outputs, "account": f"{arize.url} {other}"}
    assert "" == later.refresh(replace(grace, outputs=record)).id
    assert f"/v2/users/{other}" not in paths(arize)


def test_a_person_who_is_only_looked_up_proves_nothing(run, start, arize):
    """They belong to no stack."""
    (other,) = gone(arize, 1)
    looked_up, ada = arize.add_user("grace@example.com"), start().add()
    arize.forget_user("ada@example.com")

    run.person.read(looked_up, {"__provider": "gASV"})

    with pytest.raises(Refused, match=r"^ada@example.com is not seen"):
        run.refresh(replace(ada, outputs={**ada.outputs, "account": f"{arize.url} {other}"}))


def test_a_wrong_key_says_where_it_came_from(start, ada):
    """Refresh uses the key in state: after a rotation the sentence says how to get the new one there."""
    with pytest.raises(
        StepFailed, match=r"Arize answered 401 .*arize:apiKey.* run `pulumi up` once, or add --run-prog"
    ):
        start(apiKey="rotated").refresh(ada)


def test_a_person_can_be_looked_up_by_id(run, arize):
    """A resource that is only looked up has its id and nothing else; it gets all that the server tells."""
    user_id = arize.add_user("grace@example.com", name="Grace", role="ADMIN")

    result = run.person.read(user_id, {"__provider": "gASV"})

    live = arize.user(user_id)
    assert user_id == result.id
    assert {
        "email": "grace@example.com",
        "name": "Grace",
        "role": "ADMIN",
        "is_developer": True,
        "user_id": user_id,
        "status": "ACTIVE",
        "created_at": live["created_at"],
        "adopted": False,
    } == result.outs


def test_a_person_without_a_role_can_be_looked_up(run, arize):
    """A reply that leaves the role out is no reason to fail."""
    user_id = arize.add_user("grace@example.com")
    arize.fail(Fault("missing-field", drop=("role",), times=None))

    result = run.person.read(user_id, {"__provider": "gASV"})

    assert user_id == result.id
    assert "role" not in result.outs


def test_a_look_up_that_fails_names_the_id(run, arize):
    """Nothing else is known of the person."""
    arize.fail(Fault("status", status=500, times=None))

    with pytest.raises(StepFailed, match=r"^Reading U7 failed\. Arize answered 500"):
        run.person.read("U7", {"__provider": "gASV"})


def test_looking_up_nobody_is_an_error(run, arize):
    """An empty answer would be reported as success."""
    user_id = arize.add_user("grace@example.com", status="INACTIVE")

    with pytest.raises(Refused) as refusal:
        run.person.read(user_id, {"__provider": "gASV"})

    assert f"There is no person with the id {user_id} in the account. Check the id." == str(refusal.value)
