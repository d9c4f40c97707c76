"""The people of an account, in a repository of their own: this program never changes, and `people.yaml` does."""

import pulumi

from pulumi_arize_users import Roster

team = Roster("team", file="people.yaml")

pulumi.export("people", team.users.apply(len))
