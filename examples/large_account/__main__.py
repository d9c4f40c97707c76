"""One shard of a large account: the stack's name says which one, and its folder has a file for each team."""

import pulumi

from pulumi_arize_users import Roster

shard = pulumi.get_stack()
people = Roster("people", file=f"people/{shard}")

pulumi.export("people", people.users.apply(len))
