"""A whole team in one file: who is in the account, with which role, and in which organizations."""

import pulumi
import pulumi_arize as arize

team = arize.Roster("team", file="../../../team_roster/people.yaml")

# An id for other resources, or for another stack.
pulumi.export("adminId", team.users["grace@example.com"].id)
