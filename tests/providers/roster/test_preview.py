"""What a preview refuses over all people of a roster at once: limits, strangers, and the last admin."""

import pytest

from tests.engine.crowd import people

ONE, TWO, THREE = people(3)
MEMBERS = people(3, on_destroy="block", organizations={"ML Platform": "MEMBER"})


@pytest.mark.parametrize(
    ("config", "limits", "sentence"),
    [
        ({}, {"max_removals": "1"}, "This would remove 2 of 3 people, but max_removals is 1 (at most 1): "),
        ({}, {"max_removals": "50%"}, "This would remove 2 of 3 people, but max_removals is 50% (at most 1): "),
        ({"maxRemovals": "1"}, {}, "This would remove 2 of 3 people, but arize:maxRemovals is 1 (at most 1): "),
    ],
    ids=["a count", "a percentage", "of the stack"],
)
def test_more_removals_than_a_limit_allows_are_refused(stack, config, limits, sentence):
    """By the setting that is to be raised, with everybody who would leave; at the limit itself nothing is refused."""
    stack.up(people(3, on_destroy="block"))
    stack.config |= config

    (mistake,) = stack.mistakes(people(1, on_destroy="block"), **limits)

    assert mistake.startswith(f"{sentence}{TWO} and {THREE}. ")
    assert [] == stack.mistakes(people(2, on_destroy="block"), **limits)


@pytest.mark.parametrize(
    ("config", "limits", "setting"),
    [
        ({}, {"max_membership_removals": "1"}, "max_membership_removals"),
        ({}, {"max_membership_removals": "1", "max_removals": "3"}, "max_membership_removals"),
        ({}, {"max_removals": "1"}, "max_removals"),
        ({"maxMembershipRemovals": "1"}, {}, "arize:maxMembershipRemovals"),
    ],
    ids=["of its own", "before that of people", "that of people", "of the stack"],
)
def test_more_ended_memberships_than_a_limit_allows_are_refused(stack, organization, config, limits, setting):
    """A line lost under organizations takes as much away as a lost person."""
    stack.up(MEMBERS)
    stack.config |= config
    assert organization

    (mistake,) = stack.mistakes({**people(2, on_destroy="block", organizations={}), THREE: MEMBERS[THREE]}, **limits)

    assert mistake.startswith(f"This would end 2 of 3 memberships, but {setting} is 1 (at most 1): ")
    assert [] == stack.mistakes({**MEMBERS, ONE: people(1, on_destroy="block")[ONE]}, **limits)


@pytest.mark.usefixtures("organization")
def test_an_organization_that_is_named_in_another_way_ends_no_membership(stack, arize):
    """By its id instead of its name: nothing is taken away. One that is left for another is."""
    stack.up(MEMBERS)
    arize.add_organization("Search")
    (ml,) = (each["id"] for each in arize.organizations() if each["name"] == "ML Platform")

    by_id = people(3, on_destroy="block", organizations={ml: "MEMBER"})
    another = people(3, on_destroy="block", organizations={"Search": "MEMBER"})

    assert [] == stack.mistakes(by_id, max_membership_removals="0")
    assert ["This would end 3 of 3 memberships, "] == [
        mistake[:35] for mistake in stack.mistakes(another, max_membership_removals="0")
    ]


def test_an_organization_that_is_gone_may_be_left_for_another(stack, arize, organization):
    """Nobody has to bring it back first; a new name that matches none is refused all the same."""
    stack.up(MEMBERS)
    arize.add_organization("Search")
    arize.remove_organization(organization)

    moved = stack.mistakes(people(3, on_destroy="block", organizations={"Search": "MEMBER"}))
    (mistake,) = stack.mistakes(people(3, on_destroy="block", organizations={"Serch": "MEMBER"}))

    assert [] == moved
    assert mistake.startswith("There is no organization 'Serch' in the account")


@pytest.mark.usefixtures("organization")
def test_a_change_looks_at_everybody_and_at_the_organizations_once(stack, arize):
    """By the page; whatever is different, or ends. A preview in which nothing is different asks nobody."""
    stack.up(MEMBERS)
    arize.clear_requests()

    fewer = people(3, on_destroy="block") | {ONE: MEMBERS[ONE] | {"name": "Countess"}}

    unchanged = stack.mistakes(MEMBERS)
    nobody = [*arize.requests]
    changed = stack.mistakes(fewer)

    assert [] == unchanged == changed == nobody
    assert ["/v2/organizations", "/v2/users"] == [request.path for request in arize.requests]


def test_people_who_only_leave_the_stack_count_against_no_limit_of_an_identity_provider(stack, arize):
    """Nobody is removed from the account where accounts come from elsewhere."""
    for address in people(3):
        arize.add_user(address)
    stack.config |= {"managedBy": "sso", "maxRemovals": "0"}
    stack.up({address: {} for address in people(3)})

    assert [] == stack.mistakes({ONE: {}})


def test_the_last_admin_does_not_leave(stack, arize):
    """Otherwise nobody could let anybody in again; one admin of the account who stays is enough."""
    stack.config["callerEmail"] = "none"
    stack.up({**people(1, on_destroy="block"), TWO: {"name": "Two", "role": "ADMIN", "on_destroy": "block"}})
    arize.edit_user(TWO, status="ACTIVE")
    for user in arize.users():
        if user["email"] not in {ONE, TWO}:
            arize.edit_user(str(user["id"]), role="MEMBER")

    alone = stack.mistakes(people(1, on_destroy="block"))
    arize.add_user("admin@example.com", role="ADMIN")
    beside_another = stack.mistakes(people(1, on_destroy="block"))

    (mistake,) = alone
    assert mistake.startswith(TWO)
    assert "admin" in mistake
    assert [] == beside_another


@pytest.mark.parametrize(("unmanaged", "refused"), [("fail", True), ("warn", False), ("ignore", False), (None, False)])
def test_people_who_are_not_declared_are_treated_as_asked(stack, arize, said, unmanaged, refused):
    """Refused, reported, or left unmentioned, as the default is; who is declared is never among them."""
    stack.up(people(2))
    stack.mistakes(people(2), unmanaged="fail")
    arize.add_user("Stranger@example.com")
    said()

    mistakes = stack.mistakes(people(2), **({"unmanaged": unmanaged} if unmanaged else {}))

    lines = [line for line in said() if "not declared here" in line]
    assert refused == any("Stranger@example.com" in mistake for mistake in mistakes)
    assert ("warn" == unmanaged) == any("Stranger@example.com" in line for line in lines)
    assert [] == [text for text in [*mistakes, *lines] if ONE in text or TWO in text]


@pytest.mark.parametrize(
    ("setting", "argument", "refused"),
    [
        ("fail", None, True),
        ("fail", "ignore", False),
        ("fail", "warn", False),
        ("ignore", "fail", True),
        ("fail except stranger@example.com", None, False),
        ("fail", "fail except *@EXAMPLE.com", False),
        ("fail except other@example.com", None, True),
    ],
)
def test_strangers_are_judged_by_the_roster_or_the_setting(stack, arize, setting, argument, refused):
    """The roster's own word wins, with its exceptions; the owner is named with what they may do."""
    stack.config["unmanaged"] = setting
    arize.add_user("Stranger@example.com", role="ADMIN", status="INVITED")
    declared = {**people(2), "owner@example.com": {"name": "Account Owner", "role": "ADMIN", "adopt": True}}

    mistakes = stack.mistakes(declared, **({"unmanaged": argument} if argument else {}))

    assert refused == any("Stranger@example.com (ADMIN, INVITED)" in mistake for mistake in mistakes)
    assert refused == bool(mistakes)


def test_an_account_whose_people_are_all_declared_has_no_others(stack):
    """The one behind the key is declared like anybody else."""
    everybody = {**people(1), "owner@example.com": {"name": "Account Owner", "role": "ADMIN", "adopt": True}}
    stack.up(everybody)

    assert [] == stack.mistakes(everybody | people(2), unmanaged="fail")


def test_the_one_behind_the_key_is_nobodys_stranger(stack, arize):
    """Whoever arize:callerEmail names need not be declared; others still have to be."""
    stack.config["callerEmail"] = "Owner@example.com"
    stack.up(people(1))
    fine = stack.mistakes(people(1), unmanaged="fail")
    arize.add_user("stranger@example.com")

    (mistake,) = stack.mistakes(people(1), unmanaged="fail")

    assert [] == fine
    assert "stranger@example.com" in mistake
    assert "owner@example.com" not in mistake.lower()


def test_an_organization_that_was_renamed_elsewhere_is_told(stack, arize, organization, said):
    """Its people stay under the name that the program uses, and one line says the other."""
    stack.up(people(1, organizations={"ML Platform": "MEMBER"}))
    arize.rename_organization(organization, "AI Platform")
    said()

    mistakes = stack.mistakes(people(2, organizations={"ML Platform": "MEMBER"}))

    assert [] == mistakes
    assert 1 == sum(f"ML Platform ({organization}) is named AI Platform now." in line for line in said())


def test_a_name_that_another_organization_has_now_is_refused(stack, arize, organization):
    """Nobody is moved by a name that was given away; the sentence says what it meant so far."""
    stack.up(people(1, organizations={"ML Platform": "MEMBER"}))
    arize.rename_organization(organization, "Research")
    other = arize.add_organization("ML Platform")

    (mistake,) = stack.mistakes(people(2, organizations={"ML Platform": "MEMBER"}))

    assert f"ML Platform meant the organization {organization} so far, which is named Research now" in mistake
    assert other in mistake


def test_people_whom_an_interrupted_run_left_behind_are_recognized(stack, arize):
    """Invited with the declared name and role: one line says what happened, after the one that refuses them."""
    for number, address in enumerate(people(2)):
        arize.add_user(address, name=f"Person {number}", role="MEMBER", status="INVITED")

    refused, hint = stack.mistakes(people(2))

    assert refused.startswith("2 people already exist in the Arize account")
    assert hint.startswith("2 people of these are already invited with the declared name and role")


def test_without_a_key_a_preview_is_still_a_preview(stack, arize, said):
    """Limits are judged; newcomers, organizations, strangers and admins cannot be seen, which one line says."""
    admin = {TWO: {"name": "Two", "role": "ADMIN", "on_destroy": "block"}}
    stack.config["callerEmail"] = "none"
    stack.up({**people(1), **admin})
    key = stack.config.pop("apiKey")
    arize.clear_requests()
    said()

    fine = stack.mistakes(
        {ONE: people(1)[ONE] | {"organizations": {"ML Platform": "MEMBER"}}, **people(3, role="MEMBER")} | admin,
        unmanaged="fail",
    )
    lines = said()
    refused = stack.mistakes(people(1), max_removals="0", unmanaged="fail")

    assert [] == fine
    assert 1 == len([line for line in lines if "The account was not looked at" in line]) == len(lines)
    assert 1 == len(refused)
    assert "max_removals is 0" in refused[0]
    assert [] == arize.requests
    assert key not in "".join(lines)
