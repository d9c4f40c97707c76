"""A whole team in one file: who is in the account, with which role, and in which organizations."""

import pulumi

from pulumi_arize_users import Roster

team = Roster("team", file="people.yaml")

# An id for other resources, or for another stack.
pulumi.export("admin_id", team.user_id("grace@example.com"))

# Who has not accepted the invitation yet.
pulumi.export(
    "waiting",
    team.users.apply(lambda users: sorted(who for who, user in users.items() if user["status"] == "INVITED")),
)
