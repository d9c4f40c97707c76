"""The command `python -m pulumi_arize_users.simulator`: a local Arize that runs until it is stopped."""

from __future__ import annotations

import argparse
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.simulator.account_file import fill
from pulumi_arize_users.simulator.options import ACCOUNT_MEANING, GUIDE, OPTIONS
from pulumi_arize_users.simulator.simulator import DEMO_KEY, Simulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_STOPPING = (signal.SIGTERM, signal.SIGINT)
_EPILOG = f"""Point clients at it:

  export ARIZE_BASE_URL=<url> ARIZE_API_KEY={DEMO_KEY}

{GUIDE}"""


class CannotServe(Exception):
    """Raised when there is nothing to serve, or nowhere to serve it; the text says why."""


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; returns the exit code."""
    settings = vars(_parser().parse_args(arguments))
    account = settings.pop("account")
    try:
        serve(settings, account, lambda simulator: sys.stdout.write(f"READY {simulator.url}\n"))
    except CannotServe as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    return 0


def serve(settings: Mapping[str, Any], account: Path | None, announce: Callable[[Simulator], object]) -> None:
    """Serve until SIGTERM or SIGINT.

    Args:
        settings: arguments of `Simulator`.
        account: a file with the account to begin with.
        announce: called once the account is served; what it writes to the standard output is seen at once.

    Raises:
        CannotServe: the address cannot be listened on, the file does not describe an account, or aiohttp is missing.
    """
    try:
        with _waiting_for(_STOPPING):
            simulator = Simulator(**settings)
            if account is not None:
                fill(simulator, account)
            with simulator as arize:
                announce(arize)
                sys.stdout.flush()
                signal.sigwait(_STOPPING)
    except (ModuleNotFoundError, OSError, ValueError) as failure:
        raise CannotServe(str(failure)) from failure


@contextmanager
def _waiting_for(signals: Iterable[signal.Signals]) -> Iterator[None]:
    """Block signals before any thread starts, so that all of them inherit it and a signal waits for `sigwait`.

    What a process blocks, every process that it starts later blocks, too; so the mask is restored at the end.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pulumi_arize_users.simulator",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="A local Arize AX account over HTTP: users, organizations and memberships, in memory.\n"
        "The first line printed is 'READY <url>'; it runs until SIGTERM or Ctrl-C.",
        # Laid out here, because argparse breaks the key at its hyphens.
        epilog=_EPILOG,
    )
    parser.add_argument("--account", type=Path, metavar="FILE", help=ACCOUNT_MEANING)
    for option in OPTIONS:
        parser.add_argument(
            option.flag,
            type=option.kind,
            default=option.default,
            choices=option.choices,
            metavar=option.metavar,
            help=f"{option.meaning} (default: {option.shown_default})",
        )
    return parser


if __name__ == "__main__":
    sys.exit(main())
