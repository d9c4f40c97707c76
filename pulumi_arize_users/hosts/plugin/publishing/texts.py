"""Docstrings of this package as texts: the schema describes everything in the words that Python programs read.

They are read from the sources, without importing what they describe: what a Python program declares is for its process
alone.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

from pulumi_arize_users.hosts.plugin.sentences import in_wire_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PACKAGE = "pulumi_arize_users"
# What only Python programs write, and what programs of all languages write instead.
PYTHONS = {
    "`CustomRole(id=…)`": "`custom:<id>`",
    "a `CustomRole`": "`custom:<id>`",
    "`ArizeUser`": "`User`",
    "None when": "Absent when",
}
# Between two arguments of which one is given.
_EITHER = ("; or", "; give either this or the other argument")
_ENTRY = re.compile(r"^    (\w+): ", re.MULTILINE)
_SECTION = re.compile(r"^(Args|Attributes|Raises|Returns|Source): ?", re.MULTILINE)


@dataclass(frozen=True)
class Field:
    """An argument or an attribute.

    Attributes:
        kind: its annotation, as written.
        text: what is said of it.
        default: its default as written; None where it has none.
    """

    kind: str
    text: str
    default: str | None = None

    @property
    def may_be_absent(self) -> bool:
        """Whether it may have no value."""
        return bool({"None", "Any"} & set(re.findall(r"\w+", self.kind)))


@dataclass(frozen=True)
class Texts:
    """What is said of a class, or of a function.

    Attributes:
        summary: what it is.
        attributes: of a class, by name.
        arguments: of a function, or of what makes an object of the class, by name.
    """

    summary: str
    attributes: Mapping[str, Field] = field(default_factory=dict)
    arguments: Mapping[str, Field] = field(default_factory=dict)


def class_texts(module: str, name: str) -> Texts:
    """What is said of a class.

    Args:
        module: its module in this package, with slashes.
        name: its name.
    """
    node = _class(module, name)
    made = next((part for part in node.body if isinstance(part, ast.FunctionDef) and part.name == "__init__"), None)
    said = _entries(ast.get_docstring(node) or "", "Attributes")
    return Texts(_summary(node), _attributes(node, said), _arguments(made) if made else {})


def function_texts(module: str, name: str) -> Texts:
    """What is said of a function; module and name as above."""
    node = _function(_module(module), name)
    return Texts(_summary(node), arguments=_arguments(node))


def method_text(module: str, class_name: str, name: str) -> str:
    """What is said of a method, or of a property; module and names as above."""
    return _summary(_function(_class(module, class_name).body, name))


def wired(text: str) -> str:
    """A text in the names that programs of all languages write, as a sentence."""
    for pythons, ours in PYTHONS.items():
        text = text.replace(pythons, ours)
    text = in_wire_names(" ".join(text.split()))
    if text.endswith(_EITHER[0]):
        text = text.removesuffix(_EITHER[0]) + _EITHER[1]
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".") if text else ""


def _module(module: str) -> list[ast.stmt]:
    return ast.parse(files(PACKAGE).joinpath(f"{module}.py").read_text(encoding="utf-8")).body


def _class(module: str, name: str) -> ast.ClassDef:
    return next(node for node in _module(module) if isinstance(node, ast.ClassDef) and node.name == name)


def _function(body: Iterable[ast.stmt], name: str) -> ast.FunctionDef:
    return next(node for node in body if isinstance(node, ast.FunctionDef) and node.name == name)


def _summary(node: ast.ClassDef | ast.FunctionDef) -> str:
    said = _SECTION.split(ast.get_docstring(node) or "")[0]
    return "\n\n".join(wired(paragraph) for paragraph in said.strip().split("\n\n"))


def _attributes(node: ast.ClassDef, said: Mapping[str, str]) -> dict[str, Field]:
    found = {}
    for part, following in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            name = part.target.id
            found[name] = Field(ast.unparse(part.annotation), wired(said.get(name, _text(following))))
    return found


def _text(node: ast.stmt | None) -> str:
    value = node.value if isinstance(node, ast.Expr) else None
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


def _arguments(node: ast.FunctionDef) -> dict[str, Field]:
    said = _entries(ast.get_docstring(node) or "", "Args")
    pairs = [*zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)]
    return {
        argument.arg: Field(
            ast.unparse(argument.annotation) if argument.annotation else "",
            wired(said.get(argument.arg, "")),
            ast.unparse(default) if default else None,
        )
        for argument, default in pairs
        if argument.arg != "opts"
    }


def _entries(docstring: str, section: str) -> dict[str, str]:
    parts = _SECTION.split(docstring)
    body = next((text for name, text in zip(parts[1::2], parts[2::2], strict=True) if name == section), "")
    entries = _ENTRY.split(body)
    return dict(zip(entries[1::2], entries[2::2], strict=True))
