"""All peers by name. Another one needs a module in `benchmarks.peers` and a line here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from benchmarks.results import EngineName


@dataclass(frozen=True)
class Peer:
    """One way to manage the people.

    Attributes:
        name: how it is asked for, and how tables call it.
        module: where its `program`, or its `work`, stands.
        is_script: whether it works by itself, and not as a program of Pulumi.
        is_inline: whether the whole module becomes the program's `__main__`, instead of being imported by it.
        is_idle: whether it sends nothing.
        is_plugin: whether its resources are those of the native plugin, for which the CLI is needed.
        is_yaml: whether the program is one of YAML, which the module makes.
        width: requests that a script may have on their way at once.
    """

    name: str
    module: str
    is_script: bool = False
    is_inline: bool = False
    is_idle: bool = False
    is_plugin: bool = False
    is_yaml: bool = False
    width: int = 0

    def runs_on(self, engine: EngineName) -> bool:
        """Whether there is such a peer on an engine: the local runner has no plugins."""
        return not self.is_plugin or engine == "cli"


def _program(name: str, *, module: str = "", is_inline: bool = False, is_idle: bool = False) -> Peer:
    return Peer(name, f"benchmarks.peers.{module or name}", is_inline=is_inline, is_idle=is_idle)


def _script(name: str, width: int) -> Peer:
    return Peer(name, f"benchmarks.peers.{name}", is_script=True, width=width)


KNOWN: Final = {
    peer.name: peer
    for peer in (
        _program("floor", is_idle=True),
        _program("ours"),
        Peer("plugin", "benchmarks.peers.plugin", is_plugin=True),
        Peer("plugin-yaml", "benchmarks.peers.yaml", is_plugin=True, is_yaml=True),
        _program("roster"),
        _program("naive"),
        # Written as in a program of one file, which many do: it fails above a few hundred resources.
        _program("naive-inline", module="naive", is_inline=True),
        _script("vendor", 1),
        _script("bare", 16),
        _script("limit", 64),
    )
}
DEFAULT: Final = "floor ours plugin plugin-yaml roster naive vendor:1 vendor:16 bare:16 limit:64"


def find(asked: str) -> Peer:
    """The peer that is asked for; a script's width may follow its name, as in `vendor:16`.

    Raises:
        ValueError: there is no such peer.
    """
    name, colon, width = asked.partition(":")
    peer = KNOWN.get(name)
    if peer is None or (colon and not (peer.is_script and width.isdigit() and int(width))):
        raise ValueError(
            f"There is no peer {asked!r}; known are {', '.join(KNOWN)}, scripts with a width as vendor:16."
        )
    return replace(peer, name=asked, width=int(width or peer.width))
