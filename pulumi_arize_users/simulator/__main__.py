"""The command `python -m pulumi_arize_users.simulator`: a local Arize that runs until it is stopped."""

from __future__ import annotations

import argparse
import signal
import sys

from pulumi_arize_users.simulator.dialects import DIALECTS
from pulumi_arize_users.simulator.simulator import DEMO_KEY, Simulator

_STOPPING = (signal.SIGTERM, signal.SIGINT)


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; returns the exit code."""
    settings = vars(_parser().parse_args(arguments))
    # Blocked before any thread starts, so that all of them inherit it and the signal waits for sigwait.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        with Simulator(**settings) as arize:
            sys.stdout.write(f"READY {arize.url}\n")
            sys.stdout.flush()
            signal.sigwait(_STOPPING)
    except (ModuleNotFoundError, OSError, ValueError) as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pulumi_arize_users.simulator",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="A local Arize AX account over HTTP: users, organizations and memberships, in memory.\n"
        "The first line printed is 'READY <url>'; it runs until SIGTERM or Ctrl-C.",
        # Laid out here, because argparse breaks the key at its hyphens.
        epilog=f"Point clients at it:\n\n  export ARIZE_BASE_URL=<url> ARIZE_API_KEY={DEMO_KEY}\n",
    )
    parser.add_argument("--host", default="127.0.0.1", help="loopback address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 takes a free one (default: 0)")
    parser.add_argument("--api-key", default=DEMO_KEY, help="key that clients must present (default: %(default)s)")
    parser.add_argument("--dialect", choices=DIALECTS, default="upper", help="spelling of values (default: upper)")
    parser.add_argument("--seed-users", type=int, default=0, metavar="N", help="users to start with (default: 0)")
    parser.add_argument(
        "--seed-organizations", type=int, default=0, metavar="N", help="organizations to start with (default: 0)"
    )
    parser.add_argument(
        "--latency-ms", type=float, default=0, metavar="L", help="milliseconds each request waits (default: 0)"
    )
    parser.add_argument(
        "--rate-limit", type=float, metavar="R", help="requests per second, above which 429 is answered (default: none)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
