"""The main job, told in steps: people as code on a local Arize, with the Pulumi CLI or without it.

    python examples/demo

starts the simulator, copies `examples/quickstart` to a temporary folder, and plays what a team does with it: preview,
up, a changed name, an edit made in the Arize UI, a role that cannot change, people who leave, and the end.
"""

from __future__ import annotations

import sys

from engines import choose_engine
from narrator import Narrator
from story import Story

from pulumi_arize_users.simulator import Simulator


def main() -> int:
    """Play the story; 0 when every step went as told."""
    narrator = Narrator()
    with Simulator(api_key="demo-key") as arize, choose_engine(arize, narrator) as engine:
        return 0 if Story(arize, engine, narrator).play() else 1


if __name__ == "__main__":
    sys.exit(main())
