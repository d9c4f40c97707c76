"""The main job, told in steps: people as code on a local Arize, with the Pulumi CLI or without it.

    python examples/demo

starts the simulator, copies `examples/quickstart` and then `examples/team_roster` to a temporary folder, and plays what
a team does with them: preview, up, a changed name, an edit made in the Arize UI, a role that cannot change, people who
leave, and the end; then the same for many people in one file.

    python examples/demo --record docs/images/demo.svg

plays the first story alone, and writes it down as a picture, which the documents show.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from engines import announce, engine_for
from narrator import Narrator
from roster_story import RosterStory
from stage import Stage
from story import Story

from pulumi_arize_users.simulator import Simulator


def main() -> int:
    """Play both stories; 0 when every step went as told."""
    recording = _parser().parse_args().record
    narrator = Narrator(records=recording is not None)
    announce(narrator)
    with Simulator(api_key="demo-key") as arize, engine_for("quickstart", arize, narrator) as engine:
        as_told = Story(Stage(arize, engine, narrator)).play()
    if recording:
        narrator.picture(recording)
        return 0 if as_told else 1
    with Simulator(api_key="demo-key") as arize, engine_for("team_roster", arize, narrator) as engine:
        as_told &= RosterStory(Stage(arize, engine, narrator)).play()
    return 0 if as_told else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python examples/demo", description="The main job, told in steps.")
    parser.add_argument(
        "--record", type=Path, metavar="FILE", help="play the first story alone, and write it down as an SVG picture"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
