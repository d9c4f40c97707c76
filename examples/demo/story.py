"""The steps of the demo, and what each must come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engines import DemoEngine
    from narrator import Narrator

    from pulumi_arize_users.simulator import Simulator


class Story:
    """A team manages two people, from the first preview to the last destroy."""

    def __init__(self, arize: Simulator, engine: DemoEngine, narrator: Narrator) -> None:
        self._arize = arize
        self._engine = engine
        self._narrator = narrator
        self._program = engine.folder / "__main__.py"
        self._step = 0
        self._as_told = True

    def play(self) -> bool:
        """Play all steps; whether each came to what it must."""
        self._arize.add_organization("ML Platform")
        self._begin()
        self._change_a_name()
        self._edit_outside()
        self._ask_for_the_impossible()
        self._let_people_leave()
        self._end()
        return self._as_told

    def _begin(self) -> None:
        self._heading("A preview says what would happen, and an up does it")
        self._run("preview")
        self._run("up")
        self._heading("Nothing has changed, so a second preview is empty")
        self._run("preview")

    def _change_a_name(self) -> None:
        self._heading("A changed name is one PATCH")
        self._edit("Ada Lovelace", "Ada King")
        self._run("preview")
        self._run("up")

    def _edit_outside(self) -> None:
        self._heading("Somebody edits the account in the Arize UI; a refresh sees it, and an up mends it")
        self._arize.edit_user("ada@example.com", name="Countess of Lovelace")
        self._narrator.say('In the UI: the name of ada@example.com becomes "Countess of Lovelace".')
        self._run("refresh")
        self._run("preview")
        self._run("up")

    def _ask_for_the_impossible(self) -> None:
        self._heading("An account role cannot be changed over Arize's API, so the preview refuses it")
        before = self._program.read_text()
        self._edit('name="Ada King", role="MEMBER"', 'name="Ada King", role="ADMIN"')
        self._run("preview", succeeds=False)
        self._narrator.say("The edit is taken back.")
        self._program.write_text(before)

    def _let_people_leave(self) -> None:
        self._heading(
            'Ada leaves: on_destroy is "refuse" unless the program says more, so nobody is blocked by accident'
        )
        self._remove("ada")
        self._run("up", succeeds=False)
        self._heading('With on_destroy="block" she is blocked for ever; with "retain", Grace keeps her account')
        self._declare_ada_again()
        self._run("up")
        self._remove("ada")
        self._remove("grace")
        self._run("up")
        self._show("ada@example.com", "grace@example.com")

    def _end(self) -> None:
        self._heading("A destroy removes what is left of the stack")
        self._run("destroy")

    def _declare_ada_again(self) -> None:
        again = 'ada = ArizeUser("ada", email="ada@example.com", name="Ada King", role="MEMBER", on_destroy="block")\n'
        self._edit("grace = ArizeUser(", f"{again}grace = ArizeUser(")

    def _remove(self, person: str) -> None:
        lines = self._program.read_text().splitlines(keepends=True)
        self._write("".join(line for line in lines if not _is_about(person, line)))

    def _edit(self, old: str, new: str) -> None:
        before = self._program.read_text()
        if old not in before:
            message = f"The quickstart has no {old!r} any more; the story has to follow it."
            raise LookupError(message)
        self._write(before.replace(old, new))

    def _write(self, text: str) -> None:
        before = self._program.read_text()
        self._program.write_text(text)
        self._narrator.edit(before, text)

    def _run(self, command: str, *, succeeds: bool = True) -> None:
        self._arize.clear_requests()
        self._as_told &= self._engine.run(command) is succeeds
        self._narrator.server(self._arize.requests)

    def _show(self, *emails: str) -> None:
        for email in emails:
            self._narrator.say(f"In Arize, {email} is now {self._arize.user(email)['status']}.")

    def _heading(self, text: str) -> None:
        self._step += 1
        self._narrator.heading(self._step, text)


def _is_about(person: str, line: str) -> bool:
    return line.startswith(f"{person} = ") or f'"{person}-' in line or f"{person}." in line
