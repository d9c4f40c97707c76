"""From what the state machines choose: people, their arguments, changes in the web interface, and faults."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as some

from pulumi_arize_users.simulator import Fault

# Nobody ever declares this person: whatever is answered about them, nothing is written to them.
CY = "cy@example.com"
# Few of each, so that one step often meets what another one did. Nothing is drawn from what a run has left: of two
# requests at a time, either may be the one that fails.
RESOURCES = some.sampled_from(["ada", "grace", "alan"])
ADDRESSES = some.sampled_from([f"{name}@example.com" for name in ("ada", "grace", "alan", "mary")])
ARGUMENTS = some.fixed_dictionaries(
    {"adopt": some.booleans(), "on_destroy": some.sampled_from(["block", "retain", "refuse", "block"])},
    optional={
        "email": ADDRESSES,
        "name": some.sampled_from(["Ada", "Countess"]),
        "role": some.sampled_from(["MEMBER", "ADMIN"]),
        "is_developer": some.booleans(),
        "on_expired": some.sampled_from(["reinvite", "warn"]),
    },
)
# People by resource: how they are declared, or None for those who are not any more.
DECLARED = some.dictionaries(RESOURCES, some.none() | ARGUMENTS, max_size=2)
# Resources by their old name, given another one without an alias.
RENAMED = some.dictionaries(RESOURCES, RESOURCES, max_size=1)
# Roles in the organization by the person's resource, or None for those who do not belong to it any more.
MEMBERS = some.dictionaries(RESOURCES, some.none() | some.sampled_from(["MEMBER", "READ_ONLY", "ADMIN"]), max_size=2)
# Whoever has one of these roles in the organization is in its space as well, in this role.
IN_THE_SPACE = {"READ_ONLY": "ADMIN", "ADMIN": "MEMBER"}
# What somebody does in the web interface, or with the invitation they got.
CHANGES: some.SearchStrategy[dict[str, Any]] = some.sampled_from(
    [
        {"name": "Ada"},
        {"role": "ADMIN"},
        {"is_developer": False},
        {"status": "ACTIVE"},
        {"status": "EXPIRED"},
        {"status": "INACTIVE"},
        {"email": "countess@example.com"},
    ]
)
FAULTS = some.none() | some.sampled_from(
    [
        Fault("status", method="POST", status=403),
        Fault("status", method="POST", path="/organizations/", status=403),
        Fault("status", method="PATCH", status=403),
        Fault("status", method="DELETE", status=403),
        Fault("status", status=429, retry_after="0"),
        Fault("status", method="POST", status=500),
        Fault("status", method="POST", status=500, after_write=True),
        Fault("status", method="DELETE", status=500, after_write=True),
        Fault("reset", method="POST"),
        Fault("reset", method="POST", after_write=True),
        Fault("reset", method="PATCH", after_write=True),
        Fault("truncated", method="POST"),
        Fault("truncated", method="GET"),
        *(
            Fault("somebody-else", method=method, about=CY, fields=fields)
            for method in ("GET", "POST", "PATCH")
            for fields in ((), ("id",), ("email",))
        ),
    ]
)
