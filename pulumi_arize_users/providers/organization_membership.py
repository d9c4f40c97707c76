"""How a person's membership in an organization is managed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi.dynamic import CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.people.declaration import MEMBERSHIP
from pulumi_arize_users.people.identity_provider import is_missing
from pulumi_arize_users.people.roles import annotator_refusal
from pulumi_arize_users.providers.host import plain
from pulumi_arize_users.providers.lifecycle import Lifecycle, Properties, checked, doing, known, own, read_inputs
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.steps import (
    add_member,
    adopt_membership,
    end_membership,
    is_no_member,
    verification,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.api.models import Membership

IDENTITY = ("organization_id", "user_id")
ARGUMENTS = (*IDENTITY, "role")
INPUTS = (*ARGUMENTS, "adopt")

# Passed by a program that gives the person itself; only checked, never stored.
ACCOUNT_ROLE = "__account_role"


class OrganizationMembershipProvider(Lifecycle):
    """Adds, finds, changes and ends one membership. Nothing reads a membership's role, so the record is trusted."""

    @plain
    def check(self, _olds: Properties, news: Properties) -> CheckResult:
        """Refuse at preview what cannot be done, and bring the rest into one spelling."""
        inputs, mistakes = read_inputs(MEMBERSHIP, news)
        account_role = inputs.pop(ACCOUNT_ROLE, None)
        declared, who = known(inputs), self._name_of(inputs)
        if declared.keys() >= set(IDENTITY):
            self._account.declared.add("/".join(str(declared[key]) for key in IDENTITY))
        if not mistakes and isinstance(account_role, str) and "role" in declared:
            refusal = annotator_refusal(who, account_role, declared["role"])
            mistakes = [refusal] if refusal else []
        return checked(inputs, who, mistakes)

    @plain
    def diff(self, _id: str, olds: Properties, news: Properties) -> DiffResult:
        """A changed role is posted in place; another person or organization is another membership."""
        changed = [key for key in ARGUMENTS if olds.get(key) != news.get(key)]
        if not changed:
            return DiffResult(changes=False)
        return DiffResult(changes=None, replaces=[key for key in changed if key in IDENTITY])

    @plain
    def create(self, props: Properties) -> CreateResult:
        """Make the person a member; one who is a member already gets the declared role, unless that is adopted."""
        declared = own(props)
        identity = f"{declared['organization_id']}/{declared['user_id']}"
        if is_missing(declared["user_id"]):
            log.warning("A membership in %s is skipped: its person has no account yet.", declared["organization_id"])
            return CreateResult(identity, {**declared, "verification": "skipped"})
        if declared.get("adopt"):
            with doing(f"Looking up the membership {identity}"):
                if adopt_membership(self._account, declared["organization_id"], declared["user_id"]):
                    return CreateResult(identity, {**declared, "verification": verification(self._account)})
        membership = self._post(declared, "Adding {who} to the organization {organization} as {role}")
        return CreateResult(identity, self._record(membership, declared))

    @plain
    def read(self, id: str, props: Properties) -> ReadResult:
        """See whether person and organization still exist: more cannot be read without writing."""
        record = own(props)
        organization_id, user_id = _identity(id)
        if is_missing(user_id):
            return ReadResult(id, record, {key: record[key] for key in INPUTS if key in record})
        with doing(f"Reading the membership {id}"):
            gone = self._account.directory.user(user_id) is None or is_no_member(
                self._account, organization_id, user_id
            )
            if gone and "verification" not in record:  # a look-up: nothing of ours has ever seen it
                message = f"There is no membership {id}: no such person, or no such organization. Check the id."
                raise Refused(message)
        if gone:
            return ReadResult("", {})
        identity = {"organization_id": organization_id, "user_id": user_id}
        record = {**record, **identity, "verification": verification(self._account)}
        return ReadResult(id, record, {key: record[key] for key in INPUTS if key in record})

    @plain
    def update(self, _id: str, olds: Properties, news: Properties) -> UpdateResult:
        """Post the new role; ending the membership first would end the ones in its spaces as well."""
        declared = own(news)
        if is_missing(declared["user_id"]):
            return UpdateResult({**own(olds), **declared})
        membership = self._post(declared, "Changing the role of {who} in the organization {organization} to {role}")
        return UpdateResult({**own(olds), **self._record(membership, declared)})

    @plain
    def delete(self, id: str, _props: Properties) -> None:
        """End the membership; one that ended already is done, and one that this run declared is left alone."""
        organization_id, user_id = _identity(id)
        if is_missing(user_id):
            return
        what = f"Removing {self._name_of({'user_id': user_id})} from the organization {organization_id}"
        end_membership(self._account, what, organization_id, user_id)

    def _post(self, declared: Properties, what: str) -> Membership:
        organization_id, user_id, role = (declared[key] for key in ARGUMENTS)
        what = what.format(who=self._name_of(declared), organization=organization_id, role=role)
        return add_member(self._account, what, organization_id, user_id, role)

    def _record(self, membership: Membership, declared: Properties) -> Properties:
        said = {"role": membership.role, "membership_id": membership.id, "verification": verification(self._account)}
        return {**declared, **{key: value for key, value in said.items() if value}}

    def _name_of(self, properties: Mapping[str, Any]) -> str:
        user_id = known(properties).get("user_id")
        if not isinstance(user_id, str):
            return "this person"
        user = self._account.directory.known(user_id)
        return user.email if user and user.email else f"the person {user_id}"


def _identity(id: str) -> tuple[str, str]:
    organization_id, slash, user_id = id.partition("/")
    if not slash or not organization_id or not user_id or "/" in user_id:
        message = f"{id!r} is not the id of a membership: it must be <organization_id>/<user_id>."
        raise Refused(message)
    return organization_id, user_id
