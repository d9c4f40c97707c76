"""The benchmarks measure what they say: one tiny run of everything that needs no Pulumi CLI."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.__main__ import main
from benchmarks.account import Conditions, Traffic
from benchmarks.goals import Case, verdicts
from benchmarks.plot import write_plot
from benchmarks.processes import Cost
from benchmarks.results import Measurement, Results
from benchmarks.roster_promises import ROSTER_PROMISES
from benchmarks.workloads import WORKLOADS, renamed_of

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[1]
PEOPLE = 2
RUN = f"--people {PEOPLE} --latency-ms 0 --engine local --rate-limit 0 --import-rounds 1 --peers".split()
PEERS = "floor ours plugin roster bare:2"


@pytest.fixture(scope="module")
def rows():
    """The cells of every line of every table that one run prints, by the first two of them."""
    return cells_of(*RUN, PEERS)


def cells_of(*arguments):
    """What one run prints with these arguments."""
    command = [sys.executable, "-m", "benchmarks", *arguments]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert 0 == ran.returncode, ran.stdout + ran.stderr
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in ran.stdout.splitlines() if "|" in line]
    return {(first, second): rest for first, second, *rest in cells}


def routes(rows, workload, peer):
    """How often each route was asked, as the table tells it."""
    counts = [one.split(" ", 1) for one in rows[workload, peer][-1].split(", ") if one]
    return {route: int(count) for count, route in counts}


def test_the_table_tells_what_each_workload_asks_of_the_account(rows):
    """Two writes each, nothing for a preview, one PATCH for one per cent, and at the end a look and two deletions."""
    writes = {"POST users": PEOPLE, "POST organizations/*/users": PEOPLE}

    assert {**writes, "GET users": 1} == routes(rows, "create", "ours")
    assert {} == routes(rows, "preview", "ours")
    assert {"GET"} == {route.split()[0] for route in routes(rows, "refresh", "ours")}
    assert {"PATCH users/*": 1} == routes(rows, "change", "ours")
    ended = {"DELETE users/*": PEOPLE, "DELETE organizations/*/users/*": PEOPLE, "GET users": 1}
    assert ended == routes(rows, "destroy", "ours")


def test_a_script_asks_for_the_same_without_a_preview(rows):
    """A plain client is measured by the same account."""
    assert {"POST users": PEOPLE, "POST organizations/*/users": PEOPLE} == routes(rows, "create", "bare:2")
    assert {"PATCH users/*": 1} == routes(rows, "change", "bare:2")
    assert {"DELETE users/*": PEOPLE, "DELETE organizations/*/users/*": PEOPLE} == routes(rows, "destroy", "bare:2")
    assert ("preview", "bare:2") not in rows


def test_the_floor_asks_for_nothing(rows):
    """What Pulumi itself costs is measured without a network."""
    assert [{}] * len(WORKLOADS) == [routes(rows, workload.name, "floor") for workload in WORKLOADS]


def test_the_local_runner_has_no_plugins(rows):
    """The peers of the native plugin are measured on the CLI alone."""
    assert ("create", "ours") in rows
    assert ("create", "plugin") not in rows


@pytest.mark.cli
@pytest.mark.skipif(
    shutil.which("pulumi-language-yaml") is None, reason="the Pulumi CLI (`pulumi`) is not on PATH with YAML"
)
@pytest.mark.parametrize("peer", ["plugin", "plugin-yaml"])
def test_the_plugin_asks_for_the_same_as_the_dynamic_resources(peer):
    """From a Python program and from one of YAML."""
    rows = cells_of(*RUN[:5], "cli", *RUN[6:], peer)

    assert {"POST users": PEOPLE, "POST organizations/*/users": PEOPLE, "GET users": 1} == routes(rows, "create", peer)
    assert {} == routes(rows, "preview", peer)
    assert {"PATCH users/*": 1} == routes(rows, "change", peer)


def test_every_measurement_has_time_and_memory(rows):
    """Seconds of time, seconds of CPU time and MiB are numbers above zero in each row."""
    costs = [rest[:3] for (first, _), rest in rows.items() if first in {workload.name for workload in WORKLOADS}]

    assert 4 * len(WORKLOADS) - 1 == len(costs)
    assert all(float(cell) > 0 for cells in costs for cell in cells)


@pytest.mark.parametrize(
    ("goal", "measured"),
    [
        ("workloads done", len(WORKLOADS)),
        ("create: writes", 2 * PEOPLE),
        ("preview: requests", 0),
        ("refresh: requests", 2),
        ("change: PATCH requests", 1),
        ("change: requests", 1),
        ("destroy: requests", 2 * PEOPLE + 1),
        ("roster, create: writes", 2 * PEOPLE),
        ("roster, preview: requests", 0),
        ("roster, refresh: requests", 2),
        ("roster, change: PATCH requests", 1),
    ],
)
def test_goals_that_need_no_clock_are_met(rows, goal, measured):
    """Counts are the same on any machine."""
    assert ["met"] == rows[goal, str(measured)][1:]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--peers", "theirs"], "There is no peer 'theirs'"),
        (["--peers", "ours:16"], "There is no peer 'ours:16'"),
        (["--people", "many"], "must be numbers of people"),
        (["--people", ""], "must be numbers of people"),
    ],
)
def test_what_cannot_be_measured_is_said(arguments, sentence):
    """A mistake in the command ends it with a sentence."""
    ran = CliRunner().invoke(main, arguments)

    assert 2 == ran.exit_code
    assert sentence in ran.output


@pytest.mark.parametrize(
    ("people", "latency_ms", "concurrency", "stated_for"),
    [(500, 50, 64, ""), (500, 50, 16, "64 at once"), (9, 5, 64, "500 people and 50 ms")],
)
def test_a_goal_says_what_it_was_stated_for(people, latency_ms, concurrency, stated_for):
    """Under other conditions it is judged all the same, and nobody takes that for a broken promise."""
    results = Results()
    for peer, seconds in {"ours": 7.0, "roster": 3.5}.items():
        results.add(Measurement("cli", people, peer, "create", Cost(seconds, 1.0, 1, 1), Traffic()))
    case = Case(results, "cli", people, Conditions(latency_ms), concurrency, parallel=64)

    judged = {verdict.text: verdict for verdict in verdicts(case, ROSTER_PROMISES)}
    verdict = judged["roster, create: wall time over that of ours"]

    assert (0.5, True, stated_for) == (verdict.measured, verdict.is_met, verdict.stated_for)


def test_one_per_cent_is_at_least_one_person():
    """Of a few people one gets another name, of many one in a hundred."""
    assert [1, 1, 2, 5] == [renamed_of(people) for people in (1, 100, 101, 500)]


def test_a_series_is_drawn(tmp_path):
    """Several numbers of people make a picture."""
    results = Results()
    for people in (1, 2):
        results.add(Measurement("local", people, "ours", "create", Cost(1.0 * people, 1.0, 1, 1), Traffic()))

    write_plot(results, tmp_path / "cost.png")

    assert (tmp_path / "cost.png").read_bytes().startswith(b"\x89PNG")
