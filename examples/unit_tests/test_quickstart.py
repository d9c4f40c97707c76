"""Unit tests of the quickstart, with Pulumi's mocks: no engine and no account, so rules of your own take milliseconds.

What an `up` would do, and what the account would refuse, only a stack shows: the README's "Testing your program".
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pulumi
from pulumi.runtime import MockCallArgs, MockResourceArgs, Mocks

if TYPE_CHECKING:
    from pulumi_arize_users import ArizeUser

PROGRAM = Path(__file__).parents[1] / "quickstart" / "__main__.py"


class Account(Mocks):
    """Answers what the account would: people are invited, and the only organization has the id O1."""

    def new_resource(self, args: MockResourceArgs) -> tuple[str, dict[str, Any]]:
        """A resource that was made, with what the server adds to its arguments."""
        return f"{args.name}-id", {**args.inputs, "user_id": f"{args.name}-id", "status": "INVITED"}

    def call(self, args: MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]] | None]:
        """The answer to a question: `get_organization` asks for `arize:index:getOrganization`, and so on."""
        return ({"id": "O1", **args.args} if args.token.endswith(":getOrganization") else {}), []


pulumi.runtime.set_mocks(Account())


def run_program() -> dict[str, Any]:
    """Run the program once more, and return its names: what a test has declared ends with the test."""
    return runpy.run_path(str(PROGRAM))


@pulumi.runtime.test
def test_everybody_has_an_address_of_the_company() -> pulumi.Output[None]:
    """A rule of the team: nobody is invited by a private address."""
    program = run_program()

    def check(addresses: list[str]) -> None:
        assert all(address.endswith("@example.com") for address in addresses), addresses

    return pulumi.Output.all(program["ada"].email, program["grace"].email).apply(check)


@pulumi.runtime.test
def test_nobody_is_blocked_without_being_asked() -> pulumi.Output[None]:
    """A rule of the team: `on_destroy="block"` needs a second look, so no program has it."""
    program = run_program()

    def check(choices: list[str | None]) -> None:
        assert "block" not in choices

    return pulumi.Output.all(program["ada"].on_destroy, program["grace"].on_destroy).apply(check)


@pulumi.runtime.test
def test_people_are_invited_into_the_organization_of_the_platform() -> pulumi.Output[None]:
    """What the program asked, and what comes of a person, are the mocks' answers."""
    program = run_program()
    ada: ArizeUser = program["ada"]

    def check(status: str) -> None:
        assert status == "INVITED"
        assert program["ml"].id == "O1"

    return ada.status.apply(check)
