"""SDKs in other languages: made of the published schema without a warning, and what the examples are compiled with."""

from __future__ import annotations

import json
import os
import shutil
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.hosts.plugin.on_path import EXAMPLES, SCHEMA, give_go_its_sdk, make_sdk, require, run

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.cli
PROGRAMS = ("quickstart", "roster")


@pytest.fixture
def generate(tmp_path):
    """Makes an SDK; returns its folder."""

    def make(language, schema=SCHEMA):
        return make_sdk(language, tmp_path / "sdk", schema)

    return make


def test_the_schema_passes_the_check_of_pulumi():
    """Its own checker finds nothing to say."""
    require("pulumi")

    ran = run("pulumi", "schema", "check", SCHEMA)

    assert (0, "") == (ran.returncode, ran.stdout.strip())


@pytest.mark.parametrize(
    ("language", "file"), [("nodejs", "user.ts"), ("go", "arize/user.go"), ("python", "pulumi_arize/user.py")]
)
def test_an_sdk_is_made_without_a_warning(generate, language, file):
    """Every resource and function has a file, in the words of the schema."""
    found = [path for path in generate(language).rglob("*") if str(path).endswith(file)]

    assert ["deleting this resource is refused" in path.read_text() for path in found] == [True]


@pytest.fixture
def logo(tmp_path) -> Iterator[str]:
    """The address of a logo on this machine: the generator for .NET asks for one, elsewhere unless told."""
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/logo.png"
        server.shutdown()


def test_the_sdk_for_dotnet_is_made_without_a_warning(generate, logo, tmp_path):
    """The same schema, with a logo that is at hand."""
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps({**json.loads(SCHEMA.read_text()), "logoUrl": logo}))

    found = (generate("dotnet", schema) / "User.cs").read_text()

    assert "deleting this resource is refused" in found


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_compiler_takes_the_typescript_examples(generate, tmp_path, program):
    """With the SDK of the current schema, and the libraries that are installed beside the example."""
    require("node")
    libraries = EXAMPLES / "typescript" / program / "node_modules"
    if not (libraries / "typescript").is_dir():
        pytest.skip(f"`pulumi install` in {libraries.parent.relative_to(EXAMPLES)} has not installed its libraries")
    sdk = generate("nodejs")
    folder = shutil.copytree(
        libraries.parent, tmp_path / "program", ignore=shutil.ignore_patterns("node_modules", "sdks")
    )
    (tmp_path / "node_modules").symlink_to(libraries)
    options = json.loads((folder / "tsconfig.json").read_text())
    options["compilerOptions"]["paths"] = {"@pulumi/arize": [f"{sdk}/index.ts"]}
    (folder / "tsconfig.json").write_text(json.dumps(options))

    ran = run("node", libraries / "typescript/bin/tsc", "-p", folder)

    assert (0, "") == (ran.returncode, ran.stdout)


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_compiler_takes_the_go_examples(tmp_path, program):
    """With the SDK of the current schema, and the modules that are on this machine."""
    folder = shutil.copytree(EXAMPLES / "go" / program, tmp_path / "program", ignore=shutil.ignore_patterns("sdks"))
    give_go_its_sdk(folder)

    ran = run("go", "build", "-o", os.devnull, ".", cwd=folder)

    assert (0, "") == (ran.returncode, ran.stdout)


def test_the_type_checker_takes_the_python_examples(generate, tmp_path):
    """With the SDK of the current schema."""
    sdk = generate("python")
    programs = [EXAMPLES / "python" / program / "__main__.py" for program in PROGRAMS]

    mypy = (sys.executable, "-m", "mypy", "--strict", "--follow-imports", "silent", "--cache-dir", tmp_path / "cache")
    checks = [run(*mypy, program, cwd=tmp_path, MYPYPATH=str(sdk)) for program in programs]

    assert ["Success: no issues found in 1 source file\n"] * len(programs) == [ran.stdout for ran in checks]
