"""Many people in one resource, as a program declares them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import pulumi
from pulumi.dynamic import Resource

from pulumi_arize_users.api.characters import readable
from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.near import did_you_mean
from pulumi_arize_users.people.removal import may_be_blocked
from pulumi_arize_users.people.roster.record import FOR_PROGRAMS, address_of, users_of
from pulumi_arize_users.providers.protocol import ELSEWHERE, SEEN
from pulumi_arize_users.providers.roster_inputs import roster_inputs
from pulumi_arize_users.resources.account import programs_policy
from pulumi_arize_users.resources.claims import claim, claimed_elsewhere, label
from pulumi_arize_users.resources.program import ProgramError
from pulumi_arize_users.resources.registration import register
from pulumi_arize_users.resources.roster_person import RosterPerson
from pulumi_arize_users.resources.roster_removals import RosterRemovals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pulumi_arize_users.people.roster.declaration import RosterDeclaration

SECRET_OUTPUTS = pulumi.ResourceOptions(additional_secret_outputs=["temporary_passwords"])
OUTPUTS = ("record", "temporary_passwords", SEEN)


class Roster(Resource, module="arize", name="Roster"):
    """Many people of the Arize account, with their organizations and spaces, as one resource.

    Thousands of people take seconds, and every change is judged as a whole at preview. For a few people who are wired
    to other resources, `ArizeUser` and `OrganizationMembership` are the better choice; no person may be in both.

    Source: https://arize.com/docs/ax (REST API v2, users, organizations and spaces).
    """

    record: pulumi.Output[str]
    """What the stack remembers of everybody, in one text; programs read it as `users`."""
    temporary_passwords: pulumi.Output[dict[str, str]]
    """The passwords of people who were invited with TEMPORARY_PASSWORD, by address in lower case; always a secret."""

    def __init__(
        self,
        resource_name: str,
        *,
        file: str | Path | Sequence[str | Path] | None = None,
        people: Mapping[str, Mapping[str, Any]] | None = None,
        defaults: Mapping[str, Any] | None = None,
        max_removals: int | str | None = None,
        max_membership_removals: int | str | None = None,
        unmanaged: str | Mapping[str, object] | None = None,
        required_admins: int | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare the people of a file or a mapping.

        Args:
            resource_name: name in the program; a changed name needs `aliases`.
            file: YAML or JSON with `people`, and optionally `defaults`, `max_removals` and `unmanaged`; relative to the
                folder of the program. A list of files, a folder or a pattern (`people/*.yaml`) is one roster of many
                files: each has defaults of its own, and nobody stands in two of them.
            people: the same as a mapping from address to `name`, `role`, `organizations` (role by name or id), `spaces`
                (role by `organization/space` or id), `is_developer`, `invite_mode`, `on_destroy`, `adopt`,
                `adopt_memberships`, `on_expired`, `missing_ok`, `resend_invitation_trigger`, `reset_password_trigger`.
            defaults: values for people who do not set their own.
            max_removals: the most people that one change may remove: a count, or a percentage such as "10%".
            max_membership_removals: the most memberships that one change may end for people who stay, in the same form;
                `max_removals` unless given.
            unmanaged: what to do about people in the account who are declared nowhere: `ignore`, `warn` or `fail`, with
                exceptions as `{"policy": "fail", "except": ["*@bots.example.com"]}`; unless given, configuration
                `arize:unmanaged`, then `ignore`. This argument, the two limits and `required_admins` override what the
                file says.
            required_admins: how many active admins the account has to keep when somebody is removed; 1 unless given.
                Whoever was only invited does not count.
            opts: Pulumi's resource options.

        Raises:
            ProgramError: not exactly one of `file` and `people` is given, a file cannot be read, or there are mistakes:
                the first twenty, each with its line and column, and how many more there are.
        """
        # Only here, so that a program without a roster does without YAML and pydantic.
        from pulumi_arize_users.resources.roster_reading import read_declaration, said_documents  # noqa: PLC0415

        documents = said_documents(resource_name, file, people, defaults)
        rules = {
            "max_removals": max_removals,
            "max_membership_removals": max_membership_removals,
            "unmanaged": unmanaged,
            "required_admins": required_admins,
        }
        declaration = read_declaration(resource_name, documents, rules)
        self._declared = declaration.people
        _declare(self, resource_name, declaration, opts)

    @property
    def people(self) -> pulumi.Output[dict[str, dict[str, Any]]]:
        """What is declared for each person, by address in lower case."""
        return self.urn.apply(lambda _urn: self._declared)

    @cached_property
    def users(self) -> pulumi.Output[dict[str, dict[str, Any]]]:
        """`id`, `status` and `adopted` (the account existed before) of each person, by address in lower case."""
        seen: pulumi.Output[str] = getattr(self, SEEN)
        return seen.apply(lambda text: self._expected(text) if text else self.record.apply(self._recorded))

    def user_id(self, address: str) -> pulumi.Output[str]:
        """The id of one of these people, for other resources.

        Args:
            address: in any letter case.

        Raises:
            ProgramError: nobody here has this address.
        """
        key = self._key(address)
        return self.users.apply(lambda users: users[key]["id"])

    def person(self, address: str) -> RosterPerson:
        """One of these people, for an `OrganizationMembership`: its preview checks that the roles fit.

        Args:
            address: in any letter case.

        Raises:
            ProgramError: nobody here has this address.
        """
        key = self._key(address)
        declared = self._declared[key]
        adopted = self.users.apply(lambda users: users[key]["adopted"])
        email = address_of(key, declared)
        return RosterPerson(email, declared["role"], declared.get("on_destroy"), self.user_id(key), adopted)

    def _key(self, address: str) -> str:
        key = fold(address)
        if key not in self._declared:
            near = did_you_mean(address, self._declared)
            message = f"There is no {readable(address)} in Roster {self._name!r}.{near}"
            raise ProgramError(message)
        return key

    def _recorded(self, record: str | None) -> dict[str, dict[str, Any]]:
        if record is None:  # mocks of a unit test, which do not say what a provider would
            return {key: dict.fromkeys(FOR_PROGRAMS.values()) for key in sorted(self._declared)}
        return users_of(record)

    def _expected(self, seen: str) -> dict[str, dict[str, Any]]:
        """What a preview knows: everything of those who are in the account, and nothing yet of those who come."""
        known = users_of(seen)
        return {key: known.get(key) or _newcomer() for key in sorted(self._declared)}


def _newcomer() -> dict[str, pulumi.Output[Any]]:
    # Without a dependency: where the value is known it is plain, and a saved plan compares dependencies.
    return {word: pulumi.Output.from_input(pulumi.UNKNOWN) for word in FOR_PROGRAMS.values()}


def _declare(
    roster: Roster, resource_name: str, declaration: RosterDeclaration, opts: pulumi.ResourceOptions | None
) -> None:
    resource = label("Roster", resource_name, opts)
    claim(resource, declaration.people, opts)
    arguments = {
        **roster_inputs(declaration, resource, shows=bool(opts and opts.ignore_changes)),
        ELSEWHERE: claimed_elsewhere(resource, opts),
    }
    register(
        roster,
        "Roster",
        resource_name,
        {**dict.fromkeys(OUTPUTS), **arguments},
        pulumi.ResourceOptions.merge(opts, SECRET_OUTPUTS),
    )
    if may_be_blocked(declaration.people.values(), programs_policy()):
        RosterRemovals(f"{resource_name}-removals", roster, declaration.people)
