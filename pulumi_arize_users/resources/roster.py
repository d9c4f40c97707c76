"""Many people in one resource, as a program declares them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pulumi
from pulumi.dynamic import Resource

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.near import did_you_mean
from pulumi_arize_users.people.roster.organizations import resolve_organizations
from pulumi_arize_users.providers.roster import ELSEWHERE, PLACES, RosterProvider
from pulumi_arize_users.resources.account import programs_account
from pulumi_arize_users.resources.claims import claim, claimed_elsewhere
from pulumi_arize_users.resources.program import ProgramError, prepare_process
from pulumi_arize_users.resources.registration import register
from pulumi_arize_users.resources.user import CustomRole, role_word

if TYPE_CHECKING:
    from pulumi_arize_users.people.roster.declaration import RosterDeclaration
    from pulumi_arize_users.people.roster.document import Document

prepare_process()

SECRET_OUTPUTS = pulumi.ResourceOptions(additional_secret_outputs=["temporary_passwords"])
OUTPUTS = ("users", "temporary_passwords")


class Roster(Resource, module="arize", name="Roster"):
    """Many people of the Arize account, with their organization memberships, as one resource.

    Thousands of people take seconds, and every change is judged as a whole at preview. For a few people who are wired
    to other resources, `ArizeUser` and `OrganizationMembership` are the better choice; no person may be in both.

    Source: https://arize.com/docs/ax (REST API v2, users and organizations).
    """

    people: pulumi.Output[dict[str, dict[str, Any]]]
    """What is declared of each person, by address in lower case."""
    users: pulumi.Output[dict[str, dict[str, Any]]]
    """Of each person `id`, `status` and `adopted` (the account existed before), by address in lower case."""
    temporary_passwords: pulumi.Output[dict[str, str]]
    """Of those who were invited with TEMPORARY_PASSWORD, by address in lower case; always a secret."""

    def __init__(
        self,
        resource_name: str,
        *,
        file: str | Path | None = None,
        people: Mapping[str, Mapping[str, Any]] | None = None,
        defaults: Mapping[str, Any] | None = None,
        max_removals: int | str | None = None,
        unmanaged: Literal["ignore", "warn", "fail"] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare the people of a file or a mapping.

        Args:
            resource_name: name in the program; a changed name needs `aliases`.
            file: YAML or JSON with `people`, and perhaps `defaults`, `max_removals` and `unmanaged`; relative to the
                folder of the program.
            people: the same as a mapping from address to `name`, `role`, `organizations` (role by name or id),
                `is_developer`, `invite_mode`, `on_destroy`, `adopt`, `adopt_memberships`, `on_expired`.
            defaults: what holds for people who do not say it themselves.
            max_removals: the most people that one change may remove: a count, or a percentage such as "10%".
            unmanaged: what is done about people of the account who are declared nowhere: `ignore`, `warn` or `fail`.
                This argument and `max_removals` beat what the file says.
            opts: Pulumi's resource options.

        Raises:
            ProgramError: not exactly one of `file` and `people` is given, the file cannot be read, or something in it
                is wrong: everything that is, each with its line and column.
        """
        declaration, argued = _read(
            resource_name, _document(resource_name, file, people, defaults), _limits(max_removals, unmanaged)
        )
        limit = declaration.max_removals if argued.max_removals is None else argued.max_removals
        claim(f"Roster {resource_name!r}", declaration.people, opts)
        self._addresses = tuple(declaration.people)
        arguments = {
            "people": declaration.people,
            "max_removals": None if limit is None else str(limit),  # the engine would make a count a fraction
            "unmanaged": argued.unmanaged or declaration.unmanaged,
            ELSEWHERE: claimed_elsewhere(f"Roster {resource_name!r}", opts),
            PLACES: json.dumps({**declaration.organization_places, **declaration.places}),
        }
        register(
            self,
            RosterProvider(),
            resource_name,
            {**dict.fromkeys(OUTPUTS), **arguments},
            pulumi.ResourceOptions.merge(opts, SECRET_OUTPUTS),
        )

    def user_id(self, address: str) -> pulumi.Output[str]:
        """The id of one of these people, for other resources.

        Args:
            address: in any letter case.

        Raises:
            ProgramError: nobody here has this address.
        """
        key = fold(address)
        if key not in self._addresses:
            message = f"There is no {address} in Roster {self._name!r}.{did_you_mean(address, self._addresses)}"
            raise ProgramError(message)
        return self.users.apply(lambda users: str(users[key]["id"]))


def _read(resource_name: str, *documents: Document) -> list[RosterDeclaration]:
    # Imported here: pydantic and YAML cost a program without a roster a quarter of a second.
    from pulumi_arize_users.people.roster.declaration import read_roster  # noqa: PLC0415

    declarations, mistakes = [], []
    for declaration, wrong in map(read_roster, documents):
        declarations += [declaration] if declaration else []
        mistakes += wrong
    if mistakes:
        mistakes += _unknown_organizations(documents[0])
        count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        raise ProgramError("\n".join([f"Roster {resource_name!r} has {count}, and nothing is done:", *mistakes]))
    return declarations


def _unknown_organizations(document: Document) -> list[str]:
    # Otherwise the provider finds them, which asks only about names that the stack does not know yet. It is not
    # called for a roster with other mistakes, and a second round for these would be one too many.
    from pulumi_arize_users.people.roster.declaration import organization_places  # noqa: PLC0415 - as above

    places = organization_places(document)
    if not places:
        return []
    try:
        visible = programs_account().directory.organizations()
    except ArizeError:
        return []
    _ids, unknown = resolve_organizations(places, visible)
    return [f"{places[key]}: {sentence}" for key, sentence in unknown.items()]


def _document(resource_name: str, file: str | Path | None, people: object, defaults: object) -> Document:
    from pulumi_arize_users.people.roster.document import from_mapping, read_text  # noqa: PLC0415 - as above

    if (file is None) == (people is None) or (file is not None and defaults is not None):
        message = f"Roster {resource_name!r} needs either file=, or people= and perhaps defaults=."
        raise ProgramError(message)
    if file is None:
        return from_mapping(_with_role_words(people), _with_role_word(defaults))
    try:
        return read_text(Path(file).read_text(encoding="utf-8"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        message = f"Roster {resource_name!r} cannot read {file}: {error}."
        raise ProgramError(message) from error


def _with_role_words(people: object) -> object:
    if not isinstance(people, Mapping):
        return people
    return {address: _with_role_word(person) for address, person in people.items()}


def _with_role_word(said: object) -> object:
    if not isinstance(said, Mapping) or not isinstance(said.get("role"), CustomRole):
        return said
    return {**said, "role": role_word(said["role"])}


def _limits(max_removals: object, unmanaged: object) -> Document:
    from pulumi_arize_users.people.roster.document import from_mapping  # noqa: PLC0415 - as above

    return from_mapping({}, max_removals=max_removals, unmanaged=unmanaged)
