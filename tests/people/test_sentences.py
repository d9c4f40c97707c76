"""Every sentence about one person fits into a few lines of a pipeline, whoever it is about."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module

import pytest

from pulumi_arize_users import people
from pulumi_arize_users.api.models import User
from pulumi_arize_users.people.adoption import Ownership
from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.people.refusals import Sentence
from pulumi_arize_users.people.subject import Subject

LONGEST = 600
WHO = "ada.lovelace@example.com"
USER = User(id="VXNlcjozOm1TdlA=", email=WHO, role="MEMBER", status="ACTIVE")
VALUES = {
    "subject": Subject(WHO),
    "user": USER,
    "wanted_role": "MEMBER_UI_ONLY",
    "recorded": {"email": WHO, "role": "MEMBER"},
    "policy": Policy(),
    "ownership": Ownership(managed_as="another@example.com", is_declared=True),
    "address": WHO,
    "adopt": False,
    "names": [WHO],
    "person": {"email": WHO},
    "everybody": [USER],
    "blocked": [],
    "times": 3,
    "done": 5,
    "cap": 5,
    "caller_email": WHO,
    "email": WHO,
    "role": "ADMIN",
    "account_role": "ANNOTATOR",
    "date": "2026-11-28",
}


def functions():
    """Every public function of the rules that returns a sentence about somebody, by name."""
    modules = [import_module(f"{people.__name__}.{each.name}") for each in pkgutil.iter_modules(people.__path__)]
    found = {}
    for module in modules:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if (
                name[0] != "_"
                and name.endswith(("_refusal", "_notice", "_warning"))
                and function.__module__ == module.__name__
            ):
                found[f"{module.__name__.rpartition('.')[2]}.{name}"] = function
    return found


def sentence_of(function):
    """What a function says of somebody of ordinary size."""
    parameters = inspect.signature(function).parameters.values()
    needed = [each for each in parameters if each.name in VALUES or each.default is each.empty]
    said = {each.name: VALUES.get(each.name, WHO) for each in needed}
    positional = [said.pop(each.name) for each in needed if each.kind is not each.KEYWORD_ONLY]
    return function(*positional, **said)


@pytest.mark.parametrize("name", sorted(functions()))
def test_a_sentence_is_short_and_ends_with_what_to_do(name):
    """It is one line that begins with a capital or with whom it is about, and it ends."""
    said = sentence_of(functions()[name])

    assert isinstance(said, str | Sentence)
    text = str(said)
    assert len(text) <= LONGEST
    assert len(text.splitlines()) == 1
    assert text.endswith((".", "?", ")"))


def test_the_rules_have_many_sentences():
    """If the search found none, the test above would hold for nothing."""
    assert len(functions()) > 15
