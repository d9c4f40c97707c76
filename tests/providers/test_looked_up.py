"""Where an identity provider creates the accounts: people are looked up, and never invited, changed or blocked."""

from functools import partial

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.providers.presence import WrongAccount
from pulumi_arize_users.providers.protocol import DECLARED_ROLE
from pulumi_arize_users.simulator import Fault
from tests.providers.conftest import ADA, gone, hosted


@pytest.fixture
def sso(start):
    """Starts a run of a stack whose accounts come from an identity provider."""
    return partial(start, managedBy="sso")


@pytest.fixture
def ada(sso, arize):
    """A person who has an account, with other values than declared, and whom an earlier run looked up."""
    arize.add_user("ada@example.com", name="Ada", role="ANNOTATOR")
    return sso().add()


def test_a_person_is_found_without_adopt(arize, ada):
    """The account is not this program's, so the record says adopted; nothing is written."""
    assert arize.user("ada@example.com")["id"] == ada.id
    assert ("Ada", "ANNOTATOR", True) == tuple(ada.outputs[key] for key in ("name", "role", "adopted"))
    assert [] == arize.writes


def test_what_the_identity_provider_says_is_no_difference(sso, ada):
    """Name, role and permission are not this program's to change, before a refresh and after it."""
    assert False is sso().diff(ada, name="Countess", is_developer=False).changes
    assert False is sso().diff(sso().refresh(ada), role="ADMIN").changes


def test_a_role_is_the_identity_providers_to_say(sso, arize, ada):
    """Another one is recorded, and is no drift; a reply without one leaves the record as it was."""
    arize.edit_user("ada@example.com", role="ADMIN")

    refreshed = sso().refresh(ada)
    arize.fail(Fault("missing-field", drop=("role",), times=None))
    silent = sso().refresh(refreshed)

    assert ("ADMIN", "ADMIN") == (refreshed.outputs["role"], refreshed.inputs[DECLARED_ROLE])
    assert "declared_role" not in refreshed.outputs
    assert refreshed == silent


def test_a_role_that_drifted_before_is_no_drift_any_more(sso, start, arize):
    """A stack that hands its accounts over to an identity provider forgets what it said of roles."""
    state = start().add()
    arize.edit_user("ada@example.com", role="ADMIN")
    drifted = start().refresh(state)

    assert "MEMBER" == drifted.outputs["declared_role"]
    assert "declared_role" not in sso().refresh(drifted).outputs


def test_an_update_only_records(sso, arize, ada):
    """What becomes of the record is the program's; the account is not."""
    state = sso().change(ada, on_destroy="retain")

    assert "retain" == state.outputs["on_destroy"]
    assert [] == arize.writes


def test_another_address_is_another_person(sso, ada):
    """The resource then means somebody else, and the old account stays as it is."""
    assert ["email"] == sso().diff(ada, email="grace@example.com").replaces


def test_nobody_is_blocked(sso, arize, said, ada):
    """Not even a resource that says so: the account is ended where it was made."""
    state = sso().change(ada, on_destroy="block")

    sso().remove(state)

    assert [] == arize.writes
    assert said()[-1].startswith("arize: info: ada@example.com is only forgotten here")


def test_a_person_without_an_account_is_refused_at_preview(sso, arize):
    """Nobody is invited from here, so the sentence says how an account comes into being."""
    (sentence,) = sso().failures()

    assert sentence.startswith("ada@example.com has no account in Arize, and arize:managedBy is sso")
    assert [] == arize.writes


def test_a_person_whose_account_went_since_the_preview_is_refused(sso, arize):
    """The same sentence in the middle of an `up`."""
    arize.add_user("ada@example.com")
    inputs = sso().inputs()
    arize.block_user("ada@example.com")

    with pytest.raises(Refused, match=r"^ada@example.com has no account in Arize"):
        sso().person.create(inputs)


def test_a_person_who_is_found_in_another_account_is_refused(sso, arize):
    """They were checked before the run met anybody it remembers; finding them leaves nothing to remember."""
    arize.add_user("ada@example.com")
    run = sso()
    inputs = run.inputs()
    for number, user_id in enumerate(gone(arize, 2)):
        other = {"email": f"other-{number}@example.com"}
        run.person.diff(user_id, hosted(ADA | other | {"user_id": user_id, "account": ""}), hosted(ADA | other))

    with pytest.raises(WrongAccount, match=r"^None of 2 recorded people is in the account at "):
        run.person.create(inputs)


def test_a_program_may_go_on_without_a_person(sso, said):
    """An id stands for the person, and a warning says what is skipped."""
    state = sso().add(missing_ok=True)
    assert state.outputs["adopted"] is True

    assert ("missing:ada@example.com", "MISSING") == (state.id, state.outputs["status"])
    assert "arize: warning: ada@example.com has no account in Arize yet" in said()[-1]
    assert state == sso().refresh(state)


def test_a_missing_person_is_found_once_they_have_signed_in(sso, arize):
    """A refresh gives the resource the person's own id."""
    state = sso().add(missing_ok=True)
    user_id = arize.add_user("ada@example.com")

    refreshed = sso().refresh(state)

    assert (user_id, user_id) == (refreshed.id, refreshed.outputs["user_id"])


def test_a_person_who_left_is_gone(sso, arize, ada):
    """As with any other account."""
    arize.block_user("ada@example.com")

    assert not sso().refresh(ada).id


def test_a_membership_of_a_missing_person_is_skipped(sso, arize, said):
    """It is recorded as skipped, and neither sent, read nor ended."""
    declared = {"__provider": "gASV", "organization_id": "O1", "user_id": "missing:ada@example.com", "role": "ADMIN"}
    provider = sso().membership

    created = provider.create(declared)
    read = provider.read(created.id, created.outs or {})
    provider.update(created.id, created.outs or {}, declared | {"role": "MEMBER"})
    provider.delete(created.id, created.outs or {})

    assert "skipped" == (created.outs or {})["verification"]
    assert created.id == read.id
    assert ["arize: warning: A membership in O1 is skipped: its person has no account yet."] == said()
    assert [] == arize.requests


def test_going_on_without_people_needs_an_identity_provider(run):
    """Where this program invites, nobody has to be missing."""
    (sentence,) = run.failures(missing_ok=True)

    assert sentence.startswith("ada@example.com: missing_ok is only for accounts of an identity provider")
