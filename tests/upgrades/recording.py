"""State as a version wrote it on the real CLI, with the account that belongs to it.

`python -m tests.upgrades.recording NAME` records what this checkout writes, under a new name; `pulumi` and
`pulumi-language-python` have to be on PATH. Nothing that was recorded before is written again.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import requests

from pulumi_arize_users.simulator import Simulator
from pulumi_arize_users.simulator.account_file import fill
from pulumi_arize_users.testing import CliEngine
from tests.hosts.plugin.on_path import put_plugin_into
from tests.upgrades.declared import ACCOUNT, HOSTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pulumi_arize_users.testing import StackUnderTest
    from pulumi_arize_users.testing.cli import CliStack

RECORDED = Path(__file__).with_name("recorded")
KEY = "key-of-a-recorded-account"
# Where the account was is not where it is next time.
ADDRESS = "http://127.0.0.1:1"
# So that the order of the requests is that in which the account gave its ids.
ONE_AT_A_TIME = {"arize:concurrency": "1"}
_MACHINE = ("manifest", "sourcePosition", "stackTrace")


@dataclass(frozen=True)
class Recording:
    """What a version left behind.

    Attributes:
        account: the account before the first run, as a file of the simulator describes it.
        writes: what the run sent: method, path and body of each request, in their order.
        config: the configuration of the program.
        export: what `pulumi stack export` writes, with encrypted secrets.
        opened: the secrets by what the export has of them, for whoever has no CLI to decrypt it.
    """

    account: dict[str, Any]
    writes: list[tuple[str, str, Any]]
    config: dict[str, str]
    export: dict[str, Any]
    opened: dict[str, Any]


def names() -> list[str]:
    """What was recorded: the name of each recording, and its host."""
    return sorted(str(file.relative_to(RECORDED).with_suffix("")) for file in RECORDED.rglob("*.json"))


def load(name: str, url: str = ADDRESS) -> Recording:
    """A recording, with the account at this address."""
    text = (RECORDED / f"{name}.json").read_text().replace(ADDRESS, url)
    return Recording(**json.loads(text))


@contextmanager
def account_of(recording: Recording) -> Iterator[Simulator]:
    """The account that a recording belongs to: with the same ids, because the same was done to it."""
    with tempfile.TemporaryDirectory() as folder, Simulator(api_key=KEY) as arize:
        _fill(arize, recording.account, Path(folder))
        for method, path, body in recording.writes:
            headers = {"Authorization": f"Bearer {KEY}"}
            requests.request(method, arize.url + path, json=body, headers=headers, timeout=30).raise_for_status()
        arize.clear_requests()
        yield arize


def stack_of(host: str, config: Mapping[str, str], url: str) -> CliStack:
    """An empty stack of the host's program on the CLI."""
    settings = {"arize:baseUrl": url, **ONE_AT_A_TIME, **config}
    return CliEngine().stack(HOSTS[host].program, config=settings, secrets={"arize:apiKey": KEY})


def marks_of(stack: StackUnderTest) -> set[object]:
    """The formats in which the inputs of a stack are written."""
    ours = [each for each in stack.state() if "arize:" in each.type and each.custom]
    return {each.inputs.get("__format") for each in ours if ":providers:" not in each.type}


@contextmanager
def plugin_on_path() -> Iterator[None]:
    """While this lasts, Pulumi finds the plugin of this checkout."""
    before = os.environ["PATH"]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PATH"] = os.pathsep.join([str(put_plugin_into(Path(folder))), before])
        try:
            yield
        finally:
            os.environ["PATH"] = before


def record(host: str) -> Recording:
    """What this checkout leaves behind on this host."""
    with tempfile.TemporaryDirectory() as folder, Simulator(api_key=KEY) as arize, plugin_on_path():
        _fill(arize, ACCOUNT, Path(folder))
        places = (str(place[0]["id"]) for place in (arize.organizations(), arize.spaces()))
        config = dict(HOSTS[host].config(*places))
        with stack_of(host, config, arize.url) as stack:
            stack.up().raise_for_errors()
            exports = [json.loads(stack._command("stack", "export", *flag)) for flag in ((), ("--show-secrets",))]
        export, in_the_clear = (_elsewhere(each, arize.url) for each in exports)
        writes = [(sent.method, sent.path, sent.body) for sent in arize.writes]
        return Recording(ACCOUNT, writes, config, export, dict(_secrets(export, in_the_clear)))


def _fill(arize: Simulator, account: Mapping[str, Any], folder: Path) -> None:
    file = folder / "account.yaml"
    file.write_text(json.dumps(account))
    fill(arize, file)


def _elsewhere(export: Any, url: str) -> Any:
    """An export without what is known of a machine."""
    if isinstance(export, dict):
        return {key: _elsewhere(value, url) for key, value in export.items() if key not in _MACHINE}
    if isinstance(export, list):
        return [_elsewhere(each, url) for each in export]
    return export.replace(url, ADDRESS) if isinstance(export, str) else export


def _secrets(encrypted: Any, opened: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(encrypted, dict) and "ciphertext" in encrypted:
        yield encrypted["ciphertext"], json.loads(opened["plaintext"])
    elif isinstance(encrypted, dict):
        for key in encrypted.keys() & opened.keys():
            yield from _secrets(encrypted[key], opened[key])
    elif isinstance(encrypted, list):
        for one, other in zip(encrypted, opened, strict=True):
            yield from _secrets(one, other)


def main(name: str) -> None:
    """Record every host under a new name."""
    folder = RECORDED / name
    folder.mkdir(parents=True)
    for host in HOSTS:
        (folder / f"{host}.json").write_text(json.dumps(asdict(record(host)), indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
