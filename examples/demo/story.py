"""The steps of the quickstart's story, and what each must come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stage import Stage

PROGRAM = "__main__.py"


class Story:
    """A team manages two people, from the first preview to the last destroy."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def play(self) -> bool:
        """Play all steps; whether each came to what it must."""
        self._stage.arize.add_organization("ML Platform")
        self._begin()
        self._change_a_name()
        self._edit_outside()
        self._ask_for_the_impossible()
        self._let_people_leave()
        self._end()
        return self._stage.as_told

    def _begin(self) -> None:
        self._stage.heading("A preview says what would happen, and an up does it")
        self._stage.run("preview")
        self._stage.run("up")
        self._stage.heading("Nothing has changed, so a second preview is empty")
        self._stage.run("preview")

    def _change_a_name(self) -> None:
        self._stage.heading("A changed name is one PATCH")
        self._stage.edit(PROGRAM, ("Ada Lovelace", "Ada King"))
        self._stage.run("preview")
        self._stage.run("up")

    def _edit_outside(self) -> None:
        self._stage.heading("Somebody edits the account in the Arize UI; a refresh sees it, and an up fixes it")
        self._stage.arize.edit_user("ada@example.com", name="Countess of Lovelace")
        self._stage.say('In the UI: the name of ada@example.com becomes "Countess of Lovelace".')
        self._stage.run("refresh")
        self._stage.run("preview")
        self._stage.run("up")

    def _ask_for_the_impossible(self) -> None:
        self._stage.heading("An account role cannot be changed over Arize's API, so the preview refuses it")
        before = self._stage.read(PROGRAM)
        self._stage.edit(PROGRAM, ('name="Ada King", role="MEMBER"', 'name="Ada King", role="ADMIN"'))
        self._stage.run("preview", succeeds=False)
        self._stage.say("The edit is taken back.")
        self._stage.restore(PROGRAM, before)

    def _let_people_leave(self) -> None:
        self._stage.heading(
            'Ada leaves: on_destroy is "refuse" unless the program says more, so nobody is blocked by accident'
        )
        self._remove("ada")
        self._stage.run("up", succeeds=False)
        self._stage.heading('With on_destroy="block" she is blocked permanently; "retain" lets Grace keep her account')
        self._declare_ada_again()
        self._stage.run("up")
        self._remove("ada", "grace")
        self._stage.run("up")
        self._stage.show("ada@example.com", "grace@example.com")

    def _end(self) -> None:
        self._stage.heading("A destroy removes what is left of the stack")
        self._stage.run("destroy")

    def _declare_ada_again(self) -> None:
        again = 'ada = ArizeUser("ada", email="ada@example.com", name="Ada King", role="MEMBER", on_destroy="block")\n'
        self._stage.edit(PROGRAM, ("grace = ArizeUser(", f"{again}grace = ArizeUser("))

    def _remove(self, *people: str) -> None:
        lines = self._stage.read(PROGRAM).splitlines(keepends=True)
        kept = [line for line in lines if not any(_is_about(person, line) for person in people)]
        self._stage.write(PROGRAM, "".join(kept))


def _is_about(person: str, line: str) -> bool:
    return line.startswith(f"{person} = ") or f'"{person}-' in line or f"{person}." in line
