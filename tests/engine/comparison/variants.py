"""The program of the comparison. What it declares is chosen by an environment variable."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pulumi
from pulumi import Alias, Output, ResourceOptions

from tests.engine.comparison.things import Box, Thing, ThingProvider

if TYPE_CHECKING:
    from collections.abc import Callable

VARIANTS: dict[str, Callable[[], object]] = {}


def main() -> None:
    """Declare what the variant says."""
    VARIANTS[os.environ["VARIANT"]]()


def variant(declare: Callable[[], object]) -> Callable[[], object]:
    """Make a function a variant, by its name."""
    VARIANTS[declare.__name__] = declare
    return declare


def _token() -> Output[str]:
    return pulumi.Config().require_secret("token")


def _pair(*, label: str = "2", size: int = 2) -> Thing:
    a = Thing("a", label=label, size=size, password=_token())
    pulumi.export("id", a.id)
    pulumi.export("token", _token())
    pulumi.export("plain", {"n": [1, "2"]})
    return a


def _with_b(a: Thing) -> Thing:
    b = Thing("b", label="1", source=a.mark)
    pulumi.export("mark", b.mark)
    return b


@variant
def pair() -> None:
    _with_b(_pair(label="1", size=1))


@variant
def pair_relabelled() -> None:
    _with_b(_pair(size=1))


@variant
def pair_resized() -> None:
    _with_b(_pair())


@variant
def pair_without_b() -> None:
    _pair()


@variant
def pair_with_failing_c() -> None:
    b = _with_b(_pair())
    c = Thing("c", label="fails in create", source=b.mark)
    Thing("d", source=c.mark)


@variant
def nothing() -> None:
    pass


@variant
def only_a() -> None:
    Thing("a")


@variant
def secret_a() -> None:
    Thing("a", password=_token())


@variant
def secret_refused() -> None:
    Thing("a", label=Output.secret("refused"))


@variant
def only_b() -> None:
    Thing("b", label="1")


@variant
def box() -> None:
    pulumi.export("mark", Box("box").inner.mark)


@variant
def box_exported() -> None:
    pulumi.export("box", Box("box"))


def _single(size: int) -> None:
    a = Thing("a", size=size, single=True)
    b = Thing("b", source=a.mark)
    Thing("c", ResourceOptions(depends_on=[b]), label="1")


@variant
def single() -> None:
    _single(1)


@variant
def single_resized() -> None:
    _single(2)


def _bound(size: int) -> None:
    a = Thing("a", size=size, single=True)
    b = Thing("b", source=a.mark, bound=True)
    Thing("c", source=b.mark)


@variant
def bound() -> None:
    _bound(1)


@variant
def bound_resized() -> None:
    _bound(2)


def _bound_by_option(size: int) -> None:
    a = Thing("a", ResourceOptions(delete_before_replace=True), size=size)
    Thing("b", source=a.mark, bound=True)


@variant
def bound_by_option() -> None:
    _bound_by_option(1)


@variant
def bound_by_option_resized() -> None:
    _bound_by_option(2)


@variant
def two_refused() -> None:
    Thing("a", label="refused", name="either")
    Thing("b", label="refused", name="either")


@variant
def looked_up() -> None:
    class Existing(pulumi.dynamic.Resource, module="comparison", name="Thing"):
        mark: Output[str]

    found = Existing(ThingProvider(), "looked-up", {"name": "a", "mark": None}, ResourceOptions(id="a-2"))
    pulumi.export("mark", found.mark)


@variant
def looked_up_as_a() -> None:
    class Existing(pulumi.dynamic.Resource, module="comparison", name="Thing"):
        mark: Output[str]

    Existing(ThingProvider(), "a", {"name": "b", "mark": None}, ResourceOptions(id="b-1"))


@variant
def protected_and_ignoring() -> None:
    Thing("a", ResourceOptions(protect=True))
    Thing("b", ResourceOptions(ignore_changes=["label"]), label="9")


@variant
def renamed() -> None:
    Thing("a2", ResourceOptions(aliases=[Alias(name="a")]), size=2)


@variant
def raising() -> None:
    Thing("a")
    raise ValueError("a mistake in the program")


@variant
def logging_an_error() -> None:
    Thing("a")
    pulumi.log.error("something is wrong, says the program")


@variant
def twelve() -> None:
    for number in range(12):
        Thing(f"t{number}")


@variant
def chain() -> None:
    a = Thing("a")
    b = Thing("b", source=a.mark)
    Thing("c", ResourceOptions(depends_on=[b]))


@variant
def chain_with_undeletable_end() -> None:
    a = Thing("a")
    b = Thing("b", source=a.mark)
    Thing("c", ResourceOptions(depends_on=[b]), label="fails in delete")


@variant
def failing_update() -> None:
    Thing("a", label="fails in update")


@variant
def failing_replacement() -> None:
    Thing("a", label="fails in create", size=5)


@variant
def undeletable() -> None:
    Thing("a", label="fails in delete")
    Thing("b", label="1")


@variant
def dependent_protected() -> None:
    a = Thing("a")
    Thing("b", ResourceOptions(protect=True), source=a.mark)


@variant
def retained() -> None:
    Thing("a", ResourceOptions(retain_on_delete=True))


@variant
def retained_resized() -> None:
    Thing("a", ResourceOptions(retain_on_delete=True), size=2)


def _deleted_with(size: int) -> None:
    a = Thing("a", size=size)
    Thing("b", ResourceOptions(deleted_with=a), source=a.mark)


@variant
def deleted_with() -> None:
    _deleted_with(1)


@variant
def deleted_with_resized() -> None:
    _deleted_with(2)


@variant
def replaced_on_label_1() -> None:
    Thing("a", ResourceOptions(replace_on_changes=["label"]), label="1")


@variant
def replaced_on_label_2() -> None:
    Thing("a", ResourceOptions(replace_on_changes=["label"]), label="2")


@variant
def additional_secret() -> None:
    a = Thing("a", ResourceOptions(additional_secret_outputs=["mark"]))
    pulumi.export("mark", a.mark)
    pulumi.export("derived", Output.concat("x-", a.mark))


class _Folder(pulumi.ComponentResource):
    def __init__(self, name: str, opts: ResourceOptions | None = None) -> None:
        super().__init__("comparison:index:Folder", name, {}, opts)


def _in_folder(folder: _Folder, label: str = "plain") -> None:
    Thing("k", ResourceOptions(parent=folder), label=label)
    pulumi.export("folder", folder)


@variant
def old_parent() -> None:
    _in_folder(_Folder("old"))


@variant
def renamed_parent() -> None:
    _in_folder(_Folder("folder", ResourceOptions(aliases=[Alias(name="old")])))


@variant
def renamed_parent_refused_child() -> None:
    _in_folder(_Folder("folder", ResourceOptions(aliases=[Alias(name="old")])), label="refused")


@variant
def refused_in_chain() -> None:
    a = Thing("a", label="refused")
    b = Thing("b", source=a.mark)
    Thing("c", ResourceOptions(depends_on=[b]))


@variant
def fails_in_diff_in_chain() -> None:
    a = Thing("a", label="fails in diff")
    b = Thing("b", source=a.mark)
    Thing("c", ResourceOptions(depends_on=[b]))


@variant
def protected() -> None:
    Thing("a", ResourceOptions(protect=True))


@variant
def protected_resized() -> None:
    Thing("a", ResourceOptions(protect=True), size=2)


@variant
def nested() -> None:
    Thing("a", source={"k": "original", "j": 1})


@variant
def nested_ignoring() -> None:
    Thing("a", ResourceOptions(ignore_changes=["source.k", "size"]), source={"k": "changed", "j": 2}, size=9)


@variant
def secrets_inside() -> None:
    a = Thing("a", source={"k": [_token(), "z"], "p": 1.5}, label=Output.secret("1"))
    pulumi.export("source", a.source)
    pulumi.export("mark", a.mark)


def _vague(label: str, size: int = 1) -> None:
    Thing("a", ResourceOptions(replace_on_changes=["label"]), label=label, size=size, vague=True)


@variant
def vague() -> None:
    _vague("1")


@variant
def vague_relabelled() -> None:
    _vague("2")


@variant
def vague_resized() -> None:
    _vague("2", 2)


def _elsewhere(token: str) -> None:
    provider = pulumi.ProviderResource("pulumi-python", "eu", {"test:mode": "eu", "test:token": Output.secret(token)})
    Thing("a", ResourceOptions(provider=provider))


@variant
def elsewhere() -> None:
    _elsewhere("first")


@variant
def elsewhere_with_another_token() -> None:
    _elsewhere("second")
