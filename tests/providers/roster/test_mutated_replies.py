"""Whatever a reply looks like: no fault of ours, nobody lost, no write to a bystander, and an end."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as some

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.simulator import Simulator, delivery, server
from tests.engine.crowd import people
from tests.providers.conftest import KEY

pytestmark = pytest.mark.long
ADA, CY = "ada@example.com", "cy@example.com"
ENOUGH = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
ODD: some.SearchStrategy[Any] = some.sampled_from(
    [None, "", 0, -1, 7.5, True, [], {}, [1], {"a": 1}, "x" * 5000, "\ud83d", "a\nb\x1b[31m", "null", CY]
)
# Which value of a reply is changed: the path to it is drawn step by step, whatever the reply looks like.
STEPS = some.lists(some.integers(0, 20), max_size=4)
MUTATIONS = some.tuples(some.sampled_from(["drop", "set", "twice", "reverse", "swap", "empty", "cut"]), STEPS, ODD)
# Which replies of a run are changed, by number; the others are as they should be.
STRUCK = some.dictionaries(some.integers(0, 14), MUTATIONS, min_size=1, max_size=2)


def mutated(document: Any, how: str, steps: list[int], odd: Any) -> Any:
    """A JSON value with one thing changed in it."""
    if how == "empty" or not isinstance(document, dict | list) or not document:
        return odd if how in {"set", "empty"} else document
    keys = list(document) if isinstance(document, dict) else list(range(len(document)))
    first, rest = (steps[0] if steps else 0), steps[1:]
    key = keys[first % len(keys)]
    changed = dict(document) if isinstance(document, dict) else list(document)
    if rest:
        changed[key] = mutated(changed[key], how, rest, odd)
    elif how == "drop":
        del changed[key]
    elif how == "set":
        changed[key] = odd
    elif isinstance(changed, list):
        changed = [*changed, *changed] if how == "twice" else changed[::-1]
    elif how == "swap":
        other = keys[(first + 1) % len(keys)]
        changed[key], changed[other] = changed[other], changed[key]
    return changed


def _is_a_perfect_lie(method: str, document: Any, changed: Any) -> bool:
    """Whether a creation names the right address and an id that nobody has: no client can see that."""
    if method != "POST" or not isinstance(changed, dict) or "email" not in document:
        return False
    is_an_id = isinstance(changed.get("id"), str) and changed["id"] not in {"", document["id"]}
    return is_an_id and changed.get("email") == document["email"]


class Strikes:
    """Changes some of the replies that leave a simulator."""

    def __init__(self, deliver: Any) -> None:
        self._deliver = deliver
        self._number = 0
        self.struck: dict[int, Any] = {}

    def begin(self, struck: dict[int, Any]) -> None:
        """Count replies from here on, and change these."""
        self._number, self.struck = 0, dict(struck)

    async def __call__(self, request: Any, reply: Any, fault: Any, closing: Any) -> Any:
        mutation = self.struck.pop(self._number, None)
        self._number += 1
        if mutation and reply.body:
            how, steps, odd = mutation
            document = json.loads(reply.body)
            changed = mutated(document, how, steps, odd)
            if not _is_a_perfect_lie(request.method, document, changed):
                body = json.dumps(changed).encode()
                reply = replace(reply, body=body[: len(body) // 2] if how == "cut" else body)
        return await self._deliver(request, reply, fault, closing)


@pytest.fixture(scope="module")
def strikes():
    """What every simulator of this module lets its replies go through."""
    with pytest.MonkeyPatch.context() as patched:
        strikes = Strikes(delivery.deliver)
        patched.setattr(server, "deliver", strikes)
        yield strikes


def attempt(step, *arguments, **declared):
    """What a step comes to; None if it fails with a sentence."""
    failed = None
    try:
        return step(*arguments, **declared)
    except ArizeError as error:
        failed = error
    event(type(failed).__name__)
    assert "\ud83d" not in str(failed)
    assert 4000 > len(str(failed))
    return None


@ENOUGH
@given(struck=STRUCK)
def test_a_person_lives_through_mutated_replies(start, strikes, struck):
    """Created, read, changed and removed; what is recorded is Ada's, and a run without trouble sets all right."""
    with Simulator(api_key=KEY) as arize:
        arize.add_user(CY, name="Cy")
        cy = arize.user(CY)
        begin = partial(start, baseUrl=arize.url)
        renamed = {"name": "Countess", "on_destroy": "block", "is_developer": False}
        strikes.begin(struck)
        run = begin()
        state = attempt(run.add, on_destroy="block", is_developer=False)
        if state:
            assert arize.user(ADA)["id"] == state.id == state.outputs["user_id"]
            state = attempt(begin().refresh, state) or state
        if state and state.id:
            state = attempt(begin().change, state, **renamed) or state
        strikes.begin({})
        run = begin()
        healed = run.refresh(state) if state and state.id else None
        healed = run.change(healed, **renamed) if healed and healed.id else None
        healed = healed or begin().add(**renamed, adopt=True)

        recorded = [healed.outputs[key] for key in ("email", "name", "user_id")]
        assert [ADA, "Countess", arize.user(ADA)["id"]] == recorded
        assert ("Countess", 1) == (arize.user(ADA)["name"], arize.user(ADA)["invitations_sent"])
        strikes.begin(struck)
        attempt(begin().remove, healed)
        strikes.begin({})
        begin().remove(healed)

        assert "INACTIVE" == arize.user(ADA)["status"]
        assert cy == arize.user(CY)
        assert [] == [each for each in arize.writes if str(cy["id"]) in each.path]


@ENOUGH
@given(struck=STRUCK)
def test_a_roster_lives_through_mutated_replies(stack, strikes, struck):
    """Brought in, refreshed, changed; whoever is recorded is who they are, and the next run sets all right."""
    with Simulator(api_key=KEY) as arize:
        arize.add_user(CY, name="Cy")
        arize.add_organization("ML Platform")
        cy = arize.user(CY)
        stack.inputs, stack.outputs, stack.is_unfinished = {}, {}, False
        stack.config |= {"baseUrl": arize.url, "concurrency": "1"}
        declared = people(3, organizations={"ML Platform": "MEMBER"}, adopt=True)
        strikes.begin(struck)
        attempt(stack.up, declared)
        if stack.outputs:
            attempt(stack.refresh)
            attempt(stack.up, {key: {**each, "name": "Renamed"} for key, each in declared.items()})
        strikes.begin({})
        if stack.outputs:
            attempt(stack.refresh)
        stack.up(declared)

        assert {key: arize.user(key)["id"] for key in declared} == {
            key: user["user_id"] for key, user in stack.users.items()
        }
        assert [1] * 3 == [arize.user(key)["invitations_sent"] for key in declared]
        assert {f"Person {number}" for number in range(3)} == {arize.user(key)["name"] for key in declared}
        assert cy == arize.user(CY)
        assert [] == [each for each in arize.writes if str(cy["id"]) in f"{each.path} {each.body}"]
