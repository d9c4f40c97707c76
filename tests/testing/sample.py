"""Programs for tests of the runner: notes, whose provider keeps nothing and obeys their text."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path
from typing import Any

import pulumi
from pulumi import dynamic


class NoteProvider(dynamic.ResourceProvider):
    """Creates notes. A text says what is to happen: `fail`, `exit`, `slow`, `say <words>`, `hold <folder>`."""

    def create(self, props: dict[str, Any]) -> dynamic.CreateResult:
        text = props["text"]
        if text == "exit":
            os._exit(3)
        if text == "fail":
            time.sleep(0.2)  # so that the notes beside it are in flight by then
            raise RuntimeError("first line\nsecond line")
        if text == "slow":
            time.sleep(0.5)
        if text.startswith("hold "):
            folder = Path(text.removeprefix("hold "))
            (folder / "begun").write_text("")  # both are pipes: each waits for the other side
            (folder / "go").read_text()
        if text.startswith("say "):
            sys.stdout.write(f"{text[4:]}\n")
            sys.stderr.write(f"{text[4:].upper()}\n")
        return dynamic.CreateResult(f"{len(text)} letters", {**props, "seen": os.environ.get("SEEN", "")})


class Note(dynamic.Resource):
    """A note."""

    seen: pulumi.Output[str]
    text: pulumi.Output[str]

    def __init__(self, name: str, text: Any, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(NoteProvider(), name, {"text": text, "seen": None}, opts)


def one_note() -> None:
    pulumi.export("seen", Note("note", os.environ.get("TEXT", "plain")).seen)


def notes() -> None:
    for text in os.environ["TEXT"].split(","):
        Note(text, text)


def held_notes() -> None:
    held = Note("held", f"hold {os.environ['FOLDER']}")
    Note("after", held.seen)


def many_notes() -> None:
    for number in range(200):
        Note(f"note {number}", f"text {number}")


def secret_note() -> None:
    note = Note("note", pulumi.Config().require_secret("text"))
    pulumi.export("text", note.text)
    pulumi.export("nested", {"inside": [note.text]})
    pulumi.export("count", 1)


def leaves_its_arguments_behind() -> None:
    os.environ["LEFT_BEHIND"] = "yes"


def raises_run_error() -> None:
    raise pulumi.RunError("one sentence for the reader")


def _deep_mistake() -> None:
    raise ValueError("a mistake")


def raises() -> None:
    _deep_mistake()


def catches_everything() -> None:
    try:
        pulumi.runtime.invoke("aws:index:getRegion", {})
    except Exception as error:  # noqa: BLE001 - the point of this program
        pulumi.log.info(f"caught: {error}")


def logs() -> None:
    pulumi.log.info("for your information")
    pulumi.log.warn("be careful", resource=Note("note", "plain"))
    pulumi.log.debug("nobody sees this")


async def asynchronous() -> None:
    await asyncio.sleep(0)


def with_timeouts() -> None:
    Note("note", "plain", pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="1m")))


def imported() -> None:
    Note("note", "plain", pulumi.ResourceOptions(import_="note-1"))


def with_wildcard() -> None:
    Note("note", "plain", pulumi.ResourceOptions(ignore_changes=["text[*]"]))


def with_hooks() -> None:
    hook = pulumi.ResourceHook("hook", lambda _: None)
    Note("note", "plain", pulumi.ResourceOptions(hooks=pulumi.ResourceHookBinding(after_create=[hook])))


def with_transforms() -> None:
    Note("note", "plain", pulumi.ResourceOptions(transforms=[lambda _: None]))


def with_trigger() -> None:
    Note("note", "plain", pulumi.ResourceOptions(replacement_trigger="x"))


def with_replace_with() -> None:
    first = Note("first", "plain")
    Note("note", "plain", pulumi.ResourceOptions(replace_with=[first]))


def foreign_resource() -> None:
    pulumi.CustomResource("aws:s3/bucket:Bucket", "bucket", {})


def foreign_provider() -> None:
    provider = pulumi.ProviderResource("aws", "eu", {})
    Note("note", "plain", pulumi.ResourceOptions(provider=provider))


def provider_from_a_note() -> None:
    provider = pulumi.ProviderResource("pulumi-python", "eu", {"test:key": Note("first", "plain").seen})
    Note("note", "plain", pulumi.ResourceOptions(provider=provider))


def stack_reference() -> None:
    pulumi.StackReference("other/stack/dev")


def remote_component() -> None:
    pulumi.ComponentResource("aws:index:Component", "component", {}, None, remote=True)


def invoking() -> None:
    pulumi.export("region", pulumi.runtime.invoke_output("aws:index:getRegion", {}))


def twice_the_same() -> None:
    Note("note", "plain")
    Note("note", "plain")
