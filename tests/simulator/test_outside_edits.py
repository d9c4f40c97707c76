"""What tests do to the account behind the API's back."""

import pytest

from pulumi_arize_users.simulator import UnknownRecordError


@pytest.fixture
def ada(arize):
    return arize.add_user("Ada@example.com", name="Ada Lovelace", role="ADMIN")


def test_a_user_is_looked_at_by_id_or_address(arize, ada):
    """The same facts come by id and by address in any letter case."""
    facts = arize.user(ada)

    assert {
        "id": ada,
        "email": "Ada@example.com",
        "name": "Ada Lovelace",
        "role": "ADMIN",
        "status": "ACTIVE",
        "is_developer": True,
        "invitations_sent": 0,
        "password_resets": 0,
    }.items() <= facts.items()
    assert facts == arize.user("aDA@example.com")


def test_an_absent_user_is_a_clear_key_error(arize):
    """The message names who was looked for, without the quotes of an ordinary KeyError."""
    with pytest.raises(KeyError) as raised:
        arize.user("bob@example.com")

    assert UnknownRecordError is raised.type
    assert "The simulated account has no user 'bob@example.com'." == str(raised.value)


def test_an_organization_is_meant_by_id_or_by_a_name_that_only_one_has(arize, ada):
    """Whoever edits from outside need not look up ids; with two of a name it takes one."""
    organization = arize.add_organization("ML Platform")
    arize.add_member("ML Platform", ada, "ADMIN")
    arize.add_organization("ML Platform")

    assert {ada: "ADMIN"} == arize.members(organization)
    with pytest.raises(ValueError, match="has 2 organizations 'ML Platform'; give the id of one"):
        arize.remove_member("ML Platform", ada)


def test_edits_leave_no_request(http, arize, ada):
    """What happens outside the API is not in the log, but visible through the API."""
    arize.edit_user(ada, name="A. L.", role="MEMBER", is_developer=False)

    assert [] == arize.requests
    document = http.get(f"/v2/users/{ada}").json()
    assert ("A. L.", "MEMBER", False) == (document["name"], document["role"]["name"], document["is_developer"])


def test_an_address_can_be_edited(arize, ada):
    """The new address finds the person, the old one is free again."""
    arize.edit_user(ada, email="lovelace@example.com")
    arize.edit_user(ada, email="LOVELACE@example.com")

    assert ada == arize.user("lovelace@example.com")["id"]
    assert ada != arize.add_user("ada@example.com")


@pytest.mark.usefixtures("ada")
def test_an_address_belongs_to_one_person(arize):
    """Neither adding nor editing may give an address that is taken."""
    bob = arize.add_user("bob@example.com")

    with pytest.raises(ValueError, match=r"already has a user ada@example\.com"):
        arize.add_user("ada@example.com")
    with pytest.raises(ValueError, match=r"already has a user ADA@example\.com"):
        arize.edit_user(bob, email="ADA@example.com")


def test_invitations_are_accepted_or_run_out(arize):
    """Only a pending invitation can change by itself."""
    arize.add_user("ada@example.com", status="INVITED")
    arize.add_user("bob@example.com", status="INVITED")
    arize.accept_invitation("ada@example.com")
    arize.expire_invitation("bob@example.com")

    assert ["ACTIVE", "EXPIRED"] == [arize.user(who)["status"] for who in ("ada@example.com", "bob@example.com")]
    with pytest.raises(ValueError, match="no pending invitation: the status is EXPIRED"):
        arize.accept_invitation("bob@example.com")


def test_a_user_is_blocked_with_all_memberships(arize, ada):
    """Blocking from outside cascades like DELETE; a plain edit of the status does too."""
    ml, bob = arize.add_organization("ML Platform"), arize.add_user("bob@example.com")
    for who in (ada, bob):
        arize.add_member(ml, who)
    arize.block_user(ada)
    arize.edit_user(bob, status="INACTIVE")

    assert {} == arize.members(ml)
    assert ["INACTIVE", "INACTIVE"] == [arize.user(who)["status"] for who in (ada, bob)]


def test_a_forgotten_user_never_existed(http, arize, ada, new_user):
    """No trace remains, and the address can be invited as if for the first time."""
    ml = arize.add_organization("ML Platform")
    arize.add_member(ml, ada)
    arize.forget_user(ada)

    assert {} == arize.members(ml)
    assert 404 == http.get(f"/v2/users/{ada}").status_code
    assert 201 == http.post("/v2/users", new_user).status_code


def test_the_caller_is_never_forgotten(arize):
    """Without a caller nothing could be asked."""
    with pytest.raises(ValueError, match="caller of the simulated account cannot be forgotten"):
        arize.forget_user("owner@example.com")


def test_memberships_are_edited(arize, ada):
    """Members come, change roles and go."""
    ml = arize.add_organization("ML Platform")
    arize.add_member(ml, ada)
    arize.add_member(ml, "ada@example.com", role="READ_ONLY")

    assert {ada: "READ_ONLY"} == arize.members(ml)
    arize.remove_member(ml, "ada@example.com")
    assert {} == arize.members(ml)
    with pytest.raises(KeyError, match=r"Ada@example\.com is not a member of 'ML Platform'"):
        arize.remove_member(ml, ada)


def test_an_organization_is_removed(http, arize):
    """It is gone for the API, and its id is unknown from outside."""
    ml = arize.add_organization("ML Platform")
    arize.remove_organization(ml)

    assert 404 == http.get(f"/v2/organizations/{ml}").status_code
    with pytest.raises(KeyError, match="no organization"):
        arize.members(ml)


def test_organizations_are_looked_at_with_their_members(arize, ada):
    """Id, name, description and the role of each member are there."""
    ml = arize.add_organization("ML Platform")
    arize.add_member(ml, ada, "ADMIN")

    (organization,) = arize.organizations()

    assert {"id": ml, "name": "ML Platform", "description": "", "members": {ada: "ADMIN"}}.items() <= (
        organization.items()
    )


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda arize: arize.add_user("bob@example.com", role="member"), "Unknown role 'member'"),
        (lambda arize: arize.add_user("bob@example.com", role="custom:nope"), "Unknown role 'custom:nope'"),
        (lambda arize: arize.add_user("bob@example.com", status="BLOCKED"), "Unknown status 'BLOCKED'"),
        (lambda arize: arize.edit_user("ada@example.com", status="active"), "Unknown status 'active'"),
        (lambda arize: arize.add_member(arize.add_organization("a"), "ada@example.com", "BOSS"), "Unknown role 'BOSS'"),
        (lambda arize: setattr(arize, "caller_role", "OWNER"), "Unknown role 'OWNER'"),
    ],
)
@pytest.mark.usefixtures("ada")
def test_values_that_do_not_exist_are_refused(arize, edit, message):
    """A misspelled role or status in a test is an error there, not later."""
    with pytest.raises(ValueError, match=message):
        edit(arize)


def test_a_custom_role_reads_as_its_id(arize, ada):
    """A custom role is written `custom:<id>` from outside."""
    role = f"custom:{arize.add_role('auditors')}"
    arize.edit_user(ada, role=role)

    assert role == arize.user(ada)["role"]
