"""What people, pipelines and networks may do to a stack, and what must hold whatever they do."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from pulumi_arize_users.simulator import Fault, Simulator
from pulumi_arize_users.testing import LocalEngine
from tests.engine import team
from tests.engine.bystanders import WatchedSimulator
from tests.engine.cancelled import cancelled_at
from tests.engine.conftest import API_KEY, Team
from tests.engine.machine_choices import (
    ADDRESSES,
    ARGUMENTS,
    CHANGES,
    CY,
    DECLARED,
    FAULTS,
    IN_THE_SPACE,
    MEMBERS,
    RENAMED,
    RESOURCES,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from pulumi_arize_users.testing import ResourceState, Result

OTHER_KEY = "other-canary-key"
MEMBERSHIP = ("organization_id", "space_id", "user_id", "role")


class AStack(RuleBasedStateMachine):
    """A stack, its program, the account, and what may become of them."""

    made_of = Team

    def __init__(self) -> None:
        super().__init__()
        self.closing = ExitStack()
        self.arize = self.closing.enter_context(WatchedSimulator(api_key=API_KEY))
        self.arize.add_user(CY, name="Cy", status="ACTIVE")
        self.bystander = self.arize.user(CY)
        self.organization = self.arize.add_organization("ML Platform")
        self.space = self.arize.add_space(self.organization, "Fraud")
        self.another = self.closing.enter_context(Simulator(api_key=OTHER_KEY, first_number=10**6))
        self.another.add_organization("ML Platform")
        # What is in the environment holds for a refresh and a destroy as well.
        whose = {"ARIZE_BASE_URL": self.arize.url, "ARIZE_API_KEY": API_KEY, "ARIZE_CALLER_EMAIL": "owner@example.com"}
        stack = LocalEngine().stack(team.declared, env=whose)
        self.team = self.made_of(self.closing.enter_context(stack), self.arize)
        self.expiries: Counter[object] = Counter()

    def teardown(self) -> None:
        """Stop the account."""
        self.closing.close()

    @initialize(people=some.dictionaries(RESOURCES, ARGUMENTS, min_size=2), members=MEMBERS, fault=FAULTS)
    def begin(self, people, members, fault):
        """An empty stack is of no interest."""
        self.deploy(people, {}, members, fault)

    @rule(declared=DECLARED, renamed=RENAMED, members=MEMBERS, fault=FAULTS)
    def deploy(self, declared, renamed, members, fault):
        """The program is edited and run: nobody who is declared is blocked, and success leaves nothing to do."""
        self._edit(declared, renamed, members)
        if self._run(self.team.up, self._condemned(), fault).ok:
            self._check_that_nothing_is_left()

    @rule(declared=DECLARED, renamed=RENAMED, members=MEMBERS, number=some.integers(1, 4))
    def cancel(self, declared, renamed, members, number):
        """An up is cancelled after one of its writes: whoever came in is in the state."""
        self._edit(declared, renamed, members)
        before = self._ids()
        self._run(partial(cancelled_at, number, self.team, self.team.up), self._condemned())

        assert self._ids() - before <= {person.id for person in self._people()}

    @rule(operation=some.sampled_from(["refresh", "up", "destroy"]))
    def stray(self, operation):
        """A run meets another account: it does nothing there, and forgets only those who are retained."""
        if not self._knows_its_account() or (operation == "up" and self._brings_resources()):
            return
        before, there = {person.id for person in self._people() if not _says_retain(person)}, self.another.users()
        usual = dict(self.team.stack.env)
        self.team.stack.env.update(ARIZE_BASE_URL=self.another.url, ARIZE_API_KEY=OTHER_KEY)
        self._run(getattr(self.team, operation))
        self.team.stack.env = usual

        assert before <= {person.id for person in self._people()}
        assert [] == self.team.requests()
        assert there == self.another.users()

    @rule(resource=RESOURCES, address=ADDRESSES, on_expired=some.sampled_from(["reinvite", "warn"]))
    def adopt_an_expired_invitation(self, resource, address, on_expired):
        """Somebody whose invitation expired elsewhere is invited again only if the program says so."""
        if self._status(address) is not None or resource in self.team.people:
            return
        self.arize.add_user(address, name="Ada", status="EXPIRED")
        sent = self._invitations(address)
        self.expiries[self.arize.user(address)["id"]] += 1
        self._declare(resource, {"email": address, "adopt": True, "on_expired": on_expired})
        self._run(self.team.up, self._condemned())

        assert self._invitations(address) - sent <= (on_expired == "reinvite")

    @rule(declared=DECLARED, renamed=RENAMED, members=MEMBERS, fault=FAULTS)
    def preview(self, declared, renamed, members, fault):
        """The program is edited and previewed: nothing is sent but reads."""
        self._edit(declared, renamed, members)
        self._run(self.team.preview, fault=fault)

        assert [] == self.team.writes()

    @rule(changes=some.dictionaries(ADDRESSES, CHANGES, min_size=1, max_size=2))
    def happen(self, changes):
        """People accept invitations or let them expire; others are added, edited or blocked in the web interface."""
        for address, change in changes.items():
            if self._status(address) is None:
                self.arize.add_user(address, name="Ada", status="INVITED")
            if self._can_become(address, change):
                self.expiries[self.arize.user(address)["id"]] += change.get("status") == "EXPIRED"
                self.arize.edit_user(address, **change)

    @rule(fault=FAULTS)
    def refresh(self, fault):
        """A refresh sends no write, and one that succeeded leaves nobody in the state who is not in the account."""
        result = self._run(self.team.refresh, fault=fault)

        assert [] == self.team.writes()
        assert not result.ok or {person.id for person in self._people()} <= self._ids() - self._ids("INACTIVE")

    @rule(fault=FAULTS)
    def destroy(self, fault):
        """A destroy blocks only those whose record says so."""
        self._run(self.team.destroy, {person.id for person in self._people() if _says_block(person)}, fault)

    @rule()
    def fix(self):
        """Whatever happened before, a program that declares what a refresh found can be carried out."""
        self._run(self.team.refresh).raise_for_errors()
        found = {person.outputs["email"]: person for person in self._people() if not person.pending_delete}
        self.team.people = {person.name: _declaration(person) for person in found.values()}
        self.team.memberships = self._memberships()
        self._run(self.team.up, self._condemned()).raise_for_errors()
        self._check_that_nothing_is_left()

    def _run(self, run: Callable[[], Result], condemned: Collection[str] = (), fault: Fault | None = None) -> Result:
        """Run Pulumi, let one thing go wrong, and check what must hold after every run."""
        if fault is not None:
            self.arize.fail(fault)
        self.team.requests()
        before = self._ids("INACTIVE")
        result = run()
        told = "\n".join(diagnostic.message for diagnostic in result.diagnostics)
        self.arize.clear_faults()

        assert self._ids("INACTIVE") - before <= set(condemned)
        assert self.bystander == self.arize.user(CY)
        assert [] == self.arize.bystanders_written_to(self.team.ever_declared)
        assert [] == [user["email"] for user in self.arize.users() if self._was_invited_too_often(user)]
        assert "Traceback" not in told
        assert API_KEY not in told
        return result

    def _check_that_nothing_is_left(self) -> None:
        self._run(self.team.up).raise_for_errors()

        assert [] == self.team.writes()

    def _edit(
        self,
        declared: Mapping[str, dict[str, Any] | None],
        renamed: Mapping[str, str],
        members: Mapping[str, str | None],
    ) -> None:
        for old, new in renamed.items():
            self._rename(old, new)
        for resource, arguments in declared.items():
            self._remove(resource) if arguments is None else self._declare(resource, arguments)
        for resource, role in members.items():
            self.team.memberships.pop(f"{resource}-ml", None)
            self.team.memberships.pop(f"{resource}-fraud", None)
            if role and resource in self.team.people:
                self.team.membership(f"{resource}-ml", organization_id=self.organization, user=resource, role=role)
            if role in IN_THE_SPACE and resource in self.team.people:
                self.team.membership(f"{resource}-fraud", space_id=self.space, user=resource, role=IN_THE_SPACE[role])

    def _declare(self, resource: str, arguments: dict[str, Any]) -> None:
        """Declare a person, unless somebody else has the address: such a program ends before it begins."""
        before = dict(self.team.people)
        self.team.person(resource, **arguments)
        if len({person["email"] for person in self.team.people.values()}) < len(self.team.people):
            self.team.people = before

    def _rename(self, old: str, new: str) -> None:
        if old in self.team.people and new != old:
            self._remove(new)
            self.team.people[new] = self.team.people.pop(old)
            for membership in self._memberships_of(old):
                self.team.memberships[membership]["user"] = new

    def _remove(self, resource: str) -> None:
        self.team.people.pop(resource, None)
        for membership in self._memberships_of(resource):
            del self.team.memberships[membership]

    def _memberships_of(self, resource: str) -> list[str]:
        return [name for name, arguments in self.team.memberships.items() if arguments.get("user") == resource]

    def _condemned(self) -> set[str]:
        """Whom an up may block: those whose record says so, and whose address is not declared any more."""
        declared = {arguments["email"] for arguments in self.team.people.values()}
        going = [person for person in self._people() if person.inputs["email"] not in declared]
        return {person.id for person in going if _says_block(person)}

    def _knows_its_account(self) -> bool:
        """Whether everybody's record names others who were seen in the account."""
        known = [each for each in self.team.stack.state() if "dynamic/" in each.type and "Removals" not in each.type]
        return bool(known) and all(len(str(each.outputs.get("account")).split()) > 1 for each in known)

    def _brings_resources(self) -> bool:
        """Whether an up makes resources: those cannot know yet whom the others remember."""
        names = {each.name for each in self.team.stack.state()}
        return not {*self.team.people, *self.team.memberships} <= names

    def _people(self) -> list[ResourceState]:
        return [resource for resource in self.team.stack.state() if "ArizeUser" in resource.type]

    def _memberships(self) -> dict[str, dict[str, Any]]:
        return {
            resource.name: {key: value for key, value in resource.inputs.items() if key in MEMBERSHIP}
            for resource in self.team.stack.state()
            if "Membership" in resource.type and not resource.pending_delete
        }

    def _ids(self, *statuses: str) -> set[object]:
        return {user["id"] for user in self.arize.users() if not statuses or user["status"] in statuses}

    def _status(self, address: str) -> object:
        return next((user["status"] for user in self.arize.users() if user["email"] == address), None)

    def _invitations(self, address: str) -> int:
        return int(str(self.arize.user(address)["invitations_sent"]))

    def _can_become(self, address: str, change: dict[str, Any]) -> bool:
        """Whether nobody else has the new address, and only people who are invited accept or let it expire."""
        is_free = self._status(change.get("email", "")) is None
        return is_free and (change.get("status") in {None, "INACTIVE"} or self._status(address) == "INVITED")

    def _was_invited_too_often(self, user: dict[str, Any]) -> bool:
        return bool(user["invitations_sent"] > 1 + self.expiries[user["id"]])


def _says_retain(person: ResourceState) -> bool:
    return person.outputs.get("on_destroy") == "retain"


def _says_block(person: ResourceState) -> bool:
    return person.outputs.get("on_destroy") == "block"


def _declaration(person: ResourceState) -> dict[str, Any]:
    keys = {"email", "name", "role", "is_developer", "on_destroy", "on_expired"}
    return {"adopt": True, **{key: value for key, value in person.inputs.items() if key in keys}}
