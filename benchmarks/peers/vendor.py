"""The vendor's own Python client, in a loop or in threads."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import arize
from arize.organizations.types import OrganizationRole, PredefinedOrgRole
from arize.users.types import InviteMode, PredefinedUserRole, UserRole

from benchmarks import threads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.declared import Declared, Person

PAGE = 100


class Vendor:
    """The API as the vendor's client has it."""

    def __init__(self) -> None:
        address = urlsplit(os.environ["ARIZE_BASE_URL"])
        self._client = arize.ArizeClient(
            api_key=os.environ["ARIZE_API_KEY"],
            api_scheme=address.scheme,
            api_host=address.hostname or "",
            api_port=address.port or 0,
            enable_caching=False,
        )

    def invite(self, person: Person) -> str:
        """Create the person; returns the id."""
        role = PredefinedUserRole(name=UserRole.MEMBER)
        created = self._client.users.create(
            name=person.name, email=person.email, role=role, invite_mode=InviteMode.EMAIL_LINK
        )
        return str(created.id)

    def join(self, organization: str, user_id: str) -> None:
        """Make them a member of the organization."""
        role = PredefinedOrgRole(name=OrganizationRole.MEMBER)
        self._client.organizations.add_user(organization=organization, user_id=user_id, role=role)

    def page(self, cursor: str | None) -> str | None:
        """Read a page of the account's people; returns where the next one begins."""
        pagination = self._client.users.list(limit=PAGE, cursor=cursor).pagination
        return pagination.next_cursor if pagination and pagination.has_more else None

    def rename(self, user_id: str, name: str) -> None:
        """Give them another name."""
        self._client.users.update(user_id=user_id, name=name)

    def leave(self, organization: str, user_id: str) -> None:
        """End the membership."""
        self._client.organizations.remove_user(organization=organization, user_id=user_id)

    def block(self, user_id: str) -> None:
        """Delete the person."""
        self._client.users.delete(user_id=user_id)


def work(workload: str, declared: Declared, ids: Sequence[str], width: int) -> list[str]:
    """Do one workload with `width` threads; returns the people's ids."""
    return threads.work(Vendor(), workload, declared, ids, width)
