"""The team's program with a flaw further down: `flaw` says which, if any."""

import pulumi

from tests.engine import team


def declared() -> None:
    """Declare the team, and then fail as the configuration says."""
    team.declared()
    flaw = pulumi.Config().get("flaw")
    if flaw == "bug":
        raise ValueError("a bug further down")
    if flaw == "apply":
        pulumi.export("broken", pulumi.Output.from_input(0).apply(lambda zero: 1 / zero))
