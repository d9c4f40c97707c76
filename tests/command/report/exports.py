"""Exports of stacks, as `pulumi stack export` writes them, for an account of a simulator."""

from __future__ import annotations

import json

TYPES = "pulumi-python:dynamic/arize:"
CREATED = "2025-03-04T05:06:07Z"
MARK = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}


def encrypted(_value):
    """A secret as an export has it."""
    return {**MARK, "ciphertext": "v1:abc:def"}


def in_the_clear(value):
    """A secret as an export with `--show-secrets` has it."""
    return {**MARK, "plaintext": json.dumps(value)}


def user(arize, resource_name, who, **inputs):
    """A resource that manages somebody who is in the account."""
    seen = arize.user(who)
    said = {"email": seen["email"], "name": seen["name"], "role": seen["role"], **inputs}
    return resource("ArizeUser", resource_name, seen["id"], said, {**said, "user_id": seen["id"], "adopted": False})


def membership(arize, name, place_id, who, role, kind="Organization"):
    """A resource that manages a membership."""
    user_id = arize.user(who)["id"]
    said = {f"{kind.lower()}_id": place_id, "user_id": user_id, "role": role}
    return resource(f"{kind}Membership", name, f"{place_id}/{user_id}", said, said)


def resource(kind, name, identifier, inputs, outputs):
    """A resource of a stack."""
    return {
        "urn": f"{TYPES}{kind}::{name}",
        "custom": True,
        "id": identifier,
        "type": f"{TYPES}{kind}",
        "inputs": inputs,
        "outputs": outputs,
        "created": CREATED,
    }


def write_export(file, *resources, stack="prod"):
    """Write the export of a stack with these resources."""
    named = [{**each, "urn": f"urn:pulumi:{stack}::people::{each['urn']}"} for each in resources]
    file.write_text(json.dumps({"version": 3, "deployment": {"resources": named}}), encoding="utf-8")
    return file
