"""People without a project on disk: the Automation API runs a program that is a function, and looks before it acts.

    python examples/automation preview|up|destroy STACK PEOPLE.json [--most-removals N]

The file has the arguments of an `ArizeUser` by the name of each. The account and the key come from the environment
(`ARIZE_API_KEY`), the state is where `PULUMI_BACKEND_URL` or `pulumi login` says, and the CLI has to be on PATH.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import pulumi
from guard import refusal, summary
from pulumi import automation

from pulumi_arize_users import ArizeUser

PROJECT = "people-as-a-service"


def stack_of(name: str, file: Path, most: int) -> automation.Stack:
    """The stack of this name, made if there is none, whose program declares the people of the file.

    What changes between the look and the act is caught by the provider, which counts whom it blocks. Its limit is given
    by the environment, because a destroy does not read the configuration of today.
    """

    def program() -> None:
        people = json.loads(file.read_text(encoding="utf-8"))
        pulumi.export("ids", {name: ArizeUser(name, **arguments).user_id for name, arguments in people.items()})

    options = automation.LocalWorkspaceOptions(env_vars={"ARIZE_MAX_REMOVALS": str(most)})
    return automation.create_or_select_stack(name, project_name=PROJECT, program=program, opts=options)


def say(line: str) -> None:
    """Print what the engine prints, as it comes."""
    sys.stdout.write(f"{line.rstrip()}\n")


def up(stack: automation.Stack, most: int) -> None:
    """Look first, and act only if no more than `most` would be deleted or replaced.

    Raises:
        SystemExit: more would be; nothing was done.
    """
    refused = refusal(look(stack), most)
    if refused:
        sys.exit(refused)
    done = stack.up(on_output=say, on_error=say, color="never")
    say(f"Done: {summary(done.summary.resource_changes or {})}.")


def look(stack: automation.Stack) -> dict[str, int]:
    """What an `up` would do, printed and returned."""
    seen = stack.preview(on_output=say, on_error=say, color="never", diff=True)
    changes = {automation.OpType(operation).value: count for operation, count in seen.change_summary.items()}
    say(f"It would: {summary(changes)}.")
    return changes


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="People of an Arize account, by the Automation API.")
    parser.add_argument("action", choices=["preview", "up", "destroy"])
    parser.add_argument("stack")
    parser.add_argument("people", type=Path)
    parser.add_argument("--most-removals", type=int, default=0)
    return parser.parse_args()


def main() -> None:
    """Do it; whatever the engine refuses ends with its own words and exit code 1."""
    asked = arguments()
    stack = stack_of(asked.stack, asked.people, asked.most_removals)
    try:
        if asked.action == "destroy":
            stack.destroy(on_output=say, on_error=say, color="never")
        elif asked.action == "up":
            up(stack, asked.most_removals)
        else:
            look(stack)
    except automation.CommandError:
        sys.exit("It was refused; the reasons are above.")


if __name__ == "__main__":
    main()
