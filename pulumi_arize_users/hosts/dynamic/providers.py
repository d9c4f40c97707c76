"""The classes that the engine's dynamic host calls. Their module path and names are in users' state: they never change.

Each turns the host's properties into the core's and the core's results into the host's, and knows nothing else.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from pulumi.dynamic import (
    CheckFailure,
    CheckResult,
    ConfigureRequest,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
)
from pulumi.output import Unknown as HostsUnknown

from pulumi_arize_users.api.sources import Sources
from pulumi_arize_users.hosts.dynamic.answers import errors_as_sentences, host_module
from pulumi_arize_users.hosts.dynamic.cancellation import CANCELLATION, listen_for_cancel
from pulumi_arize_users.hosts.dynamic.reading import inputs_before
from pulumi_arize_users.hosts.dynamic.stored import PROVIDER_KEY
from pulumi_arize_users.hosts.dynamic.width import widen
from pulumi_arize_users.hosts.orphan import end_with_the_engine
from pulumi_arize_users.providers.account import shared_account
from pulumi_arize_users.providers.known_settings import NAMESPACE, leave_warning_to_program, warn_of_variables
from pulumi_arize_users.providers.messages import log, speak
from pulumi_arize_users.providers.protocol import with_unseen
from pulumi_arize_users.providers.results import UNKNOWN
from pulumi_arize_users.providers.state_format import KnowingItsFormat, require_known_format

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi.dynamic import Config

    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.results import Lifecycle, Properties


class HostedProvider(ResourceProvider):
    """A lifecycle of the core, in the form that the dynamic host calls.

    An instance has no attributes until the host configures it: what is pickled into state is the class's name.
    """

    serialize_as_secret_always = False
    _life: Lifecycle

    @staticmethod
    def lifecycle(account: Account) -> Lifecycle:
        """The life of the resource in an account.

        Each is imported when a host needs it: a program only declares, and most need only one or two.
        """
        raise NotImplementedError

    @errors_as_sentences
    def configure(self, req: ConfigureRequest) -> None:
        """Read the settings; the key is only asked for when something has to be sent."""
        speak()
        account = shared_account(_sources(req.config), CANCELLATION)
        workers = account.connection.concurrency
        if not widen(workers):
            log.debug("The engine's host serves as many calls at once as it did before, not %d.", workers)
        if not listen_for_cancel():
            log.debug("The engine's host does not pass a cancel on.")
        if host_module() is None or not end_with_the_engine(CANCELLATION):
            log.debug("Whether the engine is gone cannot be seen here; a killed run may go on for a while.")
        self._life = KnowingItsFormat(self.lifecycle(account))

    @errors_as_sentences
    def check(self, olds: Properties, news: Properties) -> CheckResult:
        """Refuse at preview what cannot be done, and normalize the rest."""
        leave_warning_to_program()
        checked = self._life.check(_cores(olds), _cores(news))
        unknown = HostsUnknown()  # type: ignore[no-untyped-call]  # the SDK leaves it untyped
        inputs = {key: news.get(key, unknown) if value is UNKNOWN else value for key, value in checked.inputs.items()}
        # Without a property's name: with it, the engine would print the value, and a secret one in the clear.
        return CheckResult(inputs, [CheckFailure("", sentence) for sentence in checked.failures])

    @errors_as_sentences
    def diff(self, id: str, olds: Properties, news: Properties) -> DiffResult:
        """What differs between the account as last seen and the program."""
        difference = self._life.diff(id, _cores(olds), _cores(news))
        return DiffResult(changes=difference.changes, replaces=difference.replaces)

    @errors_as_sentences
    def create(self, props: Properties) -> CreateResult:
        """Make the object."""
        created = self._life.create(_cores(props))
        return CreateResult(created.id, created.outputs)

    @errors_as_sentences
    def read(self, id: str, props: Properties) -> ReadResult:
        """See the object as it is now."""
        warn_of_variables(os.environ)
        before = inputs_before()
        require_known_format(before)
        found = self._life.read(id, _cores(props))
        if not found.id:
            return ReadResult("", {})  # inputs of an object that is gone would be stored
        return ReadResult(found.id, found.outputs, with_unseen(found.inputs, before))

    @errors_as_sentences
    def update(self, id: str, olds: Properties, news: Properties) -> UpdateResult:
        """Apply what differs, and nothing else."""
        return UpdateResult(self._life.update(id, _cores(olds), _cores(news)))

    @errors_as_sentences
    def delete(self, id: str, props: Properties) -> None:
        """Remove the object."""
        warn_of_variables(os.environ)
        require_known_format(inputs_before())
        self._life.delete(id, _cores(props))


class ArizeUserProvider(HostedProvider):
    """The provider of `ArizeUser`."""

    @staticmethod
    def lifecycle(account: Account) -> Lifecycle:
        """The life of a person."""
        from pulumi_arize_users.providers.user import UserLifecycle  # noqa: PLC0415 - as said above

        return UserLifecycle(account)


class OrganizationMembershipProvider(HostedProvider):
    """The provider of `OrganizationMembership`."""

    @staticmethod
    def lifecycle(account: Account) -> Lifecycle:
        """The life of a membership."""
        from pulumi_arize_users.providers.membership import in_an_organization  # noqa: PLC0415 - as above

        return in_an_organization(account)


class SpaceMembershipProvider(HostedProvider):
    """The provider of `SpaceMembership`."""

    @staticmethod
    def lifecycle(account: Account) -> Lifecycle:
        """The life of a membership in a space."""
        from pulumi_arize_users.providers.membership import in_a_space  # noqa: PLC0415 - as above

        return in_a_space(account)


class RosterProvider(HostedProvider):
    """The provider of `Roster`."""

    @staticmethod
    def lifecycle(account: Account) -> Lifecycle:
        """The life of a roster."""
        from pulumi_arize_users.providers.roster import RosterLifecycle  # noqa: PLC0415 - as above

        return RosterLifecycle(account)


class RosterRemovalsProvider(HostedProvider):
    """The provider of `RosterRemovals`."""

    @staticmethod
    def lifecycle(account: Account) -> Lifecycle:
        """The life of a roster's removals."""
        from pulumi_arize_users.providers.roster_removals import RemovalsLifecycle  # noqa: PLC0415 - as above

        return RemovalsLifecycle(account)


def _sources(config: Config) -> Sources:
    # The SDK has no list of the keys to offer. Without one, misspelt keys are found by the program alone.
    keys: Mapping[str, object] = getattr(config, "_props", {})
    project: str = getattr(config, "_project_name", "")
    return Sources(lambda key: config.get(f"{NAMESPACE}:{key}"), keys=tuple(keys), project=project, are_stored=True)


def _cores(properties: Mapping[str, Any]) -> Properties:
    """A resource's properties without what the host adds, and with the core's marker for what is unknown."""
    return {
        key: UNKNOWN if _holds_unknown(value) else value for key, value in properties.items() if key != PROVIDER_KEY
    }


def _holds_unknown(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_unknown, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_holds_unknown, value))
    return isinstance(value, HostsUnknown)
