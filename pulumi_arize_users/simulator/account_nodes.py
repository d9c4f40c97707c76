"""The nodes of a YAML file, with the place of every mistake in their form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from yaml import Node

_TEXT = "tag:yaml.org,2002:str"
_FLAG = "tag:yaml.org,2002:bool"

Entries = dict[str, list[tuple["Node", "Node"]]]


class Nodes:
    """Reads nodes, and collects what is wrong with them.

    Attributes:
        mistakes: a line for each, `account.yaml:3:5: what is wrong`.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self.mistakes: list[str] = []

    def mistake(self, node: Node, text: str) -> None:
        """Note that something is wrong at this node."""
        self.mistake_at(node.start_mark, text)

    def mistake_at(self, mark: yaml.Mark | None, text: str) -> None:
        """Note that something is wrong at this place, or in the file."""
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        self.mistakes.append(f"{self._source}{place}: {text}")

    def table(self, node: Node, what: str, keys: Sequence[str] | None = None) -> Entries:
        """The entries of a mapping under each key, with the nodes of key and value.

        Args:
            node: the mapping, or something else, which is a mistake.
            what: how a mistake names it.
            keys: the keys that it may have; None for any text. A key of these may stand once.
        """
        if not isinstance(node, yaml.MappingNode):
            self.mistake(node, f"{what} must be a mapping.")
            return {}
        entries: Entries = {}
        for key_node, value in node.value:
            key = self.text(key_node, "a key")
            if key is not None and self._is_allowed(key, key_node, what, keys, entries):
                entries.setdefault(key, []).append((key_node, value))
        return entries

    def _is_allowed(self, key: str, node: Node, what: str, keys: Sequence[str] | None, before: Entries) -> bool:
        if keys is not None and key not in keys:
            self.mistake(node, f"{key} is not a key of {what}. Known: {', '.join(keys)}.")
            return False
        if keys is not None and key in before:
            self.mistake(node, f"{key} stands twice.")
            return False
        return True

    def texts(self, node: Node, what: str) -> Iterator[tuple[str, Node]]:
        """The texts of a list, with their nodes."""
        if not isinstance(node, yaml.SequenceNode):
            self.mistake(node, f"{what} must be a list.")
            return
        for item in node.value:
            text = self.text(item, f"an entry of {what}")
            if text is not None:
                yield text, item

    def text(self, node: Node, what: str) -> str | None:
        """A text that is not empty; None after a mistake."""
        if node.tag == _TEXT and isinstance(node, yaml.ScalarNode) and node.value.strip():
            return str(node.value).strip()
        self.mistake(node, f"{what} must be text.")
        return None

    def flag(self, node: Node, what: str) -> bool | None:
        """Yes or no; None after a mistake."""
        if node.tag == _FLAG and isinstance(node, yaml.ScalarNode):
            return str(node.value).lower() in ("true", "yes", "on")
        self.mistake(node, f"{what} must be true or false.")
        return None


def read_nodes(file: Path, nodes: Nodes) -> Node | None:
    """The node at the top of a file; None after a mistake.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        top = yaml.compose(file.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError:
        nodes.mistake_at(None, "the file is not UTF-8 text.")
    except yaml.MarkedYAMLError as unreadable:
        nodes.mistake_at(unreadable.problem_mark, f"the file is not YAML: {unreadable.problem}.")
    except yaml.YAMLError as unreadable:
        nodes.mistake_at(None, f"the file is not YAML: {str(unreadable).splitlines()[0]}.")
    else:
        if top is None:
            nodes.mistake_at(None, "the file is empty; an account has organizations and people.")
        return top
    return None
