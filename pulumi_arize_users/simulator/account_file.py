"""An account to begin with, as a YAML file describes it.

    organizations: [ML Platform]
    spaces: [ML Platform/Fraud]
    people:
      alan@example.com:
        {name: Alan, status: ACTIVE, organizations: {ML Platform: MEMBER}, spaces: {ML Platform/Fraud: ADMIN}}

Whatever the file does not say of a person is as in `Simulator.add_user`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.simulator.account_nodes import Nodes, read_nodes
from pulumi_arize_users.simulator.state import UnknownRecordError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from yaml import Node

    from pulumi_arize_users.simulator.simulator import Simulator

_PLACES = ("organizations", "spaces")
_PERSON = ("name", "role", "status", "is_developer", *_PLACES)


class UnusableAccountFile(ValueError):
    """The file does not describe an account; the text names every mistake, with its place."""


def fill(simulator: Simulator, file: Path) -> None:
    """Add what the file describes to the account of a simulator.

    Raises:
        OSError: the file cannot be read.
        UnusableAccountFile: there are mistakes in it; the account is then not to be used.
    """
    nodes = Nodes(str(file))
    filling = _Filling(simulator, nodes)
    top = read_nodes(file, nodes)
    if top is not None:
        filling.account(top)
    if nodes.mistakes:
        raise UnusableAccountFile("\n".join(nodes.mistakes))


class _Filling:
    """Adds one thing after the other, and goes on after a mistake, so that all of them are named."""

    def __init__(self, simulator: Simulator, nodes: Nodes) -> None:
        self._simulator = simulator
        self._nodes = nodes
        self._ids: dict[str, dict[str, str]] = {kind: {} for kind in _PLACES}

    def account(self, top: Node) -> None:
        sections = self._nodes.table(top, "an account", (*_PLACES, "people"))
        for kind, add in zip(_PLACES, (self._organization, self._space), strict=True):
            for _key, value in sections.get(kind, ()):
                for name, place in self._nodes.texts(value, kind):
                    add(name, place)
        for _key, value in sections.get("people", ()):
            for email, entries in self._nodes.table(value, "people").items():
                for place, person in entries:
                    self._person(email, place, person)

    def _organization(self, name: str, place: Node) -> None:
        if name in self._ids["organizations"]:
            self._nodes.mistake(place, f"organization {name!r} is there already.")
            return
        self._ids["organizations"][name] = self._simulator.add_organization(name)

    def _space(self, name: str, place: Node) -> None:
        if name in self._ids["spaces"]:
            self._nodes.mistake(place, f"space {name!r} is there already.")
            return
        organization, _slash, space = name.rpartition("/")
        if not space or organization not in self._ids["organizations"]:
            self._nodes.mistake(place, f"space {name!r} is in no organization of the file: write organization/space.")
            return
        self._ids["spaces"][name] = self._simulator.add_space(self._ids["organizations"][organization], space)

    def _person(self, email: str, place: Node, node: Node) -> None:
        said = self._nodes.table(node, email, _PERSON)
        values = {key: self._value(key, entries[0][1]) for key, entries in said.items() if key not in _PLACES}
        usable = {key: value for key, value in values.items() if value is not None}
        self._try(place, lambda: self._simulator.add_user(email, **usable))
        for kind in _PLACES:
            for _key, value in said.get(kind, ()):
                for name, entries in self._nodes.table(value, f"{kind} of {email}").items():
                    for member_place, role in entries:
                        self._member(email, kind, name, member_place, role)

    def _value(self, key: str, node: Node) -> Any:  # noqa: ANN401 - text, or yes and no
        return self._nodes.flag(node, key) if key == "is_developer" else self._nodes.text(node, key)

    def _member(self, email: str, kind: str, name: str, place: Node, node: Node) -> None:
        role, ids = self._nodes.text(node, name), self._ids[kind]
        if name not in ids:
            listed = ", ".join(ids) or "none"
            self._nodes.mistake(place, f"there is no {kind[:-1]} {name!r} in the file. Listed: {listed}.")
        elif role is not None:
            self._try(node, lambda: self._add_member(ids[name], name, email, role))

    def _add_member(self, place_id: str, name: str, email: str, role: str) -> None:
        person = self._simulator.user(email)
        if person["status"] == "INACTIVE":
            raise ValueError(f"{email} is INACTIVE, and whoever is blocked has no memberships.")
        parent = self._ids["organizations"].get(name.rpartition("/")[0], "") if name in self._ids["spaces"] else ""
        if parent and person["id"] not in self._simulator.members(parent):
            raise ValueError(f"{email} is not in the organization of the space {name}, as its members are.")
        self._simulator.add_member(place_id, email, role)
        if "ANNOTATOR" in (role, person["role"]) and role != person["role"]:
            raise ValueError(
                f"{email} is {person['role']} in the account; only annotators are annotators, and everywhere."
            )

    def _try(self, place: Node, deed: Callable[[], object]) -> None:
        try:
            deed()
        except UnknownRecordError:
            pass  # the person could not be added, for a reason that is listed
        except ValueError as refused:
            self._nodes.mistake(place, str(refused))
