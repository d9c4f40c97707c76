"""What the options of a question can say; whatever cannot be honoured is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pulumi

from pulumi_arize_users.resources.program import ProgramError

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = "pulumi-python"


def checked(function: str, opts: pulumi.InvokeOptions | None, *, has_output: bool) -> None:
    """Refuse options that cannot be honoured.

    Args:
        function: the function that has them, without `_output`.
        opts: the options.
        has_output: the answer is an output, which can wait for something.

    Raises:
        ProgramError: one cannot be honoured.
    """
    name = f"{function}_output" if has_output else function
    if opts is None:
        return
    if not isinstance(opts, pulumi.InvokeOptions):
        raise ProgramError(f"{name} takes opts=pulumi.InvokeOptions(…), not {type(opts).__name__}.")
    if opts.version or opts.plugin_download_url:
        raise ProgramError(
            f"{name} cannot honour version and plugin_download_url: the program itself asks, and no plugin does."
        )
    if opts.provider is not None and getattr(opts.provider, "package", None) != PACKAGE:
        raise ProgramError(
            f"{name} cannot ask by the provider of another package. An account's provider is "
            f'pulumi.ProviderResource("{PACKAGE}", name, {{"arize:apiKey": …}}).'
        )
    if not has_output and getattr(opts, "depends_on", None):
        raise ProgramError(f"{name} answers at once, and cannot wait for depends_on: use {name}_output.")


def after(opts: pulumi.InvokeOptions | None) -> pulumi.Output[Any]:
    """An output that is there when the resources in `depends_on` are; in a preview it is unknown if one is new."""
    awaited = getattr(opts, "depends_on", None)
    return pulumi.Output.from_input(awaited).apply(lambda found: pulumi.Output.all(*_parts(found)))


def _parts(awaited: object) -> Iterator[pulumi.Output[Any]]:
    for resource in awaited if isinstance(awaited, list | tuple) else [awaited]:
        if isinstance(resource, pulumi.CustomResource):
            yield resource.id
        elif isinstance(resource, pulumi.Resource):  # a component is there when everything in it is
            yield resource.urn
            yield from _parts(list(resource._childResources))  # noqa: SLF001 - as the SDK does for its own invokes
