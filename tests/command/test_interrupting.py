"""Work that a command does until it is interrupted."""

from __future__ import annotations

import signal

import click
import pytest

from pulumi_arize_users.api.cancellation import Cancellation
from pulumi_arize_users.command.account import until_interrupted


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_is_a_request(number):
    """Of the account's own cancellation; afterwards everything is as before."""
    cancellation = Cancellation()
    before = signal.getsignal(number)

    with until_interrupted(cancellation):
        signal.raise_signal(number)

    assert cancellation.requested
    assert before == signal.getsignal(number)


def work_that_is_interrupted():
    with until_interrupted() as cancellation:
        cancellation.request()
        cancellation.raise_if_requested()


def test_what_would_have_begun_says_how_to_go_on():
    """A command is not continued by `pulumi up`."""
    with pytest.raises(click.ClickException, match=r"^Interrupted.*Run the same command again to continue\.$"):
        work_that_is_interrupted()
