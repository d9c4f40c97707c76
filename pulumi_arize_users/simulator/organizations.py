"""What the API allows to be done with organizations and their members, and what it answers when it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.simulator.problems import ProblemError

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.bodies import NewMembership, NewOrganization, OrganizationChange
    from pulumi_arize_users.simulator.records import Membership, Organization, Person
    from pulumi_arize_users.simulator.state import Account


def visible(account: Account) -> list[Organization]:
    """The organizations the caller has access to: all of them for an account admin."""
    return [organization for organization in account.organizations.values() if _is_visible(account, organization)]


def find(account: Account, organization_id: str) -> Organization:
    """An organization; one the caller may not read is as absent as one that does not exist."""
    organization = account.organizations.get(organization_id)
    if organization is None or not _is_visible(account, organization):
        raise ProblemError(404, f"Organization {organization_id} was not found.")
    return organization


def create(account: Account, new: NewOrganization) -> Organization:
    """Add an organization under a name that is free."""
    if account.caller.role != "ADMIN":
        raise ProblemError(403, "Only account admins may create organizations.")
    _require_free(account, new.name)
    return account.add_organization(new.name, new.description)


def update(account: Account, organization_id: str, change: OrganizationChange) -> Organization:
    """Change a name or description."""
    organization = find(account, organization_id)
    require_admin(account, organization)
    if change.name is not None and change.name != organization.name:
        _require_free(account, change.name)
        organization.name = change.name
    if change.description is not None:
        organization.description = change.description
    return organization


def delete(account: Account, organization_id: str) -> None:
    """Remove an organization with all it holds."""
    organization = find(account, organization_id)
    require_admin(account, organization)
    account.remove_organization(organization)


def add_member(account: Account, organization_id: str, new: NewMembership) -> Membership:
    """Make a user a member, or overwrite the role of one who is."""
    organization = find(account, organization_id)
    require_admin(account, organization)
    if new.role.startswith("custom:"):
        raise ProblemError(400, "Custom role assignments are not supported for organizations.")
    person = existing_user(account, new.user_id)
    require_annotator_rule(person, new.role)
    return account.set_member(organization, person, new.role)


def remove_member(account: Account, organization_id: str, user_id: str) -> None:
    """End a membership, and those in the organization's spaces."""
    organization = find(account, organization_id)
    require_admin(account, organization)
    if user_id not in organization.members:
        raise ProblemError(404, f"User {user_id} is not a member of organization {organization_id}.")
    account.remove_member(organization, user_id)


def is_admin(account: Account, organization: Organization) -> bool:
    """Whether the caller administers the organization: as its admin, or as an account admin."""
    membership = organization.members.get(account.caller_id)
    return account.caller.role == "ADMIN" or (membership is not None and membership.role == "ADMIN")


def require_admin(account: Account, organization: Organization) -> None:
    """Refuse a caller who can see the organization but does not administer it."""
    if not is_admin(account, organization):
        raise ProblemError(403, "This requires organization admin.")


def existing_user(account: Account, user_id: str) -> Person:
    """The user who is to become a member."""
    person = account.people.by_id(user_id)
    if person is None or person.status == "INACTIVE":
        raise ProblemError(404, f"User {user_id} was not found.")
    return person


def require_annotator_rule(person: Person, role: str) -> None:
    """Refuse a predefined role that does not go with the account role: annotators are annotators everywhere."""
    if person.role == "ANNOTATOR" and role != "ANNOTATOR":
        raise ProblemError(400, "Users with the annotator account role can only be assigned the annotator role.")
    if person.role != "ANNOTATOR" and role == "ANNOTATOR":
        raise ProblemError(400, "Only users with the annotator account role can be assigned the annotator role.")


def _is_visible(account: Account, organization: Organization) -> bool:
    return account.caller.role == "ADMIN" or account.caller_id in organization.members


def _require_free(account: Account, name: str) -> None:
    if any(organization.name == name for organization in account.organizations.values()):
        raise ProblemError(409, f"An organization named {name!r} already exists.")
