"""Components that contain themselves: payloads end, and each place has one description."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..parse.definition import ApiDefinition, Call, Webhook
from ..parse.references import Reference, recursive_components
from ..parse.schema import Node, Schema
from ..problem import Message, Problem

_OPEN = "describe an object with additionalProperties: true there"


def endless(definition: ApiDefinition) -> Iterator[Problem]:
    """The components that no payload can hold, because they always contain another of their kind."""
    schemas = definition.schemas
    ending: set[str] = set()
    while more := {name for name, schema in schemas.items() if name not in ending and _ends(schema, ending)}:
        ending |= more
    for name in sorted(recursive_components(schemas) - ending):
        message = f"the component {name!r} always contains another of its kind, so no payload ends"
        yield definition.problem(f"/components/schemas/{name}", message, "remove a member on the way from required")


def _ends(schema: Schema, ending: Collection[str]) -> bool:
    """Whether there is a value of a schema, if there are values of the components in `ending`."""
    if schema.ref:
        return schema.component in ending
    needed = [member for name, member in (schema.properties or {}).items() if name in (schema.required or [])]
    needed += [schema.items] if schema.items is not None and schema.min_items else []
    has_alternative = not schema.alternatives or any(_ends(part, ending) for part in schema.alternatives)
    return "null" in schema.types or (has_alternative and all(_ends(part, ending) for part in needed))


def in_themselves(exchange: Call | Webhook) -> Iterator[Message]:
    """The problems of the components of a call or a webhook that contain themselves."""
    texts = exchange.parameter_schemas if isinstance(exchange, Call) else []
    if isinstance(exchange, Call) and exchange.is_form and exchange.body:
        texts = [*texts, exchange.body]
    for root in exchange.schemas:
        nodes = [*root.walk()]
        by_schema = {id(node.schema): node for node in nodes}
        lists = {f"{node.pointer}/*" for node in nodes if "object" in node.schema.tolerated}
        for node in nodes:
            if isinstance(node.schema, Reference):
                where = f"the component {node.schema.component!r} contains itself, at {node.pointer}"
                is_text = any(root is text for text in texts)
                home = by_schema[id(node.schema.home)]
                for problem, remedy in _problems(node, home, is_text, node.pointer in lists):
                    yield f"{where}, {problem}", remedy


def _problems(node: Node, home: Node, is_text: bool, is_in_tolerant_list: bool) -> Iterator[Message]:
    """Where a component that contains itself can't stand."""
    if is_text:
        yield "for which a form and a parameter have no text", _OPEN
    elif node.is_inside or home.is_inside:
        yield "in an alternative of a union: unsupported", _OPEN
    elif any(part.schema.content_schema for part in home.schema.walk()):
        yield "with encoded content inside: unsupported", "describe the content as a string"
    elif is_in_tolerant_list:
        yield "in a list for which one item is accepted: unsupported", _OPEN
