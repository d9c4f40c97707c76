"""The commands, each imported when it is asked for: help, and a command, wait for no other."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from pulumi_arize_users.api.errors import ArizeError

if TYPE_CHECKING:
    from collections.abc import Callable

ERROR, FINDINGS = 1, 3
# Where each command lives, and what it does in a line; a test compares the lines with the commands' own.
COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("checking:check", "What the settings are, where they come from, and what the key can see."),
    "list": ("listing:list_people", "The people of the account."),
    "show": ("showing:show_people", "Everything about people."),
    "organizations": ("listing:organizations", "The organizations of the account."),
    "spaces": ("listing:spaces", "The spaces of the account."),
    "import": ("importing.command:import_people", "The account as code, without a write."),
    "validate": ("validating:validate", "Every mistake in the files of a roster."),
    "schema": ("validating:schema", "The JSON Schema of a roster's file."),
    "plan": ("planning:plan", "What a roster would do to the account."),
    "audit": ("auditing.command:audit", "The account compared with rosters and stacks."),
    "report": (
        "report.command:report",
        "One page for an access review: people, roles, memberships, what manages them.",
    ),
    "resend": ("acting.commands:resend", "Send invitations again."),
    "reset-password": ("acting.commands:reset_password", "Send people a link to choose a new password."),
    "block": ("acting.commands:block", "Block people permanently."),
    "simulate": ("simulating:simulate", "A local Arize, served from memory until Ctrl-C."),
}
_EPILOG = (
    "The account is that of ARIZE_API_KEY, with the other ARIZE_ variables, or with the values of a stack's "
    "configuration file (--config). Exit codes: 0 fine, 1 error, 2 wrong usage, 3 findings."
)


class _Commands(click.Group):
    def list_commands(self, _context: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name][0].partition(":")
        command: click.Command = getattr(import_module(f"pulumi_arize_users.command.{module}"), attribute)
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, does) for name, (_place, does) in COMMANDS.items()])

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401 - whatever a command returns
        try:
            return super().invoke(context)
        except ArizeError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pulumi-arize-users")
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Take settings from the configuration file of a stack, Pulumi.<stack>.yaml, before the environment. "
    "Encrypted values are not read: the key comes from ARIZE_API_KEY.",
)
@click.pass_context
def arize_users(context: click.Context, config: str | None) -> None:
    """Look at, import, audit and act on the people of an Arize AX account."""
    context.obj = config


def with_findings(command: Callable[..., bool]) -> Callable[..., None]:
    """Make a function that returns whether something was found a command that ends with 3 if so."""
    from functools import wraps  # noqa: PLC0415 - only some commands need it

    @wraps(command)
    def run(*arguments: object, **options: object) -> None:
        if command(*arguments, **options):
            click.get_current_context().exit(FINDINGS)

    return run
