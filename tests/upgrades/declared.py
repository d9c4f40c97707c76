"""What the next recording declares: each resource, each host, and every choice of what becomes of a person.

A recording holds what it declared, so this may grow with the package; older recordings stay as they are.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.engine import team
from tests.hosts.plugin import declaring

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# The account before the first run, as the simulator reads it from a file.
ACCOUNT = {
    "organizations": ["ML Platform"],
    "spaces": ["ML Platform/Fraud"],
    "people": {"alan@example.com": {"name": "Alan", "status": "ACTIVE"}},
}
PASSWORD = "TEMPORARY_PASSWORD"
SECRET_ADDRESS = "eve@example.com"


@dataclass(frozen=True)
class Host:
    """Who calls the providers.

    Attributes:
        program: declares what its configuration lists.
        config: that configuration, for an organization and a space.
    """

    program: Callable[[], None]
    config: Callable[[str, str], Mapping[str, str]]


def _dynamic(organization: str, space: str) -> Mapping[str, str]:
    people: dict[str, dict[str, Any]] = {
        "ada": _person("Ada", invite_mode=PASSWORD, is_developer=True, on_destroy="block"),
        "alan": _person("Alan", adopt=True, on_destroy="block"),
        "eve": _person("Eve", on_destroy="block", resend_invitation_trigger="1", secret=True),
        "grace": _person("Grace", on_destroy="retain"),
    }
    memberships = {
        "ada-ml": {"user": "ada", "organization_id": organization, "role": "ADMIN"},
        "grace-ml": {"user": "grace", "organization_id": organization, "role": "MEMBER"},
        "grace-fraud": {"user": "grace", "space_id": space, "role": "MEMBER"},
    }
    listed = {
        "bob@example.com": {"name": "Bob", "role": "MEMBER", "invite_mode": PASSWORD, "on_destroy": "block"},
        "carol@example.com": {"name": "Carol", "role": "MEMBER", "on_destroy": "retain"},
    }
    defaults = {"organizations": {"ML Platform": "MEMBER"}, "spaces": {"ML Platform/Fraud": "MEMBER"}}
    rosters = {"team": {"people": listed, "defaults": defaults}}
    declared = {"people": people, "memberships": memberships, "rosters": rosters}
    return {name: json.dumps(said) for name, said in declared.items()}


def _plugin(organization: str, space: str) -> Mapping[str, str]:
    of_ada, of_grace, after_it = ({"userId": {"of": name, "output": "userId"}} for name in ("ada", "grace", "grace-ml"))
    listed = {
        "bob@example.com": {"name": "Bob", "role": "MEMBER", "inviteMode": PASSWORD, "onDestroy": "block"},
        "carol@example.com": {"name": "Carol", "role": "MEMBER", "onDestroy": "retain"},
    }
    defaults = {"organizations": {"ML Platform": "MEMBER"}, "spaces": {"ML Platform/Fraud": "MEMBER"}}
    resources = [
        ("User", "ada", _person("Ada", inviteMode=PASSWORD, isDeveloper=True, onDestroy="block")),
        ("User", "alan", _person("Alan", adopt=True, onDestroy="block")),
        ("User", "eve", _person("Eve", onDestroy="block") | {"email": {"secret": SECRET_ADDRESS}}),
        ("User", "grace", _person("Grace", onDestroy="retain")),
        ("OrganizationMembership", "ada-ml", {"organizationId": organization, "role": "ADMIN", **of_ada}),
        ("OrganizationMembership", "grace-ml", {"organizationId": organization, "role": "MEMBER", **of_grace}),
        ("SpaceMembership", "grace-fraud", {"spaceId": space, "role": "MEMBER", **after_it}),
        ("Roster", "team", {"people": listed, "defaults": defaults}),
    ]
    entries = [{"type": kind, "name": name, "said": said} for kind, name, said in resources]
    return {"resources": json.dumps(entries)}


def _person(name: str, **arguments: Any) -> dict[str, Any]:
    return {"email": f"{name.lower()}@example.com", "name": name, "role": "MEMBER", **arguments}


HOSTS: Mapping[str, Host] = {
    "dynamic": Host(team.declared, _dynamic),
    "plugin": Host(declaring.declared, _plugin),
}
