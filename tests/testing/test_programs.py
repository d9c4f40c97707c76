"""How a program is reached: as a function in this interpreter, or as a directory in a child."""

import os
import sys
import threading

import pytest

from pulumi_arize_users.testing import LocalEngine, NotRunnable
from pulumi_arize_users.testing.strays import MARK, processes_of
from tests.testing import sample

DIRECTORY_PROGRAM = """
import os
import sys

import pulumi

import beside

pulumi.export("beside", beside.VALUE)
pulumi.export("arguments", len(sys.argv))
pulumi.export("folder", os.getcwd())
pulumi.export("config", pulumi.Config("arize").require("region"))
pulumi.export("secret", pulumi.Config().require_secret("key"))
pulumi.export("project", pulumi.get_project())
pulumi.export("stack", pulumi.get_stack())
pulumi.export("env", os.environ["GIVEN"])
print("words of the program")
"""


def directory(tmp_path, program, **files):
    (tmp_path / "__main__.py").write_text(program)
    for name, text in files.items():
        (tmp_path / f"{name}.py").write_text(text)
    return tmp_path


def test_a_directory_runs_as_under_the_cli(pulumi_stack, tmp_path):
    """A directory's program finds its own modules, folder, configuration, environment and names."""
    program = directory(tmp_path, DIRECTORY_PROGRAM, beside="VALUE = 7")
    stack = pulumi_stack(
        program, project="proj", stack="dev", config={"arize:region": "eu"}, secrets={"key": "k"}, env={"GIVEN": "g"}
    )

    result = stack.up().raise_for_errors()

    expected = {
        "beside": 7, "arguments": 1, "folder": str(tmp_path), "config": "eu", "secret": "[secret]", "project": "proj",
        "stack": "dev", "env": "g",
    }  # fmt: skip
    assert expected == stack.outputs()
    assert "words of the program" in [diagnostic.message for diagnostic in result.diagnostics]


def test_a_directory_declares_its_resources_again_in_every_run(pulumi_stack, tmp_path):
    """Resources in an imported module are declared by each run: a child starts from nothing."""
    module = "import pulumi\n\nclass Box(pulumi.ComponentResource): ...\n\nBox('x:y:Z', 'box')\n"
    stack = pulumi_stack(directory(tmp_path, "import resources\n", resources=module))
    stack.up().raise_for_errors()

    assert {"same": 2} == stack.up().raise_for_errors().changes


def test_a_provider_in_the_main_script_works(pulumi_stack, tmp_path):
    """A provider class that cannot be imported travels with the resource."""
    program = """
from pulumi import dynamic, export

class Provider(dynamic.ResourceProvider):
    def create(self, props):
        return dynamic.CreateResult("an id", props)

class Thing(dynamic.Resource):
    pass

export("id", Thing(Provider(), "thing", {}).id)
"""
    stack = pulumi_stack(directory(tmp_path, program))

    stack.up().raise_for_errors()

    assert {"id": "an id"} == stack.outputs()


@pytest.mark.parametrize(
    ("program", "last_line"),
    [
        ("import pulumi\nraise pulumi.RunError('one sentence')", "one sentence"),
        ("def f():\n    raise ValueError('a mistake')\nf()", "ValueError: a mistake"),
        ("import sys\nsys.exit(3)", "the program ended with exit code 3"),
    ],
)
def test_a_directory_that_fails_says_why(pulumi_stack, tmp_path, program, last_line):
    """A child's failure is one error whose last line says what went wrong."""
    (error,) = pulumi_stack(directory(tmp_path, program)).up().errors

    assert last_line == error.message.strip().splitlines()[-1]


def test_a_traceback_begins_in_the_program(pulumi_stack, tmp_path):
    """The frames of whoever ran the program are of no use to its author."""
    (error,) = pulumi_stack(directory(tmp_path, "def f():\n    raise ValueError('a mistake')\nf()")).up().errors

    files = [line for line in error.message.splitlines() if line.strip().startswith("File ")]
    assert 2 == len(files)
    assert all(str(tmp_path) in line for line in files)


def test_a_function_that_fails_says_why(pulumi_stack):
    """A function's exception is one error with the frames of its own module."""
    (error,) = pulumi_stack(sample.raises).up().errors

    assert error.message.startswith("Program failed with an unhandled exception:\nTraceback")
    assert ["raises", "_deep_mistake"] == [
        line.rpartition(" in ")[2] for line in error.message.splitlines() if line.startswith("  File")
    ]


def test_a_run_error_is_reported_without_a_traceback(pulumi_stack):
    """`pulumi.RunError` is for sentences."""
    (error,) = pulumi_stack(sample.raises_run_error).up().errors

    assert "one sentence for the reader" == error.message


def test_logged_messages_are_diagnostics(pulumi_stack):
    """What a program logs is reported with its severity and resource, without debug messages."""
    result = pulumi_stack(sample.logs).up().raise_for_errors()

    told = [(d.severity, d.message, d.urn.rpartition("::")[2]) for d in result.diagnostics]
    assert [("info", "for your information", ""), ("warning", "be careful", "note")] == told


def test_a_provider_s_output_is_reported(pulumi_stack):
    """What a provider prints, on either stream, is reported."""
    result = pulumi_stack(sample.one_note, env={"TEXT": "say hello"}).up().raise_for_errors()

    assert {"hello", "HELLO"} == {diagnostic.message for diagnostic in result.diagnostics}


def test_env_reaches_program_and_provider_and_is_taken_back(pulumi_stack):
    """The stack's environment holds during its runs only, and so does what the program does to it."""
    stack = pulumi_stack(sample.one_note, env={"TEXT": "from env", "SEEN": "seen from env"})
    before = dict(os.environ)

    stack.up().raise_for_errors()
    stack.program = sample.leaves_its_arguments_behind
    stack.preview().raise_for_errors()

    assert before == dict(os.environ)
    assert "seen from env" == stack.outputs()["seen"]


def test_many_runs_leave_nothing_behind(pulumi_stack):
    """Runs in one interpreter, good and bad ones, are independent and leave no thread and no process."""
    threads = threading.active_count()
    results = []
    for number in range(20):
        stack = pulumi_stack(sample.one_note, env={"TEXT": "fail" if number % 4 == 3 else f"text {number}"})
        results.append((stack.up().ok, [r.outputs["text"] for r in stack.state() if r.name == "note"]))

    expected = [(False, []) if number % 4 == 3 else (True, [f"text {number}"]) for number in range(20)]
    assert expected == results
    assert threads == threading.active_count()
    assert [] == processes_of(stack.env[MARK])


def test_two_hundred_resources_are_deployed_at_once(pulumi_stack):
    """A large program is created, remembered and recognized as a whole."""
    stack = pulumi_stack(sample.many_notes)

    first, second = stack.up().raise_for_errors(), stack.up().raise_for_errors()

    assert {"create": 201} == first.changes
    assert {"same": 201} == second.changes


def not_a_program(_argument):
    """A function at the top level is found by its name; what it takes is seen only when it runs."""


@pytest.mark.parametrize(
    "program",
    [lambda: None, not_a_program.__get__(1), sample.asynchronous, sys.exit],
    ids=["lambda", "bound", "asynchronous", "built in"],
)
def test_what_another_interpreter_cannot_call_is_refused(program):
    """A program is a function at the top level of a module, so that the CLI can run it, too."""
    with pytest.raises(NotRunnable, match=r"has to be a function at the top level of a module"):
        LocalEngine().stack(program)


def test_a_closure_is_refused():
    """What is defined in a function has no name elsewhere."""

    def inner():
        raise AssertionError

    with pytest.raises(NotRunnable, match="cannot be called by another interpreter"):
        LocalEngine().stack(inner)


def test_a_directory_without_a_program_is_refused(tmp_path):
    """A directory needs a script to run."""
    with pytest.raises(NotRunnable, match=r"there is no __main__.py in it"):
        LocalEngine().stack(tmp_path)
