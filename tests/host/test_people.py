"""Our own providers in the real host: what the engine gets of a person's life."""

import grpc
import pytest
from google.protobuf.json_format import MessageToDict
from pulumi.runtime.proto import provider_pb2, status_pb2

from pulumi_arize_users.simulator import Fault

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
ADA = {"name": "Ada Lovelace", "role": "MEMBER", "invite_mode": "EMAIL_LINK", "on_expired": "warn"}


def properties(message):
    """Properties without what the host adds."""
    return {key: value for key, value in MessageToDict(message).items() if key != "__provider"}


@pytest.fixture
def add(start, person):
    """An earlier run that checks and creates a person; returns inputs, id and outputs."""

    def up(email, **declared):
        host = start()
        checked = host.call("Check", person.make("Check", **ADA | {"email": email} | declared))
        assert not checked.failures
        inputs = properties(checked.inputs)
        created = host.call("Create", person.make("Create", **inputs))
        return inputs, created.id, properties(created.properties)

    return up


def test_a_person_lives_from_check_to_delete(host, person, arize, add):
    """Each answer is what the next request is made of, as the engine does it."""
    inputs, user_id, outputs = add("ada@example.com", role="member", on_destroy="block")

    read = host.call("Read", person.make("Read", user_id, **outputs))
    same = host.call("Diff", person.make("Diff", user_id, olds=outputs, **inputs))
    changed = host.call("Diff", person.make("Diff", user_id, olds=outputs, **inputs | {"name": "Countess"}))
    updated = host.call("Update", person.make("Update", user_id, olds=outputs, **inputs | {"name": "Countess"}))
    host.call("Delete", person.make("Delete", user_id, **properties(updated.properties)))

    assert (user_id, outputs, inputs) == (read.id, properties(read.properties), properties(read.inputs))
    assert provider_pb2.DiffResponse.DIFF_NONE == same.changes
    assert provider_pb2.DiffResponse.DIFF_UNKNOWN == changed.changes
    assert outputs | {"name": "Countess"} == properties(updated.properties)
    assert "INACTIVE" == arize.user(user_id)["status"]


def test_mistakes_arrive_without_a_property(host, person):
    """With a property's name the engine would print the value, and a secret one in the clear."""
    news = {"email": "ada", "role": "OWNER", "__secret": ["email"]}

    failures = host.call("Check", person.make("Check", **news)).failures

    assert ["", "", ""] == [failure.property for failure in failures]
    assert ["email (a secret)", "name is missing.", "role 'OWNER'"] == [
        next(words for words in ("email (a secret)", "name is missing.", "role 'OWNER'") if words in failure.reason)
        for failure in failures
    ]


@pytest.mark.parametrize("argument", ["email", "name", "role", "is_developer", "resend_invitation_trigger"])
def test_an_unknown_value_comes_back_unknown(host, person, argument):
    """The engine knows by this text that the value is still to come."""
    news = ADA | {"email": "ada@example.com", argument: UNKNOWN}

    checked = host.call("Check", person.make("Check", **news))

    assert not checked.failures
    assert UNKNOWN == properties(checked.inputs)[argument]


def test_a_diff_with_an_unknown_value_is_left_to_the_engine(host, person, add):
    """A name that is not known yet may be another one."""
    inputs, user_id, outputs = add("ada@example.com")

    answer = host.call("Diff", person.make("Diff", user_id, olds=outputs, **inputs | {"name": UNKNOWN}))

    assert (provider_pb2.DiffResponse.DIFF_UNKNOWN, []) == (answer.changes, list(answer.replaces))


def test_a_changed_address_is_a_replacement(host, person, add):
    """The result says which property asks for another person."""
    inputs, user_id, outputs = add("ada@example.com", on_destroy="retain")

    answer = host.call("Diff", person.make("Diff", user_id, olds=outputs, **inputs | {"email": "grace@example.com"}))

    assert ["email"] == list(answer.replaces)


def test_a_refused_removal_arrives_as_its_sentence(host, person, add):
    """The default policy, as a pipeline shows it."""
    _, user_id, outputs = add("ada@example.com")

    failure = host.failure("Delete", person.make("Delete", user_id, **outputs))

    assert grpc.StatusCode.UNKNOWN == failure.code()
    assert failure.details().startswith('ada@example.com was not removed, because on_destroy is "refuse".')
    assert "Traceback" not in failure.details()


def test_a_server_error_arrives_as_its_sentence(host, person, arize, add):
    """The cause is chained to the error, but does not show."""
    _, user_id, outputs = add("ada@example.com")
    arize.caller_role = "ANNOTATOR"

    failure = host.failure("Read", person.make("Read", user_id, **outputs))

    assert failure.details().startswith("Reading ada@example.com failed. Arize answered 403")
    assert "\n" not in failure.details()


def test_a_person_whose_permission_failed_is_stored_as_the_server_holds_them(host, person, arize):
    """The engine gets id, outputs and provider of the person, with the permission that is to be changed."""
    inputs = properties(
        host.call("Check", person.make("Check", **ADA | {"email": "ada@example.com", "is_developer": False})).inputs
    )
    arize.fail(Fault("status", method="PATCH", status=403))

    failure = host.failure("Create", person.make("Create", **inputs))
    status, unfinished = status_pb2.Status(), provider_pb2.ErrorResourceInitFailed()
    status.ParseFromString(dict(failure.trailing_metadata())["grpc-status-details-bin"])
    assert status.details[0].Unpack(unfinished)
    outputs = properties(unfinished.properties)
    again = host.call("Diff", person.make("Diff", unfinished.id, olds=outputs, **inputs))
    updated = host.call("Update", person.make("Update", unfinished.id, olds=outputs, **inputs))

    assert arize.user("ada@example.com")["id"] == unfinished.id
    assert True is outputs["is_developer"]
    assert outputs["unfinished"] == failure.details()
    assert failure.details().startswith("ada@example.com is in the account, but is_developer could not be set.")
    assert provider_pb2.DiffResponse.DIFF_SOME == again.changes
    assert False is properties(updated.properties)["is_developer"]


def test_warnings_come_out_as_single_lines(host, person, add):
    """The engine shows each line of stderr as a message with the stack."""
    _, user_id, outputs = add("ada@example.com", on_destroy="retain")

    host.call("Delete", person.make("Delete", user_id, **outputs))

    (line,) = host.said()
    assert line.startswith("arize: warning: ada@example.com is no longer managed here, but the account is INVITED")


def test_a_membership_lives_from_check_to_delete(host, membership, arize):
    """The second provider lives in the same process and shares the connection."""
    organization, user = arize.add_organization("Everybody"), arize.add_user("ada@example.com")
    declared = {"organization_id": organization, "user_id": user, "role": "readOnly", "__account_role": "MEMBER"}
    inputs = properties(host.call("Check", membership.make("Check", **declared)).inputs)

    created = host.call("Create", membership.make("Create", **inputs))
    outputs = properties(created.properties)
    read = host.call("Read", membership.make("Read", created.id, **outputs))
    roles = {user: "READ_ONLY"}

    assert roles == arize.members(organization)
    assert f"{organization}/{user}" == created.id
    # The first look at the account names somebody else who is there.
    account = {"account": f"{arize.url} {arize.user('owner@example.com')['id']}"}
    assert (outputs | account, inputs) == (properties(read.properties), properties(read.inputs))


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        (
            {"region": "atlantis"},
            "The configuration value arize:region is 'atlantis', but must be one of: us-central-1a",
        ),
        (
            {"baseUrl": "http://arize.example"},
            "The configuration value arize:baseUrl is 'http://arize.example', but pl",
        ),
    ],
    ids=["region", "baseUrl"],
)
def test_unusable_settings_arrive_as_their_sentence(start, person, config, sentence):
    """Whichever resource comes first, the error is about the setting."""
    host = start(**{"baseUrl": None} | config)

    failure = host.failure("Check", person.make("Check", **ADA, email="ada@example.com"))

    assert failure.details().startswith(sentence)
    assert "Traceback" not in failure.details()


def test_a_host_without_a_key_previews_but_creates_nobody(start, person):
    """The preview says in one line what it could not look up; the invitation says how to set a key."""
    news = ADA | {"email": "ada@example.com"}
    host = start(apiKey=None)

    checked = host.call("Check", person.make("Check", **news))
    failure = host.failure("Create", person.make("Create", **properties(checked.inputs)))
    (line,) = host.said()

    assert not checked.failures
    assert line.startswith(
        "arize: info: The account was not looked at: whether new people already have an account is not known."
    )
    assert failure.details().startswith("Inviting ada@example.com failed. There is no Arize API key")
