"""The native plugin of this package, as a Python program declares its resources without a generated SDK: by type."""

from __future__ import annotations

from typing import Any

import pulumi

from benchmarks.declared import Declared


class Declaration(pulumi.CustomResource):
    """A resource of the plugin."""

    userId: pulumi.Output[str]  # noqa: N815 - the name that every language knows

    def __init__(self, token: str, name: str, said: dict[str, Any]) -> None:
        """Declare it."""
        super().__init__(f"arize:index:{token}", name, said)


def program() -> None:
    """Declare everybody."""
    declared = Declared.from_environment()
    for person in declared.everybody():
        said = {"email": person.email, "name": person.name, "role": "MEMBER", "onDestroy": "block"}
        user = Declaration("User", person.key, {**said, "userId": None})
        if declared.memberships:
            membership = {"organizationId": declared.organization, "userId": user.userId, "role": "MEMBER"}
            Declaration("OrganizationMembership", f"{person.key}-member", membership)
