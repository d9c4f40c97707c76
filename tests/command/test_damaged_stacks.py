"""Whatever somebody did to an export: it is read, or refused in a sentence."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pulumi_arize_users.command.managed.stacks import UnreadableStack, read_stack
from tests.command.exports import encrypted, person, resource, roster, shown

PEOPLE = {"ada@example.com": {"name": "Ada", "role": "ADMIN", "organizations": {"ML": "MEMBER"}, "is_developer": True}}
EXPORT: dict[str, Any] = {
    "version": 3,
    "deployment": {
        "resources": [
            person("ada", "u1", email=shown("ada@example.com")),
            person("bob", "u2", email=encrypted(), out={"declared_role": "ADMIN", "managed": ["is_developer"]}),
            roster(PEOPLE, {"ada@example.com": "u1"}, organization_ids={"ML": "o1"}),
            resource("SpaceMembership", "fraud", "s1/u1", {"role": "MEMBER"}, {"role": "MEMBER"}),
            resource("arize:index:User", "cyd", "u3", {"isDeveloper": True, "missingOk": True}, {"userId": "u3"}),
        ],
        "pending_operations": [{"type": "creating", "resource": person("eve", "")}],
    },
}
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.just("[]\n[1,{}]") | st.just(encrypted())
VALUES = st.recursive(
    LEAVES, lambda of: st.lists(of, max_size=2) | st.dictionaries(st.text(max_size=5), of, max_size=2)
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to everything in a document."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(way for key, each in entries for way in places(each, (*path, key)))]


@given(place=st.sampled_from(places(EXPORT)[1:]), value=VALUES)
def test_a_damaged_export_is_read_or_refused(tmp_path_factory, place, value):
    """With any value in the place of any other."""
    damaged = copy.deepcopy(EXPORT)
    holder: Any = damaged
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    file = tmp_path_factory.mktemp("damaged") / "export.json"
    file.write_text(json.dumps(damaged), encoding="utf-8")

    with suppress(UnreadableStack):
        assert "ada@example.com" not in repr(read_stack(str(file)).people)
