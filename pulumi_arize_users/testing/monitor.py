"""The two services a Pulumi program talks to, `ResourceMonitor` and `Engine`, answered by the planner."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeAlias

from google.protobuf import empty_pb2
from pulumi.runtime.proto import engine_pb2, resource_pb2

from pulumi_arize_users.testing import urns
from pulumi_arize_users.testing.registration import (
    looked_up,
    properties_of,
    registration,
    understood_read,
    understood_registration,
)
from pulumi_arize_users.testing.transports import TERMINATED
from pulumi_arize_users.testing.values import Properties, from_struct, to_struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from google.protobuf.message import Message

    from pulumi_arize_users.testing.planner import Planner
    from pulumi_arize_users.testing.results import Severity
    from pulumi_arize_users.testing.run import Run

Handler: TypeAlias = "Callable[[Any], Any]"

# What the SDK may rely on. For everything else it refuses by itself, loudly.
_FEATURES: Final = ("SECRETS", "RESOURCE_REFERENCES", "ALIAS_SPECS", "DELETED_WITH")
_LEGACY_FEATURES: Final = frozenset({"secrets", "resourceReferences", "aliasSpecs", "deletedWith"})
_SEVERITIES: Final[Mapping[int, Severity]] = {
    engine_pb2.INFO: "info",
    engine_pb2.WARNING: "warning",
    engine_pb2.ERROR: "error",
}


class Monitor:
    """Takes what the program registers to the planner, and its exports to the stack's outputs."""

    def __init__(self, run: Run, planner: Planner) -> None:
        self._run = run
        self._planner = planner
        self._exports: Properties | None = None
        self._root = ""

    def handlers(self) -> dict[str, Handler]:
        """The methods of both services, by their names in the protocol."""
        return {
            "GetDeploymentInfo": self._deployment_info,
            "SupportsFeature": self._supports_feature,
            "RegisterResource": self._register,
            "ReadResource": self._read,
            "RegisterResourceOutputs": self._register_outputs,
            "Invoke": self._invoke,
            "SignalAndWaitForShutdown": _nothing,
            "Log": self._log,
            "GetRootResource": lambda _: engine_pb2.GetRootResourceResponse(urn=self._root),
            "SetRootResource": self._set_root,
            "StartDebugging": _nothing,
            "*": self._refuse,
            "RequirePulumiVersion": lambda _: engine_pb2.RequirePulumiVersionResponse(),
        }

    def finish(self) -> None:
        """Take the program's exports into state. After a failure, those it did not get to keep their old values."""
        stack = self._run.ledger.current(self._root) if self._root else None
        if stack is None or self._exports is None:
            return
        kept = stack.outputs if self._run.journal.stopped else {}
        self._run.ledger.amend(replace(stack, outputs={**kept, **self._exports}))

    def _deployment_info(self, _: empty_pb2.Empty) -> resource_pb2.DeploymentInfo:
        settings = self._run.settings
        prefix = "RESOURCE_MONITOR_FEATURE_"
        return resource_pb2.DeploymentInfo(
            project=settings.project,
            stack=settings.stack,
            organization=settings.organization,
            config=dict(settings.config),
            configSecretKeys=sorted(settings.secret_keys),
            dryRun=settings.dry_run,
            parallel=settings.parallel,
            supportedFeatures=[resource_pb2.ResourceMonitorFeature.Value(prefix + name) for name in _FEATURES],
        )

    def _supports_feature(self, request: resource_pb2.SupportsFeatureRequest) -> resource_pb2.SupportsFeatureResponse:
        return resource_pb2.SupportsFeatureResponse(hasSupport=request.id in _LEGACY_FEATURES)

    def _register(self, request: resource_pb2.RegisterResourceRequest) -> resource_pb2.RegisterResourceResponse:
        understood_registration(request, self._run.journal)
        settings = self._run.settings
        resource = self._planner.register(registration(request, settings.stack, settings.project))
        if request.type == urns.STACK_TYPE:
            self._root = resource.urn
        # A component's outputs may refer to resources that are registered after it, so they are not repeated.
        outputs = resource.outputs if resource.custom else {}
        return resource_pb2.RegisterResourceResponse(urn=resource.urn, id=resource.id, object=to_struct(outputs))

    def _read(self, request: resource_pb2.ReadResourceRequest) -> resource_pb2.ReadResourceResponse:
        understood_read(request, self._run.journal)
        settings = self._run.settings
        resource = self._planner.read(looked_up(request, settings.stack, settings.project))
        response = resource_pb2.ReadResourceResponse(urn=resource.urn, properties=to_struct(resource.outputs))
        if "id" in response.DESCRIPTOR.fields_by_name:  # newer SDKs take an absent id for an unknown one
            response.id = resource.id
        return response

    def _register_outputs(self, request: resource_pb2.RegisterResourceOutputsRequest) -> empty_pb2.Empty:
        resource = self._run.ledger.current(request.urn)
        if urns.type_of(request.urn) == urns.STACK_TYPE:
            self._exports = properties_of(request)
        elif resource is not None:
            self._run.ledger.amend(replace(resource, outputs=properties_of(request)))
        return empty_pb2.Empty()

    def _invoke(self, request: resource_pb2.ResourceInvokeRequest) -> resource_pb2.ResourceInvokeResponse:
        """Only what the SDK itself asks in order to follow a reference to a resource."""
        if request.tok != "pulumi:pulumi:getResource":
            self._run.journal.refuse(f"the function {request.tok}")
        urn = from_struct(request.args).get("urn")
        resource = self._run.ledger.current(str(urn))
        if resource is None:
            self._run.journal.fail("", f"the program refers to {urn}, which it has not registered")
        found: Properties = {"urn": resource.urn, "id": resource.id, "state": resource.outputs}
        return resource_pb2.ResourceInvokeResponse(**{"return": to_struct(found)})

    def _refuse(self, request: Message) -> NoReturn:
        self._run.journal.refuse(f"requests of the kind {request.DESCRIPTOR.name}")

    def _log(self, request: engine_pb2.LogRequest) -> empty_pb2.Empty:
        severity = _SEVERITIES.get(request.severity)
        echo = self._run.journal.stopped and request.message == TERMINATED
        if severity and not echo and not request.ephemeral:
            self._run.journal.tell(severity, request.message, request.urn)
        return empty_pb2.Empty()

    def _set_root(self, request: engine_pb2.SetRootResourceRequest) -> engine_pb2.SetRootResourceResponse:
        self._root = request.urn
        return engine_pb2.SetRootResourceResponse()


def _nothing(_: object) -> empty_pb2.Empty:
    return empty_pb2.Empty()
