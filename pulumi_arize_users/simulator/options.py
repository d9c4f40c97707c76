"""What can be said of a simulator on a command line, and what its help says besides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.simulator.dialects import DIALECTS
from pulumi_arize_users.simulator.simulator import DEMO_KEY

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Option:
    """An option that is an argument of `Simulator`.

    Attributes:
        flag: as it is written.
        meaning: what it sets.
        kind: the type of its value.
        default: its value unless given.
        metavar: what stands for its value; nothing where the type says it.
        choices: the values it may have, if they are few.
        default_in_words: as help names the default; the value itself unless given.
    """

    flag: str
    meaning: str
    kind: type[Any] = str
    default: Any = None
    metavar: str | None = None
    choices: Sequence[str] | None = None
    default_in_words: str = ""

    @property
    def shown_default(self) -> str:
        """The default, as help names it."""
        return self.default_in_words or str(self.default)


OPTIONS = (
    Option("--host", "loopback address to listen on", default="127.0.0.1"),
    Option("--port", "port to listen on", int, 0, default_in_words="a free one"),
    Option("--api-key", "key that clients must present", default=DEMO_KEY),
    Option("--dialect", "spelling of values", default="upper", choices=DIALECTS),
    Option("--seed-users", "users to start with", int, 0, "N"),
    Option("--seed-organizations", "organizations to start with", int, 0, "N"),
    Option("--latency-ms", "milliseconds each request waits", float, 0, "L"),
    Option(
        "--rate-limit", "requests per second, above which 429 is answered", float, metavar="R", default_in_words="none"
    ),
)
ACCOUNT_MEANING = "YAML file with organizations and people to start with (see below)"
GUIDE = """The file of an account; a role is MEMBER and a status ACTIVE unless given:

  organizations: [ML Platform]
  people:
    alan@example.com: {name: Alan Turing, role: ADMIN, organizations: {ML Platform: MEMBER}}
    mary@example.com: {name: Mary Jackson, status: INVITED}

Edit the account while it runs, as people do in the web interface:

  curl -d '{"who": "mary@example.com"}' <url>/_simulator/accept_invitation
  curl -d '{"who": "alan@example.com", "name": "Alan M. Turing"}' <url>/_simulator/edit_user
  curl -d '{"place_id": "ML Platform", "who": "alan@example.com"}' <url>/_simulator/remove_member
  curl <url>/_simulator/users

Other names after /_simulator/: expire_invitation, block_user, forget_user and user (who), add_user (email, name, role,
status), add_organization (name), rename_organization and remove_organization (organization_id, a name or an id),
add_space (organization_id, name), add_member (place_id: an organization, or organization/space; who, role),
organizations, spaces, requests, writes. They need no key.
"""
