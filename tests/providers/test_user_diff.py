"""Preview: which changes to a person are possible, and what the engine learns of them."""

from dataclasses import replace

import pytest
from pulumi.output import Unknown

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.simulator import Fault


@pytest.fixture
def ada(start):
    """A person of the stack, created by an earlier run."""
    return start().add()


@pytest.fixture
def expired(start, arize, ada):
    """The same person after the invitation ran out and a refresh saw it."""
    arize.expire_invitation("ada@example.com")
    return start().refresh(ada)


def test_nothing_differs_from_what_was_just_created(run, ada):
    """The second preview is empty."""
    assert False is run.diff(ada).changes


@pytest.mark.parametrize(
    "declared",
    [
        {"email": "ADA@Example.com"},
        {"email": " ada@example.com "},
        {"role": "member"},
        {"name": " Ada Lovelace "},
        {"invite_mode": "NONE"},
        {"adopt": True},
        {"on_expired": "reinvite"},
    ],
    ids=str,
)
def test_another_spelling_or_what_only_matters_once_is_no_difference(run, ada, declared):
    """Nothing is called for a letter case, or for an argument that had its moment when the person was invited."""
    assert False is run.diff(ada, **declared).changes


def test_another_serialized_provider_is_no_difference(run, ada):
    """The engine's own key is not the program's declaration."""
    assert False is run.person.diff(ada.id, ada.outputs, {**ada.inputs, "__provider": "another"}).changes


@pytest.mark.parametrize(
    "declared",
    [
        {"name": "Ada"},
        {"is_developer": False},
        {"on_destroy": "retain"},
        {"resend_invitation_trigger": 1.0},
        {"reset_password_trigger": "monday"},
        {"name": Unknown()},
        {"is_developer": Unknown()},
    ],
    ids=lambda declared: next(iter(declared)),
)
def test_a_change_is_left_to_the_engine_to_show(run, ada, declared):
    """Without an answer of ours the engine compares the inputs, and shows each one that changes."""
    result = run.diff(ada, **declared)

    assert result.changes is None
    assert not result.replaces


def test_diff_asks_nobody(run, arize, ada):
    """A preview of people who are in the stack needs no request."""
    arize.clear_requests()

    run.diff(ada, name="Ada", is_developer=False)

    assert [] == arize.requests


def test_a_changed_role_is_refused(run, ada):
    """Replacing the person would lock them out, so the preview fails and says where a role can be changed."""
    (sentence,) = run.failures(ada, role="ADMIN")

    assert "The account role of ada@example.com is MEMBER, and the program now says ADMIN." in sentence
    assert 'ignore_changes=["role"]' in sentence


def test_a_role_that_drifted_is_refused_as_drift(run, arize, ada):
    """After a refresh the inputs hold the account's role, and the sentence does not blame the program."""
    arize.edit_user("ada@example.com", role="ADMIN")

    (sentence,) = run.failures(run.refresh(ada))

    assert "was changed outside of this program, from MEMBER to ADMIN" in sentence


def test_a_drifted_role_that_an_update_came_across_is_refused_as_drift(run, start, arize, ada):
    """An update of the name is the first to hear of the new role; a later refresh still tells drift from change."""
    arize.edit_user("ada@example.com", role="ADMIN")
    renamed = run.change(ada, name="Ada")

    (sentence,) = start().failures(start().refresh(renamed), name="Ada")

    assert "was changed outside of this program, from MEMBER to ADMIN" in sentence


def test_a_drifted_role_may_be_accepted(run, arize, ada):
    """With the role of the account, or with ignore_changes, which makes the engine pass it, nothing differs."""
    arize.edit_user("ada@example.com", role="ADMIN")
    drifted = run.refresh(ada)

    assert False is run.diff(drifted, role="ADMIN").changes


def test_an_address_that_was_changed_elsewhere_is_refused_as_drift(run, start, arize, ada):
    """After a refresh the inputs hold the account's address; without one the person is simply the same."""
    arize.edit_user("ada@example.com", email="countess@example.com")
    refreshed = run.refresh(ada)

    (sentence,) = start().failures(refreshed)

    assert "The address of countess@example.com was changed outside of this program." in sentence
    assert [] == start().failures(ada)
    assert [] == start().failures(refreshed, email="Countess@example.com")


def test_a_role_that_was_changed_back_is_no_drift(run, start, arize, ada):
    """Once the account agrees with the program, the preview is empty again."""
    arize.edit_user("ada@example.com", role="ADMIN")
    drifted = run.refresh(ada)
    arize.edit_user("ada@example.com", role="MEMBER")

    run = start()

    assert False is run.diff(run.refresh(drifted)).changes


def test_another_address_is_refused_by_default(run, ada):
    """Another address is another person, and nothing was said about the old one."""
    (sentence,) = run.failures(ada, email="grace@example.com")

    assert "The address of ada@example.com changes to grace@example.com" in sentence
    assert 'on_destroy="retain"' in sentence


@pytest.mark.parametrize("policy", ["block", "retain"])
def test_another_address_replaces_once_removal_was_chosen(run, start, policy):
    """The new person is created, then the old one is treated as they were to be."""
    ada = start().add(on_destroy=policy)

    result = run.diff(ada, email="grace@example.com", on_destroy=policy)

    assert result.changes is None
    assert ["email"] == result.replaces


def test_the_default_of_all_resources_allows_a_replacement_as_well(run, start):
    """A stack may say for everybody what becomes of the old person."""
    ada = run.add()

    assert ["email"] == start(onDestroy="retain").diff(ada, email="grace@example.com").replaces


def test_an_address_that_is_not_known_yet_may_be_a_replacement(run, ada):
    """The preview shows the worst that can come of it."""
    assert ["email"] == run.diff(ada, email=Unknown()).replaces


@pytest.mark.parametrize(
    "argument",
    ["name", "role", "is_developer", "on_destroy", "reset_password_trigger", "resend_invitation_trigger"],
)
def test_a_value_that_is_not_known_yet_is_a_difference(run, ada, argument):
    """It may turn out to be another one; what was declared until now stays declared."""
    difference = run.diff(ada, **{argument: Unknown()})

    assert (None, []) == (difference.changes, difference.replaces)


def test_a_replacement_looks_the_new_person_up(run, arize):
    """The engine checks a replacement like a new resource."""
    arize.add_user("grace@example.com")

    (sentence,) = run.failures(email="grace@example.com")

    assert sentence.startswith("grace@example.com already exists")


def test_an_expired_invitation_is_a_warning(run, said, expired):
    """Nothing is done about it, but the preview says so and how to change that."""
    said()

    assert False is run.diff(expired).changes
    (line,) = said()
    assert line.startswith("arize: warning: The invitation of ada@example.com has expired; ")
    assert line.endswith('on_expired="reinvite" (on_expired: reinvite in a file) sends a new one.')


def test_an_expired_invitation_is_an_update_with_reinvite(run, said, expired):
    """Only the record differs, which the engine cannot see: it has to be told, and the user as well."""
    said()

    assert True is run.diff(expired, on_expired="reinvite").changes
    assert ["arize: info: ada@example.com will be invited again, because the invitation has expired."] == said()


def test_why_the_last_run_did_not_finish_is_told(run, ada, said):
    """Before the engine shows what differs."""
    unfinished = replace(ada, outputs={**ada.outputs, "unfinished": "ada is in the account, but not as declared."})
    said()

    assert run.diff(unfinished, name="Countess").changes is True
    assert "arize: warning: The last run did not finish: ada is in the account, but not as declared." in said()


def test_a_replacement_is_shown_as_one_whatever_is_left_over(run, ada):
    """The engine compares the addresses, and has no use for the rest."""
    unfinished = replace(ada, outputs={**ada.outputs, "unfinished": "because", "on_destroy": "retain"})
    inputs = {**ada.inputs, "on_destroy": "retain"}

    result = run.diff(replace(unfinished, inputs=inputs), email="grace@example.com", on_destroy="retain")

    assert (None, ["email"]) == (result.changes, result.replaces)


def test_an_address_that_the_inputs_do_not_show_is_refused(run, arize, ada):
    """The record has another address than the last inputs: compared with the record, it is another person."""
    moved = replace(ada, outputs={**ada.outputs, "email": "old@example.com"})

    with pytest.raises(Refused, match=r"^The address of old@example\.com changes to ada@example\.com"):
        run.diff(moved)

    assert [] == arize.writes[1:]


def test_what_failed_after_the_invitation_is_an_update(run, arize):
    """Although the engine's inputs are as declared, the server's value is in the outputs."""
    arize.fail(Fault("status", method="PATCH", status=403))
    ada = run.add(is_developer=False)

    assert True is run.diff(ada, is_developer=False).changes


def test_what_failed_is_seen_after_a_refresh_too(run, start, arize):
    """A refresh makes the engine forget that work was left, but its inputs tell the difference then."""
    arize.fail(Fault("status", method="PATCH", status=403))
    ada = run.add(is_developer=False)

    run = start()
    refreshed = run.refresh(ada)

    assert True is refreshed.inputs["is_developer"]
    assert run.diff(refreshed, is_developer=False).changes is None
