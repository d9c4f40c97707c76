"""Tests with the fixture `pulumi_stack` reach no real account: a second local Arize stands for it, and sees nothing."""

import os
import shutil
import subprocess
import sys

import pytest

from pulumi_arize_users.simulator import Simulator

PROGRAM = """
import pulumi

from pulumi_arize_users import ArizeUser, list_users


def asking():
    pulumi.export("people", [user.email for user in list_users()])


def declaring():
    ArizeUser("ada", email="ada@example.com", name="Ada", role="MEMBER")


def elsewhere():
    settings = {"arize:apiKey": "k", "arize:region": "eu-west-1a"}
    eu = pulumi.ProviderResource("pulumi-python", "eu", settings)
    opts = pulumi.ResourceOptions(provider=eu)
    ArizeUser("ada", email="ada@example.com", name="Ada", role="MEMBER", opts=opts)
"""
REFUSAL = "would be at {}, but ARIZE_LOOPBACK_ONLY is set, as the pytest fixture pulumi_stack does"


@pytest.fixture
def canary():
    """Stands for the real account."""
    with Simulator(api_key="canary-key-9b40", caller_email="canary@real.example") as simulator:
        yield simulator


@pytest.fixture(params=["local", pytest.param("cli", marks=pytest.mark.cli)])
def tested(request, tmp_path, canary):
    """Runs the body of a test in a pytest of its own, whose shell has the settings of the real account."""
    if request.param == "cli" and shutil.which("pulumi") is None:
        pytest.skip("the Pulumi CLI (`pulumi`) is not on PATH")
    shell = {"ARIZE_BASE_URL": canary.url, "ARIZE_API_KEY": canary.api_key, "ARIZE_ON_DESTROY": "block"}

    def run(body):
        (tmp_path / "programs.py").write_text(PROGRAM)
        (tmp_path / "test_it.py").write_text(f"import programs\n{body}")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", "."]
        return subprocess.run(
            [*command, f"--pulumi-engine={request.param}"],
            cwd=tmp_path,
            env={**os.environ, **shell},
            capture_output=True,
            text=True,
            check=False,
            timeout=200,
        ).stdout

    return run


def test_without_the_fixture_a_program_asks_the_account_of_the_shell(tested, canary):
    """What the other tests show is the fixture's doing: the canary can be reached, and would sing."""
    told = tested("""
def test_program():
    from pulumi_arize_users.testing import LocalEngine
    with LocalEngine().stack(programs.asking) as stack:
        stack.up().raise_for_errors()
        assert {"people": ["canary@real.example"]} == stack.outputs()
""")

    assert "1 passed" in told, told
    assert 1 == len(canary.requests)


def test_settings_of_the_shell_do_not_reach_a_stack(tested, canary):
    """Neither the address and the key, nor how people are treated: the destroy is refused, as without a choice."""
    told = tested("""
def test_program(arize_simulator, pulumi_stack):
    settings, secrets = {"arize:baseUrl": arize_simulator.url}, {"arize:apiKey": arize_simulator.api_key}
    stack = pulumi_stack(programs.declaring, config=settings, secrets=secrets)
    stack.up().raise_for_errors()
    assert not stack.destroy().ok
    assert "INVITED" == arize_simulator.user("ada@example.com")["status"]
    stack.env = {}
    assert not stack.destroy().ok
""")

    assert "1 passed" in told, told
    assert [] == canary.requests


def test_a_stack_without_an_address_is_refused(tested, canary):
    """The default is the real Arize; programs that ask and programs that only declare get the same sentence."""
    told = tested(f"""
def test_program(pulumi_stack):
    for program in (programs.asking, programs.declaring):
        stack = pulumi_stack(program, secrets={{"arize:apiKey": "k"}})
        for result in (stack.preview(), stack.up()):
            assert not result.ok
            assert any({REFUSAL.format("https://api.arize.com")!r} in error.message for error in result.errors)
        stack.env = {{}}
        assert not stack.preview().ok
""")

    assert "1 passed" in told, told
    assert [] == canary.requests


def test_an_address_of_another_machine_is_refused_wherever_it_is_given(tested, canary):
    """By the configuration, the stack's own environment, a region, a proxy, or a provider of the program."""
    told = tested("""
import pytest

@pytest.mark.parametrize(("program", "config", "env", "where"), [
    (programs.asking, {"arize:baseUrl": "https://arize.invalid"}, {}, "Arize would be at https://arize.invalid,"),
    (programs.declaring, {"arize:region": "eu-west-1a"}, {}, "Arize would be at https://api.eu-west-1a.arize.com,"),
    (programs.declaring, {}, {"ARIZE_BASE_URL": "https://arize.invalid"}, "Arize would be at https://arize.invalid,"),
    (programs.elsewhere, {}, {}, "Arize would be at https://api.eu-west-1a.arize.com,"),
    (programs.declaring, {"arize:baseUrl": "http://localhost:1", "arize:proxyUrl": "http://me:word@arize.invalid"}, {},
     "The proxy would be at another address,"),
])
def test_program(pulumi_stack, program, config, env, where):
    stack = pulumi_stack(program, config=config, secrets={"arize:apiKey": "k"}, env=env)
    result = stack.preview()
    assert not result.ok
    assert any(where in error.message for error in result.errors), result.errors
    assert not any("word" in error.message for error in result.errors)
""")

    assert "5 passed" in told, told
    assert [] == canary.requests


def test_what_a_test_sets_itself_reaches_its_stack(tested, canary):
    """It is the shell that is left out, and only while the test runs."""
    told = tested("""
import os

def test_program(monkeypatch, arize_simulator, pulumi_stack):
    monkeypatch.setenv("ARIZE_BASE_URL", arize_simulator.url)
    stack = pulumi_stack(programs.asking, env={"ARIZE_API_KEY": arize_simulator.api_key})
    stack.up().raise_for_errors()
    assert {"people": ["owner@example.com"]} == stack.outputs()

def test_afterwards():
    assert "block" == os.environ["ARIZE_ON_DESTROY"]
    assert "ARIZE_LOOPBACK_ONLY" not in os.environ
""")

    assert "2 passed" in told, told
    assert [] == canary.requests
