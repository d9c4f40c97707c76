"""A program with a roster whose people have temporary passwords."""

import json

import pulumi

from pulumi_arize_users import Roster


def declared() -> None:
    """Declare the people of the configuration, invited with temporary passwords, and export these."""
    config = pulumi.Config()
    defaults = {"role": "MEMBER", "invite_mode": "TEMPORARY_PASSWORD", "on_expired": "reinvite", "on_destroy": "block"}
    roster = Roster("people", people=json.loads(config.require("people")), defaults=defaults)
    pulumi.export("passwords", roster.temporary_passwords)
    pulumi.export("users", roster.users)
