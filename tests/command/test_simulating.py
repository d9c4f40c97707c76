"""`arize-users simulate`: a local Arize that says how to use it, and ends with Ctrl-C."""

from __future__ import annotations

import re
import signal
import subprocess
import sys

import pytest
import requests

from pulumi_arize_users.simulator.options import OPTIONS

EXPORT = re.compile(r"  export ARIZE_BASE_URL=(\S+) ARIZE_API_KEY=(\S.*)\n")


@pytest.fixture
def simulate(tmp_path):
    """Starts the command and returns the process; it is ended after the test."""
    processes = []

    def run(*arguments):
        command = [sys.executable, "-m", "pulumi_arize_users.command", "simulate", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
        processes.append(process)
        return process

    yield run
    for process in processes:
        process.kill()
        process.communicate()


def exported(process):
    """What it says should be exported, and the lines before that."""
    before: list[str] = []
    for line in process.stdout:
        if found := EXPORT.fullmatch(line):
            return found[1], found[2], before
        before.append(line)
    raise AssertionError(process.stderr.read())


def test_it_prints_what_to_export_and_ctrl_c_ends_it(simulate, tmp_path):
    """A client with these variables is served, from the account of the file."""
    account = "organizations: [ML]\npeople: {ada@example.com: {organizations: {ML: ADMIN}}}\n"
    (tmp_path / "account.yaml").write_text(account)
    process = simulate("account.yaml", "--port", "0")

    url, key, before = exported(process)
    listed = requests.get(f"{url}/v2/users", headers={"Authorization": f"Bearer {key}"}, timeout=10).json()
    process.send_signal(signal.SIGINT)
    after, errors = process.stdout.read(), process.stderr.read()

    assert "A local Arize is ready: 2 people, 1 organization.\n" == before[0]
    assert ["owner@example.com", "ada@example.com"] == [user["email"] for user in listed["users"]]
    assert (0, "") == (process.wait(timeout=10), errors)
    assert f"  export ARIZE_VERIFY_MEMBERSHIPS=graphql ARIZE_GRAPHQL_URL={url}/graphql\n\nCtrl-C ends it.\n" == after


def test_a_key_of_ones_own_is_not_printed(simulate):
    """It may be one that is used elsewhere too."""
    process = simulate("--api-key", "not-to-be-printed")

    _url, key, before = exported(process)
    process.send_signal(signal.SIGTERM)
    after, errors = process.stdout.read(), process.stderr.read()

    assert "<the key of --api-key>" == key
    assert "not-to-be-printed" not in f"{before}{after}{errors}"


def test_it_has_the_options_of_the_module(arize_users):
    """One list of options serves both."""
    shown = arize_users("simulate", "--help").stdout

    assert [] == [option.flag for option in OPTIONS if f"  {option.flag} " not in shown]


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (["account.yaml"], 1, "Error: account.yaml:1:9: people must be a mapping.\n"),
        (["--host", "0.0.0.0"], 1, "Error: The simulator listens on loopback addresses only, not on '0.0.0.0'.\n"),  # noqa: S104 - exactly what is refused
        (["nobody.yaml"], 1, "Error: [Errno 2] No such file or directory: 'nobody.yaml'\n"),
        (["--dialect", "mixed"], 2, "'mixed' is not one of"),
    ],
)
def test_what_cannot_be_served_is_one_sentence(arize_users, tmp_path, arguments, code, why):
    """With the place of a mistake in the file."""
    (tmp_path / "account.yaml").write_text("people: [ada]\n")

    refused = arize_users("simulate", *arguments)

    assert (code, "") == (refused.code, refused.stdout)
    assert why in refused.stderr
