"""The command `python -m pulumi_arize_users.simulator`, as another process starts it."""

import re
import signal
import subprocess
import sys
from textwrap import dedent

import pytest
import requests

from pulumi_arize_users.simulator import control
from pulumi_arize_users.simulator.__main__ import CannotServe, serve

COMMAND = [sys.executable, "-m", "pulumi_arize_users.simulator"]


@pytest.fixture
def start():
    """Starts the command and returns the process; it is ended after the test."""
    processes = []

    def run(*arguments):
        process = subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        processes.append(process)
        return process

    yield run
    for process in processes:
        process.kill()
        process.communicate()


def test_the_first_line_says_where_it_is_ready(start):
    """After READY the account answers at once, with what it was seeded with and in its dialect."""
    process = start(
        "--port", "0", "--api-key", "key", "--dialect", "lower", "--seed-users", "2", "--seed-organizations", "1"
    )
    word, url = process.stdout.readline().split()
    headers = {"Authorization": "Bearer key"}

    users = requests.get(f"{url}/v2/users", headers=headers, timeout=10).json()["users"]
    organizations = requests.get(f"{url}/v2/organizations", headers=headers, timeout=10).json()["organizations"]

    assert "READY" == word
    assert url.startswith("http://127.0.0.1:")
    assert ["active"] * 3 == [user["status"] for user in users]
    assert ["Organization 1"] == [organization["name"] for organization in organizations]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_success(start, number):
    """It stops cleanly and says nothing more, even while a client is connected."""
    process = start("--api-key", "not-to-be-printed")
    url = process.stdout.readline().split()[1]
    with requests.Session() as session:
        session.get(f"{url}/v2/users", timeout=10)
        process.send_signal(number)

        output, errors = process.communicate(timeout=10)

    assert (0, "", "") == (process.returncode, output, errors)


def test_it_serves_loopback_addresses_only(start):
    """Another address is refused with a sentence."""
    process = start("--host", "0.0.0.0")  # noqa: S104  exactly what is refused
    output, errors = process.communicate(timeout=10)

    assert (1, "") == (process.returncode, output)
    assert "The simulator listens on loopback addresses only, not on '0.0.0.0'.\n" == errors


def test_latency_and_rate_limit_are_options(start):
    """Above the given rate requests are refused."""
    process = start("--rate-limit", "0.1", "--latency-ms", "1")
    url = process.stdout.readline().split()[1]
    headers = {"Authorization": "Bearer simulator-demo-key"}

    statuses = [requests.get(f"{url}/v2/users", headers=headers, timeout=10).status_code for _ in range(2)]

    assert [200, 429] == statuses


def test_it_begins_with_the_account_of_a_file(start, tmp_path):
    """Organizations, people and memberships are there from the first request on."""
    file = tmp_path / "account.yaml"
    file.write_text("organizations: [ML]\npeople: {ada@example.com: {status: INVITED, organizations: {ML: ADMIN}}}\n")
    url = start("--account", str(file)).stdout.readline().split()[1]

    owner, ada = requests.get(f"{url}/_simulator/users", timeout=10).json()["result"]
    (organization,) = requests.get(f"{url}/_simulator/organizations", timeout=10).json()["result"]

    assert ("owner@example.com", "ada@example.com", "INVITED") == (owner["email"], ada["email"], ada["status"])
    assert {ada["id"]: "ADMIN"} == organization["members"]


@pytest.mark.parametrize(
    ("text", "message"),
    [("people: [ada]\n", "{file}:1:9: people must be a mapping.\n"), (None, "[Errno 2] No such file or directory: ")],
)
def test_a_file_that_describes_no_account_is_refused(start, tmp_path, text, message):
    """What is wrong goes to stderr, with its place and without a traceback, and nothing is served."""
    file = tmp_path / "account.yaml"
    if text is not None:
        file.write_text(text)

    process = start("--account", str(file))
    output, errors = process.communicate(timeout=10)

    assert (1, "") == (process.returncode, output)
    assert errors.startswith(message.format(file=file))
    assert 1 == errors.count("\n")


def test_the_edits_that_help_shows_work(start, tmp_path):
    """The file of the help is an account, and each call of the help edits it as it says."""
    shown, _ = start("--help").communicate(timeout=10)
    file = tmp_path / "account.yaml"
    file.write_text(dedent(re.findall(r"^  organizations: .*?(?=\n\n)", shown, re.DOTALL | re.MULTILINE)[0]))
    url = start("--account", str(file)).stdout.readline().split()[1]

    edits = re.findall(r"curl -d '(.*)' <url>(\S+)", shown)
    answers = [requests.post(url + path, data=body, timeout=10).json() for body, path in edits]
    _owner, alan, mary = requests.get(f"{url}/_simulator/users", timeout=10).json()["result"]
    (organization,) = requests.get(f"{url}/_simulator/organizations", timeout=10).json()["result"]

    assert [{"result": None}] * 3 == answers
    assert ("Alan M. Turing", "ACTIVE", {}) == (alan["name"], mary["status"], organization["members"])


def test_the_other_names_that_help_lists_exist(start):
    """Whoever reads the help calls nothing that the control path lacks."""
    shown, _ = start("--help").communicate(timeout=10)
    listed = set(re.findall(r"[a-z]+_[a-z]+|\b(?:user|organizations|requests|writes)\b", shown.split("Other names")[1]))

    assert listed - control._CALLABLE - control._READABLE <= {"organization_id", "place_id"}
    assert 10 <= len(listed)


def test_help_shows_the_demo_key_and_the_variables(start):
    """Whoever asks for help learns how to point a client at it."""
    output, _ = start("--help").communicate(timeout=10)

    for words in ("READY", "simulator-demo-key", "ARIZE_BASE_URL", "ARIZE_API_KEY", "--seed-users", "--rate-limit"):
        assert words in output


def test_a_process_that_could_not_serve_can_still_be_stopped(tmp_path):
    """What is blocked here would be blocked in every process started later, which no SIGTERM would end then."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])

    with pytest.raises(CannotServe, match="No such file"):
        serve({}, tmp_path / "missing.yaml", print)

    assert before == signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_without_aiohttp_one_sentence_says_what_to_install():
    """The extra is named, without a traceback."""
    program = (
        "import sys; sys.modules['aiohttp'] = None\n"
        "from pulumi_arize_users.simulator.__main__ import main\n"
        "sys.exit(main([]))"
    )

    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=10)

    assert (1, "") == (result.returncode, result.stdout)
    assert "The simulator needs aiohttp: pip install 'pulumi-arize-users[simulator]'\n" == result.stderr
