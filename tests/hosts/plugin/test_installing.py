"""The checkout as Pulumi finds it: what it installs, and what it starts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from importlib import metadata
from typing import TYPE_CHECKING

import grpc
import pytest
import yaml
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from pulumi_arize_users import __version__
from pulumi_arize_users.hosts.plugin.__main__ import main
from tests.hosts.plugin.on_path import ROOT, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def started(*command: str) -> Iterator[provider_pb2_grpc.ResourceProviderStub]:
    """The plugin, started in another folder by a command that prints the port."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    process = subprocess.Popen(
        command, cwd=ROOT.parent, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout
    try:
        with grpc.insecure_channel(f"127.0.0.1:{process.stdout.readline().strip()}") as channel:
            yield provider_pb2_grpc.ResourceProviderStub(channel)
    finally:
        process.terminate()
        process.communicate(timeout=30)


def test_the_folder_itself_is_what_pulumi_starts():
    """As the language host starts a plugin of Python: the folder, which needs no package beside it."""
    with started(sys.executable, str(ROOT)) as plugin:
        version = plugin.GetPluginInfo(Empty(), timeout=30).version
        schema = plugin.GetSchema(provider_pb2.GetSchemaRequest(), timeout=30).schema

    assert __version__ == version
    assert json.loads(SCHEMA.read_text()) == json.loads(schema)


def test_pulumi_installs_the_package_into_an_environment_of_its_own():
    """Not into the one in which somebody works on the checkout; git leaves it alone."""
    plugin = yaml.safe_load((ROOT / "PulumiPlugin.yaml").read_text())
    requirements = [line for line in (ROOT / "requirements.txt").read_text().splitlines() if not line.startswith("#")]

    assert {"name": "python", "options": {"toolchain": "pip", "virtualenv": ".venv-plugin"}} == plugin["runtime"]
    assert ["."] == requirements
    assert ".venv-plugin/" in (ROOT / ".gitignore").read_text().splitlines()


def test_the_python_that_it_needs_is_the_one_that_the_documents_name():
    """Whoever writes Go has to know it before the first error."""
    (needed,) = re.findall(r'^requires-python = ">=(.*)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)

    assert f"needs Python {needed} or newer" in (ROOT / "docs/languages.md").read_text()
    assert f"Needs Python {needed} or newer" in (ROOT / "PulumiPlugin.yaml").read_text()


def test_the_command_is_the_plugin():
    """The name that Pulumi looks for, in an environment that has the package."""
    scripts = re.findall(r'^pulumi-resource-arize = "(.*):(.*)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)

    assert [(main.__module__, main.__name__)] == scripts


def test_the_command_is_installed():
    """With the package, and not only in the sources."""
    found = metadata.entry_points(group="console_scripts", name="pulumi-resource-arize")
    if not found:
        pytest.skip("the package was installed before it had this command: `make` installs it again")

    assert [main] == [each.load() for each in found]


@pytest.mark.parametrize(
    ("language", "lock"), [("typescript", "package-lock.json"), ("go", "go.sum"), ("python", "constraints.txt")]
)
def test_each_example_says_with_which_libraries_it_was_tried(language, lock):
    """Whoever installs it next year gets the same."""
    examples = list((ROOT / "examples/languages" / language).iterdir())

    assert 2 == len(examples)
    assert all("pulumi" in (example / lock).read_text() for example in examples)
