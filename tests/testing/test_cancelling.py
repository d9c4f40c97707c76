"""A run that somebody cancels, as the first Ctrl-C does."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.testing import sample


@pytest.fixture
def held(pulumi_stack, tmp_path):
    """A stack whose first note waits for the test while it is created."""
    for pipe in ("begun", "go"):
        os.mkfifo(tmp_path / pipe)
    return pulumi_stack(sample.held_notes, env={"FOLDER": str(tmp_path)})


def notes_of(stack):
    """The names of the notes in state."""
    return [resource.name for resource in stack.state() if resource.type.startswith("pulumi-python:dynamic")]


def cancelled_up(stack, folder):
    """An up that is cancelled while the first note is created."""
    with ThreadPoolExecutor(1) as pool:
        run = pool.submit(stack.up)
        (folder / "begun").read_text()
        try:
            stack.cancel()
        finally:
            (folder / "go").write_text("")
        return run.result()


def test_what_is_under_way_is_kept_and_nothing_else_begins(held, tmp_path):
    """The note that was being created is in state, the next one is not; the run has failed."""
    result = cancelled_up(held, tmp_path)

    assert not result.ok
    assert ["update canceled"] == [error.message for error in result.errors]
    assert ["held"] == notes_of(held)


def test_the_next_up_does_the_rest(held, tmp_path):
    """A cancelled run leaves nothing behind that could stop a later one."""
    cancelled_up(held, tmp_path)

    result = held.up()

    assert result.ok
    assert {"same": 2, "create": 1} == result.changes
    assert ["held", "after"] == notes_of(held)


def test_without_an_operation_nothing_is_cancelled(pulumi_stack):
    """A cancel that comes too early or too late harms no run."""
    stack = pulumi_stack(sample.one_note)

    stack.cancel()
    result = stack.up()
    stack.cancel()

    assert result.ok
    assert result.ok is stack.refresh().ok
