"""Nothing secret is said: neither what the program calls a secret, nor the API key, nor a password."""

import pytest

from pulumi_arize_users.api.errors import ArizeError, Refused
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.providers.protocol import SECRET
from pulumi_arize_users.simulator import Fault

CANARY = "canary-9b1d"
EMAIL = f"{CANARY}@example.com"
SECRET_EMAIL = {"email": EMAIL, SECRET: ["email"]}


@pytest.mark.parametrize("argument", ["email", "name", "role", "invite_mode", "on_destroy", "is_developer", "adopt"])
def test_a_wrong_value_that_is_a_secret_is_not_shown(run, argument):
    """A secret may be wrong like any other value; the sentence names the argument."""
    (sentence,) = run.failures(**{argument: [CANARY], SECRET: [argument]})

    assert f"{argument} (a secret) " in sentence
    assert CANARY not in sentence


def test_a_person_with_a_secret_address_has_no_name_in_messages(run, arize):
    """Every sentence of the preview speaks of this person."""
    arize.add_user(EMAIL)

    (sentence,) = run.failures(**SECRET_EMAIL)

    assert sentence.startswith("this person already exists in the Arize account (id ")
    assert CANARY not in sentence


def test_a_secret_role_is_not_shown_when_an_account_has_another(run, arize):
    """What the account's role is, is no secret of the program."""
    arize.add_user("ada@example.com", role="ADMIN")
    role = f"custom:{CANARY}"

    (sentence,) = run.failures(role=role, adopt=True, **{SECRET: ["role"]})

    assert "cannot be taken over as (a secret)" in sentence
    assert CANARY not in sentence


def test_a_secret_name_is_not_shown_in_what_an_adoption_changes(run, arize, said):
    """The line about a take-over names the argument only."""
    arize.add_user("ada@example.com")

    run.inputs(name=CANARY, adopt=True, **{SECRET: ["name"]})

    (line,) = said()
    assert line.endswith("will be taken over; name becomes (a secret).")


def test_a_secret_address_is_not_shown_when_it_changes(start, run):
    """Neither the old address nor the new one."""
    state = start().add(**SECRET_EMAIL)

    (sentence,) = run.failures(state, **SECRET_EMAIL | {"email": f"new-{EMAIL}"})

    assert sentence.startswith("The address of this person changes to (a secret).")
    assert CANARY not in sentence


def test_an_address_that_has_become_a_secret_is_not_shown(start, run):
    """The old state knows nothing of the secrecy, but the program does now."""
    state = start().add(email=EMAIL)

    (sentence,) = run.failures(state, **SECRET_EMAIL, role="ADMIN")

    assert CANARY not in sentence


def test_a_secret_role_is_not_shown_when_it_changes(start, run, arize):
    """Neither the old role nor the new one."""
    old, new = (f"custom:{arize.add_role(CANARY)}" for _ in range(2))
    state = start().add(role=old, **{SECRET: ["role"]})

    (sentence,) = run.failures(state, role=new, **{SECRET: ["role"]})

    assert "is (a secret), and the program now says (a secret)" in sentence
    assert old not in sentence
    assert new not in sentence


@pytest.mark.parametrize("step", ["create", "read", "update", "delete"])
def test_no_step_shows_a_secret_address(start, arize, said, step):
    """Whatever fails, its sentence speaks of this person, or of an id."""
    state = start().add(**SECRET_EMAIL, on_destroy="block")
    arize.fail(Fault("status", status=500, times=None))
    run = start()
    steps = {
        "create": lambda: run.person.create(state.inputs),
        "read": lambda: run.refresh(state),
        "update": lambda: run.change(state, **SECRET_EMAIL, name="Ada"),
        "delete": lambda: run.remove(state),
    }

    with pytest.raises(ArizeError) as failure:
        steps[step]()

    assert "this person" in str(failure.value) or state.id in str(failure.value)
    assert CANARY not in "".join([str(failure.value), *said()])


def test_no_warning_shows_a_secret_address(start, arize, said):
    """Invited, expired, retained: every line speaks of this person."""
    state = start().add(**SECRET_EMAIL, on_destroy="retain")
    arize.expire_invitation(EMAIL)
    run = start()
    expired = run.refresh(state)

    run.diff(expired, **SECRET_EMAIL, on_destroy="retain")
    run.remove(expired)

    lines = said()
    assert 3 == len(lines)
    assert all("this person" in line and CANARY not in line for line in lines)


def test_the_names_of_the_secrets_are_remembered(start, run):
    """Deletion and refresh only see the record, and must be as discreet as the preview."""
    state = start().add(**SECRET_EMAIL)

    refreshed = run.refresh(state)

    assert ["email"] == state.outputs[SECRET] == refreshed.outputs[SECRET]
    assert ["email"] == refreshed.inputs[SECRET]


@pytest.mark.parametrize(
    "fault",
    [
        Fault("status", status=401, times=None),
        Fault("status", status=500, times=None, body="{key}", content_type="text/plain"),
        Fault("status", status=400, times=None, body='{"title": "{key}", "detail": "Bearer {key}"}'),
        Fault("reset", times=None),
        Fault("html", times=None),
    ],
    ids=["401", "500 with an echo", "400 with an echo", "reset", "html"],
)
@pytest.mark.parametrize("step", ["create", "read", "delete"])
def test_no_error_shows_the_api_key(start, arize, said, fault, step):
    """Not even a server that sends the key back can make a message carry it."""
    state = start().add(on_destroy="block")
    key = arize.api_key
    echo = fault.body.replace("{key}", key) if fault.body else None
    arize.fail(Fault(fault.kind, status=fault.status, times=None, body=echo, content_type=fault.content_type))
    run = start()
    steps = {
        "create": lambda: run.person.create(state.inputs),
        "read": lambda: run.refresh(state),
        "delete": lambda: run.remove(state),
    }

    with pytest.raises(ArizeError) as failure:
        steps[step]()

    chain = [failure.value, failure.value.__cause__, failure.value.__context__]
    assert all(key not in f"{error!s} {error!r}" for error in chain)
    assert key not in "".join(said())


def test_a_temporary_password_is_not_in_any_repr_or_message(run, arize, said):
    """It is in the outputs, and nowhere else."""
    arize.fail(Fault("status", method="PATCH", status=500))

    state = run.add(invite_mode="TEMPORARY_PASSWORD", is_developer=False)

    assert state.outputs["temporary_password"]
    assert state.outputs["temporary_password"] not in "".join(said())


@pytest.mark.parametrize("exists", [False, True])
def test_a_membership_does_not_show_a_secret_address_of_a_newcomer(run, arize, exists):
    """Invited or taken over in the same run."""
    arize.add_user(EMAIL, name="Ada Lovelace") if exists else None
    organization = arize.add_organization("ML Platform")
    state = run.add(**SECRET_EMAIL, adopt=True)

    with pytest.raises(StepFailed) as failure:
        run.membership.create({"organization_id": organization, "user_id": state.id, "role": "ANNOTATOR"})

    assert str(failure.value).startswith(f"Adding the person {state.id} to the organization {organization} ")
    assert CANARY not in str(failure.value)


def test_a_membership_does_not_show_a_secret_address_of_its_person(start, arize):
    """The address is known from the account, and that it is a secret from the person's own resource."""
    state = start().add(**SECRET_EMAIL)
    organization = arize.add_organization("ML Platform")
    run = start()
    run.refresh(state)
    run.diff(state, **SECRET_EMAIL)

    with pytest.raises(StepFailed) as failure:
        run.membership.create({"organization_id": organization, "user_id": state.id, "role": "ANNOTATOR"})

    assert str(failure.value).startswith(f"Adding the person {state.id} to the organization {organization} ")
    assert CANARY not in str(failure.value)


def test_a_removal_does_not_show_what_a_secret_address_became(start, arize):
    """Somebody else may have the account by now: their address stands where the secret one did."""
    state = start().add(**SECRET_EMAIL, on_destroy="block")
    arize.edit_user(state.id, email=f"other-{EMAIL}")

    with pytest.raises(Refused) as refusal:
        start().remove(state)

    assert state.id in str(refusal.value)
    assert CANARY not in str(refusal.value)
