"""Where a story is played."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engines import DemoEngine
    from narrator import Narrator

    from pulumi_arize_users.simulator import Simulator


class Stage:
    """One program on one account, with somebody who tells what happens.

    Args:
        arize: the account.
        engine: runs the program.
        narrator: tells.

    Attributes:
        arize: the account, for what is done to it in the Arize UI.
        as_told: whether each command so far succeeded or failed as the story says.
    """

    def __init__(self, arize: Simulator, engine: DemoEngine, narrator: Narrator) -> None:
        self.arize = arize
        self.as_told = True
        self._engine = engine
        self._narrator = narrator

    def heading(self, text: str) -> None:
        """A step of the story begins."""
        self._narrator.heading(text)

    def say(self, text: str) -> None:
        """A sentence of the story."""
        self._narrator.say(text)

    def run(self, command: str, *, succeeds: bool = True, briefly: bool = False) -> None:
        """Run preview, up, refresh or destroy, and tell what the server saw.

        Args:
            command: one of these four.
            succeeds: what the story says.
            briefly: tell which resources, and not each value.
        """
        self.arize.clear_requests()
        self.as_told &= self._engine.run(command, briefly=briefly) is succeeds
        self._narrator.server(self.arize.requests)

    def read(self, file: str) -> str:
        """A file of the program."""
        return (self._engine.folder / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        """Change a file of the program before everybody's eyes."""
        before = self.read(file)
        self.restore(file, text)
        self._narrator.edit(before, text)

    def restore(self, file: str, text: str) -> None:
        """Change a file of the program without showing it."""
        (self._engine.folder / file).write_text(text, encoding="utf-8")

    def edit(self, file: str, *changes: tuple[str, str]) -> None:
        """Put new texts in the place of old ones.

        Raises:
            LookupError: the example has changed, and the story does not know.
        """
        text = self.read(file)
        for old, new in changes:
            if old not in text:
                message = f"The example has no {old!r} any more; the story has to follow it."
                raise LookupError(message)
            text = text.replace(old, new)
        self.write(file, text)

    def show(self, *emails: str) -> None:
        """Tell what became of people."""
        for email in emails:
            self.say(f"In Arize, {email} is now {self.arize.user(email)['status']}.")
