"""The command `python -m pulumi_arize_users.simulator`, as another process starts it."""

import signal
import subprocess
import sys

import pytest
import requests

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


def test_help_shows_the_demo_key_and_the_variables(start):
    """Whoever asks for help learns how to point a client at it."""
    output, _ = start("--help").communicate(timeout=10)

    for words in ("READY", "simulator-demo-key", "ARIZE_BASE_URL", "ARIZE_API_KEY", "--seed-users", "--rate-limit"):
        assert words in output


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
