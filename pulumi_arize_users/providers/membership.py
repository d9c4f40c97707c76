"""The life of one membership, in an organization or in a space.

Nothing reads the role of a member of an organization, so the record is trusted; that of a member of a space may be
readable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.people.declaration import MEMBERSHIPS
from pulumi_arize_users.people.guards import declared_twice, unmade_person_refusal
from pulumi_arize_users.people.identity_provider import is_missing
from pulumi_arize_users.people.removal import membership_refusal, will_be_blocked
from pulumi_arize_users.people.roles import annotator_refusal, is_custom, outside_refusal
from pulumi_arize_users.people.scope import ORGANIZATION, SPACE
from pulumi_arize_users.people.steps import EndMembership, SetMembership, doing
from pulumi_arize_users.providers.failures import naming_step
from pulumi_arize_users.providers.inputs import checked, read_inputs
from pulumi_arize_users.providers.looks import look, parent_of
from pulumi_arize_users.providers.memberships import (
    add_member,
    adopt_membership,
    end_membership,
    role_seen,
    verification,
)
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.protocol import ACCOUNT_ROLE, AFTER, RESOURCE, SECRET, is_managed, secret_arguments
from pulumi_arize_users.providers.results import Created, Difference, Found, known, known_value
from pulumi_arize_users.providers.run import membership_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.api.models import Membership
    from pulumi_arize_users.people.scope import Scope
    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.results import Checked, Properties

# What the reader of declarations says of a membership whose person has no id.
NO_USER_ID = "user_id is missing."
# What the program says of the person whose removal would end the membership as well.
PERSON = "person"


class MembershipLifecycle:
    """Adds, finds, changes and ends one membership.

    Args:
        account: where.
        scope: in an organization, or in a space.
    """

    def __init__(self, account: Account, scope: Scope) -> None:
        self._account = account
        self._run = account.run
        self._scope = scope
        self._identity = (scope.argument, "user_id")
        self._compared = (*self._identity, "role", PERSON)

    def check(self, _olds: Properties, news: Properties) -> Checked:
        """Refuse at preview what cannot be done, and normalize the rest."""
        inputs, mistakes = read_inputs(MEMBERSHIPS[self._scope], news)
        account_role, resource, _ = (inputs.pop(key, None) for key in (ACCOUNT_ROLE, RESOURCE, AFTER))
        declared, who = known(inputs), self._name_of(inputs)
        if NO_USER_ID in mistakes:
            who = resource if isinstance(resource, str) else "A membership"
            mistakes[mistakes.index(NO_USER_ID)] = unmade_person_refusal(who)
        if not mistakes:
            own_role = account_role if isinstance(account_role, str) else None
            refusal = annotator_refusal(who, own_role, declared.get("role"), self._scope)
            mistakes = [refusal] if refusal else self._outside(who, declared)
        return checked(inputs, who, [*mistakes, *self._claim(who, declared, resource)])

    def diff(self, _id: str, olds: Properties, news: Properties) -> Difference:
        """A changed role is posted in place; another person, organization or space is another membership."""
        self._meet(olds)
        changed = [key for key in self._compared if _comparable(olds, key) != _comparable(news, key)]
        if not changed:
            return Difference(changes=False)
        return Difference(changes=None, replaces=[key for key in changed if key in self._identity])

    def create(self, props: Properties) -> Created:
        """Make the person a member; one who already is gets the declared role, unless the membership is adopted."""
        scope_id, user_id = (props[key] for key in self._identity)
        identity = membership_id(scope_id, user_id)
        if is_missing(user_id):
            log.warning("A membership in %s is skipped: its person has no account yet.", scope_id)
            return Created(identity, self._outputs(props, proof="skipped"))
        if self._run.made_membership(identity):
            raise Refused(declared_twice(self._name_of(props), self._scope, scope_id, "A resource", "another one"))
        if props.get("adopt"):
            with naming_step(f"Looking up the membership {identity}"):
                if adopt_membership(self._account, self._scope, scope_id, user_id):
                    return Created(identity, self._outputs(props))
        return Created(identity, self._outputs(props, self._post(props, None)))

    def read(self, id: str, props: Properties) -> Found:
        """See the membership as it is now, as far as it can be read without writing."""
        scope_id, user_id = self._read_id(id)
        if is_missing(user_id):
            return Found(id, props, self._inputs(props))
        if is_managed(props):
            self._meet(props)
        with naming_step(f"Reading the membership {id}"):
            role = self._role_seen(scope_id, user_id, props)
            if role is None and not is_managed(props):
                message = f"There is no membership {id}: no such person, or no such {self._scope.noun}. Check the id."
                raise Refused(message)
        if role is None:
            return Found()
        told = {} if not role or is_custom(str(props.get("role", ""))) else {"role": role}
        outputs = self._outputs({**props, self._scope.argument: scope_id, "user_id": user_id, **told})
        return Found(id, outputs, self._inputs(outputs))

    def update(self, _id: str, olds: Properties, news: Properties) -> Properties:
        """Post a new role; ending the membership first would end others with it."""
        if is_missing(news["user_id"]) or olds.get("role") == news["role"]:
            return {**olds, **news}
        kept = {"account": olds.get("account", "")}
        return {**olds, **self._outputs({**news, **kept}, self._post(news, olds.get("role")))}

    def delete(self, id: str, props: Properties) -> None:
        """End the membership; one that this run declares, or whose person is not going to be removed, is left alone."""
        scope_id, user_id = self._read_id(id)
        if is_missing(user_id):
            return
        self._meet(props)
        who = self._name_of(props)
        leaver = None if self._run.keeps_account(user_id) else props.get(PERSON)
        if leaver is not None and not self._run.keeps_membership(id):
            self._refuse_before_its_person(who, scope_id, leaver)
        what = doing(EndMembership(scope_id, scope_id, self._scope), who)
        end_membership(self._account, self._scope, what, scope_id, user_id)
        if leaver is not None and will_be_blocked(leaver, self._account.policy):
            self._account.directory.look_ahead(user_id)

    def _outside(self, who: str, declared: Properties) -> list[str]:
        """Why somebody cannot be a member of a space: they are known not to belong to its organization."""
        space_id, user_id = (declared.get(key) for key in self._identity)
        if self._scope != SPACE or not (space_id and user_id and self._account.is_verified):
            return []
        parent = parent_of(self._account, space_id)
        if not parent or self._run.keeps_membership(membership_id(parent, user_id)):
            return []
        is_inside = look(self._account, lambda: self._account.directory.is_member(parent, user_id), otherwise=True)
        return [] if is_inside else [outside_refusal(who, space_id, parent)]

    def _refuse_before_its_person(self, who: str, scope_id: str, leaver: Properties) -> None:
        # The engine ends memberships before it removes the person, who is not declared any more. If that removal is
        # refused, the membership must still be there.
        refusal = membership_refusal(who, scope_id, leaver, self._account.policy)
        if refusal:
            raise Refused(refusal)

    def _claim(self, who: str, declared: Properties, resource: Any) -> list[str]:  # noqa: ANN401 - an input
        if not declared.keys() >= set(self._identity):
            return []
        scope_id, user_id = (str(declared[key]) for key in self._identity)
        this = resource if isinstance(resource, str) else "A resource"
        other = self._run.declare_membership(membership_id(scope_id, user_id), this)
        return [declared_twice(who, self._scope, scope_id, this, other)] if other else []

    def _role_seen(self, scope_id: str, user_id: str, props: Properties) -> str | None:
        if self._account.directory.user(user_id) is not None:
            return role_seen(self._account, self._scope, scope_id, user_id)
        if is_managed(props):
            self._account.presence.require_person_gone(f"The person {user_id}", user_id, props.get("account", ""))
        return None

    def _post(self, declared: Properties, before: str | None) -> Membership:
        scope_id, user_id = (declared[key] for key in self._identity)
        step = SetMembership(scope_id, scope_id, declared["role"], before, scope=self._scope)
        who = self._name_of(declared)
        with naming_step(doing(step, who)):
            return add_member(self._account, self._scope, who, scope_id, user_id, declared["role"])

    def _outputs(self, declared: Properties, membership: Membership | None = None, *, proof: str = "") -> Properties:
        account = self._account
        said = {"role": membership.role, "membership_id": membership.id} if membership else {}
        identity = account.presence.identity(declared["user_id"], declared.get("account", ""))
        noted = {"verification": proof or verification(account), "account": identity}
        return {**declared, **{key: value for key, value in said.items() if value}, **noted}

    def _name_of(self, properties: Mapping[str, Any]) -> str:
        user_id = known_value(properties, "user_id")
        if not isinstance(user_id, str):
            return "this person"
        if "email" in secret_arguments(properties):
            return f"the person {user_id}"
        person = known_value(properties, PERSON) or {}
        # The address that the account shows may be a secret in the program, which a destroy does not run.
        user = self._account.directory.known(user_id) if self._run.is_planned else None
        return self._run.name_of(user_id, person.get("email") or (user.email if user else ""))

    def _meet(self, props: Properties) -> None:
        self._run.remember(str(props.get("user_id", "")))
        self._run.remember_scope(self._scope, str(props.get(self._scope.argument, "")))

    def _inputs(self, outputs: Properties) -> Properties:
        return {key: outputs[key] for key in (*self._compared, "adopt", SECRET) if key in outputs}

    def _read_id(self, id: str) -> tuple[str, str]:
        scope_id, slash, user_id = id.partition("/")
        if not slash or not scope_id or not user_id or "/" in user_id:
            message = f"{id!r} is not the id of a membership: it must be <{self._scope.argument}>/<user_id>."
            raise Refused(message)
        return scope_id, user_id


def in_an_organization(account: Account) -> MembershipLifecycle:
    """The life of a membership in an organization."""
    return MembershipLifecycle(account, ORGANIZATION)


def in_a_space(account: Account) -> MembershipLifecycle:
    """The life of a membership in a space."""
    return MembershipLifecycle(account, SPACE)


def _comparable(properties: Properties, key: str) -> object:
    value = properties.get(key)
    # An address that was changed elsewhere is no reason to record the membership again.
    return {name: said for name, said in value.items() if name != "email"} if isinstance(value, dict) else value
