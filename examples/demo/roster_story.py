"""The steps of the roster's story, and what each must come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stage import Stage

PEOPLE = "people.yaml"
ORGANIZATIONS = "ML Platform", "Research"
MISTAKES = (
    ("name: Hedy Lamarr, role: MEMBER_UI_ONLY", "name: Hedy Lamarr, role: MEMBER_UI"),
    ("name: Mary Jackson, organizations: {Research", "name: Mary Jackson, organizations: {Reserch"),
    ("  donald@example.com: {name: Donald Knuth", "  Ada@Example.com: {name: Donald Knuth"),
)


class RosterStory:
    """The whole team in one file, of which every change is judged as a whole."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def play(self) -> bool:
        """Play all steps; whether each came to what it must."""
        for organization in ORGANIZATIONS:
            self._stage.arize.add_organization(organization)
        self._make_mistakes()
        self._bring_everybody_in()
        self._change_a_name()
        self._let_somebody_leave()
        return self._stage.as_told

    def _make_mistakes(self) -> None:
        self._stage.heading("Many people: a roster in a file. All its mistakes are shown at once, each with its place")
        before = self._stage.read(PEOPLE)
        self._stage.edit(PEOPLE, *MISTAKES)
        self._stage.run("preview", succeeds=False)
        self._stage.say("They are fixed.")
        self._stage.restore(PEOPLE, before)

    def _bring_everybody_in(self) -> None:
        self._stage.heading("One resource brings twelve people in, and says who else has an account")
        self._stage.run("up", briefly=True)

    def _change_a_name(self) -> None:
        self._stage.heading("A preview shows each change of each person")
        self._stage.edit(PEOPLE, ("Ada Lovelace", "Ada King"))
        self._stage.run("preview")

    def _let_somebody_leave(self) -> None:
        self._stage.heading("Charles leaves, and a bad merge takes Barbara with him: max_removals is 10%")
        before = self._stage.read(PEOPLE)
        self._remove("charles", "barbara")
        self._stage.run("preview", succeeds=False)
        self._stage.say("Barbara's line is put back.")
        self._stage.restore(PEOPLE, before)
        self._remove("charles")
        self._stage.run("up", briefly=True)
        self._stage.show("charles@example.com", "barbara@example.com")

    def _remove(self, *people: str) -> None:
        lines = self._stage.read(PEOPLE).splitlines(keepends=True)
        kept = [line for line in lines if not line.strip().startswith(tuple(f"{person}@" for person in people))]
        self._stage.write(PEOPLE, "".join(kept))
