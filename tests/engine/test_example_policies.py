"""The policy pack of examples/policy_pack: its rules as functions, and on the real CLI."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path

import pytest

from tests.engine import team
from tests.engine.conftest import API_KEY, only_the_cli
from tests.module_files import module_at

PACK = Path(__file__).parents[2] / "examples/policy_pack"
rules = module_at(PACK / "rules.py")

ADMIN = {"email": "Ada@example.com", "name": "Ada", "role": "ADMIN"}
TEAM = {
    "ada@example.com": {"name": "Ada", "role": "ADMIN", "on_destroy": "block"},
    "emmy@example.com": {"name": "Emmy", "role": "MEMBER"},
}


def declared(kind, properties, **settings):
    """The people of a resource."""
    return rules.people(kind, "team", properties, {f"arize:{key}": value for key, value in settings.items()})


def test_an_admin_needs_an_approval_in_any_letter_case():
    """A single resource is named without its address, which may be a secret; a roster's people by theirs."""
    single = list(rules.unapproved_admins(declared(rules.PERSON, ADMIN), []))
    in_roster = list(rules.unapproved_admins(declared(rules.ROSTER, {"people": TEAM}), ["grace@example.com"]))
    approved = list(rules.unapproved_admins(declared(rules.PERSON, ADMIN), ["ADA@example.com"]))

    way_on = "would be an ADMIN without an approval. Add the address to `approved` of `admins`."
    assert [f"ArizeUser 'team' {way_on}"] == single
    assert [f"ada@example.com {way_on}"] == in_roster
    assert [] == approved


@pytest.mark.parametrize(
    ("settings", "leavers", "refused"),
    [
        ({}, set(), ["ada@example.com"]),
        ({}, {"ada@example.com"}, []),
        ({"onDestroy": "block"}, {"ada@example.com"}, ["emmy@example.com"]),
        ({"onDestroy": "retain"}, set(), ["ada@example.com"]),
    ],
)
def test_only_leavers_are_declared_to_be_blocked(settings, leavers, refused):
    """By a choice of their own, or by the default of the stack."""
    people = declared(rules.ROSTER, {"people": TEAM}, **settings)

    assert refused == [sentence.split()[0] for sentence in rules.unlisted_leavers(people, leavers)]


def test_the_file_of_leavers_has_addresses_and_comments():
    """An address a line, in any letter case."""
    assert {"ada@example.com", "alan@example.com"} == rules.addresses_of(
        "# who\nAda@example.com # May\n\n alan@example.com"
    )


@pytest.mark.parametrize(
    ("limit", "says"),
    [("3", []), ("0", []), (None, ["is not set"]), ("4", ["is 4"]), ("10%", ["is 10%"]), ("-1", ["is -1"])],
)
def test_the_guard_of_removals_is_set_and_low_enough(limit, says):
    """A percentage of a large account is more people than anybody means."""
    settings = {} if limit is None else {"arize:maxRemovals": limit}

    sentences = list(rules.unlimited_removals(rules.PROVIDER, settings, 3))

    rest = "and may be 3 at most: run `pulumi config set arize:maxRemovals 3`."
    assert [f"arize:maxRemovals {has}, {rest}" for has in says] == sentences


def test_resources_of_others_declare_nobody():
    """A program may have anything else beside its people."""
    assert [] == list(declared("aws:s3/bucket:Bucket", {}))
    assert [] == list(rules.unlimited_removals(rules.PERSON, {}, 3))


@pytest.fixture
def judged(engine, arize, tmp_path):
    """Runs an operation of a stack with the pack, on these people; skips where `pulumi-policy` is not installed."""
    only_the_cli(engine, "has no policies")
    if importlib.util.find_spec("pulumi_policy") is None:
        pytest.skip("pulumi-policy is not installed beside the tests")
    pack = shutil.copytree(PACK, tmp_path / "pack")
    # The environment of the tests in place of one of its own.
    (pack / "PulumiPolicy.yaml").write_text("runtime: python\nversion: 0.1.0\n")
    config = {"arize:baseUrl": arize.url, "arize:maxRemovals": "3"}
    with engine.stack(team.declared, config=config, secrets={"arize:apiKey": API_KEY}) as stack:

        def run(operation, people, **changed):
            stack.config.update(rosters=json.dumps({"team": {"people": people}}), **changed)
            stack._write_program()
            stack._write_config()
            said = ["--policy-pack", str(pack), "--policy-pack-config", str(pack / "config.json")]
            return stack._run(*operation, *said)

        yield run


UP = ("up", "--skip-preview", "--yes")
GRACE = {"grace@example.com": {"name": "Grace Hopper", "role": "ADMIN", "on_destroy": "retain"}}
CHARLES = {"charles@example.com": {"name": "Charles Babbage", "role": "MEMBER", "on_destroy": "block"}}


def test_what_the_pack_allows_comes_about(judged, arize):
    """An approved admin, and somebody who leaves."""
    done = judged(UP, {**GRACE, **CHARLES})

    assert 0 == done.returncode, done.stdout
    assert {"grace@example.com", "charles@example.com"} <= {user["email"] for user in arize.users()}


@pytest.mark.parametrize("operation", [("preview",), UP], ids=["preview", "up"])
@pytest.mark.parametrize(
    ("people", "changed", "says"),
    [
        ({"ada@example.com": {"name": "Ada", "role": "ADMIN"}}, {}, "ada@example.com would be an ADMIN"),
        (
            {"ada@example.com": {"name": "Ada", "role": "MEMBER", "on_destroy": "block"}},
            {},
            "is not in the file of leavers",
        ),
        (GRACE, {"arize:maxRemovals": "4"}, "arize:maxRemovals is 4, and may be 3 at most"),
    ],
    ids=["admins", "leavers", "removals"],
)
def test_what_the_pack_refuses_is_not_begun(judged, arize, operation, people, changed, says):
    """The run fails with the sentence, and the account is as before, also without a preview."""
    refused = judged(operation, people, **changed)

    assert 0 != refused.returncode
    assert says in refused.stdout
    assert [] == arize.writes
