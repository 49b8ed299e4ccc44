"""`$defs`: the members of components that contain themselves, to which their inner uses refer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..parse.recursion import Recursion, referring
from ..parse.schema import Schema
from .schemas import RULES, Json, compatible, documented, records

_BESIDE = ("type", "title", "description")
"""What stands beside each reference."""
_MAKE: dict[str, Callable[[Schema], Json]] = {
    "documented": lambda component: documented(component, ""),
    "compatible": compatible,
}


def definitions(schema: Json, profile: str, roots: Iterable[Schema | None]) -> Json:
    """What the references in the schema of a profile point to, as a keyword; `roots` are what it was made from."""
    todo = _referenced(schema)
    if not todo:
        return {}
    nodes = (node.schema for root in roots if root is not None for node in root.walk())
    homes = {node.component: node.home for node in nodes if isinstance(node, Recursion)}
    found: Json = {}
    while todo:
        name = todo.pop(0)
        if name not in found:
            component = referring(homes[name.removesuffix(RULES)], homes)
            made = records(component) if name.endswith(RULES) else _MAKE[profile](component)
            found[name] = {word: part for word, part in made.items() if word not in _BESIDE}
            todo += _referenced(found[name])
    return {"$defs": found}


def _referenced(schema: Any) -> list[str]:
    """The names of the definitions that a schema refers to."""
    if isinstance(schema, list):
        return [name for part in schema for name in _referenced(part)]
    if not isinstance(schema, dict):
        return []
    own = schema.get("$ref")  # which may be the name of a member, too
    found = [own.rpartition("/")[2]] if isinstance(own, str) else []
    return [*dict.fromkeys([*found, *(name for part in schema.values() for name in _referenced(part))])]
