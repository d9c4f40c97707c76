"""What the API allows to be done with the members of spaces, and what it answers when it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.simulator import organizations, people
from pulumi_arize_users.simulator.problems import ProblemError

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.bodies import NewMembership
    from pulumi_arize_users.simulator.records import Membership, Space
    from pulumi_arize_users.simulator.state import Account


def add_member(account: Account, space_id: str, new: NewMembership) -> Membership:
    """Make a member of the organization a member of its space, or overwrite the role of one who is."""
    space = _find_as_admin(account, space_id)
    person = organizations.existing_user(account, new.user_id)
    if person.id not in account.organizations[space.organization_id].members:
        raise ProblemError(400, "The user is not a member of the organization that the space belongs to.")
    people.require_role_exists(account, new.role)
    if not new.role.startswith("custom:"):
        organizations.require_annotator_rule(person, new.role)
    return account.set_member(space, person, new.role)


def remove_member(account: Account, space_id: str, user_id: str) -> None:
    """End a membership of a space."""
    space = _find_as_admin(account, space_id)
    if space.members.pop(user_id, None) is None:
        raise ProblemError(404, f"User {user_id} is not a member of space {space_id}.")


def _find_as_admin(account: Account, space_id: str) -> Space:
    space = account.spaces.get(space_id)
    if space is None:
        raise ProblemError(404, f"Space {space_id} was not found.")
    organization = account.organizations[space.organization_id]
    membership = space.members.get(account.caller_id)
    if organizations.is_admin(account, organization) or (membership is not None and membership.role == "ADMIN"):
        return space
    if membership is None:
        raise ProblemError(404, f"Space {space_id} was not found.")
    raise ProblemError(403, "This requires space admin.")
