"""What programs ask: of which account, at once or as an output, and what a preview without a key makes of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pulumi_arize_users.simulator import Simulator
from tests.engine import asking
from tests.engine.conftest import API_KEY

DOCUMENT = Path(__file__).parents[2] / "docs/questions.md"
KEY = {"arize:apiKey": API_KEY}
OTHER_KEY = "canary-key-of-the-other"
NOT_KNOWN = "What the program asks the account is not known in this preview, because there is no Arize API key."
NO_KEY = "There is no Arize API key: run `pulumi config set --secret arize:apiKey`"


@pytest.fixture
def stack(engine, settings, an_organization):  # noqa: ARG001 - the organization is there
    """Makes a stack of a program on an account with one organization."""
    stacks = []

    def make(program, secrets=KEY, **config):
        stacks.append(engine.stack(program, config={**settings, **config}, secrets=secrets).__enter__())
        return stacks[-1]

    yield make
    for each in stacks:
        each.__exit__(None, None, None)


def warnings(result):
    return [told.message for told in result.diagnostics if NOT_KNOWN in told.message]


def test_each_account_of_a_program_can_be_asked(stack, arize):
    """By its provider, or by a parent with that provider, at once and as an output; no answer is a secret."""
    with Simulator(api_key=OTHER_KEY, caller_email="owner@other.example") as other:
        other.add_organization("Sales")
        two = stack(asking.of_two_accounts, {**KEY, "other-key": OTHER_KEY}, **{"other-url": other.url})
        preview = two.preview().raise_for_errors()
        two.up().raise_for_errors()
        seen = other.requests

    expected = ["owner@other.example"]
    assert {
        "here": ["owner@example.com"],
        "there": expected,
        "by parent": ["Sales"],
        "later": expected,
    } == two.outputs()
    assert "create" in preview.changes
    assert {"GET"} == {request.method for request in [*seen, *arize.requests]}
    assert all(request.authorization_ok for request in [*seen, *arize.requests])
    assert OTHER_KEY not in str(two.outputs()) + str(preview.diagnostics)


def test_outputs_ask_after_what_they_depend_on(stack, arize):
    """A preview leaves them open, because the person is new; the run asks when the person is there."""
    later = stack(asking.everything_later)
    later.preview().raise_for_errors()
    asked_in_preview = [request.path for request in arize.requests if "organizations" in request.path]
    later.up().raise_for_errors()

    ada = arize.user("ada@example.com")["id"]
    assert [] == asked_in_preview
    assert {
        "user": "Ada",
        "nobody": "None",
        "several": [ada],
        "listed": 1,
        "organization": "ML Platform",
        "organizations": 1,
    } == later.outputs()


def test_a_mistake_of_an_output_ends_the_run_with_its_sentence(stack):
    """The same as where the program waits for the answer, and no traceback."""
    result = stack(asking.lost).up()

    sentence = "There is no person owne@example.com in the account. Did you mean owner@example.com?"
    assert not result.ok
    assert any(sentence in error.message for error in result.errors), result.errors
    assert not any("Traceback" in error.message for error in result.errors)


def test_without_a_key_a_preview_goes_on(stack, arize):
    """What was asked is unknown, and said once; a run does not go on."""
    wired = stack(asking.wired, {})

    preview = wired.preview().raise_for_errors()
    run = wired.up()

    assert {"create": 3} == dict(preview.changes)
    assert 1 == len(warnings(preview))
    assert [] == warnings(run)
    assert not run.ok
    assert any(NO_KEY in error.message for error in run.errors)
    assert [] == arize.requests


@pytest.mark.parametrize(("program", "function"), [(asking.deciding, "find_user"), (asking.counting, "list_users")])
def test_a_preview_decides_by_nothing_that_it_does_not_know(stack, program, function):
    """It would show what the run does not do; the sentence names the way on."""
    preview = stack(program, {}).preview()

    sentence = (
        f"The program decides by what {function} answers, and this preview does not know it, because there is no Arize "
        f"API key. With {function}_output it can be decided in an apply, which a preview leaves out."
    )
    assert not preview.ok
    assert any(sentence in error.message for error in preview.errors), preview.errors


@pytest.mark.parametrize("program", [asking.wired, asking.lost, asking.everything_later])
def test_a_preview_that_has_to_look_fails_without_a_key(stack, program):
    """A pipeline that relies on previews says so: by questions at once, as outputs, and by people who are new."""
    preview = stack(program, {}, **{"arize:requireLookup": "true"}).preview()

    assert not preview.ok
    assert any(NO_KEY in error.message for error in preview.errors), preview.errors
    assert [] == warnings(preview)


def test_a_preview_that_has_to_look_fails_where_nobody_answers(a_team, arize):
    """The reason is there; the same preview without the setting goes on."""
    a_team.person("ada")
    a_team.stack.config["arize:maxRetries"] = "0"
    a_team.stack.config["arize:baseUrl"] = "http://127.0.0.1:1"
    goes_on = a_team.preview()
    a_team.stack.config["arize:requireLookup"] = "true"
    fails = a_team.preview()

    assert goes_on.ok
    assert not fails.ok
    sentence = "The account could not be looked at, and arize:requireLookup is set. "
    assert any(sentence in error.message for error in fails.errors), fails.errors
    assert [] == arize.requests


def test_the_program_of_the_document_runs(engine, arize, settings, an_organization, tmp_path):
    """Whoever copies from the document copies what is tested, up to an empty preview."""
    (program,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    (tmp_path / "__main__.py").write_text(program)
    with Simulator(api_key=OTHER_KEY, caller_email="owner@eu.example") as eu:
        secrets, config = {**KEY, "eu-key": OTHER_KEY}, {**settings, "eu-url": eu.url}
        with engine.stack(tmp_path, config=config, secrets=secrets) as stack:
            stack.up().raise_for_errors()
            again = stack.preview().raise_for_errors()
            exported = stack.outputs()

    assert {"ml": an_organization, "in Europe": ["owner@eu.example"], "status": "INVITED"} == exported
    assert {"same"} == set(again.changes)
    assert 1 == len(arize.writes)
