"""Whatever people, pipelines and networks do to a stack, in any order: nobody gets hurt, and nobody gets stuck."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.engine.machine import AStack
from tests.engine.roster_machine import ARoster

pytestmark = pytest.mark.long


@pytest.mark.parametrize("machine", [AStack, ARoster])
def test_nobody_gets_hurt_or_stuck(machine, local_engine, monkeypatch):
    """In no order of edits, failures and runs is anybody lost, invited twice or blocked by accident, nor bystanders."""
    for variable in ("ARIZE_API_KEY", "ARIZE_BASE_URL", "ARIZE_REGION", "ARIZE_ON_DESTROY", "ARIZE_DIALECT"):
        monkeypatch.delenv(variable, raising=False)
    always_the_same = settings(
        max_examples=20 if local_engine.name == "local" else 10,
        stateful_step_count=10,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )

    run_state_machine_as_test(machine, settings=always_the_same)
