"""What the API allows to be done with the members of spaces, and what it answers when it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.simulator import organizations, people
from pulumi_arize_users.simulator.problems import ProblemError

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.bodies import NewMembership
    from pulumi_arize_users.simulator.records import Membership, Space
    from pulumi_arize_users.simulator.state import Account


def visible(account: Account, organization_id: str | None = None) -> list[Space]:
    """The spaces the caller has access to, of one organization or of all."""
    spaces = (space for space in account.spaces.values() if organization_id in {None, space.organization_id})
    return [space for space in spaces if _is_visible(account, space)]


def find(account: Account, space_id: str) -> Space:
    """A space; one the caller may not read is as absent as one that does not exist."""
    space = account.spaces.get(space_id)
    if space is None or not _is_visible(account, space):
        raise ProblemError(404, f"Space {space_id} was not found.")
    return space


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
    space = find(account, space_id)
    membership = space.members.get(account.caller_id)
    is_space_admin = membership is not None and membership.role == "ADMIN"
    if is_space_admin or organizations.is_admin(account, account.organizations[space.organization_id]):
        return space
    raise ProblemError(403, "This requires space admin.")


def _is_visible(account: Account, space: Space) -> bool:
    # Spaces of the simulated account are private: who only belongs to the organization does not see them.
    is_admin = organizations.is_admin(account, account.organizations[space.organization_id])
    return is_admin or account.caller_id in space.members
