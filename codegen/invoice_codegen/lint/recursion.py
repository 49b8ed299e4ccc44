"""Components that contain themselves: payloads end, and each place has one description."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..parse.definition import Call, Webhook
from ..parse.recursion import Recursion, recursions
from ..parse.schema import Node
from ..problem import Message

_OPEN = "describe an object with additionalProperties: true there"


def in_themselves(exchange: Call | Webhook) -> Iterator[Message]:
    """The problems of the components of a call or a webhook that contain themselves."""
    texts = exchange.parameter_schemas if isinstance(exchange, Call) else []
    if isinstance(exchange, Call) and exchange.is_form and exchange.body:
        texts = [*texts, exchange.body]
    for root in exchange.schemas:
        nodes = [*root.walk()]
        outer = recursions(root)
        for node in nodes:
            if isinstance(node.schema, Recursion):
                where = f"the component {node.schema.component!r} contains itself at {node.pointer or '(the whole)'}"
                way = [part for part in nodes if _is_between(part, outer.get(node.pointer, ""), node.pointer)]
                is_text = any(root is text for text in texts)
                yield from ((f"{where}, {problem}", remedy) for problem, remedy in _problems(node, way, is_text))


def _is_between(node: Node, outer: str, inner: str) -> bool:
    return f"{node.pointer}/".startswith(f"{outer}/") and f"{inner}/".startswith(f"{node.pointer}/")


def _problems(node: Node, way: Sequence[Node], is_text: bool) -> Iterator[Message]:
    """What a recursion must not lead through; `way` has the schemas from the outer component to the inner one."""
    if is_text:
        yield "for which a form and a parameter have no text", _OPEN
    elif node.is_inside:
        yield "in an alternative of a union: unsupported", _OPEN
    elif any(part.is_content for part in way):
        yield "inside encoded content: unsupported", _OPEN
    elif any("object" in part.schema.tolerated for part in way):
        yield "in a list for which one item is accepted: unsupported", _OPEN
    elif all(_is_always_there(above, part) for above, part in pairwise(way)):
        yield "and is required there, so no payload ends", "remove it from required"


def _is_always_there(above: Node, node: Node) -> bool:
    """Whether a payload with a value of one schema has one of the next, which is a member or an item of it."""
    return (node.required or bool(above.schema.min_items)) and "null" not in node.schema.types
