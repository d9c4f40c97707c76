"""`pulumi import`: a read with nothing but an id, or what stands for one."""

import pytest

from tests.hosts.plugin.conftest import plain


@pytest.fixture
def places(arize):
    """An organization with a space, and a person who is in both; the ids of all three."""
    organization, user_id = arize.add_organization("ML Platform"), arize.add_user("ada@example.com", name="Ada")
    space = arize.add_space(organization, "Production")
    arize.add_member(organization, user_id, "ADMIN")
    arize.add_member(space, user_id, "READ_ONLY")
    return {"organization": organization, "space": space, "user": user_id}


@pytest.fixture
def verified(arize):
    """The settings with which memberships can be read."""
    return {"verifyMemberships": "graphql", "graphqlUrl": f"{arize.url}/graphql"}


@pytest.mark.parametrize("said", ["ada@example.com", "ADA@Example.com", "{user}"])
def test_a_person_is_imported_by_address_or_id(plugin, person, arize, places, said):
    """What comes back is declared by no more than it takes, and previews without a change."""
    read = plugin.call("Read", person.read(said.format(**places)))

    inputs, outputs = plain(read.inputs), plain(read.properties)
    checked = plugin.call("Check", person.check(inputs, email="ada@example.com", name="Ada", role="MEMBER"))
    difference = plugin.call("Diff", person.diff(read.id, outputs, inputs, **plain(checked.inputs)))
    assert places["user"] == read.id == outputs["userId"]
    assert {"email": "ada@example.com", "name": "Ada", "role": "MEMBER"} == {
        key: value for key, value in inputs.items() if not key.startswith("__")
    }
    assert not checked.failures
    assert difference.DIFF_NONE == difference.changes
    assert [] == arize.writes


def test_who_was_imported_had_an_account_before(start, person, arize, places):
    """So no default blocks them; only the program itself can."""
    read = start().call("Read", person.read(places["user"]))

    failure = start(onDestroy="block").failure("Delete", person.delete(read.id, plain(read.properties)))

    assert True is plain(read.properties)["adopted"]
    assert "ada@example.com" in failure.details()
    assert "ACTIVE" == arize.user(places["user"])["status"]


@pytest.mark.parametrize("said", ["nobody@example.com", "VXNlcjo5"])
def test_nobody_is_imported_who_is_not_there(plugin, person, said):
    """An empty answer would be shown as a success."""
    failure = plugin.failure("Read", person.read(said))

    assert f"There is no person '{said}' in the account" in failure.details()


@pytest.mark.parametrize("said", ["{organization}/{user}:ADMIN", "ML Platform/ada@example.com:admin"])
def test_a_membership_is_imported_by_names_with_its_role(plugin, membership, arize, places, said):
    """Nobody can read the role, so the import says it; the id is the real one."""
    read = plugin.call("Read", membership.read(said.format(**places)))

    expected = {"organizationId": places["organization"], "userId": places["user"], "role": "ADMIN"}
    assert ("{organization}/{user}".format(**places), expected) == (read.id, plain(read.inputs))
    again = plugin.call("Diff", membership.diff(read.id, plain(read.properties), expected, **expected))
    assert again.DIFF_NONE == again.changes
    assert [] == arize.writes


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("ML Platform/ada@example.com", "cannot be read over Arize's API. Write it after a colon"),
        ("ML Platform/ada@example.com:KING", "role 'KING' is not a known organization role"),
        ("ML Platform/ada@example.com:custom:7", "role 'custom:7' is a custom role"),
        ("ML Platfrom/ada@example.com:ADMIN", "There is no organization 'ML Platfrom' in the account"),
        ("ML Platform/nobody@example.com:ADMIN", "There is no person 'nobody@example.com'"),
        ("ada@example.com", "does not name a membership. Write <organization>/<user>"),
        ("ML Platform/", "does not name a membership."),
    ],
)
def test_what_names_no_membership_is_refused(plugin, membership, arize, places, said, why):
    """Each sentence says what to write instead, and nothing is sent."""
    failure = plugin.failure("Read", membership.read(said))

    assert places
    assert why in failure.details()
    assert [] == arize.writes


@pytest.mark.parametrize(
    "said", ["ML Platform/Production/ada@example.com", "{organization}/{space}/{user}", "{space}/ada@example.com"]
)
def test_a_membership_in_a_space_is_imported_with_the_role_that_is_read(
    start, verified, space_membership, places, said
):
    """Over GraphQL the role of a member of a space is told, so that the import need not say it."""
    plugin = start(**verified)

    read = plugin.call("Read", space_membership.read(said.format(**places)))

    expected = {"spaceId": places["space"], "userId": places["user"], "role": "READ_ONLY"}
    assert ("{space}/{user}".format(**places), expected) == (read.id, plain(read.inputs))
    assert "exists" == plain(read.properties)["verification"]


def test_a_role_that_is_not_the_one_that_is_read_is_refused(start, verified, space_membership, places):
    """The import would begin with a difference."""
    failure = start(**verified).failure("Read", space_membership.read("{space}/{user}:ADMIN".format(**places)))

    assert "is READ_ONLY. Write that one, or leave out the role." in failure.details()


def test_somebody_who_is_no_member_is_not_imported_as_one(start, verified, membership, arize, places):
    """Where it can be known."""
    arize.add_user("grace@example.com")

    failure = start(**verified).failure("Read", membership.read("ML Platform/grace@example.com:ADMIN"))

    assert places
    assert "is not a member of this organization" in failure.details()
