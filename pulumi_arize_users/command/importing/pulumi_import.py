"""An account as the file of `pulumi import --file`: what a stack would hold had it taken everybody over."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.hosts.dynamic.stored import PROVIDER_KEY, stored_provider, type_token
from pulumi_arize_users.people.record import arrived_record
from pulumi_arize_users.providers.protocol import inputs_of, stored
from pulumi_arize_users.providers.run import membership_id
from pulumi_arize_users.providers.state_format import marked

if TYPE_CHECKING:
    from pulumi_arize_users.command.importing.account import Imported
    from pulumi_arize_users.command.importing.memberships import Membership
    from pulumi_arize_users.command.importing.program import Resources
    from pulumi_arize_users.people.record import Declared
    from pulumi_arize_users.providers.account import Account

# What a program says without saying it.
UNSAID: Declared = {"invite_mode": "EMAIL_LINK", "on_expired": "warn"}


def import_text(account: Account, resources: Resources) -> str:
    """The file.

    Args:
        account: where everybody is; its directory knows them.
        resources: what it declares.
    """
    entries = []
    for name, person in resources.people.items():
        entries.append(_person(account, name, person))
        for own_name, membership in resources.memberships[name].items():
            entries.append(_membership(account, own_name, membership, person))
    return json.dumps({"resources": entries}, indent=2, ensure_ascii=False) + "\n"


def _person(account: Account, name: str, person: Imported) -> dict[str, Any]:
    record = arrived_record(person.user, {**UNSAID, **person.declared}, adopted=True)
    record["account"] = account.presence.identity(person.user.id)
    return _entry("ArizeUser", name, person.user.id, inputs_of(record), stored(record))


def _membership(account: Account, name: str, membership: Membership, person: Imported) -> dict[str, Any]:
    place, user_id = membership.place, person.user.id
    inputs = {
        place.scope.argument: place.id,
        "user_id": user_id,
        "role": membership.role,
        "person": {"email": person.declared["email"], "adopted": True},
    }
    noted = {
        "verification": "exists" if membership.is_seen else "assumed",
        "account": account.presence.identity(user_id),
    }
    return _entry(place.scope.resource, name, membership_id(place.id, user_id), inputs, {**inputs, **noted})


def _entry(resource: str, name: str, identifier: str, inputs: Any, outputs: Any) -> dict[str, Any]:  # noqa: ANN401 - properties, whatever they are
    provider = {PROVIDER_KEY: stored_provider(resource)}
    return {
        "type": type_token(resource),
        "name": name,
        "id": identifier,
        "inputs": marked({**provider, **inputs}),
        "outputs": marked({**provider, **outputs}),
    }
