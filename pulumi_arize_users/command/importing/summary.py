"""What an import says on stderr: what it wrote, what it left out, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pulumi_arize_users.api.characters import readable
from pulumi_arize_users.api.texts import printable
from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.refusals import enumerated, first_of
from pulumi_arize_users.people.refusals import people as people_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pulumi_arize_users.command.importing.account import Imported, NotImported
    from pulumi_arize_users.command.importing.roles_file import Roles

_NEXT = {
    "roster": 'declare Roster("people", file="{0.name}") in a program, run `pulumi preview` and `pulumi up`, and then '
    "remove adopt and adopt_memberships under defaults.",
    "program": "run it with `pulumi preview` and `pulumi up`, and then set ADOPT to False.",
    "pulumi_import": "run `pulumi import --file {0} --generate-code=false --protect=false`, make {1} the program, and "
    "run `pulumi preview --expect-no-changes`.",
}


class Summary:
    """Collects what is to be said.

    Args:
        files: what is written.
    """

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = files
        self._roles: Roles = {}
        self._warnings: list[str] = []

    def memberships_were_not_read(self) -> None:
        """Say that nobody's memberships are known."""
        self._warnings.append(
            "Memberships are left out, because none are known: set ARIZE_VERIFY_MEMBERSHIPS to graphql, or give "
            "--memberships."
        )

    def did_not_answer(self, unanswered: Mapping[str, Sequence[str]]) -> None:
        """Say whose members could not be read.

        Args:
            unanswered: names of organizations and spaces, by the reason.
        """
        self._warnings += [
            f"The members of {first_of(names)} could not be read; only memberships of --memberships are written. {why}"
            for why, names in unanswered.items()
        ]

    def roles_are_of(self, roles: Roles) -> None:
        """Remember the roles of a file, of which each should be about somebody."""
        self._roles = roles

    def tell(self, form: str, people: Sequence[Imported], left_out: Sequence[NotImported]) -> None:
        """Say everything."""
        count = sum(len(person.memberships) for person in people)
        memberships = "1 membership" if count == 1 else f"{count} memberships"
        files = enumerated([str(file) for file in self._files])
        for warning in [*self._warnings, *self._about_people(people, left_out), *self._about_memberships(people)]:
            click.echo(f"Warning: {printable(warning)}", err=True)
        click.echo(f"{people_in_words(len(people))} and {memberships} written to {files}.", err=True)
        click.echo(f"Next: {_NEXT[form].format(*self._files)}", err=True)

    def _about_people(self, people: Sequence[Imported], left_out: Sequence[NotImported]) -> list[str]:
        known = {fold(user.email) for user in [*(each.user for each in people), *(each.user for each in left_out)]}
        strangers = sorted({address for address, _place in self._roles} - known)
        names = [readable(person.user.email) or person.user.id for person in left_out]
        return [
            *([f"Left out, because they cannot be declared as they are: {first_of(names)}."] if names else []),
            *([f"Not imported, but named by --memberships: {first_of(strangers)}."] if strangers else []),
        ]

    @staticmethod
    def _about_memberships(people: Sequence[Imported]) -> list[str]:
        reasons: dict[tuple[str, str], list[str]] = {}
        for person in people:
            for each in person.left_out:
                reasons.setdefault((each.what, each.why), []).append(f"{person.declared['email']} in {each.place.name}")
        trusted = sum(bool(each.on_trust) for person in people for each in person.memberships)
        said = f"{trusted} roles are taken on trust; comments in the file mark them."
        return [
            *(f"{what.capitalize()}, because {why}: {first_of(names)}." for (what, why), names in reasons.items()),
            *([said.replace("1 roles are", "1 role is") if trusted == 1 else said] if trusted else []),
        ]
