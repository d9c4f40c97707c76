"""The command `python -m pulumi_arize_users.simulator`: a local Arize that runs until it is stopped."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from pulumi_arize_users.simulator.account_file import fill
from pulumi_arize_users.simulator.dialects import DIALECTS
from pulumi_arize_users.simulator.simulator import DEMO_KEY, Simulator

_STOPPING = (signal.SIGTERM, signal.SIGINT)
_EPILOG = f"""Point clients at it:

  export ARIZE_BASE_URL=<url> ARIZE_API_KEY={DEMO_KEY}

The file of an account; a role is MEMBER and a status ACTIVE unless given:

  organizations: [ML Platform]
  people:
    alan@example.com: {{name: Alan Turing, role: ADMIN, organizations: {{ML Platform: MEMBER}}}}
    mary@example.com: {{name: Mary Jackson, status: INVITED}}

Edit the account while it runs, as people do in the web interface:

  curl -d '{{"who": "mary@example.com"}}' <url>/_simulator/accept_invitation
  curl -d '{{"who": "alan@example.com", "name": "Alan M. Turing"}}' <url>/_simulator/edit_user
  curl -d '{{"place_id": "ML Platform", "who": "alan@example.com"}}' <url>/_simulator/remove_member
  curl <url>/_simulator/users

Other names after /_simulator/: expire_invitation, block_user, forget_user and user (who), add_user (email, name, role,
status), add_organization (name), rename_organization and remove_organization (organization_id, a name or an id),
add_space (organization_id, name), add_member (place_id: an organization, or organization/space; who, role),
organizations, spaces, requests, writes. They need no key.
"""


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; returns the exit code."""
    settings = vars(_parser().parse_args(arguments))
    account = settings.pop("account")
    # Blocked before any thread starts, so that all of them inherit it and the signal waits for sigwait.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        simulator = Simulator(**settings)
        if account is not None:
            fill(simulator, account)
        with simulator as arize:
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
        epilog=_EPILOG,
    )
    parser.add_argument("--host", default="127.0.0.1", help="loopback address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 takes a free one (default: 0)")
    parser.add_argument("--api-key", default=DEMO_KEY, help="key that clients must present (default: %(default)s)")
    parser.add_argument("--dialect", choices=DIALECTS, default="upper", help="spelling of values (default: upper)")
    parser.add_argument(
        "--account", type=Path, metavar="FILE", help="YAML file with organizations and people to start with (see below)"
    )
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
