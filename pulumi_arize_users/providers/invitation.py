"""How a person comes into the account: invited, taken over, or found after a reply was lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import ArizeError, Conflict, NoReply, Refused, may_have_happened
from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.adoption import adoption_refusal, burned_refusal, exists_refusal, twin_refusal
from pulumi_arize_users.people.record import new_record
from pulumi_arize_users.providers.lifecycle import hidden_keys
from pulumi_arize_users.providers.messages import log

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.api.models import Creation, User
    from pulumi_arize_users.providers.account import Account


@dataclass(frozen=True)
class Arrival:
    """A person who is in the account now.

    Attributes:
        user: as the server holds them.
        adopted: the account existed before.
        temporary_password: only directly after an invitation that makes one.
    """

    user: User
    adopted: bool
    temporary_password: str | None = field(default=None, repr=False)

    def record(self, declared: Mapping[str, Any], user: User | None = None) -> dict[str, Any]:
        """What the stack remembers; `user` is a newer reply than the arrival's own."""
        record = new_record(user or self.user, declared, adopted=self.adopted)
        return {**record, "temporary_password": self.temporary_password} if self.temporary_password else record


@dataclass(frozen=True)
class Invitation:
    """One declared person on the way into the account.

    Attributes:
        account: where to.
        who: the person, as messages name them.
        declared: the checked inputs.
    """

    account: Account
    who: str
    declared: Mapping[str, Any]

    def bring_in(self) -> Arrival:
        """Invite the person, or take over the account they have, if the program says so.

        Raises:
            Refused: they have an account, and the program does not say `adopt`; or it cannot become as declared.
            ArizeError: the invitation failed.
        """
        before = self.account.directory.known_email(self._email)
        if before is not None:
            return self._take_over_and_reinvite(before)
        try:
            creation = self._invite()
        except Conflict as conflict:
            return self._explain(conflict)
        except ArizeError as error:
            if not may_have_happened(error):
                raise
            return self._find_out(error)
        return self._arrival(creation, adopted=False) if creation.created else self.take_over(creation.user)

    def take_over(self, user: User) -> Arrival:
        """Accept an account that exists.

        Raises:
            Refused: the program does not say so, or the declared role is not the account's.
        """
        refusal = self.refusal(user)
        if user.id in self.account.kept:
            refusal = twin_refusal(self.who)
        if refusal:
            raise Refused(refusal)
        return Arrival(user, adopted=True)

    def refusal(self, user: User) -> str | None:
        """Why an account that exists cannot be taken over by this program, or None when it can (or may)."""
        if not self.declared.get("adopt", self.account.settings.adopt):
            return exists_refusal(self.who, user)
        wanted_role = self.declared.get("role") or user.role
        return adoption_refusal(self.who, user, wanted_role, secret=hidden_keys(self.declared))

    @property
    def _email(self) -> str:
        return str(self.declared["email"])

    def _invite(self) -> Creation:
        declared = self.declared
        return self.account.client.create_user(
            name=declared["name"],
            email=declared["email"],
            role=declared["role"],
            invite_mode=declared.get("invite_mode", "EMAIL_LINK"),
        )

    @staticmethod
    def _arrival(creation: Creation, *, adopted: bool) -> Arrival:
        password = creation.temporary_password
        return Arrival(creation.user, adopted, temporary_password=password.get_secret_value() if password else None)

    def _take_over_and_reinvite(self, before: User) -> Arrival:
        arrival = self.take_over(before)
        if before.status != "EXPIRED":
            return arrival
        return self._arrival(self._invite(), adopted=True)

    def _explain(self, conflict: Conflict) -> Arrival:
        existing = self.account.client.find_user(self._email)
        if existing is None:
            raise Refused(burned_refusal(self.who)) from conflict
        return self.take_over(existing)

    def _find_out(self, error: ArizeError) -> Arrival:
        """After a lost reply, see whether the invitation was made; a second request could not tell."""
        found = self._look_after(error)
        if found is None or found.status == "EXPIRED":  # an invitation that was made is not expired
            raise error
        if fold(self._email) not in self.account.absent:
            return self.take_over(found)
        if self.declared.get("invite_mode") == "TEMPORARY_PASSWORD":
            log.warning(
                "%s was invited, but the temporary password was lost with Arize's answer; send a new one with the "
                "triggers of an ArizeUser: reset_password_trigger once the invitation is accepted, or "
                "resend_invitation_trigger before.",
                self.who,
            )
        return Arrival(found, adopted=False)

    def _look_after(self, error: ArizeError) -> User | None:
        try:
            return self.account.client.find_user(self._email)
        except ArizeError as blind:
            message = (
                f"{error} Whether {self.who} was invited all the same could not be looked up. Run again; should the "
                "account exist then, adopt=True takes it over."
            )
            raise NoReply(message, maybe_done=True) from blind
