"""The harness on the real CLI."""

import shutil
from pathlib import Path

import pytest

from pulumi_arize_users.testing import CliEngine, CliFailed, LocalEngine
from tests.engine.comparison.variants import main
from tests.testing import sample

needs_cli = pytest.mark.skipif(shutil.which("pulumi") is None, reason="the Pulumi CLI (`pulumi`) is not on PATH")


def test_a_missing_cli_is_said():
    """Without a CLI there is one sentence, not an error of the operating system."""
    with pytest.raises(CliFailed, match="`no-such-pulumi` is not on PATH"):
        CliEngine("no-such-pulumi").stack(sample.one_note)


def told(engine, folder):
    """What each operation reports of its steps, in an order of its own."""
    (folder / "remote").mkdir(parents=True)
    env = {"CALL_LOG": str(folder / "calls"), "REMOTE": str(folder / "remote")}
    with engine.stack(main, secrets={"token": "canary"}, env=env) as stack:
        results = []
        for operation, variant in (
            ("preview", "pair"),
            ("up", "pair"),
            ("preview", "pair_resized"),
            ("up", "pair_resized"),
        ):
            stack.env["VARIANT"] = variant
            results.append(getattr(stack, operation)())
        drifted = (folder / "remote" / "a-2").read_text().replace('"label": "2"', '"label": "drifted"')
        (folder / "remote" / "a-2").write_text(drifted)
        results += [stack.refresh(), stack.preview(), stack.destroy()]
        return [sorted(map(repr, result.steps)) for result in results]


@pytest.mark.cli
@needs_cli
def test_both_engines_tell_the_same_steps(tmp_path):
    """Operations, detail, reasons of replacements, old and new values are all the same."""
    assert told(CliEngine(), tmp_path / "cli") == told(LocalEngine(), tmp_path / "local")


@pytest.mark.cli
@needs_cli
def test_a_directory_is_not_written_into(tmp_path):
    """The program is copied; configuration may change between steps; the terminal's text is kept."""
    (tmp_path / "__main__.py").write_text(
        "import pulumi\npulumi.export('key', pulumi.Config('arize').require_secret('key'))\n"
    )
    with CliEngine().stack(tmp_path, secrets={"arize:key": "-first\nline"}) as stack:
        first = stack.up().raise_for_errors()
        values = [stack.outputs(show_secrets=True)]
        stack.secrets["arize:key"] = "second"
        stack.up().raise_for_errors()
        values.append(stack.outputs(show_secrets=True))
        hidden = stack.outputs()
        root = Path(stack._folder.name)

    assert [{"key": "-first\nline"}, {"key": "second"}] == values
    assert {"key": "[secret]"} == hidden
    assert "1 created" in first.text
    assert ["__main__.py"] == [path.name for path in tmp_path.iterdir()]
    assert not root.exists()


@pytest.mark.cli
@needs_cli
def test_a_kill_leaves_a_state_that_can_be_read():
    """Nothing but the state, which is replaced as a whole, is written: a half-written file beside it would spoil it."""
    with CliEngine().stack(sample.one_note) as stack:
        stack.up().raise_for_errors()
        beside = [path.name for path in (stack._root / "state").rglob("*.attrs")]

        assert [] == beside


@pytest.mark.cli
@needs_cli
def test_a_failure_has_its_errors():
    """What the provider raised is among the errors, on its resource."""
    with CliEngine().stack(sample.one_note, env={"TEXT": "fail"}) as stack:
        result = stack.up()

    assert not result.ok
    assert ["note"] == [e.urn.rpartition("::")[2] for e in result.errors if "first line\nsecond line" in e.message]
