"""Names for Python: of variables, constants and resources, each valid and used once."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from pulumi_arize_users.api.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_OTHERS = re.compile(r"[^a-z0-9]+")


class Names:
    """Gives names that nothing else of a program has.

    Args:
        taken: those that are in use already.
    """

    def __init__(self, taken: Collection[str] = ()) -> None:
        self._taken = set(taken)

    def free(self, wanted: str) -> str:
        """This name, or the next one with a number behind it."""
        name, number = wanted, 2
        while name in self._taken:
            name, number = f"{wanted}_{number}", number + 1
        self._taken.add(name)
        return name


def identifier(text: str, otherwise: str) -> str:
    """A name in ASCII and lower case that is like a text, and neither a keyword nor a function that Python brings.

    Args:
        text: what is named.
        otherwise: the name of a text without letters, and the beginning of one that begins with a digit.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = _OTHERS.sub("_", plain).strip("_")
    if not name or name[0].isdigit():
        name = f"{otherwise}_{name}".rstrip("_")
    return f"{name}_" if keyword.iskeyword(name) or hasattr(builtins, name) else name


def names_of_people(addresses: Sequence[str], names: Names) -> list[str]:
    """A name for each address: what is before its @, with the rest of it where two would be alike."""
    local = [identifier(fold(address).partition("@")[0], "person") for address in addresses]
    many = Counter(local)
    return [
        names.free(name if many[name] == 1 else identifier(fold(address), "person"))
        for name, address in zip(local, addresses, strict=True)
    ]
