"""Which resource of a program has which person: no person has two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulumi

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.refusals import declared_by_both
from pulumi_arize_users.resources.program import ProgramError, is_mocked, once_per_run

if TYPE_CHECKING:
    from collections.abc import Iterable

# Where the SDK looks for the provider of a parent's children.
DYNAMIC = "pulumi-python:dynamic:Resource"


def claim(resource: str, addresses: Iterable[str], opts: pulumi.ResourceOptions | None) -> None:
    """Note that a resource has these people.

    Args:
        resource: kind and name, as messages name it.
        addresses: as the program writes them.
        opts: the resource's options: with two providers, one person may have an account in each.

    Raises:
        ProgramError: another resource of this run has one of them.
    """
    claimed = once_per_run("people", dict[tuple[int, str], str])
    provider = id(provider_of(opts))
    # Tests with mocks may declare a program again where nothing shows that another test has begun; a name that is used
    # twice in one run is for the engine to refuse.
    for address in addresses:
        person = provider, fold(address)
        if person in claimed and not (is_mocked() and claimed[person] == resource):
            raise ProgramError(declared_by_both(claimed[person], resource, address))
        claimed[person] = resource


def label(kind: str, resource_name: str, opts: pulumi.ResourceOptions | None) -> str:
    """A resource as messages name it."""
    parent = f" of {opts.parent._name!r}" if opts and opts.parent else ""  # noqa: SLF001 - the name a program gave it
    return f"{kind} {resource_name!r}{parent}"


def claimed_elsewhere(resource: str, opts: pulumi.ResourceOptions | None) -> pulumi.Output[list[str]]:
    """The folded addresses that the other resources of the program have, known once it has declared them all.

    Args:
        resource: kind and name of the one that asks.
        opts: its options.
    """
    claimed, provider = once_per_run("people", dict[tuple[int, str], str]), id(provider_of(opts))

    async def others() -> list[str]:
        # Runs when the program has ended, or waits for something.
        return sorted(address for (of, address), holder in claimed.items() if of == provider and holder != resource)

    return pulumi.Output.from_input(others())


def provider_of(opts: pulumi.ResourceOptions | pulumi.InvokeOptions | None) -> pulumi.ProviderResource | None:
    """The provider that options name, or that the children of their parent have; None for the stack's own."""
    if opts is None or opts.provider is not None or opts.parent is None:
        return opts.provider if opts else None
    return opts.parent.get_provider(DYNAMIC)
