"""The format of the state: each resource says in which it is written, and one of a later version is not touched.

A resource without a mark is in the first format: its mark is added by the next run that writes it anyway, and is no
difference to see.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.people.stored_values import damage_in
from pulumi_arize_users.providers.protocol import FORMAT
from pulumi_arize_users.providers.results import Checked, Created, Found, Unfinished, known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.providers.results import Difference, Lifecycle, Properties

# A text: the engine would make a number a fraction.
CURRENT = "1"
WAY_OUT = (
    "Nothing was done with it. Update pulumi-arize-users wherever this stack is run, or go back to an export of the "
    "stack from before (`pulumi stack import`)."
)


def require_known_format(properties: Mapping[str, Any]) -> None:
    """Refuse what a later version has written: it may mean something else than it seems to.

    Args:
        properties: inputs or outputs from the state.

    Raises:
        Refused: they are in a format that this version does not know.
    """
    refusal = format_refusal(properties)
    if refusal:
        raise Refused(refusal)


def format_refusal(properties: Mapping[str, Any]) -> str:
    """Why these inputs or outputs from the state cannot be used; empty if they can."""
    written = properties.get(FORMAT, CURRENT)
    if written == CURRENT:
        return ""
    by = "A newer version has written it." if _is_later(written) else "Somebody has edited it."
    return (
        f"The state of this resource is in format {written}, and this version of pulumi-arize-users knows format "
        f"{CURRENT}. {by} {WAY_OUT}"
    )


def damage_refusal(properties: Mapping[str, Any]) -> str:
    """Why these inputs or outputs from the state are not what this package writes; empty if they are."""
    damage = damage_in(known(properties))
    if not damage:
        return ""
    return (
        f"The state of this resource was edited by hand or cut off: {damage}. Nothing was done with it. Bring back an "
        "earlier state with `pulumi stack import`; or remove the resource from the stack with `pulumi state delete`, "
        "which touches nobody, and take it over again with adopt=True."
    )


def marked(properties: Properties) -> Properties:
    """Inputs or outputs as they are stored."""
    return {**properties, FORMAT: CURRENT}


def marked_as_found(found: Found) -> Found:
    """Something that was found, as it is stored."""
    return replace(found, outputs=marked(found.outputs), inputs=None if found.inputs is None else marked(found.inputs))


class KnowingItsFormat:
    """The life of any resource, with the mark of the format put on what is stored and taken off what is read.

    Args:
        life: the life of the resource, which sees no mark.
    """

    def __init__(self, life: Lifecycle) -> None:
        self._life = life

    def check(self, olds: Properties, news: Properties) -> Checked:
        """Refuse inputs of a later version, and mark those of this one."""
        refusal = format_refusal(olds) or damage_refusal(olds)
        if refusal:
            return Checked(news, [refusal])
        checked = self._life.check(_without_mark(olds), news)
        return Checked(marked(checked.inputs), checked.failures, checked.arguments)

    def diff(self, id: str, olds: Properties, news: Properties) -> Difference:
        """What differs between the account as last seen and the program; the mark is no difference."""
        return self._life.diff(id, _plain(olds), _without_mark(news))

    def create(self, props: Properties) -> Created:
        """Make it."""
        try:
            created = self._life.create(_without_mark(props))
        except Unfinished as error:
            error.outputs = marked(error.outputs)
            raise
        return Created(created.id, marked(created.outputs))

    def read(self, id: str, props: Properties) -> Found:
        """See it as it is now; a refresh would show a mark that is new."""
        found = self._life.read(id, _plain(props))
        return marked_as_found(found) if FORMAT in props and found.id else found

    def update(self, id: str, olds: Properties, news: Properties) -> Properties:
        """Apply what differs, and nothing else; returns the outputs."""
        try:
            return marked(self._life.update(id, _plain(olds), _without_mark(news)))
        except Unfinished as error:
            error.outputs = marked(error.outputs)
            raise

    def delete(self, id: str, props: Properties) -> None:
        """Remove it."""
        self._life.delete(id, _plain(props))


def _plain(stored: Properties) -> Properties:
    require_known_format(stored)
    damage = damage_refusal(stored)
    if damage:
        raise Refused(damage)
    return _without_mark(stored)


def _without_mark(properties: Properties) -> Properties:
    return {key: value for key, value in properties.items() if key != FORMAT}


def _is_later(written: object) -> bool:
    return isinstance(written, str) and written.isascii() and written.isdecimal() and int(written) > int(CURRENT)
