"""The provider as the engine calls it: each call turned into one of the core's, and its result into an answer."""

# ruff: noqa: N802 - the calls have the names of the protocol

from __future__ import annotations

import json
import os
import threading
from contextlib import nullcontext
from importlib import metadata
from typing import TYPE_CHECKING, Any

from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2_grpc
from pulumi.runtime.proto import provider_pb2 as rpc

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.hosts.plugin.calls import GivenBack, answered
from pulumi_arize_users.hosts.plugin.configuration import (
    SECRET_SETTINGS,
    settings_mistakes,
    settings_sources,
)
from pulumi_arize_users.hosts.plugin.differences import answer
from pulumi_arize_users.hosts.plugin.functions import call
from pulumi_arize_users.hosts.plugin.properties import from_engine, to_engine
from pulumi_arize_users.hosts.plugin.resources import RESOURCES, ROSTER, label_of, token_of
from pulumi_arize_users.hosts.plugin.schema import package_schema
from pulumi_arize_users.hosts.plugin.sentences import in_wire_names
from pulumi_arize_users.hosts.plugin.values import received, sent
from pulumi_arize_users.providers.account import load_account
from pulumi_arize_users.providers.known_settings import warn_of_variables
from pulumi_arize_users.providers.protocol import KNOWN_PERSON, RESOURCE, is_managed, with_unseen
from pulumi_arize_users.providers.results import UNKNOWN, Difference
from pulumi_arize_users.providers.roster_memory import NOT_IMPORTED
from pulumi_arize_users.providers.state_format import KnowingItsFormat, marked_as_found, require_known_format
from pulumi_arize_users.providers.wire_format import to_wire

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from google.protobuf.struct_pb2 import Struct

    from pulumi_arize_users.api.cancellation import Cancellation
    from pulumi_arize_users.hosts.plugin.engine import EngineLog
    from pulumi_arize_users.hosts.plugin.resources import Resource
    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.results import Lifecycle, Properties

DISTRIBUTION = "pulumi-arize-users"


class ArizeServicer(provider_pb2_grpc.ResourceProviderServicer):
    """Serves one provider of one run.

    Args:
        cancellation: says when to stop.
        log: shows messages, once it is known where the engine is.
    """

    def __init__(self, cancellation: Cancellation, log: EngineLog) -> None:
        self._cancellation = cancellation
        self._log = log
        self._account: Account | None = None
        self._lives: dict[str, Lifecycle] = {}
        self._turns: AbstractContextManager[Any] = nullcontext()
        self._provider = ""
        self._making = threading.Lock()

    def turn(self, urn: str) -> AbstractContextManager[Any]:
        """Held while a call about a resource is served: as many at once as are configured."""
        return self._turns if urn else nullcontext()

    def always_secret(self, urn: str) -> frozenset[str]:
        """The outputs of a resource that are secrets whatever a program says."""
        return self._resource(urn).secret

    @answered
    def Handshake(self, request: rpc.ProviderHandshakeRequest) -> rpc.ProviderHandshakeResponse:
        """Learn where the engine is, and say what is understood."""
        self._log.connect(request.engine_address)
        return rpc.ProviderHandshakeResponse(accept_secrets=True)

    @answered
    def Attach(self, request: plugin_pb2.PluginAttach) -> Empty:
        """Learn where the engine is, of a plugin that somebody else has started."""
        self._log.connect(request.address)
        return Empty()

    @answered
    def GetPluginInfo(self, _request: Empty) -> plugin_pb2.PluginInfo:
        """The version."""
        return plugin_pb2.PluginInfo(version=metadata.version(DISTRIBUTION))

    @answered
    def Parameterize(self, _request: rpc.ParameterizeRequest) -> rpc.ParameterizeResponse:
        """Refused: there is one package, whatever the parameters."""
        raise Refused("The package arize takes no parameters: add it without anything after its name or path.")

    @answered
    def GetMapping(self, _request: rpc.GetMappingRequest) -> rpc.GetMappingResponse:
        """There is nothing that it could be converted from."""
        return rpc.GetMappingResponse()

    @answered
    def GetMappings(self, _request: rpc.GetMappingsRequest) -> rpc.GetMappingsResponse:
        """There is nothing that it could be converted from."""
        return rpc.GetMappingsResponse()

    @answered
    def GetSchema(self, _request: rpc.GetSchemaRequest) -> rpc.GetSchemaResponse:
        """What programs can declare and ask."""
        return rpc.GetSchemaResponse(schema=json.dumps(package_schema()))

    @answered
    def CheckConfig(self, request: rpc.CheckRequest) -> rpc.CheckResponse:
        """Refuse settings that nothing reads, or that cannot be used."""
        # Without a property's name: with it, the engine would print the value, which may be a key.
        failures = [
            rpc.CheckFailure(reason=in_wire_names(sentence))
            for sentence in settings_mistakes(request.news, request.urn)
        ]
        said = received(request.news)
        inputs = sent(said.values, said.secret | SECRET_SETTINGS, request.news)
        return rpc.CheckResponse(inputs=inputs, failures=failures)

    @answered
    def DiffConfig(self, request: rpc.DiffRequest) -> rpc.DiffResponse:
        """Never a replacement: the engine would replace every resource of the provider, and block its people."""
        return answer(Difference(changes=None), request.old_inputs, request.news)

    @answered
    def Configure(self, request: rpc.ConfigureRequest) -> rpc.ConfigureResponse:
        """Read the settings; the key is only asked for when something has to be sent."""
        warn_of_variables(os.environ)
        sources = settings_sources(request.args, request.urn, are_stored=True)
        self._account = load_account(sources, self._cancellation)
        turns = threading.BoundedSemaphore(self._account.connection.concurrency)
        self._turns, self._account.run.arrivals.elsewhere = turns, GivenBack(turns)
        self._lives = {}
        self._provider = f"{request.urn}::{request.id}" if request.urn and request.id else ""
        return rpc.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    @answered
    def Check(self, request: rpc.CheckRequest) -> rpc.CheckResponse:
        """Refuse at preview what cannot be done, and normalize the rest."""
        said = from_engine(request.news)
        defaults = self._resource(request.urn).defaults or {}
        news = {**defaults, RESOURCE: label_of(request.urn), **said}
        checked = self._life(request.urn).check(from_engine(request.olds), news)
        # With a property's name the engine prints the value, also a secret one, in the clear.
        failures = [
            rpc.CheckFailure(property=to_wire(checked.arguments.get(sentence, "")), reason=in_wire_names(sentence))
            for sentence in checked.failures
        ]
        return rpc.CheckResponse(inputs=to_engine(checked.inputs, (), request.news), failures=failures)

    @answered
    def Diff(self, request: rpc.DiffRequest) -> rpc.DiffResponse:
        """What differs between the account as last seen and the program."""
        news = from_engine(request.news)
        difference = self._life(request.urn).diff(request.id, from_engine(request.olds), news)
        return answer(difference, request.old_inputs, request.news)

    @answered
    def Create(self, request: rpc.CreateRequest) -> rpc.CreateResponse:
        """Make the object."""
        resource, inputs = self._resource(request.urn), from_engine(request.properties)
        if request.preview:
            return rpc.CreateResponse(
                properties=to_engine(resource.expected(inputs), resource.secret, request.properties)
            )
        created = self._life(request.urn).create(inputs)
        return rpc.CreateResponse(id=created.id, properties=to_engine(created.outputs, resource.secret))

    @answered
    def Read(self, request: rpc.ReadRequest) -> rpc.ReadResponse:
        """See the object as it is now; with nothing but an id or a name, as it is to be imported."""
        resource, before = self._resource(request.urn), from_engine(request.inputs)
        outputs = _remembered(request.properties, before)
        if is_managed(outputs) or resource.take is None:
            found = self._life(request.urn).read(request.id, outputs)
        else:
            found = marked_as_found(resource.take(self._configured(), request.id))
        if not found.id:
            return rpc.ReadResponse()
        inputs = with_unseen(found.inputs, before)
        return rpc.ReadResponse(
            id=found.id,
            properties=to_engine(found.outputs, resource.secret),
            inputs=to_engine(before if inputs is None else inputs),
        )

    @answered
    def Update(self, request: rpc.UpdateRequest) -> rpc.UpdateResponse:
        """Apply what differs, and nothing else."""
        resource, olds, news = self._resource(request.urn), from_engine(request.olds), from_engine(request.news)
        if request.preview:
            return rpc.UpdateResponse(
                properties=to_engine(resource.expected(news, olds), resource.secret, request.news)
            )
        outputs = self._life(request.urn).update(request.id, olds, news)
        return rpc.UpdateResponse(properties=to_engine(outputs, resource.secret))

    @answered
    def Delete(self, request: rpc.DeleteRequest) -> Empty:
        """Remove the object."""
        outputs = _remembered(request.properties, from_engine(request.old_inputs))
        self._life(request.urn).delete(request.id, outputs)
        return Empty()

    @answered
    def Construct(self, request: rpc.ConstructRequest) -> rpc.ConstructResponse:
        """Register the resources that a roster is made of."""
        if request.type != ROSTER:
            raise Refused(f"There is no component {request.type!r} in the package arize.")
        # Only a program with a roster needs it: pydantic and YAML cost a quarter of a second.
        from pulumi_arize_users.hosts.plugin.roster import constructed  # noqa: PLC0415

        return constructed(request, self._configured(), self._provider)

    @answered
    def Invoke(self, request: rpc.InvokeRequest) -> rpc.InvokeResponse:
        """Answer a question about the account."""
        arguments = received(request.args).values
        if UNKNOWN in arguments.values():
            raise Refused(f"{request.tok} cannot be asked with a value that is not known before the run.")
        return rpc.InvokeResponse(**{"return": sent(call(self._configured(), request.tok, arguments))})

    @answered
    def Call(self, request: rpc.CallRequest) -> rpc.CallResponse:
        """Refused: no resource has methods."""
        raise Refused(f"There is no {request.tok}: the resources of arize have no methods.")

    @answered
    def Cancel(self, _request: Empty) -> Empty:
        """Stop: nothing further is begun, and waits end."""
        self._cancellation.request()
        return Empty()

    def _configured(self) -> Account:
        if self._account is None:
            raise Refused("The provider was not configured: Configure has to be called first.")
        return self._account

    @staticmethod
    def _resource(urn: str) -> Resource:
        resource = RESOURCES.get(token_of(urn))
        if token_of(urn) == ROSTER:
            raise Refused(NOT_IMPORTED)
        if resource is None:
            raise Refused(f"There is no resource {token_of(urn) or urn!r} in the package arize.")
        return resource

    def _life(self, urn: str) -> Lifecycle:
        resource, account = self._resource(urn), self._configured()
        with self._making:
            token = token_of(urn)
            if token not in self._lives:
                self._lives[token] = KnowingItsFormat(resource.life(account))
            return self._lives[token]


def _remembered(outputs: Struct, inputs: Properties) -> Properties:
    """The outputs, and what a check has noted in the inputs alone: outputs change only with an update."""
    require_known_format(inputs)
    noted = {KNOWN_PERSON: inputs[KNOWN_PERSON]} if KNOWN_PERSON in inputs else {}
    return {**noted, **from_engine(outputs)}
