"""A resource whose provider does, on request, everything an engine has to cope with, and logs every call."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any, NoReturn

import grpc
import pulumi
from pulumi import dynamic
from pulumi.output import Unknown
from pulumi.runtime.proto import provider_pb2, status_pb2

_log_lock = threading.Lock()


class Unfinished(Exception):
    """What exists is in the trailer of the call."""


def log(call: str, **arguments: object) -> None:
    """Write one line to the call log."""
    with _log_lock, Path(os.environ["CALL_LOG"]).open("a", encoding="utf-8") as file:
        file.write(json.dumps([call, readable(arguments)], sort_keys=True) + "\n")


def readable(value: Any) -> Any:
    """The value without the provider's own pickle, and with a word for what is unknown."""
    if isinstance(value, Unknown):
        return "<unknown>"
    if isinstance(value, dict):
        return {key: readable(item) for key, item in sorted(value.items()) if key != "__provider"}
    return [readable(item) for item in value] if isinstance(value, list) else value


def remote(id: str) -> Path:
    """Where the outside world keeps a thing."""
    folder = Path(os.environ["REMOTE"])
    folder.mkdir(exist_ok=True)
    return folder / id


def unfinished(id: str, outputs: dict[str, Any], props: dict[str, Any]) -> NoReturn:
    """Fail the call being served as one that left an unfinished resource behind."""
    failure = provider_pb2.ErrorResourceInitFailed(id=id, reasons=["the label could not be set"])
    failure.properties.update({**outputs, "__provider": props["__provider"]})
    status = status_pb2.Status(code=grpc.StatusCode.UNKNOWN.value[0], message="unfinished")
    status.details.add().Pack(failure)
    frame = sys._getframe()
    while frame is not None:
        context = frame.f_locals.get("context")
        if isinstance(context, grpc.ServicerContext):
            context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
            break
        assert frame.f_back is not None
        frame = frame.f_back
    raise Unfinished


class ThingProvider(dynamic.ResourceProvider):
    """Keeps things as files. A thing's label says what is to go wrong with it."""

    def configure(self, req: dynamic.ConfigureRequest) -> None:
        log("configure", mode=req.config.get("mode"), token=req.config.get("token"))

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> dynamic.CheckResult:
        log("check", olds=_olds, news=news)
        bad = news.get("label") == "refused"
        return dynamic.CheckResult(news, [dynamic.CheckFailure("label", "it is refused")] if bad else [])

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> dynamic.DiffResult:
        log("diff", id=_id, olds=_olds, news=_news)
        if _news.get("label") == "fails in diff":
            raise RuntimeError("cannot compare")
        keys = ("label", "size", "source", "password")
        changed = [key for key in keys if isinstance(_news.get(key), Unknown) or _olds.get(key) != _news.get(key)]
        replaces = [key for key in changed if key == "size" or (key == "source" and _news.get("bound"))]
        if _news.get("vague"):
            return dynamic.DiffResult(changes=bool(changed), replaces=replaces)
        return dynamic.DiffResult(
            changes=None if changed else False, replaces=replaces, delete_before_replace=bool(_news.get("single"))
        )

    def create(self, props: dict[str, Any]) -> dynamic.CreateResult:
        log("create", props=props)
        if props.get("label") == "fails in create" or remote("no-more").exists():
            raise RuntimeError("cannot create")
        id_ = f"{props['name']}-{props['size']:g}"
        outputs = {**props, "mark": f"mark of {id_}"}
        remote(id_).write_text(json.dumps(readable(outputs)))
        if remote("broken").exists():
            unfinished(id_, {**outputs, "label": "not set"}, props)
        return dynamic.CreateResult(id_, outputs)

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> dynamic.UpdateResult:
        log("update", id=_id, olds=_olds, news=_news)
        if _news.get("label") == "fails in update":
            raise RuntimeError("cannot update")
        outputs = {**_news, "mark": _olds["mark"]}
        remote(_id).write_text(json.dumps(readable(outputs)))
        if remote("broken").exists():
            unfinished(_id, {**outputs, "label": "not set"}, _news)
        return dynamic.UpdateResult(outputs)

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        log("delete", id=_id)
        if _props.get("label") == "fails in delete":
            raise RuntimeError("cannot delete")
        remote(_id).unlink(missing_ok=True)

    def read(self, id_: str, props: dict[str, Any]) -> dynamic.ReadResult:
        log("read", id=id_, props=props)
        if not remote(id_).exists():
            return dynamic.ReadResult("", {})
        outputs = json.loads(remote(id_).read_text())
        if remote("broken").exists():
            unfinished(id_, outputs, props)
        return dynamic.ReadResult(id_, outputs, {key: value for key, value in outputs.items() if key != "mark"})


class Thing(dynamic.Resource, module="comparison", name="Thing"):
    """A thing with a label (updated in place) and a size (a change replaces it)."""

    label: pulumi.Output[str]
    mark: pulumi.Output[str]
    source: pulumi.Output[Any]

    def __init__(self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **inputs: Any) -> None:
        properties = {"name": resource_name, "label": "plain", "size": 1, "source": None, **inputs, "mark": None}
        super().__init__(ThingProvider(), resource_name, properties, opts)


class Box(pulumi.ComponentResource):
    """A component: one thing in it, and a second one that waits for the first."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("comparison:index:Box", name, {}, opts)
        self.inner = Thing(f"{name}-inner", pulumi.ResourceOptions(parent=self))
        self.outer = Thing(f"{name}-outer", pulumi.ResourceOptions(parent=self, depends_on=[self.inner]))
        self.register_outputs({"mark": self.inner.mark})
