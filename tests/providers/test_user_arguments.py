"""Preview: what check says about the arguments of a person."""

import pytest
from pulumi.output import Unknown

from pulumi_arize_users.providers.protocol import DECLARED_ROLE, FORMAT

UNKNOWN = Unknown()


def test_checked_inputs_are_in_one_spelling(run, arize):
    """What goes into state does not depend on how the program spells it."""
    inputs = run.inputs(
        email=" Ada@Example.com ", name=" Ada Lovelace ", role="member", invite_mode="email-link", on_destroy="Block"
    )

    assert {
        "__provider": "gASV",
        "email": "Ada@Example.com",
        "name": "Ada Lovelace",
        "role": "MEMBER",
        DECLARED_ROLE: "MEMBER",
        FORMAT: "1",
        "invite_mode": "EMAIL_LINK",
        "on_destroy": "block",
        "on_expired": "warn",
    } == inputs
    assert [] == arize.writes


def test_a_custom_role_is_taken_as_it_is(run):
    """Whether it exists is for the server to say."""
    assert "custom:Ab1=" == run.inputs(role="custom:Ab1=")["role"]


@pytest.mark.parametrize(
    ("argument", "value", "advice"),
    [
        ("email", "ada", "such as ada@example.com"),
        ("name", " ", "must have 1 to 255"),
        ("role", "OWNER", "use one of ADMIN, MEMBER, MEMBER_UI_ONLY, ANNOTATOR, or CustomRole(id=…)"),
        ("invite_mode", "PIGEON", "use one of NONE, EMAIL_LINK, TEMPORARY_PASSWORD"),
        ("is_developer", "yes", "must be True or False"),
        ("adopt", 1.0, "must be True or False"),
        ("on_destroy", "delete", "use one of refuse, block, retain"),
        ("on_expired", "cry", "use one of warn, reinvite"),
        ("email", None, "email is missing"),
        ("name", None, "name is missing"),
        ("role", None, "role is missing"),
    ],
)
def test_a_mistake_names_the_person_and_what_to_do(run, arize, argument, value, advice):
    """One sentence each, found without asking the server anything."""
    (sentence,) = run.failures(**{argument: value})

    who = "ada@example.com" if argument != "email" else value or "this person"
    assert who in sentence
    assert argument in sentence
    assert advice in sentence
    assert [] == arize.requests


def test_several_mistakes_are_reported_at_once(run):
    """Each has its own sentence, and each names the person."""
    sentences = run.failures(name="", role="OWNER", on_destroy="delete")

    assert 3 == len(sentences)
    assert all(sentence.startswith("ada@example.com: ") for sentence in sentences)


@pytest.mark.parametrize("argument", ["email", "name", "role", "is_developer", "adopt", "on_destroy"])
def test_an_unknown_value_is_neither_judged_nor_lost(run, argument):
    """What another resource will say is passed on to the engine as it came."""
    assert UNKNOWN is run.inputs(**{argument: UNKNOWN})[argument]


def test_an_unknown_value_inside_another_is_not_judged_either(run):
    """A trigger may hold a structure of which only a part is known."""
    trigger = {"release": [1.0, UNKNOWN]}

    assert trigger == run.inputs(resend_invitation_trigger=trigger)["resend_invitation_trigger"]


@pytest.mark.parametrize("value", [[UNKNOWN], {"part": UNKNOWN}, [{"part": [UNKNOWN]}]], ids=["list", "map", "both"])
def test_a_value_that_is_known_in_part_is_not_judged_yet(run, value):
    """What is wrong with it can only be said of the whole."""
    assert [] == run.failures(name=value)


def test_nobody_is_looked_up_under_an_unknown_address(run, arize):
    """Without an address there is nothing to ask."""
    run.inputs(email=UNKNOWN)

    assert [] == arize.requests


def test_known_mistakes_are_reported_beside_unknown_values(run):
    """One unknown argument does not hide what is wrong with the others."""
    (sentence,) = run.failures(email=UNKNOWN, role="OWNER")

    assert sentence.startswith("this person: role 'OWNER' is not a known account role")
