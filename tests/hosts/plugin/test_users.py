"""A person's life as the engine plays it on the plugin: each answer is what the next request is made of."""

from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2, status_pb2

from pulumi_arize_users.simulator import Fault
from tests.hosts.plugin.conftest import SECRET, SIGNATURE, UNKNOWN, Requests, plain, secret

ADA: dict[str, Any] = {"email": "ada@example.com", "name": "Ada Lovelace", "role": "member"}


def shown(answer):
    """The detailed difference: kind by path."""
    return {path: provider_pb2.PropertyDiff.Kind.Name(found.kind) for path, found in answer.detailedDiff.items()}


def test_a_person_lives_from_check_to_delete(plugin, person, arize, add):
    """Programs see camelCase on the way in and out, and the account what they say."""
    inputs, user_id, outputs = add(onDestroy="block", isDeveloper=False)

    read = plugin.call("Read", person.read(user_id, outputs, inputs))
    same = plugin.call("Diff", person.diff(user_id, outputs, inputs, **inputs))
    changed = plugin.call("Diff", person.diff(user_id, outputs, inputs, **inputs | {"name": "Countess"}))
    updated = plugin.call("Update", person.update(user_id, outputs, **inputs | {"name": "Countess"}))
    plugin.call("Delete", person.delete(user_id, plain(updated.properties)))

    assert {"email": "ada@example.com", "inviteMode": "EMAIL_LINK", "onExpired": "warn"}.items() <= inputs.items()
    assert {"userId": user_id, "isDeveloper": False, "adopted": False, "onDestroy": "block"}.items() <= outputs.items()
    assert (user_id, outputs, inputs) == (read.id, plain(read.properties), plain(read.inputs))
    assert (provider_pb2.DiffResponse.DIFF_NONE, {}) == (same.changes, shown(same))
    assert (provider_pb2.DiffResponse.DIFF_SOME, {"name": "UPDATE"}) == (changed.changes, shown(changed))
    assert outputs | {"name": "Countess"} == plain(updated.properties)
    assert "INACTIVE" == arize.user(user_id)["status"]


def test_what_comes_and_goes_is_shown_as_such(plugin, person, add):
    """An argument that is new is added, and one that is gone deleted; hidden ones never show."""
    inputs, user_id, outputs = add(onDestroy="block", isDeveloper=True)
    news = {key: value for key, value in inputs.items() if key != "onDestroy"} | {"resetPasswordTrigger": {"a": 1}}

    answer = plugin.call("Diff", person.diff(user_id, outputs, inputs | {"__role": "ADMIN"}, **news))

    assert {"onDestroy": "DELETE", "resetPasswordTrigger": "ADD"} == shown(answer)
    assert ["onDestroy", "resetPasswordTrigger"] == sorted(answer.diffs)


def test_another_address_is_another_person(plugin, person, add):
    """The address is shown as what replaces the person."""
    inputs, user_id, outputs = add(onDestroy="block")

    answer = plugin.call("Diff", person.diff(user_id, outputs, inputs, **inputs | {"email": "new@example.com"}))

    assert (["email"], {"email": "UPDATE_REPLACE"}) == (list(answer.replaces), shown(answer))


def test_an_expired_invitation_is_a_difference_of_the_record_alone(start, person, arize, add):
    """No input shows it, so that it is said in words, about the resource."""
    inputs, user_id, outputs = add(onExpired="reinvite")
    arize.expire_invitation(user_id)
    expired = plain(start().call("Read", person.read(user_id, outputs, inputs)).properties)
    plugin = start()
    plugin.call("Check", person.check(inputs, **inputs))

    answer = plugin.call("Diff", person.diff(user_id, expired, inputs, **inputs))
    preview = plain(plugin.call("Update", person.update(user_id, expired, preview=True, **inputs)).properties)

    assert (provider_pb2.DiffResponse.DIFF_SOME, {}) == (answer.changes, shown(answer))
    assert (user_id, UNKNOWN) == (preview["userId"], preview["status"])
    assert any("ada@example.com" in text for text in plugin.said("INFO", person.urn))


def test_a_preview_knows_what_is_declared_and_nothing_more(plugin, person, arize):
    """The id is known to the run alone, and nobody is invited."""
    checked = plugin.call("Check", person.check(**ADA))

    created = plugin.call("Create", person.create(preview=True, **plain(checked.inputs)))

    outputs = plain(created.properties)
    assert ("", "MEMBER", UNKNOWN, UNKNOWN) == (
        created.id,
        outputs["role"],
        outputs["userId"],
        outputs["status"],
    )
    assert [] == arize.writes


def test_a_preview_of_a_change_keeps_the_id(plugin, person, arize, add):
    """Whatever depends on the person sees no difference."""
    inputs, user_id, outputs = add()
    arize.clear_requests()

    answer = plugin.call("Update", person.update(user_id, outputs, preview=True, **inputs | {"name": UNKNOWN}))

    assert outputs | {"name": UNKNOWN} == plain(answer.properties)
    assert [] == arize.writes


@pytest.mark.parametrize("argument", ["email", "name", "role", "isDeveloper", "resendInvitationTrigger"])
def test_an_unknown_value_comes_back_unknown(plugin, person, argument):
    """The engine knows by this text that the value is still to come."""
    checked = plugin.call("Check", person.check(**ADA | {argument: UNKNOWN}))

    assert not checked.failures
    assert UNKNOWN == plain(checked.inputs)[argument]


def test_a_value_that_is_partly_unknown_comes_back_as_it_was(plugin, person):
    """What is known of it still shows in the preview."""
    trigger = {"release": 7, "build": UNKNOWN}

    checked = plugin.call("Check", person.check(**ADA | {"resetPasswordTrigger": trigger}))

    assert trigger == plain(checked.inputs)["resetPasswordTrigger"]


def test_secrets_stay_secrets(start, plugin, person, arize):
    """A secret address or name is one in inputs, outputs and messages, and never in the clear."""
    said = ADA | {"email": secret("ada@example.com"), "name": secret("Ada Lovelace"), "onDestroy": "block"}

    inputs = plain(plugin.call("Check", person.check(**said)).inputs)
    created = plugin.call("Create", person.create(**inputs))
    outputs = plain(created.properties)
    read = plugin.call("Read", person.read(created.id, outputs, inputs))
    last = start()
    last.call("Delete", person.delete(created.id, outputs))

    for properties in (inputs, outputs, plain(read.properties), plain(read.inputs)):
        assert secret("ada@example.com") == properties["email"]
        assert secret("Ada Lovelace") == properties["name"]
        assert "MEMBER" == properties["role"]
    assert "INACTIVE" == arize.user(created.id)["status"]
    messages = [text for each in (plugin, last) for _level, _urn, text in each.engine.messages]
    assert messages
    assert all("ada@" not in text and "Lovelace" not in text for text in messages)


def test_a_temporary_password_is_always_a_secret(start, person, add):
    """Nothing in the program says so."""
    inputs, user_id, outputs = add(inviteMode="TEMPORARY_PASSWORD")

    updated = start().call("Update", person.update(user_id, outputs, **inputs | {"name": "Countess"}))

    assert SECRET == outputs["temporaryPassword"][SIGNATURE]
    assert outputs["temporaryPassword"] == plain(updated.properties)["temporaryPassword"]


def test_mistakes_are_sentences_in_the_words_of_the_program(plugin, person):
    """Each is about a property, unless the engine would print a secret, or nothing, as its value."""
    said = {"email": secret("ada"), "role": "OWNER", "onDestroy": "forget"}

    failures = plugin.call("Check", person.check(**said)).failures

    about = {failure.property: failure.reason for failure in failures if failure.property}
    others = " ".join(failure.reason for failure in failures if not failure.property)
    assert ({"onDestroy", "role"}, 4) == (set(about), len(failures))
    assert "onDestroy 'forget' is not a known choice" in about["onDestroy"]
    assert "role 'OWNER' is not a known account role" in about["role"]
    assert all(words in others for words in ("email (a secret)", "name is missing."))


def test_who_is_declared_twice_is_refused_with_both_names(plugin, person):
    """No program has compared the addresses before."""
    other = Requests("my:index:Team$arize:index:User", "ada")
    plugin.call("Check", person.check(**ADA))

    failures = plugin.call("Check", other.check(**ADA | {"email": "ADA@example.com"})).failures

    assert ["User 'ada' in Team and User 'ada' declare the same person"] == [
        failure.reason[: failure.reason.index(",")] for failure in failures
    ]


def test_a_person_who_is_there_but_not_finished_is_stored(start, person, arize):
    """The engine gets id, outputs and the reason, secrets marked, and calls update in the next run."""
    arize.fail(Fault("status", method="PATCH", status=500, times=None))
    plugin = start()
    said = ADA | {"isDeveloper": False, "inviteMode": "TEMPORARY_PASSWORD", "name": secret("Ada Lovelace")}
    inputs = plain(plugin.call("Check", person.check(**said)).inputs)

    failure = plugin.failure("Create", person.create(**inputs))

    status, detail = status_pb2.Status(), provider_pb2.ErrorResourceInitFailed()
    status.ParseFromString(dict(failure.trailing_metadata())["grpc-status-details-bin"])
    status.details[0].Unpack(detail)
    outputs = plain(detail.properties)
    assert grpc.StatusCode.UNKNOWN == failure.code()
    assert [status.message] == list(detail.reasons)
    assert "isDeveloper" in status.message
    assert arize.users()[-1]["id"] == detail.id == outputs["userId"]
    assert secret("Ada Lovelace") == outputs["name"]
    assert SECRET == outputs["temporaryPassword"][SIGNATURE]
    arize.clear_faults()
    finished = start().call("Update", person.update(detail.id, outputs, **inputs))
    assert False is plain(finished.properties)["isDeveloper"]


def test_a_refused_removal_is_one_sentence(plugin, person, arize, add):
    """It names the argument as the program writes it, and holds no traceback."""
    _inputs, user_id, outputs = add()

    failure = plugin.failure("Delete", person.delete(user_id, outputs))

    assert grpc.StatusCode.UNKNOWN == failure.code()
    assert "ada@example.com" in failure.details()
    assert "onDestroy" in failure.details()
    assert [] == [part for part in ("Traceback", "on_destroy", "\n") if part in failure.details()]
    assert "INACTIVE" != arize.user(user_id)["status"]


def test_warnings_belong_to_their_resource(plugin, person, add):
    """The engine counts them, and shows them with the person."""
    _inputs, user_id, outputs = add(onDestroy="retain")

    plugin.call("Delete", person.delete(user_id, outputs))

    assert any("ada@example.com" in text for text in plugin.said("WARNING", person.urn))


def test_somebody_who_is_gone_is_answered_with_nothing(plugin, person, arize, add):
    """The engine takes them out of the state, and the next run invites them again."""
    _inputs, user_id, outputs = add()
    arize.forget_user(user_id)

    assert "" == plugin.call("Read", person.read(user_id, outputs)).id


def test_inputs_of_a_later_version_are_refused_whatever_the_outputs_say(plugin, person, arize, add):
    """Outputs change only with an update, so that inputs may be newer: nothing is read into them, nobody blocked."""
    inputs, user_id, outputs = add(onDestroy="block")
    later = inputs | {"__format": "2"}
    arize.clear_requests()

    failures = [
        plugin.failure("Read", person.read(user_id, outputs, later)),
        plugin.failure("Delete", person.delete(user_id, outputs, later)),
    ]

    assert all("is in format 2, and this version" in failure.details() for failure in failures)
    assert [] == arize.requests
