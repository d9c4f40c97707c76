"""Makes the files of the shards from a list of everybody: a folder for each stack, a file in it for each team.

    python examples/large_account/shards.py PEOPLE.csv FOLDER SHARD [SHARD ...]

The list has the columns team, email, name, role and organization. A team stays in the shard where its file is, because
whoever changes stacks is removed from one and taken over by the other. A new team goes where the fewest people are.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Person(NamedTuple):
    """A line of the list."""

    team: str
    email: str
    name: str
    role: str
    organization: str


class Mistake(Exception):
    """The list cannot be divided; the text says why, and what to do."""


def read(file: Path) -> list[Person]:
    """Everybody in the list.

    Raises:
        Mistake: somebody is in it twice. No stack would see it: each knows its own people only.
    """
    with file.open(encoding="utf-8", newline="") as lines:
        people = [Person(**line) for line in csv.DictReader(lines)]
    seen: dict[str, Person] = {}
    for person in people:
        other = seen.setdefault(person.email.lower(), person)
        if other is not person:
            raise Mistake(f"{person.email} is in the teams {other.team} and {person.team}: take one of the lines out.")
    return people


def assigned(sizes: Mapping[str, int], kept: Mapping[str, str], shards: Sequence[str]) -> dict[str, str]:
    """The shard of each team: the one that it has, or the one with the fewest people.

    Args:
        sizes: the number of people in each team.
        kept: the shards of teams that have one.
        shards: all of them.
    """
    chosen = {team: shard for team, shard in kept.items() if team in sizes}
    load = dict.fromkeys(shards, 0)
    for team, shard in chosen.items():
        load[shard] = load.get(shard, 0) + sizes[team]
    for team in sorted(set(sizes) - set(chosen), key=lambda team: (-sizes[team], team)):
        chosen[team] = min(shards, key=lambda shard: load[shard])
        load[chosen[team]] += sizes[team]
    return chosen


def document(people: Iterable[Person]) -> str:
    """The file of a team. JSON is YAML as well, and keeps each name whatever characters are in it."""
    lines = (
        f"  {json.dumps(person.email)}: "
        + json.dumps(
            {"name": person.name, "role": person.role, "organizations": {person.organization: "MEMBER"}},
            ensure_ascii=False,
        )
        for person in sorted(people, key=lambda person: person.email.lower())
    )
    return "\n".join(["people:", *lines, ""])


def write(people: Iterable[Person], folder: Path, shards: Sequence[str]) -> dict[str, int]:
    """Write the files, remove those of teams that are gone, and return the number of people in each shard.

    Whoever is gone from the files is removed by the next `pulumi up`, as `on_destroy` says: it refuses without one.
    """
    teams: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        teams[person.team].append(person)
    there = {file.stem: file for file in sorted(folder.glob("*/*.yaml"))}
    kept = {team: file.parent.name for team, file in there.items()}
    chosen = assigned({team: len(members) for team, members in teams.items()}, kept, shards)
    for team in set(there) - set(teams):
        there[team].unlink()
    counts = dict.fromkeys(shards, 0)
    for team, shard in chosen.items():
        (folder / shard).mkdir(parents=True, exist_ok=True)
        (folder / shard / f"{team}.yaml").write_text(document(teams[team]), encoding="utf-8")
        counts[shard] = counts.get(shard, 0) + len(teams[team])
    return counts


def main(file: str, folder: str, *shards: str) -> None:
    """Write the files and say how many people are in each shard."""
    try:
        counts = write(read(Path(file)), Path(folder), shards)
    except Mistake as mistake:
        sys.exit(str(mistake))
    sys.stdout.writelines(f"{shard}: {count} people\n" for shard, count in counts.items())


if __name__ == "__main__":
    main(*sys.argv[1:])
