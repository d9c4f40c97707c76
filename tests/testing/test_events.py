"""Reading the CLI's event log."""

import json

from pulumi_arize_users.testing.events import result_of

URN = "urn:pulumi:test::test::arize:index:User::ada"
DEFAULT = "urn:pulumi:test::test::pulumi:providers:pulumi-python::default"


def log(tmp_path, *events):
    file = tmp_path / "events.json"
    file.write_text("".join(json.dumps(event) + "\n" for event in events))
    return file


def step(op, urn=URN, old=None, new=None, **more):
    return {
        "op": op,
        "urn": urn,
        "old": old and {"inputs": old},
        "new": new and {"inputs": new},
        "detailedDiff": None,
        **more,
    }


def test_counts_are_those_of_the_summary(tmp_path):
    """Operations that did not happen are left out."""
    summary = {"summaryEvent": {"resourceChanges": {"create": 2, "same": 0}}}

    assert {"create": 2} == result_of(log(tmp_path, summary), ok=True, text="").changes


def test_a_run_without_a_log_has_its_text_as_error(tmp_path):
    """A CLI that fails before it begins says so on the terminal only."""
    result = result_of(tmp_path / "missing", ok=False, text="error: no such stack\n")

    assert ["error: no such stack"] == [error.message for error in result.errors]
    assert {} == result.changes


def test_diagnostics_lose_their_colours(tmp_path):
    """Messages are plain text; debug and passing ones are left out."""
    events = [
        {"diagnosticEvent": {"severity": "error", "message": "<{%fg 1%}>bad<{%reset%}>\n", "urn": URN}},
        {"diagnosticEvent": {"severity": "info#err", "message": "from stderr"}},
        {"diagnosticEvent": {"severity": "debug", "message": "noise"}},
        {"diagnosticEvent": {"severity": "info", "message": "passing", "ephemeral": True}},
    ]

    result = result_of(log(tmp_path, *events), ok=False, text="")

    assert [("error", "bad", URN), ("info", "from stderr", "")] == [
        (d.severity, d.message, d.urn) for d in result.diagnostics
    ]


def test_steps_tell_what_changed(tmp_path):
    """Detail and values of a change come from the event; default providers and failed steps are left out."""
    change = step(
        "update", old={"name": "Ada"}, new={"name": "Ada L."}, detailedDiff={"name": {"diffKind": "update"}}, keys=None
    )
    failed = step("create", f"{URN}2", new={"name": "Bea"})
    events = [
        {"resourcePreEvent": {"metadata": step("create", DEFAULT, new={})}},
        {"resourcePreEvent": {"metadata": change}},
        {"resourcePreEvent": {"metadata": failed}},
        {"resOpFailedEvent": {"metadata": failed}},
    ]

    (found,) = result_of(log(tmp_path, *events), ok=False, text="").steps

    assert ("update", "ada", {"name": "update"}) == (found.op, found.name, found.diff)
    assert {"name": ("Ada", "Ada L.")} == found.changed
