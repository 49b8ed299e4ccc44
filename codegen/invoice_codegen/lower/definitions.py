"""`$defs`: the members of components that contain themselves, to which their inner uses refer."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..parse.references import Reference, referring
from ..parse.schema import Schema
from ..runtime.validation.references import names
from .schemas import RULES, Json, compatible, documented, records

_BESIDE = ("type", "title", "description")
"""What stands beside each reference."""
_MAKE: dict[str, Callable[[Schema], Json]] = {
    "documented": lambda component: documented(component, ""),
    "compatible": compatible,
}


def definitions(schema: Json, profile: str, roots: Iterable[Schema | None]) -> Json:
    """What the references in the schema of a profile point to, as a keyword; `roots` are what it was made from."""
    todo = names(schema)
    if not todo:
        return {}
    nodes = (node.schema for root in roots if root is not None for node in root.walk())
    homes = {node.component: node.home for node in nodes if isinstance(node, Reference)}
    found: Json = {}
    while todo:
        name = todo.pop(0)
        if name not in found:
            component = referring(homes[name.removesuffix(RULES)], homes)
            made = records(component) if name.endswith(RULES) else _MAKE[profile](component)
            found[name] = {word: part for word, part in made.items() if word not in _BESIDE}
            todo += names(found[name])
    return {"$defs": found}
