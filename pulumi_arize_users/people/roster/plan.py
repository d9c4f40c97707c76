"""The plan of a roster: the plans of its people, and what is judged over all of them at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.plan import PersonPlan
from pulumi_arize_users.people.roster.record import LEAVING, address_of, declared_as
from pulumi_arize_users.people.steps import Block, EndMembership, Forget, Gone, Record, Renew
from pulumi_arize_users.people.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pulumi_arize_users.people.plan import Planner, Seen
    from pulumi_arize_users.people.record import Recorded
    from pulumi_arize_users.people.refusals import Notice, Refusal
    from pulumi_arize_users.people.roster.record import Records

    People = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class Planned:
    """One person's part of a roster's plan.

    Attributes:
        key: the person's key in the roster.
        recorded_key: their key in the record, which is another one if the address was changed elsewhere.
        plan: what is done about them.
    """

    key: str
    recorded_key: str
    plan: PersonPlan

    @property
    def is_leaving(self) -> bool:
        """Whether the person is not declared any more."""
        return self.plan.declared is None

    @property
    def is_sent_for(self) -> bool:
        """Whether something is to be sent for somebody who is recorded, or is refused until they are gone."""
        if self.is_coming:
            return False
        refused = self.is_leaving and bool(self.plan.refusals)
        return refused or any(not isinstance(step, Record | Forget | EndMembership) for step in self.plan.steps)

    @property
    def has_left(self) -> bool:
        """Whether an earlier run has taken the person out of the roster."""
        return LEAVING in (self.plan.recorded or {})

    @property
    def is_coming(self) -> bool:
        """Whether the stack does not know the person yet."""
        return self.plan.recorded is None


@dataclass(frozen=True)
class RosterPlan:
    """Everybody for whom something has to be done; nobody, when the account is as declared.

    Attributes:
        people: those, each with a plan.
        notices: what every preview says of these or of others.
    """

    people: tuple[Planned, ...]
    notices: tuple[Notice, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.people)

    @property
    def plans(self) -> list[PersonPlan]:
        """The plan of each person."""
        return [planned.plan for planned in self.people]

    @property
    def keys(self) -> set[str]:
        """The keys of people for whom something has to be done."""
        return {planned.key for planned in self.people}

    @property
    def leaving(self) -> list[Planned]:
        """People who are not declared any more."""
        return [planned for planned in self.people if planned.is_leaving]

    @property
    def removed_names(self) -> list[str]:
        """Everybody who leaves, as messages name them; those who are gone already are not removed."""
        return [planned.plan.subject.who for planned in self.leaving if not planned.plan.has(Gone)]

    @property
    def coming(self) -> list[Planned]:
        """People whom the stack does not know yet."""
        return [planned for planned in self.people if planned.is_coming]

    @property
    def renewed(self) -> set[str]:
        """The keys of people who get a new invitation."""
        return {planned.key for planned in self.people if planned.plan.has(Renew)}

    @property
    def returning(self) -> set[str]:
        """The keys of people whom an earlier run took out of the roster, and who are back before they were blocked."""
        return {planned.key for planned in self.people if planned.has_left and not planned.is_leaving}

    @property
    def blocked(self) -> list[Planned]:
        """People who will be blocked."""
        return [planned for planned in self.people if planned.plan.has(Block)]

    @property
    def blocked_names(self) -> list[str]:
        """The same, as messages name them."""
        return [planned.plan.subject.who for planned in self.blocked]

    @property
    def ended_memberships(self) -> list[str]:
        """Who leaves which organization, for sentences; those who are removed themselves are not among them."""
        return [
            f"{planned.plan.subject.who} in {name}"
            for planned in self.people
            if not planned.is_leaving
            for step in planned.plan.steps
            if isinstance(step, EndMembership)
            for name in (step.name, *step.along)
        ]

    @property
    def update(self) -> RosterPlan:
        """What is done while the roster is updated: everything but blocking, which is the last thing of a run."""
        return self.without({planned.key for planned in self.blocked})

    @property
    def departure(self) -> RosterPlan:
        """What is done at the end of the run: people are blocked."""
        return replace(self, people=tuple(self.blocked))

    @property
    def difference(self) -> RosterPlan:
        """What an update changes: those who left in an earlier run, and are still to be blocked, are no change."""
        return self.without({planned.key for planned in self.blocked if planned.has_left})

    def without(self, keys: Collection[str]) -> RosterPlan:
        """The plan, without the people with these keys."""
        return replace(self, people=tuple(planned for planned in self.people if planned.key not in keys))


def plan_roster(
    planner: Planner,
    declared: People,
    recorded: Records,
    seen: Mapping[str, Seen],
    places: Mapping[str, str],
) -> RosterPlan:
    """The plan that leads from the recorded people to the declared ones.

    Args:
        planner: plans for each of them.
        declared: people by folded address.
        recorded: records by folded address.
        seen: what a look at the account showed of people, by folded address.
        places: where in a file people are declared, by folded address.
    """
    earlier = earlier_keys(declared, recorded)
    people = [
        _planned(planner, key, earlier.get(key, key), person, recorded.get(earlier.get(key, "")), seen, places)
        for key, person in sorted(declared.items())
    ]
    leaving = sorted(recorded.keys() - set(earlier.values()))
    people += [Planned(key, key, _removal(planner, key, recorded[key], seen.get(key))) for key in leaving]
    notices = tuple(notice for planned in people for notice in planned.plan.notices)
    return RosterPlan(tuple(planned for planned in people if planned.plan), notices)


def earlier_keys(declared: Iterable[str], before: People) -> dict[str, str]:
    """The key that each declared person had before: the same, or the one whose account has their address now."""
    wanted = list(declared)
    same = {key: key for key in wanted if key in before}
    moved = {fold(address_of(key, person)): key for key, person in before.items() if key not in same}
    return {**{key: moved[key] for key in wanted if key in moved}, **same}


def _planned(  # noqa: PLR0917 - one person's part of everything that the plan is made of
    planner: Planner,
    key: str,
    recorded_key: str,
    person: Mapping[str, object],
    recorded: Recorded | None,
    seen: Mapping[str, Seen],
    places: Mapping[str, str],
) -> Planned:
    declared = declared_as(key, person)
    subject = _subject(key, address_of(recorded_key, recorded or declared), places)
    plan = planner.plan(subject, declared, recorded, seen.get(key))
    if not plan and key != recorded_key:
        plan = PersonPlan(subject, declared, recorded, (Record(),))
    if plan.refusals:
        plan = replace(plan, refusals=tuple(_located(subject, each) for each in plan.refusals))
    return Planned(key, recorded_key, plan)


def _removal(planner: Planner, key: str, recorded: Recorded, seen: Seen) -> PersonPlan:
    return planner.plan(_subject(key, address_of(key, recorded), {}), None, recorded, seen)


def _located(subject: Subject, refusal: Refusal) -> Refusal:
    return replace(refusal, sentence=f"{subject.where}: {refusal.sentence}") if subject.where else refusal


def _subject(key: str, who: str, places: Mapping[str, str]) -> Subject:
    return Subject(who, path=f'people["{key}"].', where=places.get(key, ""))
