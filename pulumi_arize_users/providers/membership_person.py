"""What a membership remembers of its person by itself, where no program says it.

The engine ends memberships before it removes their person, and a removal that is refused takes nothing away. So each
membership has to know what becomes of its person. Whoever declares people and memberships in one program has both in
one run, which also tells whether the roles fit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pulumi_arize_users.providers.membership import PERSON
from pulumi_arize_users.providers.protocol import ACCOUNT_ROLE, KNOWN_PERSON

if TYPE_CHECKING:
    from pulumi_arize_users.providers.results import Checked, Created, Difference, Found, Lifecycle, Properties
    from pulumi_arize_users.providers.run import Run


class KnowingItsPerson:
    """The life of a membership that remembers what this run knows of its person.

    Args:
        life: the life of the membership.
        run: knows the people whom the program declares.
    """

    def __init__(self, life: Lifecycle, run: Run) -> None:
        self._life = life
        self._run = run

    def check(self, olds: Properties, news: Properties) -> Checked:
        """Note what becomes of the person, as a hidden input; what the program says of it wins."""
        user_id = news.get("user_id")
        said = self._run.person_of(user_id) if isinstance(user_id, str) else None
        role = {ACCOUNT_ROLE: said["role"]} if said and "role" in said else {}
        checked = self._life.check(_plain(olds), {**role, **_plain(news)})
        if PERSON in checked.inputs:
            return checked
        known = {key: value for key, value in said.items() if key != "role"} if said else {}
        if said is None and user_id == olds.get("user_id"):  # a run for some targets alone does not meet everybody
            known = olds.get(KNOWN_PERSON, {})
        return replace(checked, inputs={**checked.inputs, KNOWN_PERSON: known}) if known else checked

    def diff(self, id: str, olds: Properties, news: Properties) -> Difference:
        """What differs between the account as last seen and the program."""
        return self._life.diff(id, _plain(olds), _plain(news))

    def create(self, props: Properties) -> Created:
        """Make it."""
        return self._life.create(_plain(props))

    def read(self, id: str, props: Properties) -> Found:
        """See it as it is now; nobody can see what becomes of its person."""
        found = self._life.read(id, _plain(props))
        if found.inputs is None or KNOWN_PERSON not in props or not found.id:
            return found
        return replace(found, inputs={**found.inputs, KNOWN_PERSON: props[KNOWN_PERSON]})

    def update(self, id: str, olds: Properties, news: Properties) -> Properties:
        """Apply what differs, and nothing else; returns the outputs."""
        return self._life.update(id, _plain(olds), _plain(news))

    def delete(self, id: str, props: Properties) -> None:
        """Remove it, unless the removal of its person is going to be refused."""
        known = {PERSON: props[KNOWN_PERSON]} if KNOWN_PERSON in props else {}
        self._life.delete(id, {**known, **_plain(props)})


def _plain(properties: Properties) -> Properties:
    return {key: value for key, value in properties.items() if key != KNOWN_PERSON}
