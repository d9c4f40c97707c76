"""`simulate`: a local Arize to try things out on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pulumi_arize_users.simulator.__main__ import CannotServe, serve
from pulumi_arize_users.simulator.options import GUIDE, OPTIONS, Option
from pulumi_arize_users.simulator.simulator import DEMO_KEY

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.simulator import Simulator

# click keeps the lines of a paragraph that begins with a backspace.
_AS_WRITTEN = "\b\n"


@click.command(epilog="\n\n".join(_AS_WRITTEN + paragraph for paragraph in GUIDE.strip().split("\n\n")))
@click.argument("account", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
def simulate(account: Path | None, **settings: Any) -> None:  # noqa: ANN401 - whatever the options hold
    """A local Arize, served from memory until Ctrl-C.

    It begins with the organizations and people of FILE, prints what to export so that programs and commands use it,
    and forgets everything at the end.
    """
    try:
        serve(settings, account, lambda simulator: _say_where(simulator, settings["api_key"]))
    except CannotServe as failure:
        raise click.ClickException(str(failure)) from failure


def _say_where(simulator: Simulator, key: str) -> None:
    people, places = len(simulator.users()), len(simulator.organizations())
    click.echo(f"A local Arize is ready: {_counted(people, 'person', 'people')}, {_counted(places, 'organization')}.")
    click.echo("In another terminal:\n")
    shown_key = DEMO_KEY if key == DEMO_KEY else "<the key of --api-key>"
    click.echo(f"  export ARIZE_BASE_URL={simulator.url} ARIZE_API_KEY={shown_key}")
    click.echo(f"  export ARIZE_VERIFY_MEMBERSHIPS=graphql ARIZE_GRAPHQL_URL={simulator.url}/graphql\n")
    click.echo("Ctrl-C ends it.")


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def _click_option(option: Option) -> click.Option:
    return click.Option(
        [option.flag],
        type=click.Choice(option.choices) if option.choices else option.kind,
        default=option.default,
        show_default=option.default_in_words or True,
        metavar=option.metavar,
        help=f"{option.meaning[0].upper()}{option.meaning[1:]}.",
    )


# The same options as `python -m pulumi_arize_users.simulator` has.
simulate.params += map(_click_option, OPTIONS)
