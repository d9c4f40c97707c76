"""The pytest plugin."""

import shutil
import subprocess
import sys

import pytest

PROGRAM = """
import pulumi

def main():
    pulumi.export("a", 1)
"""
TEST = """
from programs import main

def test_program(pulumi_stack, pulumi_engine):
    stack = pulumi_stack(main)
    assert stack.up().raise_for_errors().ok
    assert {"a": 1} == stack.outputs()
    assert "ENGINE" == pulumi_engine.name
"""


def run(tmp_path, test, *options, env=None):
    (tmp_path / "programs.py").write_text(PROGRAM)
    (tmp_path / "test_it.py").write_text(test)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rs",
        "-p",
        "no:cacheprovider",
        "-c",
        "/dev/null",
        "--rootdir",
        ".",
        *options,
    ]
    return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)


def test_programs_run_locally_by_default(tmp_path):
    """Without an option the fixtures use the local runner."""
    done = run(tmp_path, TEST.replace("ENGINE", "local"))

    assert "1 passed" in done.stdout
    assert 0 == done.returncode


def test_without_a_cli_the_cli_lane_is_skipped_with_a_reason(tmp_path):
    """A missing CLI is reported, not passed over."""
    done = run(tmp_path, TEST, "--pulumi-engine=cli", env={"PATH": str(tmp_path)})

    assert "1 skipped" in done.stdout
    assert "the Pulumi CLI (`pulumi`) is not on PATH" in done.stdout


@pytest.mark.cli
@pytest.mark.skipif(shutil.which("pulumi") is None, reason="the Pulumi CLI (`pulumi`) is not on PATH")
def test_the_option_chooses_the_cli(tmp_path):
    """With the option the same test runs on the CLI."""
    done = run(tmp_path, TEST.replace("ENGINE", "cli"), "--pulumi-engine=cli")

    assert "1 passed" in done.stdout, done.stdout


def test_a_process_left_behind_fails_the_test(tmp_path):
    """What a stack's program starts and forgets is found by its environment."""
    test = """
import subprocess, sys
from programs import main

def test_program(pulumi_stack, request):
    stack = pulumi_stack(main)
    process = subprocess.Popen([sys.executable, "-c", "input()"], env=stack.env, stdin=subprocess.PIPE)
    def end():
        process.stdin.close()
        process.wait()
    request.session.addfinalizer(end)
"""
    done = run(tmp_path, test)

    assert "1 passed, 1 error" in done.stdout
    assert "processes were left behind" in done.stdout


def test_a_fresh_simulator_is_at_hand(tmp_path):
    """The fixture gives an account with its address and key."""
    test = """
def test_account(arize_simulator):
    assert arize_simulator.url.startswith("http://127.0.0.1:")
    assert arize_simulator.api_key
"""
    done = run(tmp_path, test)

    assert "1 passed" in done.stdout


def test_loading_the_plugin_loads_nothing_heavy():
    """Every pytest run in an environment with this package loads the plugin, so it must cost nothing."""
    script = """
import sys, types
from importlib.machinery import PathFinder
parent = types.ModuleType("pulumi_arize_users")
parent.__path__ = list(PathFinder.find_spec("pulumi_arize_users").submodule_search_locations)
sys.modules["pulumi_arize_users"] = parent  # what the package itself imports is tested elsewhere
import pulumi_arize_users.testing.plugin
print(sorted({"pulumi", "grpc", "google", "aiohttp", "pydantic"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert "[]\n" == done.stdout


def test_a_pytest_run_of_another_project_loads_three_small_modules_more(tmp_path):
    """What the plugin costs where nobody uses it: itself and the two packages it is in."""
    (tmp_path / "conftest.py").write_text(
        "import sys\n\ndef pytest_unconfigure():\n    print('loaded', *sys.modules)\n"
    )

    with_it, without = (
        modules_of_an_empty_run(tmp_path, *options) for options in ([], ["-p", "no:pulumi_arize_users"])
    )

    assert {
        "pulumi_arize_users",
        "pulumi_arize_users.testing",
        "pulumi_arize_users.testing.plugin",
    } == with_it - without


def modules_of_an_empty_run(folder, *options):
    command = [sys.executable, "-m", "pytest", "-q", "--collect-only", "-p", "no:cacheprovider", *options]
    command += ["-c", "/dev/null", "--rootdir", ".", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    (loaded,) = (line for line in done.stdout.splitlines() if line.startswith("loaded "))
    return set(loaded.split()[1:])
