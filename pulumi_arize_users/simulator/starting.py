"""The server behind the simulator, which needs an extra of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.background import BackgroundServer


def server_class() -> type[BackgroundServer]:
    """The class of the server.

    Raises:
        ModuleNotFoundError: the extra is not installed.
    """
    try:
        from pulumi_arize_users.simulator.background import BackgroundServer  # noqa: PLC0415  needs aiohttp, an extra
    except ModuleNotFoundError as missing:
        if missing.name != "aiohttp":
            raise
        needed = "The simulator needs aiohttp: pip install 'pulumi-arize-users[simulator]'"
        raise ModuleNotFoundError(needed, name="aiohttp") from None
    return BackgroundServer
