"""The command `python -m benchmarks`, which `make bench` calls."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from rich.console import Console

from benchmarks import contenders
from benchmarks.account import Conditions
from benchmarks.engines import engines_here
from benchmarks.importing import import_verdict
from benchmarks.machine import description, load
from benchmarks.plot import write_plot
from benchmarks.running import Options
from benchmarks.session import Session
from benchmarks.table import goals_table

if TYPE_CHECKING:
    from benchmarks.contenders import Peer
    from benchmarks.results import EngineName

# Rows stay whole in a file or a pipe, where nobody knows how wide the reader's window is.
WIDTH_OF_A_FILE: Final = 240


def _sizes(_context: click.Context, _option: click.Parameter, value: str) -> list[int]:
    words = value.split()
    if not words or not all(word.isdigit() and int(word) for word in words):
        raise click.BadParameter('must be numbers of people, such as 200 or "100 200 500"')
    return [int(word) for word in words]


def _peers(_context: click.Context, _option: click.Parameter, value: str) -> list[Peer]:
    try:
        return [contenders.find(word) for word in value.split()]
    except ValueError as unknown:
        raise click.BadParameter(str(unknown)) from None


def _engines(_context: click.Context, _option: click.Parameter, value: EngineName | None) -> list[EngineName]:
    here = engines_here()
    if value == "cli" and value not in here:
        raise click.BadParameter("`pulumi` is not on PATH")
    return [value] if value else here


@click.command()
@click.option(
    "--people", "sizes", default="200", callback=_sizes, help="How many people; several numbers are a series."
)
@click.option("--latency-ms", default=50.0, help="Milliseconds that the account takes for each answer.")
@click.option("--engine", "engines", type=click.Choice(["local", "cli"]), callback=_engines, help="Both, unless given.")
@click.option("--peers", default=contenders.DEFAULT, callback=_peers, help="Whom to compare.")
@click.option("--rounds", default=1, help="How often; the tables show medians.")
@click.option("--parallel", default=64, help="The CLI's --parallel.")
@click.option("--concurrency", default=16, help="The setting arize:concurrency.")
@click.option("--seed-users", default=0, help="People in the account whom nobody declares.")
@click.option("--rate-limit", default=20.0, help="Requests per second in the run with a rate limit; 0 leaves it out.")
@click.option("--rate-people", default=500, help="People in that run.")
@click.option("--import-rounds", default=7, help="How often the import is measured; 0 leaves it out.")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="Where to draw a series of people.")
def main(
    *,
    sizes: list[int],
    latency_ms: float,
    engines: list[EngineName],
    peers: list[Peer],
    rounds: int,
    parallel: int,
    concurrency: int,
    seed_users: int,
    rate_limit: float,
    rate_people: int,
    import_rounds: int,
    plot: Path | None,
) -> None:
    """Measure what this package costs, beside other ways to do the same."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDTH_OF_A_FILE
    session = Session(console, Conditions(latency_ms, seed_users), Options(parallel, concurrency))
    console.print(f"{description()}; {load()}")
    for people in sizes:
        session.measure(peers, engines, people, rounds)
        session.report(engines, people)
    if import_rounds:
        console.print("\nImport\n", goals_table([import_verdict(import_rounds)]), sep="\n")
    for engine in engines if rate_limit else []:
        session.throttle(engine, rate_people, rate_limit)
    if plot and len(sizes) > 1:
        write_plot(session.results, plot)
        console.print(f"\nDrawn: {plot}")
    console.print(f"\nAt the end: {load()}")


if __name__ == "__main__":
    main()
