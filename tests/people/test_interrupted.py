"""People whom an interrupted run has probably invited."""

import pytest

from pulumi_arize_users.api.models import User
from pulumi_arize_users.people.narration import interrupted
from pulumi_arize_users.people.plan import ABSENT, PersonPlan
from pulumi_arize_users.people.refusals import Refusal
from pulumi_arize_users.people.steps import Adopt
from pulumi_arize_users.people.subject import Subject

ADA = User(id="U1", name="Ada", role="MEMBER", status="INVITED")
DECLARED = {"name": "Ada", "role": "MEMBER"}


def plan(who, *steps, refusals=(), seen=None, declared=DECLARED):
    return PersonPlan(Subject(who), declared, None, steps, refusals, seen)


@pytest.mark.parametrize(
    ("seen", "ours"),
    [
        (ADA, True),
        (ADA.model_copy(update={"status": "ACTIVE"}), False),
        (ADA.model_copy(update={"name": "Other"}), False),
        (ADA.model_copy(update={"role": "ADMIN"}), False),
        (ABSENT, False),
        (None, False),
    ],
    ids=["as declared", "active", "another name", "another role", "nobody", "nobody looked"],
)
def test_people_whom_an_interrupted_run_invited_are_recognized(seen, ours):
    """By what such a run leaves behind; the line says how to fix it, if that is the cause."""
    refused = plan("ada", refusals=(Refusal("No."),), seen=seen)

    said = interrupted([refused])

    assert ours is bool(said)
    if ours:
        assert said[0].startswith("1 person of these is already invited with the declared name and role")
        assert "adopt: true" in said[0]
        assert interrupted([refused, refused])[0].startswith("2 people of these are already invited")


def test_nobody_who_is_not_refused_was_interrupted():
    """With adopt the run simply goes on."""
    assert [] == interrupted([plan("ada", Adopt(ADA), seen=ADA)])


def test_somebody_who_is_not_declared_any_more_was_not_interrupted():
    """Their removal is refused, which is another matter."""
    assert [] == interrupted([plan("ada", refusals=(Refusal("No."),), seen=ADA, declared=None)])


def test_interrupted_people_are_counted_without_the_others():
    """A stranger among the refused is not counted."""
    refused = (Refusal("No."),)
    ours = plan("ada", refusals=refused, seen=ADA)
    stranger = plan("alan", refusals=refused, seen=ADA.model_copy(update={"name": "Al"}))

    (sentence,) = interrupted([ours, stranger, ours])

    assert sentence.startswith("2 people of these are already invited with the declared name and role, which is what ")
    assert sentence.endswith("for one run fixes it: nobody gets a second invitation.")
