"""Components that are written out once in each whole, a payload or a record: at their homes, to which other places refer.

Those are the components that contain themselves, so every schema stays a finite tree; and in a large whole those that it
has in several places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from pydantic import PrivateAttr

from .schema import Schema


class Reference(Schema):
    """A component away from its home: its members are written out there."""

    _home: Schema = PrivateAttr()

    @classmethod
    def of(cls, use: Schema) -> Reference:
        """This use of a component."""
        said = use.model_fields_set - {"properties", "required", "additional_properties"}
        return cls.model_construct(said, **{name: getattr(use, name) for name in said})

    @property
    def home(self) -> Schema:
        """The component with its members, at its home in the same whole."""
        return self._home

    def at(self, pointer: str) -> Schema | None:
        """The member at a JSON Pointer, which is described at the home."""
        return self.home.at(pointer) if pointer else self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reference) and self.__dict__ == other.__dict__  # the home may hold this one

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


def shared_components(whole: Schema) -> frozenset[str]:
    """The objects that a whole has in several places, and could have at one: in no union or encoded content, nor around it."""
    nodes = [*whole.walk()]
    times = Counter(node.schema.component for node in nodes if node.schema.properties and node.pointer)
    fixed = {node.schema.component for node in nodes if node.is_inside}
    for node in nodes:
        content = node.schema.content_schema
        fixed |= {inner.schema.component for inner in content.walk()} if content else set()
        if node.schema.items is not None and "object" in node.schema.tolerated:
            fixed.add(node.schema.items.component)
        if node.schema.component in times and any(inner.schema.content_schema for inner in node.schema.walk()):
            fixed.add(node.schema.component)
    return frozenset(name for name, count in times.items() if name and count > 1) - fixed


def linked(whole: Schema) -> Schema:
    """A whole whose references are followed; each reference in it gets its home."""
    nodes = [node.schema for node in whole.walk()]
    homes = {schema.component: schema for schema in nodes if schema.properties}  # the whole itself comes first
    for schema in nodes:
        if isinstance(schema, Reference):
            schema._home = homes[schema.component]
    return whole


def referring(component: Schema, homes: Collection[str]) -> Schema:
    """A component in which all components of `homes` are references."""

    def away(schema: Schema) -> Schema:
        if isinstance(schema, Reference) or schema.component not in homes or not schema.properties:
            return schema if isinstance(schema, Reference) else referring(schema, homes)
        found = Reference.of(schema)
        found._home = schema
        return found

    return component.with_parts(away(part) for _, _, part in component.parts())


def described_at(whole: Schema | None, pointer: str = "") -> dict[str, str]:
    """The place of each reference in a whole, with the place of its home."""
    nodes = [(node.pointer, node.schema.logical) for node in (whole.everywhere(pointer) if whole else [])]
    homes = {schema.component: place for place, schema in nodes if schema.properties}  # the whole itself comes first
    return {place: homes[schema.component] for place, schema in nodes if isinstance(schema, Reference)}


def as_whole(component: Schema, once: Collection[str]) -> Schema:
    """A component of a whole as a whole of its own, with homes of its own; the component itself is one."""
    is_split = any(isinstance(node.schema, Reference) for node in component.walk())
    return _rewritten(component, once, is_home=True) if is_split else component


def written_once(whole: Schema, once: Collection[str]) -> Schema:
    """A whole that writes each of some components out once; it is no home itself."""
    return _rewritten(whole, once, is_home=False)


def _rewritten(whole: Schema, once: Collection[str], is_home: bool) -> Schema:
    homes: dict[str, str] = {}
    level = [("", whole)]
    while level:
        below = []
        for place, each in level:
            if each.component in once and (place or is_home):
                if each.component in homes:
                    continue
                homes[each.component] = place
            written = each.home if isinstance(each, Reference) else each
            below += [(place + inner, part) for _, inner, part in written.parts()]
        level = below
    return linked(_moved(whole, "", homes))


def _moved(schema: Schema, place: str, homes: Mapping[str, str]) -> Schema:
    if place and homes.get(schema.component, place) != place:
        return Reference.of(schema)
    if isinstance(schema, Reference):
        schema = schema.home.model_copy(update={name: getattr(schema, name) for name in schema.model_fields_set})
    return schema.with_parts(_moved(part, place + inner, homes) for _, inner, part in schema.parts())
