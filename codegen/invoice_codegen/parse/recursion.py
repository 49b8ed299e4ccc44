"""Components that contain themselves.

Each whole, a payload or a record, writes such a component out once, at its home, and refers to it from elsewhere. So every
schema stays a finite tree.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pydantic import PrivateAttr

from .schema import Schema


class Recursion(Schema):
    """A component that contains itself, away from its home: its members are written out there."""

    _home: Schema = PrivateAttr()

    @classmethod
    def of(cls, use: Schema) -> Recursion:
        """This use of a component."""
        said = use.model_fields_set - {"properties", "required", "additional_properties"}
        return cls.model_construct(said, **{name: getattr(use, name) for name in said})

    @property
    def home(self) -> Schema:
        """The component with its members, at its home in the same whole."""
        return self._home

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Recursion) and self.__dict__ == other.__dict__  # the home may hold this one

    __hash__ = None  # type: ignore[assignment]


def recursive_components(components: Mapping[str, Schema]) -> frozenset[str]:
    """The names of the objects with members that contain themselves, directly or in others."""
    uses = {
        name: {node.schema.component for node in schema.walk()} & components.keys()
        for name, schema in components.items()
    }
    while ends := {name for name, used in uses.items() if not used & uses.keys()}:
        for name in ends:
            del uses[name]
    return frozenset(name for name in uses if components[name].properties and name in _reached(uses, name))


def _reached(uses: Mapping[str, Collection[str]], name: str) -> set[str]:
    """The components in a component."""
    found: set[str] = set()
    left = [name]
    while left:
        new = {used for used in uses.get(left.pop(), ()) if used not in found}
        found |= new
        left += new
    return found


def linked(whole: Schema) -> Schema:
    """A whole whose references are followed; each recursion in it gets its home."""
    nodes = [node.schema for node in whole.walk()]
    homes = {schema.component: schema for schema in nodes if schema.properties}  # the whole itself comes first
    for schema in nodes:
        if isinstance(schema, Recursion):
            schema._home = homes[schema.component]
    return whole


def recursions(whole: Schema | None, pointer: str = "") -> dict[str, str]:
    """The place of each recursion in a whole, with the place of its home."""
    nodes = whole.everywhere(pointer) if whole else []
    found = [(node.pointer, node.schema.logical) for node in nodes if isinstance(node.schema.logical, Recursion)]
    places = {id(node.schema.logical): node.pointer for node in nodes} if found else {}
    return {place: places[id(schema.home)] for place, schema in found}


def as_whole(component: Schema, recursive: Collection[str]) -> Schema:
    """A component of a whole as a whole of its own, with homes of its own; the component itself is one."""
    if not any(isinstance(node.schema, Recursion) for node in component.walk()):
        return component
    homes: dict[str, str] = {}
    level = [("", component)]
    while level:
        below = []
        for place, each in level:
            if each.component in recursive and each.component in homes:
                continue
            homes[each.component] = place
            written = each.home if isinstance(each, Recursion) else each
            below += [(place + inner, part) for _, inner, part in written.parts()]
        level = below
    return linked(_moved(component, "", homes, recursive))


def _moved(schema: Schema, place: str, homes: Mapping[str, str], recursive: Collection[str]) -> Schema:
    if schema.component in recursive and homes[schema.component] != place:
        return Recursion.of(schema)
    if isinstance(schema, Recursion):
        schema = schema.home.model_copy(update={name: getattr(schema, name) for name in schema.model_fields_set})
    return schema.with_parts(_moved(part, place + inner, homes, recursive) for _, inner, part in schema.parts())
