"""How a person of the account is managed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi.dynamic import CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_arize_users.api.errors import ArizeError, Refused
from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.adoption import changes_for
from pulumi_arize_users.people.changes import forbidden_changes
from pulumi_arize_users.people.declaration import PERSON
from pulumi_arize_users.people.guards import late_move_refusal
from pulumi_arize_users.people.record import (
    DECLARED_ROLE,
    TRIGGERS,
    changes_to_send,
    differences,
    inputs_of,
    is_another_person,
    new_record,
    refreshed_record,
    unfinished_record,
    unseen_by_engine,
    updated_record,
)
from pulumi_arize_users.people.removal import Removal, address_change_refusal, decide_removal, retained
from pulumi_arize_users.providers import looked_up
from pulumi_arize_users.providers.host import Unfinished, plain
from pulumi_arize_users.providers.lifecycle import (
    HIDDEN_ARGUMENTS,
    Lifecycle,
    Properties,
    checked,
    doing,
    hidden_keys,
    known,
    own,
    read_inputs,
)
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.newcomers import see_newcomer
from pulumi_arize_users.providers.steps import block, bring_in, is_kept, renew, send_changes

if TYPE_CHECKING:
    from collections.abc import Mapping


class ArizeUserProvider(Lifecycle):
    """Creates, reads, updates and removes one person; all it needs to know later is in the outputs."""

    @plain
    def check(self, olds: Properties, news: Properties) -> CheckResult:
        """Refuse at preview what cannot be done, and bring the rest into one spelling."""
        inputs, mistakes = read_inputs(PERSON, news)
        inputs[DECLARED_ROLE] = inputs.get("role")
        if not mistakes:
            mistakes = self._forbidden(own(olds), known(inputs))
        # Only a plan of a program checks; a refresh compares as well, and says nothing about who is declared.
        addresses = {fold(email) for email in [known(inputs).get("email")] if isinstance(email, str)}
        self._account.declared.update(addresses)
        if addresses & self._account.leaving:
            mistakes = [*mistakes, late_move_refusal(name_of(inputs))]
        return checked(inputs, name_of(inputs), mistakes)

    @plain
    def diff(self, _id: str, olds: Properties, news: Properties) -> DiffResult:
        """What differs between the account as last seen and the program."""
        olds, news = own(olds), own(news)
        if olds.get("status") == "EXPIRED" and news.get("on_expired") != "reinvite":
            log.warning('The invitation of %s has expired; on_expired="reinvite" sends a new one.', name_of(news))
        if self._from_sso:
            return looked_up.diff(olds, news)
        changed = differences(olds, news)
        if not changed:
            return DiffResult(changes=False)
        replaced = is_another_person(olds, news)
        if replaced and "email" in known(news):
            self._refuse_a_removal_that_would_fail(olds, news)
        # With None the engine compares the inputs itself, and can show each change.
        return DiffResult(
            changes=True if changed & unseen_by_engine(olds) else None,
            replaces=["email"] if replaced else [],
        )

    @plain
    def create(self, props: Properties) -> CreateResult:
        """Invite the person, or take over their account."""
        declared, who = own(props), name_of(props)
        if self._from_sso:
            with doing(f"Looking up {who}"):
                return looked_up.create(self._account, who, declared)
        arrival = bring_in(self._account, who, declared)
        user = arrival.user
        changes = changes_for(user, declared)
        try:
            user = send_changes(self._account, user.id, changes) or user
        except ArizeError as error:
            record = unfinished_record(arrival.record(declared), changes)
            reason = f"{who} is in the account, but {' and '.join(changes)} could not be set. {error}"
            raise Unfinished(user.id, CreateResult(user.id, record), reason) from error
        return CreateResult(user.id, arrival.record(declared, user))

    @plain
    def read(self, id: str, props: Properties) -> ReadResult:
        """See the person as they are now; nobody is called gone before a list proves that we may see people."""
        olds = own(props)
        lookup = "user_id" not in olds
        with doing(f"Reading {name_of(olds, fallback=id)}"):
            if self._from_sso and not lookup:
                return looked_up.read(self._account, id, olds)
            user = self._account.directory.user(olds.get("user_id", id))
            if user is None and lookup:
                message = f"There is no person with the id {id} in the account. Check the id."
                raise Refused(message)
        if user is None:
            return ReadResult("", {})
        record = new_record(user, olds, adopted=False) if lookup else refreshed_record(user, olds)
        return ReadResult(id, record, inputs_of(record))

    @plain
    def update(self, id: str, olds: Properties, news: Properties) -> UpdateResult:
        """Send what differs, and nothing else."""
        olds, declared = own(olds), own(news)
        if self._from_sso:
            return looked_up.update(olds, declared)
        changed = differences(olds, declared)
        with doing(f"Updating {name_of(declared)}"):
            if "status" in changed:
                record = self._reinvite(olds, declared)
            else:
                user = send_changes(self._account, olds.get("user_id", id), changes_to_send(olds, declared))
                record = updated_record(olds, declared, user)
        self._pull([trigger for trigger in TRIGGERS if trigger in changed and trigger in declared], id, olds, record)
        return UpdateResult(record)

    @plain
    def delete(self, id: str, props: Properties) -> None:
        """Do what the person's `on_destroy` says; an account this run created or took over is left alone."""
        record, who = own(props), name_of(props)
        user_id = record.get("user_id", id)
        if is_kept(self._account, user_id, str(record.get("email", ""))):
            log.info("%s is kept: another resource of this run has the same account.", who)
            return
        if self._from_sso:
            looked_up.delete(who)
            return
        removal = self._removal(record)
        if removal.policy == "refuse":
            raise Refused(removal.refusal)
        if removal.policy == "retain":
            log.warning(retained(who, record.get("status", "")))
            return
        block(self._account, who, user_id, email=str(record.get("email", "")), role=str(record.get("role", "")))

    @property
    def _from_sso(self) -> bool:
        return self._account.settings.managed_by == "sso"

    def _forbidden(self, olds: Properties, news: Properties) -> list[str]:
        if "missing_ok" in news and not self._from_sso:
            return ["missing_ok is only for accounts of an identity provider: set arize:managedBy to sso."]
        if self._from_sso and "email" in olds:
            return []
        if "email" not in olds:
            seen = see_newcomer(self._account, name_of(news), news)
            if seen.announcement:
                log.info(seen.announcement)
            return seen.mistakes
        secret = {*hidden_keys(olds), *hidden_keys(news)}
        who = name_of({**olds, HIDDEN_ARGUMENTS: [*secret]})
        return forbidden_changes(who, olds, news, self._account.settings.on_destroy, secret=secret)

    def _refuse_a_removal_that_would_fail(self, olds: Properties, news: Properties) -> None:
        # Check sees only inputs, which do not tell whether the account was adopted.
        removal = self._removal(olds)
        if removal.policy == "refuse":
            raise Refused(address_change_refusal(name_of(olds), name_of(news)))

    def _removal(self, record: Properties) -> Removal:
        return decide_removal(
            name_of(record),
            own=record.get("on_destroy"),
            default=self._account.settings.on_destroy,
            adopted=bool(record.get("adopted")),
        )

    def _reinvite(self, olds: Properties, declared: Properties) -> Properties:
        arrival = renew(self._account, name_of(declared), declared)
        return updated_record({**olds, "temporary_password": arrival.temporary_password}, declared, arrival.user)

    def _pull(self, triggers: list[str], id: str, olds: Properties, record: Properties) -> None:
        """Call what changed triggers ask for; if that fails, all else is recorded, and the rest stays asked for."""
        for done, trigger in enumerate(triggers):
            try:
                self._call(trigger, record.get("user_id", id), record)
            except ArizeError as error:
                left = triggers[done:]
                outputs = unfinished_record({**record, **{key: olds.get(key) for key in left}}, left)
                reason = f"{name_of(record)} is up to date, but what {trigger} asks for failed. {error}"
                raise Unfinished(id, UpdateResult(outputs), reason) from error

    def _call(self, trigger: str, user_id: str, record: Properties) -> None:
        if trigger == "reset_password_trigger":
            self._account.client.reset_password(user_id)
        elif record.get("status") == "ACTIVE":
            log.warning("%s is ACTIVE already, so no invitation was sent.", name_of(record))
        else:
            self._account.client.resend_invitation(user_id)


def name_of(properties: Mapping[str, Any], fallback: str = "this person") -> str:
    """A person as messages name them: by address, unless the program keeps that secret."""
    email = known(properties).get("email")
    return str(email) if email and "email" not in hidden_keys(properties) else fallback
