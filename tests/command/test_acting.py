"""`arize-users block`: a dry run says what would happen, and `--yes` does just that."""

from __future__ import annotations

import json

import pytest

from pulumi_arize_users.simulator import Fault
from pulumi_arize_users.simulator.simulator import DEMO_KEY
from tests.command.acting import FORM, OWNER, listed, members, reasons, results, targets

OURS = {"ARIZE_CALLER_EMAIL": OWNER}


def statuses(arize):
    return {user["email"]: user["status"] for user in arize.users()}


def test_of_50_people_46_are_blocked_and_four_are_named_with_reasons(arize, arize_users, tmp_path):
    """Two are unknown, one is whose key it is, one is the last admin."""
    ordinary = members(arize, 46)
    arize.add_user("ops@example.com")
    odd = ["ops@example.com", "nobody@example.com", OWNER, "no.one@example.com"]
    file = listed(tmp_path, [*ordinary[:23], *odd, *ordinary[23:]])

    ran = arize_users("block", "--file", file, "--yes", *FORM, ARIZE_CALLER_EMAIL="ops@example.com")

    found, why = results(ran.stdout), reasons(ran.stdout)
    assert 1 == ran.code
    assert [*ordinary[:23], *odd, *ordinary[23:]] == [*found]
    assert ["REFUSED", "NOT_FOUND", "REFUSED", "NOT_FOUND"] == [found[who] for who in odd]
    assert dict.fromkeys(ordinary, "DELETED") == {who: found[who] for who in ordinary}
    assert "the API key belongs to this account" in why["ops@example.com"]
    assert "no other active account with the role ADMIN would remain" in why[OWNER]
    assert "Nobody with this address is in the account" in why["nobody@example.com"]
    assert sorted(ordinary) == sorted(targets(arize))
    assert set(ordinary) == {who for who, status in statuses(arize).items() if status == "INACTIVE"}
    assert ran.stderr.endswith("DELETED: 46 people. Others: 4 people; see the reason of each.\n")


def test_without_yes_nothing_is_sent_and_everything_is_said(arize, arize_users):
    """Name, address, role, memberships where GraphQL answers, and that it is permanent."""
    arize.add_user("ada@example.com", name="Ada Lovelace")
    organization = arize.add_organization("ML Platform")
    arize.add_member(organization, "ada@example.com")
    arize.add_member(arize.add_space(organization, "Production"), "ada@example.com", "ADMIN")
    verified = {"ARIZE_VERIFY_MEMBERSHIPS": "graphql", "ARIZE_GRAPHQL_URL": f"{arize.url}/graphql"}

    ran = arize_users("block", "ADA@example.com", *FORM, **verified)
    refused = arize_users("block", "ada@example.com", OWNER, *FORM, **verified)

    (row,) = json.loads(ran.stdout)
    assert (0, 1) == (ran.code, refused.code)
    assert [row["memberships"], None] == [each["memberships"] for each in json.loads(refused.stdout)]
    assert ["WOULD_DELETE", "ada@example.com", "Ada Lovelace", "MEMBER", "ACTIVE", "Permanent."] == [
        row[key] for key in ("result", "email", "name", "role", "status", "reason")
    ]
    assert ["ML Platform", "ML Platform/Production (ADMIN)"] == row["memberships"]
    assert ran.stderr.startswith("1 person will be blocked permanently: memberships, keys and roles are lost")
    assert ran.stderr.endswith("nothing was sent. Run again with --yes to do it.\n")
    assert [] == arize.writes


def test_a_dry_run_and_the_run_agree(arize, arize_users, tmp_path):
    """Of two who are the only admins, the first may go and the second may not; whoever is named twice is one."""
    eve = arize.add_user("eve@example.com", role="ADMIN")
    file = listed(tmp_path, ["# who leaves", "", "eve@example.com # Eve", OWNER, eve])

    preview = arize_users("block", "--file", file, *FORM, ARIZE_CALLER_EMAIL="none")
    ran = arize_users("block", "--file", file, "--yes", *FORM, ARIZE_CALLER_EMAIL="none")

    assert {"eve@example.com": "WOULD_DELETE", OWNER: "REFUSED"} == results(preview.stdout)
    assert {"eve@example.com": "DELETED", OWNER: "REFUSED"} == results(ran.stdout)
    assert f"eve@example.com and {eve} are the same person." in preview.stderr
    assert (1, 1) == (preview.code, ran.code)
    assert ["eve@example.com"] == targets(arize)


def test_no_admin_is_blocked_until_it_is_known_whose_key_it_is(arize, arize_users):
    """As for a roster; the way on needs no program."""
    arize.add_user("eve@example.com", role="ADMIN")

    ran = arize_users("block", "eve@example.com", "--yes", *FORM)

    assert (1, {"eve@example.com": "REFUSED"}) == (ran.code, results(ran.stdout))
    assert "Say once whose key it is" in reasons(ran.stdout)["eve@example.com"]
    assert [] == arize.writes


@pytest.mark.parametrize("yes", [[], ["--yes"]])
@pytest.mark.parametrize("limit", ["2", "50%"])
def test_more_people_than_the_limit_allows_are_not_begun(arize, arize_users, tmp_path, yes, limit):
    """Nobody is blocked, as in a roster: nobody knows which of them are meant."""
    file = listed(tmp_path, members(arize, 3))

    ran = arize_users("block", "--file", file, *yes, *FORM, ARIZE_MAX_REMOVALS=limit, **OURS)

    assert (1, {"REFUSED"}) == (ran.code, {*results(ran.stdout).values()})
    assert f"Error: This would remove 3 of 4 people, but arize:maxRemovals is {limit} (at most 2)" in ran.stderr
    assert [] == arize.writes


def test_as_many_as_the_limit_allows_are_blocked(arize, arize_users, tmp_path):
    """Whoever is refused or unknown does not count."""
    file = listed(tmp_path, [*members(arize, 2), OWNER, "nobody@example.com"])

    ran = arize_users("block", "--file", file, "--yes", *FORM, ARIZE_MAX_REMOVALS="2", **OURS)

    assert ["DELETED", "DELETED", "REFUSED", "NOT_FOUND"] == [*results(ran.stdout).values()]


def test_with_an_identity_provider_nobody_is_blocked(arize, arize_users):
    """It is done there."""
    members(arize, 1)

    ran = arize_users("block", "p0@example.com", "--yes", *FORM, ARIZE_MANAGED_BY="sso", **OURS)

    assert (1, {"p0@example.com": "REFUSED"}) == (ran.code, results(ran.stdout))
    assert "in the identity provider" in reasons(ran.stdout)["p0@example.com"]
    assert [] == arize.writes


@pytest.mark.parametrize(
    ("fault", "result", "reason"),
    [
        (Fault("reset", "DELETE", after_write=True, times=None), "DELETED", ""),
        (Fault("reset", "DELETE", times=None), "FAILED", "Blocking p1@example.com failed. "),
        (Fault("status", "DELETE", status=403, times=None), "FAILED", "Blocking p1@example.com failed. Arize answered"),
        (Fault("status", "DELETE", status=404, times=None), "NOT_FOUND", "Was not in the account any more."),
    ],
    ids=["done, and the answer lost", "not done, and the answer lost", "refused", "gone by then"],
)
def test_one_failure_does_not_stop_the_others(arize, arize_users, tmp_path, fault, result, reason):
    """A lost answer is looked up; the others are blocked."""
    file = listed(tmp_path, members(arize, 3))
    path = str(arize.user("p1@example.com")["id"]).removesuffix("=")
    arize.fail(Fault(**{**vars(fault), "path": path}))

    ran = arize_users("block", "--file", file, "--yes", *FORM, ARIZE_MAX_RETRIES="0", **OURS)

    assert [("p0@example.com", "DELETED"), ("p1@example.com", result), ("p2@example.com", "DELETED")] == [
        *results(ran.stdout).items()
    ]
    assert reasons(ran.stdout)["p1@example.com"].startswith(reason)
    assert int(result != "DELETED") == ran.code


def test_a_server_that_fails_for_everybody_is_not_asked_for_all(arize, arize_users, tmp_path):
    """The rest is not begun, and the reason says how to go on."""
    file = listed(tmp_path, members(arize, 10))
    arize.fail(Fault("status", "DELETE", status=503, times=None))
    settings = {"ARIZE_MAX_RETRIES": "0", "ARIZE_CONCURRENCY": "1", **OURS}

    ran = arize_users("block", "--file", file, "--yes", *FORM, **settings)

    found = [*results(ran.stdout).values()]
    assert (1, "FAILED", "NOT_BEGUN") == (ran.code, found[0], found[-1])
    assert len(arize.writes) == found.count("FAILED") < 10
    assert "run the same command again" in reasons(ran.stdout)["p9@example.com"]


@pytest.mark.parametrize("concurrency", [1, 3])
def test_as_many_are_blocked_at_once_as_configured(arize, arize_users, tmp_path, concurrency):
    """In whatever order they are answered, the output has that of the file; a server that is too busy is waited for."""
    people = members(arize, 12)
    arize.latency_ms = 30 * concurrency
    arize.fail(Fault("status", "DELETE", status=429, retry_after="0", times=3))

    ran = arize_users(
        "block", "--file", listed(tmp_path, people), "--yes", *FORM, ARIZE_CONCURRENCY=str(concurrency), **OURS
    )

    assert (0, people) == (ran.code, [*results(ran.stdout)])
    assert {"DELETED"} == {*results(ran.stdout).values()}
    assert concurrency == arize.most_in_flight


def test_an_id_that_is_none_does_not_stop_the_others(arize, arize_users):
    """Nor does one that would lead to another object."""
    members(arize, 1)

    ran = arize_users("block", "..", "U1", "p0@example.com", "--yes", *FORM, **OURS)

    assert {"..": "FAILED", "U1": "FAILED", "p0@example.com": "DELETED"} == results(ran.stdout)
    assert 1 == ran.code


def test_nobody_is_named(arize_users):
    """Wrong usage, not everybody."""
    ran = arize_users("block", "--yes")

    assert (2, "") == (ran.code, ran.stdout)
    assert "Say who: ids or addresses" in ran.stderr


def test_no_output_has_the_key(arize, arize_users, tmp_path):
    """Neither that of a failure nor the journal."""
    file = listed(tmp_path, members(arize, 1))
    arize.fail(Fault("echo", "DELETE", status=403))

    ran = arize_users("block", "--file", file, "--yes", **OURS)

    journal = (tmp_path / "people.txt.block.journal").read_text()
    assert "FAILED" in ran.stdout
    assert DEMO_KEY not in ran.stdout + ran.stderr + journal
