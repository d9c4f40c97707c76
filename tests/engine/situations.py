"""In which state an operation finds a stack, and what is changed before it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.engine import team

if TYPE_CHECKING:
    from tests.engine.conftest import Team

ADA = "ada@example.com"
ORGANIZATION = "ML Platform"
SPACE = "Fraud"


def nobody(_: Team) -> None:
    """An empty stack."""


def ada_is_invited(a_team: Team, **arguments: object) -> None:
    """Ada in state and account, and blocked when she is removed."""
    a_team.person("ada", on_destroy="block", **arguments)
    a_team.up().raise_for_errors()


def ada_is_an_admin(a_team: Team) -> None:
    """Before an admin is blocked, the account is searched for another one."""
    ada_is_invited(a_team, role="ADMIN")


def ada_is_one_of_many(a_team: Team) -> None:
    """Ada behind three pages of others, where asking for her alone is cheaper than reading on."""
    for number in range(300):
        a_team.arize.add_user(f"other{number}@example.com")
    ada_is_invited(a_team)


def ada_is_somebody_elses(a_team: Team) -> None:
    """Ada behind three pages of others, for a program that only looks her up."""
    for number in range(300):
        a_team.arize.add_user(f"other{number}@example.com")
    a_team.stack.program = team.looked_up
    a_team.stack.config["id"] = a_team.arize.add_user(ADA)


def ada_has_an_invitation_that_expired(a_team: Team) -> None:
    """Known to the stack, which should invite her again."""
    ada_is_invited(a_team, on_expired="reinvite")
    a_team.arize.expire_invitation(ADA)
    a_team.refresh().raise_for_errors()


def ada_is_active(a_team: Team) -> None:
    """Only somebody who has accepted has a password to reset."""
    ada_is_invited(a_team)
    a_team.arize.accept_invitation(ADA)
    a_team.refresh().raise_for_errors()


def ada_may_join(a_team: Team) -> None:
    """Ada, and an organization without members."""
    a_team.arize.add_organization(ORGANIZATION)
    ada_is_invited(a_team)


def ada_is_a_member(a_team: Team) -> None:
    """Ada in an organization that the program names by its id, so that only the providers ask the account."""
    organization = a_team.arize.add_organization(ORGANIZATION)
    a_team.membership("ada-ml", organization_id=organization, user="ada")
    ada_is_invited(a_team)


def ada_may_enter(a_team: Team) -> None:
    """Ada in an organization with a space that has no members."""
    ada_is_a_member(a_team)
    a_team.arize.add_space(str(a_team.arize.organizations()[0]["id"]), SPACE)


def ada_is_in_a_space(a_team: Team) -> None:
    """Ada in an organization and its space, both named by their ids."""
    organization = a_team.arize.add_organization(ORGANIZATION)
    a_team.membership("ada-ml", organization_id=organization, user="ada")
    a_team.membership("ada-fraud", space_id=a_team.arize.add_space(organization, SPACE), user="ada")
    ada_is_invited(a_team)


def invite_ada(a_team: Team, **arguments: object) -> None:
    """Declare Ada."""
    a_team.person("ada", on_destroy="block", **arguments)


def add_ada_by_name(a_team: Team) -> None:
    """Declare a membership in an organization that the program looks up."""
    a_team.membership("ada-ml", organization=ORGANIZATION, user="ada")


def add_ada(a_team: Team) -> None:
    """Declare a membership in an organization that nobody has to look up."""
    (organization,) = a_team.arize.organizations()
    a_team.membership("ada-ml", organization_id=organization["id"], user="ada")


def let_ada_in(a_team: Team) -> None:
    """Declare a membership in the space."""
    (space,) = a_team.arize.spaces()
    a_team.membership("ada-fraud", space_id=space["id"], user="ada")


def remove_ada(a_team: Team) -> None:
    """Declare nobody."""
    a_team.people.clear()
    a_team.memberships.clear()


def block_ada_elsewhere(a_team: Team) -> None:
    """Ada was blocked in the web interface, and must not come back."""
    a_team.arize.block_user(ADA)
    remove_ada(a_team)


def dissolve_the_organization(a_team: Team) -> None:
    """The organization was removed in the web interface, and must not come back."""
    (organization,) = a_team.arize.organizations()
    a_team.arize.add_organization("Another one, so that the key is seen to see them")
    a_team.arize.remove_organization(str(organization["id"]))
    a_team.memberships.clear()


def dissolve_the_space(a_team: Team) -> None:
    """The space was removed in the web interface, and must not come back."""
    (space,) = a_team.arize.spaces()
    a_team.arize.add_space(str(space["organization_id"]), "Another one, so that the key is seen to see them")
    a_team.arize.remove_space(str(space["id"]))
    del a_team.memberships["ada-fraud"]
