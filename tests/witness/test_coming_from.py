"""docs/coming-from.md: each call of the vendor's client has its counterpart, and what is shown runs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import yaml

from pulumi_arize_users import ArizeClient

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/coming-from.md").read_text()
CALLS = dict(re.findall(r"^\| `(\w+\.\w+)` \| `(\w+)` \|", PAGE, re.MULTILINE))
# Organizations and spaces themselves are somebody else's to manage.
LEFT_OUT = {f"{kind}.{call}" for kind in ("organizations", "spaces") for call in ("create", "update", "delete")}


def test_every_call_of_the_vendors_client_has_its_counterpart(client):
    """Whoever comes from there finds each call, and nothing that does not exist."""
    calls = {
        f"{kind}.{call}"
        for kind in ("users", "organizations", "spaces")
        for call in dir(getattr(client, kind))
        if not call.startswith("_")
    }

    assert calls - LEFT_OUT == set(CALLS)
    assert [] == [ours for ours in CALLS.values() if not callable(getattr(ArizeClient, ours, None))]


def test_the_script_runs(arize, monkeypatch, capsys):
    """As it is shown, with the settings of the environment."""
    monkeypatch.setenv("ARIZE_API_KEY", arize.api_key)
    monkeypatch.setenv("ARIZE_BASE_URL", arize.url)
    (script,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

    exec(script, {})  # noqa: S102 - what the page shows

    assert "Ada King INVITED ['owner@example.com', 'ada@example.com']\n" == capsys.readouterr().out


def test_the_roster_keeps_to_the_schema():
    """An editor underlines nothing in it."""
    schema = json.loads((ROOT / "pulumi_arize_users/people/roster/roster.schema.json").read_text())
    (roster,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)

    assert [] == list(jsonschema.Draft202012Validator(schema).iter_errors(yaml.safe_load(roster)))
