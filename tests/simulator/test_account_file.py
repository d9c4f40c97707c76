"""The account that a file describes: what it holds, and how mistakes in it are named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import requests

from pulumi_arize_users.simulator import Simulator, account_file
from pulumi_arize_users.simulator.account_file import UnusableAccountFile, fill

PAGE = (Path(__file__).parents[2] / "docs/local-arize.md").read_text()
ACCOUNT = """\
organizations: [ML Platform, Research]
people:
  alan@example.com:
    name: Alan Turing
    role: ADMIN
    organizations: {ML Platform: ADMIN, Research: READ_ONLY}
  mary@example.com: {name: Mary Jackson, status: EXPIRED, is_developer: no}
"""


@pytest.fixture
def filled(tmp_path):
    """Fills a new account from this text, and returns the simulator; it need not be started for that."""

    def run(text):
        file = tmp_path / "account.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        simulator = Simulator()
        fill(simulator, file)
        return simulator

    return run


@pytest.fixture
def mistakes(filled, tmp_path):
    """The mistakes of a text, without the folder of the file."""

    def read(text):
        with pytest.raises(UnusableAccountFile) as refused:
            filled(text)
        return str(refused.value).replace(f"{tmp_path}/", "").splitlines()

    return read


def test_people_are_as_the_file_says(filled):
    """Role, status and permission as given; what is not given is as in `add_user`."""
    arize = filled(ACCOUNT)

    alan, mary = arize.user("alan@example.com"), arize.user("mary@example.com")
    assert ("Alan Turing", "ADMIN", "ACTIVE", True) == _known(alan)
    assert ("Mary Jackson", "MEMBER", "EXPIRED", False) == _known(mary)


def _known(user):
    return user["name"], user["role"], user["status"], user["is_developer"]


def test_memberships_of_spaces_are_given_by_the_names_of_organization_and_space(filled):
    """After those of the organizations."""
    person = "{organizations: {ML: MEMBER}, spaces: {ML/Fraud: ADMIN}}"
    arize = filled(f"spaces: [ML/Fraud]\norganizations: [ML]\npeople: {{a@b.co: {person}}}")

    (space,) = arize.spaces()
    assert ("Fraud", ["ADMIN"]) == (space["name"], list(space["members"].values()))


def test_memberships_are_given_by_the_names_of_organizations(filled):
    """Each organization has the members that the file gives it."""
    arize = filled(ACCOUNT)

    roles = {one["name"]: list(one["members"].values()) for one in arize.organizations()}
    assert {"ML Platform": ["ADMIN"], "Research": ["READ_ONLY"]} == roles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "account.yaml: the file is empty; an account has organizations and people."),
        (b"\xff", "account.yaml: the file is not UTF-8 text."),
        ("people: {", "account.yaml:1:10: the file is not YAML: expected the node content, but found '<stream end>'."),
        ("a\x00b", "account.yaml: the file is not YAML: unacceptable character #x0000: special characters are not "),
        ("[]", "account.yaml:1:1: an account must be a mapping."),
        ("peeple: {}", "account.yaml:1:1: peeple is not a key of an account. Known: organizations, spaces, people."),
        ("people: {}\npeople: {}", "account.yaml:2:1: people stands twice."),
        ("organizations: ML", "account.yaml:1:16: organizations must be a list."),
        ("organizations: [7]", "account.yaml:1:17: an entry of organizations must be text."),
        ("organizations: ['']", "account.yaml:1:17: an entry of organizations must be text."),
        (
            "spaces: [ML/Fraud]",
            "account.yaml:1:10: space 'ML/Fraud' is in no organization of the file: write organizatio",
        ),
        (
            "organizations: [ML]\nspaces: [ML/Fraud, ML/Fraud]",
            "account.yaml:2:20: space 'ML/Fraud' is there already.",
        ),
        (
            "organizations: [ML]\nspaces: [ML/Fraud]\npeople: {a@b.co: {spaces: {ML/Fraud: ADMIN}}}",
            "account.yaml:3:38: a@b.co is not in the organization of the space ML/Fraud, as its members are.",
        ),
        ("organizations: [ML, ML]", "account.yaml:1:21: organization 'ML' is there already."),
        ("people: []", "account.yaml:1:9: people must be a mapping."),
        ("people: {1: {}}", "account.yaml:1:10: a key must be text."),
        ("people: {a@b.co: }", "account.yaml:1:17: a@b.co must be a mapping."),
        ("people: {a@b.co: {rol: X}}", "account.yaml:1:19: rol is not a key of a@b.co. Known: name, role, status, "),
        ("people: {a@b.co: {name: 7}}", "account.yaml:1:25: name must be text."),
        ("people: {a@b.co: {role: [X]}}", "account.yaml:1:25: role must be text."),
        ("people: {a@b.co: {role: BOSS}}", "account.yaml:1:10: Unknown role 'BOSS'. Known: ADMIN, MEMBER, "),
        ("people: {a@b.co: {status: GONE}}", "account.yaml:1:10: Unknown status 'GONE'. Known: ACTIVE, INVITED, "),
        ("people: {a@b.co: {is_developer: 1}}", "account.yaml:1:33: is_developer must be true or false."),
        ("people: {a@b.co: {}, A@b.co: {}}", "account.yaml:1:22: The simulated account already has a user A@b.co."),
        ("people: {a@b.co: {}, a@b.co: {}}", "account.yaml:1:22: The simulated account already has a user a@b.co."),
        (
            "organizations: [Research]\npeople: {a@b.co: {organizations: {ML: ADMIN}}}",
            "account.yaml:2:35: there is no organization 'ML' in the file. Listed: Research.",
        ),
        (
            "organizations: [ML]\npeople: {a@b.co: {organizations: {ML: BOSS}}}",
            "account.yaml:2:39: Unknown role 'BOSS'. Known: ADMIN, MEMBER, READ_ONLY, ANNOTATOR, ",
        ),
        (
            "organizations: [ML]\npeople: {a@b.co: {status: INACTIVE, organizations: {ML: ADMIN}}}",
            "account.yaml:2:57: a@b.co is INACTIVE, and whoever is blocked has no memberships.",
        ),
        (
            "organizations: [ML]\npeople: {a@b.co: {organizations: {ML: ANNOTATOR}}}",
            "account.yaml:2:39: a@b.co is MEMBER in the account; only annotators are annotators, and everywhere.",
        ),
        (
            "organizations: [ML]\npeople: {a@b.co: {role: ANNOTATOR, organizations: {ML: MEMBER}}}",
            "account.yaml:2:56: a@b.co is ANNOTATOR in the account; only annotators are annotators, and everywhere.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(mistakes, text, expected):
    """One line for one mistake, which an editor can jump to."""
    found = mistakes(text)

    assert [expected] == [mistake[: len(expected)] for mistake in found]


def test_all_mistakes_are_named_at_once(mistakes):
    """What follows from a mistake is not another one: whoever was not added has no memberships to complain about."""
    text = "organizations: [ML]\npeople:\n  a@b.co: {role: BOSS, organizations: {ML: ADMIN}}\n  c@b.co: {nam: C}\n"

    assert ["account.yaml:3:3", "account.yaml:4:12"] == [one.partition(": ")[0] for one in mistakes(text)]


def test_the_account_and_the_calls_of_the_page_work(filled):
    """Each call succeeds, in the page's order, and does what it says."""
    (account,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    calls = re.findall(r"^\$ curl (?:-d '(.*)' )?http://127.0.0.1:8686(\S+)$", PAGE, re.MULTILINE)

    with filled(account) as arize:
        answers = [_called(arize.url + path, body) for body, path in calls]
    status = {user["email"].partition("@")[0]: user["status"] for user in arize.users()}

    assert PAGE.count("$ curl") == len(answers)
    assert [] == [answer for answer in answers if "error" in answer]
    assert "Mary W. Jackson" == arize.user("mary@example.com")["name"]
    assert {"katherine": "ACTIVE", "alan": "EXPIRED", "dorothy": "INACTIVE"}.items() <= status.items()
    assert ["ML Platform", "Research", "Evaluation"] == [each["name"] for each in arize.organizations()]
    assert [1, 0, 0] == [len(each["members"]) for each in arize.organizations()]


def _called(address, body):
    answer = requests.post(address, data=body, timeout=10) if body else requests.get(address, timeout=10)
    return answer.json()


def test_the_page_names_every_key_and_what_it_is_without(filled):
    """The table of the page is that of the reader."""
    listed = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", PAGE, re.MULTILINE))
    somebody = filled("people: {a@b.co: {}}").user("a@b.co")

    assert set(account_file._PERSON) == set(listed)
    assert [somebody["name"], f"`{somebody['role']}`", f"`{somebody['status']}`"] == [
        listed[key] for key in ("name", "role", "status")
    ]
