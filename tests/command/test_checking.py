"""`arize-users check`: what the settings are, where they come from, and what the key can see."""

from __future__ import annotations

import json

import pytest

from pulumi_arize_users.simulator.faults import Fault
from pulumi_arize_users.simulator.simulator import DEMO_KEY


@pytest.fixture
def check(arize_users):
    """Runs `check`; returns how it ended, and result and sentence of each line, by what was looked at."""

    def run(*options, **environment):
        ran = arize_users(*options, "check", "--format", "json", **environment)
        lines = {line["subject"]: (line["result"], line["sentence"]) for line in json.loads(ran.stdout)}
        return ran, lines

    return run


def test_an_account_that_works(arize, check):
    """What was seen is counted; nothing is written, and the key is not shown."""
    arize.add_user("mary@example.com", name="Mary", role="MEMBER", status="INVITED")
    arize.add_space(arize.add_organization("ML Platform"), "Fraud")

    ran, lines = check()

    assert (0, "") == (ran.code, ran.stderr)
    assert ("ok", f"{arize.url}") == lines["address"]
    assert ("ok", "2 people: 1 ACTIVE, 1 INVITED.") == lines["list people"]
    assert (("ok", "1 organization."), ("ok", "1 space.")) == (lines["list organizations"], lines["list spaces"])
    assert ("ok", "upper (ACTIVE, READ_ONLY), as replies show.") == lines["spelling"]
    assert "note" == lines["write"][0] == lines["whose key"][0] == lines["read memberships"][0]
    assert DEMO_KEY not in ran.stdout
    assert [] == arize.writes


def test_where_each_setting_comes_from(arize, check, tmp_path):
    """From the configuration before the environment, except where the environment wins."""
    (tmp_path / "Pulumi.dev.yaml").write_text(
        "config:\n  arize:onDestroy: block\n  arize:maxRetries: 2\n  arize:adopt: true\n", encoding="utf-8"
    )

    _ran, lines = check("--config", "Pulumi.dev.yaml", ARIZE_ON_DESTROY="refuse", ARIZE_MAX_RETRIES="1")

    other = "says something else, and is not read"
    assert ("ok", "Set, and not shown: the environment variable ARIZE_API_KEY.") == lines["apiKey"]
    assert ("ok", f"{arize.url}: the environment variable ARIZE_BASE_URL.") == lines["baseUrl"]
    assert ("ok", "true: the configuration value arize:adopt.") == lines["adopt"]
    assert (
        "refuse: the environment variable ARIZE_ON_DESTROY; the configuration value arize:onDestroy " + other
        in (lines["onDestroy"][1])
    )
    assert (
        "2: the configuration value arize:maxRetries; the environment variable ARIZE_MAX_RETRIES " + other
        in (lines["maxRetries"][1])
    )


def test_memberships_and_the_keys_owner(arize, check):
    """Where GraphQL is configured, its members are read; the owner of the key is looked for."""
    arize.add_organization("ML Platform")
    settings = {"ARIZE_VERIFY_MEMBERSHIPS": "graphql", "ARIZE_GRAPHQL_URL": f"{arize.url}/graphql"}

    ran, lines = check(**settings, ARIZE_CALLER_EMAIL="Owner@example.com")

    assert 0 == ran.code
    assert ("ok", "0 members of ML Platform, read over GraphQL.") == lines["read memberships"]
    assert ("ok", "owner@example.com (ACTIVE, ADMIN), as arize:callerEmail says: never blocked.") == lines["whose key"]


@pytest.mark.parametrize(
    ("environment", "subject", "sentence"),
    [
        (
            {"ARIZE_REGOIN": "eu-west-1a"},
            "variable",
            "ARIZE_REGOIN is set, and nothing reads it. Did you mean",
        ),
        ({"ARIZE_CALLER_EMAIL": "gone@example.com"}, "whose key", "Nobody in the account has the address gone@"),
        ({"ARIZE_GRAPHQL_URL": "http://127.0.0.1:9/graphql"}, "graphqlUrl", "set arize:verifyMemberships to graphql"),
    ],
)
def test_what_is_not_right_but_works_ends_with_3(check, environment, subject, sentence):
    """A warning says what to do."""
    ran, lines = check(**environment)

    assert (3, "") == (ran.code, ran.stderr)
    assert "warning" == lines[subject][0]
    assert sentence in lines[subject][1]


@pytest.mark.parametrize("path", ["/v2/organizations", "/v2/spaces", "/graphql"])
def test_what_the_key_may_not_read_is_a_warning(arize, check, path):
    """The rest is looked at all the same."""
    arize.add_organization("ML Platform")
    arize.fail(Fault("status", path=path, status=403))

    ran, lines = check(ARIZE_VERIFY_MEMBERSHIPS="graphql", ARIZE_GRAPHQL_URL=f"{arize.url}/graphql")

    subjects = {"/v2/organizations": "list organizations", "/v2/spaces": "list spaces", "/graphql": "read memberships"}
    assert 3 == ran.code
    assert "warning" == lines[subjects[path]][0]
    assert "Arize answered 403" in lines[subjects[path]][1]
    assert "note" == lines["write"][0]


@pytest.mark.parametrize(
    ("environment", "subject", "sentence"),
    [
        ({"ARIZE_API_KEY": "wrong-key-wrong-key"}, "list people", "Arize answered 401"),
        ({"ARIZE_API_KEY": ""}, "list people", "There is no Arize API key: run `pulumi config set"),
        ({"ARIZE_BASE_URL": "http://127.0.0.1:9", "ARIZE_MAX_RETRIES": "0"}, "list people", "cannot be reached. Check"),
        ({"ARIZE_MAX_REMOVALS": "many"}, "maxRemovals", "ARIZE_MAX_REMOVALS is 'many', but must be a count"),
        ({"ARIZE_REGION": "eu-west-1a"}, "settings", "both say where the API is; remove one of them."),
    ],
)
def test_what_cannot_work_ends_with_1(check, environment, subject, sentence):
    """The line says what is wrong, and stderr that something is."""
    ran, lines = check(**environment)

    assert (1, "Error: This cannot work: 1 line says what is wrong.\n") == (ran.code, ran.stderr)
    assert "wrong" == lines[subject][0]
    assert sentence in lines[subject][1]
    assert "wrong-key" not in ran.stdout


def test_every_setting_that_is_wrong_has_a_line(check, tmp_path):
    """One round of corrections is enough, and what is right says so."""
    (tmp_path / "Pulumi.dev.yaml").write_text("config:\n  arize:maxRemoval: 3\n", encoding="utf-8")

    ran, lines = check("--config", "Pulumi.dev.yaml", ARIZE_DIALECT="mixed", ARIZE_TIMEOUT_SECONDS="soon")

    assert (1, "Error: This cannot work: 3 lines say what is wrong.\n") == (ran.code, ran.stderr)
    assert ["wrong"] * 3 == [lines[subject][0] for subject in ("dialect", "timeoutSeconds", "configuration")]
    assert ("ok", "note") == (lines["baseUrl"][0], lines["account"][0])


def test_a_proxys_address_is_not_shown(check):
    """It often has a password in it."""
    ran, lines = check(ARIZE_PROXY_URL="http://user:pass-word@127.0.0.1:9", ARIZE_MAX_RETRIES="0")

    assert ("ok", "Set, and not shown: the environment variable ARIZE_PROXY_URL.") == lines["proxyUrl"]
    assert "pass-word" not in ran.stdout + ran.stderr


def test_encrypted_values_are_said_not_to_be_read(check, tmp_path):
    """It does not matter where the environment says them."""
    (tmp_path / "Pulumi.dev.yaml").write_text(
        "config:\n  arize:apiKey: {secure: canary}\n  arize:callerEmail: {secure: canary}\n  a:x: {secure: canary}\n",
        encoding="utf-8",
    )

    ran, _lines = check("--config", "Pulumi.dev.yaml")

    lines = json.loads(ran.stdout)
    encrypted = {line["subject"]: line for line in lines if "is encrypted, and not read here" in line["sentence"]}
    assert {"apiKey": "note", "callerEmail": "warning"} == {key: line["result"] for key, line in encrypted.items()}
    assert encrypted["callerEmail"]["sentence"].endswith("Set ARIZE_CALLER_EMAIL.")
