"""What a check of a roster refuses, with what a look at the account can tell."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.guards import last_admin_refusal
from pulumi_arize_users.people.identity_provider import missing_ok_refusal
from pulumi_arize_users.people.membership_plan import members
from pulumi_arize_users.people.narration import interrupted
from pulumi_arize_users.people.plan import ABSENT, Absent
from pulumi_arize_users.people.refusals import first_of, grouped
from pulumi_arize_users.people.roster.judgement import (
    most_would_be_blocked,
    too_many_ended_memberships,
    too_many_removals,
    unmanaged_people,
)
from pulumi_arize_users.people.roster.plan import RosterPlan, earlier_keys, plan_roster
from pulumi_arize_users.people.roster.record import address_of
from pulumi_arize_users.people.scope import SCOPES
from pulumi_arize_users.people.steps import Adopt, Invite
from pulumi_arize_users.people.unmanaged import parse_unmanaged
from pulumi_arize_users.providers.looks import look, look_up
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.roster_organizations import roster_planner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.people.plan import Seen
    from pulumi_arize_users.people.roster.record import Records
    from pulumi_arize_users.people.unmanaged import Unmanaged
    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.roster_organizations import Understood

    People = Mapping[str, Mapping[str, Any]]


class RosterPreview:
    """The judgement of one change of a roster.

    Args:
        account: where.
        before: records of the last run that succeeded, or after a refresh as the account has them.
        wanted: people of this run.
        places: where in a file people and organizations are declared.
        organizations: what the organizations of this run are.

    Attributes:
        is_unchanged: the program says the same as before, so nothing has to be judged again.
        failures: what was found while it was judged.
    """

    def __init__(
        self,
        account: Account,
        before: Records,
        wanted: People,
        places: Mapping[str, str],
        organizations: Understood,
    ) -> None:
        self._account = account
        self._before = before
        self._wanted = wanted
        self._places = places
        self.is_unchanged = organizations.is_unchanged
        self._organizations = organizations
        self._earlier = earlier_keys(wanted, before)
        self._seen: dict[str, Seen] = {}
        self.failures: list[str] = []

    @cached_property
    def plan(self) -> RosterPlan:
        """The plan, as far as inputs and a look at newcomers tell; whom another resource declares is not removed."""
        if self.is_unchanged:
            return RosterPlan(())
        mistakes = self._organizations.mistakes
        self.failures += [self._located(key, mistakes[key]) for key in mistakes]
        planner = roster_planner(self._account, self._organizations.ids, of_inputs=True)
        self._look()
        # Somebody who stays, and is not seen under this address, may have another one by now: only the record knows.
        seen = {key: each for key, each in self._seen.items() if key not in self._earlier}
        plan = plan_roster(planner, self._wanted, self._before, seen, self._places)
        run = self._account.run
        return plan.without(
            {each.key for each in plan.leaving if run.declares_person(address_of(each.key, self._before[each.key]))}
        )

    def mistakes(self, limits: Mapping[str, Any]) -> list[str]:
        """A sentence for everything that cannot be done, except about newcomers, whom only the record can tell.

        Args:
            limits: `max_removals`, `max_membership_removals` and `unmanaged`.
        """
        known = [planned for planned in self.plan.people if not planned.is_coming]
        sentences = [str(refusal) for each in known if not each.is_leaving for refusal in each.plan.refusals]
        removals = grouped([refusal for each in known if each.is_leaving for refusal in each.plan.refusals])
        return [
            *self.failures,
            *sentences,
            *self._missing_ok(),
            *self._limits(limits),
            *removals,
            *self._last_admins(int(limits.get("required_admins") or 1)),
            *self._unmanaged(parse_unmanaged(limits.get("unmanaged") or self._account.policy.unmanaged)),
        ]

    @property
    def known(self) -> dict[str, User]:
        """The accounts of people who stay, and of those who are taken over, by folded address."""
        adopted = {planned.key for planned in self.plan.coming if planned.plan.has(Adopt)}
        found = {key: self._seen.get(key) for key in {*self._earlier, *adopted}}
        return {key: user for key, user in sorted(found.items()) if user is not None and not isinstance(user, Absent)}

    @property
    def missing(self) -> set[str]:
        """People who stay, and whose address nobody in the account has."""
        return {key for key in self._earlier if self._seen.get(key) is ABSENT}

    def refused_newcomers(self) -> list[str]:
        """Why people who are not among those before cannot come in."""
        plans = [planned.plan for planned in self.plan.coming]
        return [*grouped([refusal for plan in plans for refusal in plan.refusals]), *interrupted(plans)]

    def _look(self) -> None:
        """Look at everybody who is declared, or was, at once: by the page, where they are many."""
        before = {**{old: old for old in self._before}, **{old: key for key, old in self._earlier.items()}}
        asked = {key: address_of(key, self._wanted[key]) for key in sorted(self._wanted.keys() - self._earlier.keys())}
        asked.update({key: address_of(old, self._before[old]) for old, key in before.items()})
        self._account.directory.expect(map(fold, asked.values()))
        for key, who in asked.items():
            found = look_up(self._account, who, who)
            self._seen[key] = found.seen
            if found.failure:
                self.failures.append(self._located(key, found.failure))
                return

    def _located(self, key: str, sentence: str) -> str:
        return f"{self._places[key]}: {sentence}" if key in self._places else sentence

    def _missing_ok(self) -> list[str]:
        said = not self._account.policy.sso and any("missing_ok" in person for person in self._wanted.values())
        return [missing_ok_refusal()] if said else []

    def _limits(self, limits: Mapping[str, Any]) -> list[str]:
        if self._account.policy.sso:
            return []
        leaving = self.plan.removed_names
        ended, policy, own = self.plan.ended_memberships, self._account.policy, limits.get("max_removals")
        memberships = sum(len(members(record, scope)) for record in self._before.values() for scope in SCOPES)
        own_ended = limits.get("max_membership_removals")
        ended_limit = own if own_ended is None else own_ended
        ended_setting = "max_removals" if own_ended is None else "max_membership_removals"
        return [
            *too_many_removals(leaving, len(self._before), own),
            *(
                most_would_be_blocked(self.plan.blocked_names, len(self._before))
                if own is policy.max_removals is None
                else []
            ),
            *too_many_removals(leaving, len(self._before), policy.max_removals, "arize:maxRemovals"),
            *too_many_ended_memberships(ended, memberships, ended_limit, ended_setting),
            *too_many_ended_memberships(
                ended, memberships, policy.max_membership_removals, "arize:maxMembershipRemovals"
            ),
        ]

    def _last_admins(self, required: int) -> list[str]:
        blocked = {planned.key: planned.plan.subject.who for planned in self.plan.blocked}
        admins = [who for key, who in blocked.items() if self._before[key].get("role") == "ADMIN"]
        people = self._people() if admins else ()
        gone = {fold(who) for who in blocked.values()}
        ids = {user.id for user in people if fold(user.email) in gone}
        if not people:
            return []
        # Whoever is made an admin by this very change is not one yet.
        coming = {planned.key: planned.plan.declared or {} for planned in self.plan.coming if planned.plan.has(Invite)}
        invited = [address_of(key, said) for key, said in coming.items() if said.get("role") == "ADMIN"]
        refusal = last_admin_refusal(first_of(admins), "", people, ids, required, invited)
        return [refusal] if refusal else []

    def _unmanaged(self, unmanaged: Unmanaged) -> list[str]:
        if unmanaged.choice == "ignore":
            return []
        declared = {*self._account.run.declared_people(), *self._wanted, *self._before}
        declared.add(fold(self._account.policy.caller_email or ""))
        strangers = [user for user in self._people() if user.email and fold(user.email) not in declared]
        others = [user for user in strangers if not unmanaged.excepts(str(user.email))]
        if not others:
            return []
        is_asked = self._account.policy.caller_email is None and any(user.role == "ADMIN" for user in others)
        sentence = unmanaged_people(others, whose_key=is_asked)
        if unmanaged.choice == "fail":
            return [sentence]
        log.warning("%s", sentence)
        return []

    def _people(self) -> tuple[User, ...]:
        nobody: tuple[User, ...] = ()
        return look(self._account, self._account.directory.users, nobody)
