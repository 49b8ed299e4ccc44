"""Query parameters and form bodies: from logical values to pairs of texts, and back by the schemas of the contract.

The styles are those of OpenAPI. `form`: a list repeats the name, or joins its items with commas. `spaceDelimited` and
`pipeDelimited`: the items are joined. `deepObject`: a member or item stands in brackets, at any depth; items by number
(`items[0][price]=1`). There is no text for what is empty: the query leaves it out, and a form refuses it, because an
update that leaves out a list does not empty it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

from ..operation import Operation, Style
from .http.messages import percent_encode

MEDIA_TYPE = "application/x-www-form-urlencoded"
MAX_DEPTH = 64
"""Brackets after a name."""
MAX_PAIRS = 100_000
_DELIMITERS: dict[Style, str] = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
_DEEP = re.compile(r"([^\[]++)((?:\[[^\[\]]*+\])++)")
_INTEGER, _FRACTION = re.compile(r"-?[0-9]{1,300}"), re.compile(r"-?[0-9]{1,300}\.[0-9]{1,300}")
Schema = Mapping[str, Any]
Styles = Mapping[str, tuple[Style, bool]]
"""Style and `explode` of each name."""
Pair = tuple[str, str]


class Unencodable(ValueError):
    """A value for which the style has no text."""


class Undecodable(ValueError):
    """Pairs that contradict each other."""


def styles(operation: Operation, place: str) -> Styles:
    """The styles of the parameters in the query or the body."""
    return {own.wire: (own.style, own.explode) for own in operation.parameters if own.place == place}


def encode(name: str, value: Any, style: Style, explode: bool) -> Iterator[Pair]:
    """The pairs of a parameter or member. Raises Unencodable."""
    if style == "deepObject":
        yield from _deep(name, value)
    elif not isinstance(value, (list, tuple)):
        yield name, scalar_text(value)
    elif explode:
        yield from ((name, scalar_text(item)) for item in value)
    elif value:
        delimiter, items = _DELIMITERS[style], [scalar_text(item) for item in value]
        if any(delimiter in item for item in items):
            raise Unencodable(f"the service splits the text at {delimiter!r}, which an item contains")
        yield name, delimiter.join(items)


def first_empty(value: Any, place: tuple[str, ...]) -> tuple[str, ...] | None:
    """The place of the first empty list or object in a value at a place; None if there is none."""
    if isinstance(value, Mapping):
        parts: Iterable[tuple[Any, Any]] = value.items()
    elif isinstance(value, (list, tuple)):
        parts = enumerate(value)
    else:
        return None
    found = (first_empty(part, (*place, str(name))) for name, part in parts)
    return next(filter(None, found), None) if value else place


def _deep(name: str, value: Any, depth: int = 0) -> Iterator[Pair]:
    if depth > MAX_DEPTH:
        raise Unencodable(f"more than {MAX_DEPTH} levels")
    if isinstance(value, Mapping):
        for key, member in value.items():
            if not key or {"[", "]"} & set(key):
                raise Unencodable("a member without a name, or with a bracket in its name")
            yield from _deep(f"{name}[{key}]", member, depth + 1)
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            if isinstance(item, (list, tuple, Mapping)) and not item:
                raise Unencodable("an empty item of a list")
            yield from _deep(f"{name}[{index}]", item, depth + 1)
    else:
        yield name, scalar_text(value)


def scalar_text(value: Any) -> str:
    """A scalar as text in a URL, header or form. The contract accepts 1.0 as an integer. Raises Unencodable for null."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, (list, tuple, Mapping)):
        raise Unencodable(f"no text for {'null' if value is None else 'a list or an object'}")
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    return f"{number:f}" if -300 < number.adjusted() < 300 else str(number)


def form_body(pairs: Iterable[Pair]) -> bytes:
    """The bytes of a form: names and values percent-encoded, a blank as `%20`."""
    return "&".join([f"{percent_encode(name)}={percent_encode(text)}" for name, text in pairs]).encode()


def read_form(raw: bytes) -> list[Pair]:
    """The pairs of a form. Raises ValueError."""
    return parse_qsl(raw.decode(), keep_blank_values=True, errors="strict", max_num_fields=MAX_PAIRS)


def decode(pairs: Iterable[Pair], styles: Styles, schema: Schema) -> dict[str, Any]:
    """The logical value of pairs. What has no type in the schema stays text, for the contract to judge.

    Raises Undecodable.
    """
    texts: dict[str, list[str]] = {}
    trees: dict[str, dict[str, Any]] = {}
    for name, text in pairs:
        found = None if name in styles else _DEEP.fullmatch(name)
        if found and styles.get(found[1], ("form", True))[0] == "deepObject":
            _insert(trees.setdefault(found[1], {}), found[2][1:-1].split("]["), text)
        else:
            texts.setdefault(name, []).append(text)
    if both := texts.keys() & trees.keys():
        raise Undecodable(f"{min(both)}: with and without brackets")
    members = schema.get("properties", {})
    flat = {name: _flat(own, styles.get(name, ("form", True)), members.get(name, {})) for name, own in texts.items()}
    return flat | {name: _typed_tree(tree, members.get(name, {})) for name, tree in trees.items()}


def _flat(texts: list[str], style: tuple[Style, bool], schema: Schema) -> Any:
    is_list = schema.get("type") == "array"
    if is_list and not style[1] and len(texts) == 1 and style[0] in _DELIMITERS:
        texts = texts[0].split(_DELIMITERS[style[0]])
    if is_list:
        return [typed(text, schema.get("items", {})) for text in texts]
    return texts if len(texts) > 1 else typed(texts[0], schema)


def _insert(tree: dict[str, Any], path: list[str], text: str) -> None:
    """Put a text into a tree; empty brackets stand for the next item."""
    if len(path) > MAX_DEPTH:
        raise Undecodable(f"more than {MAX_DEPTH} levels")
    *above, last = path
    for part in above:
        tree = tree.setdefault(part or str(len(tree)), {})
        if not isinstance(tree, dict):
            raise Undecodable("a member is a text and an object")
    if (last or str(len(tree))) in tree:
        raise Undecodable("a member comes twice")
    tree[last or str(len(tree))] = text


def _typed_tree(node: Any, schema: Schema) -> Any:
    if not isinstance(node, dict):
        return typed(node, schema)
    if schema.get("type") == "array" and all(re.fullmatch("[0-9]{1,9}", part) for part in node):
        return [_typed_tree(node[part], schema.get("items", {})) for part in sorted(node, key=int)]
    members, others = schema.get("properties", {}), schema.get("additionalProperties")
    values = others if isinstance(others, dict) else {}
    return {part: _typed_tree(inner, members.get(part, values)) for part, inner in node.items()}


def typed(text: str, schema: Schema) -> Any:
    """Convert text to the type of its schema. Text that does not convert is left for the contract to reject."""
    kinds = schema.get("type")
    kind = next((own for own in kinds if own != "null"), None) if isinstance(kinds, list) else kinds
    if kind in ("integer", "number") and _INTEGER.fullmatch(text):
        return int(text)
    if kind == "number" and _FRACTION.fullmatch(text):
        return Decimal(text)
    return {"true": True, "false": False}.get(text, text) if kind == "boolean" else text
