"""Components that contain themselves: the inner use refers to the outer one, so every schema stays a finite tree."""

from __future__ import annotations

from pydantic import PrivateAttr

from .schema import Node, Schema


class Recursion(Schema):
    """A component inside itself: its members are those of the outer one and are not written out again."""

    _outer: Schema = PrivateAttr()

    @classmethod
    def of(cls, use: Schema) -> Recursion:
        """The inner use of a component."""
        said = use.model_fields_set - {"properties", "required", "additional_properties"}
        return cls.model_construct(said, **{name: getattr(use, name) for name in said})

    @property
    def outer(self) -> Schema:
        """The component around it, with all references followed."""
        return self._outer

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Recursion) and self.__dict__ == other.__dict__  # the outer one holds this one

    __hash__ = None  # type: ignore[assignment]


def linked(whole: Schema) -> Schema:
    """A whole whose references are followed; each recursion in it gets its outer component."""
    nodes = [node.schema for node in whole.walk()]
    outer = {schema.component: schema for schema in reversed(nodes) if schema.properties}
    for schema in nodes:
        if isinstance(schema, Recursion):
            schema._outer = outer[schema.component]
    return whole


def recursions(whole: Schema | None, pointer: str = "") -> dict[str, str]:
    """The place of each recursion in a whole, with the place of its outer component."""
    nodes = whole.everywhere(pointer) if whole else []
    outer = [(node.pointer, node.schema.logical.component) for node in nodes if node.schema.logical.properties]
    return {
        node.pointer: max((place for place, component in outer if _is_outer(place, component, node)), key=len)
        for node in nodes
        if isinstance(node.schema, Recursion)
    }


def _is_outer(place: str, component: str, node: Node) -> bool:
    return component == node.schema.component and node.pointer.startswith(f"{place}/")


def as_whole(component: Schema) -> Schema:
    """A component of a whole as a whole of its own: it is the outer one now, and what was around it is inside."""
    is_recursive = any(isinstance(node.schema, Recursion) for node in component.walk())
    return linked(_turned(component, frozenset())) if is_recursive else component


def _turned(schema: Schema, above: frozenset[str]) -> Schema:
    if isinstance(schema, Recursion):
        if schema.component in above:
            return Recursion.of(schema)
        schema = schema.outer
    if schema.properties and schema.component:
        if schema.component in above:
            return Recursion.of(schema)
        above |= {schema.component}
    return schema.with_parts(lambda part: _turned(part, above))
