"""A schema in one flat form, and how what several schemas say becomes one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..parse.strict import JsonType
from .document import Node
from .loss import Loss

_TYPES = set(JsonType.__args__)  # type: ignore[attr-defined]
_HIGHEST = ("minimum", "minLength", "minItems", "exclusiveMinimum")
_LOWEST = ("maximum", "maxLength", "maxItems", "exclusiveMaximum")
_LIMITING = {*_HIGHEST, *_LOWEST, "enum", "pattern", "format", "const"}
_KEPT = ("format", "const", "contentEncoding", "contentMediaType")
_IMPLIED = {
    "object": {"properties", "required", "additionalProperties"},
    "array": {"items", "minItems", "maxItems"},
    "string": {"minLength", "maxLength", "pattern"},
    "number": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
}
_BY_VALUE: dict[type, str] = {str: "string", int: "integer", bool: "boolean", Decimal: "number"}

UNION = "one of several objects"
"""The loss of a union that nothing tells apart; where a member does, there is none."""


@dataclass
class Flat:
    """A schema with all that is said of it in one place."""

    place: str
    name: str = ""
    """The name of the component that it is."""
    types: list[str] = field(default_factory=list)
    """The JSON types without null; none means any value."""
    nullable: bool = False
    words: dict[str, Any] = field(default_factory=dict)
    properties: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    items: tuple[Node, ...] = ()
    is_open: bool = False
    values: tuple[Node, ...] = ()
    """The schemas of the values of a map."""
    alternatives: list[Node] = field(default_factory=list)
    """Objects of which it is one."""
    discriminator: Any = None
    read_only: bool = False
    write_only: bool = False
    odd: str = ""
    """A place with words that no schema has."""
    losses: list[Loss] = field(default_factory=list)
    absorbed: set[tuple[str, str]] = field(default_factory=set)
    """The places of the schemas that are in it: `allOf` may lead to one over many ways."""

    def lose(self, reason: str, place: str, detail: str = "") -> None:
        """Note a loss."""
        self.losses.append(Loss("degraded", reason, place, detail))

    @property
    def type(self) -> str:
        """The one type; "" for any value."""
        return self.types[0] if len(self.types) == 1 else ""


@dataclass(frozen=True)
class Use:
    """A use of a schema: where the schema stands, and what is said of this use only."""

    nodes: tuple[Node, ...]
    name: str = ""
    description: str = ""
    nullable: bool = False
    read_only: bool = False
    write_only: bool = False

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """What tells two schemas apart."""
        return tuple((node.file, node.pointer) for node in self.nodes)


def is_null(value: Any) -> bool:
    """Whether a schema takes null and nothing else."""
    return isinstance(value, dict) and (value.get("type") == "null" or value.get("enum") == [None])


def types_of(flat: Flat, words: dict[str, Any]) -> None:
    """`type` and `nullable` of OpenAPI 3.0; of several `type` words only what all allow."""
    found = words.get("type")
    names = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    flat.nullable |= "null" in names or words.get("nullable") is True
    names = [name for name in names if isinstance(name, str) and name in _TYPES and name != "null"]
    if names:
        both = [name for name in flat.types if name in names]
        flat.types = both or names


def merge(flat: Flat, node: Node) -> None:
    """Documentation and limits: the outer text, the tighter limit."""
    words, mine = _with_numbers(node.value), flat.words
    for name in ("title", "description"):
        if text := node.text(name):
            mine.setdefault(name, text)
    for name in ("example", "default"):
        if name in words:
            mine.setdefault(name, words[name])
    for name in (*_HIGHEST, *_LOWEST):
        if words.get(name) is not None:
            mine[name] = _tighter(flat, node, name, words[name])
    if "pattern" in words and mine.setdefault("pattern", words["pattern"]) != words["pattern"]:
        flat.lose("rule", node.place, "two patterns")
    for name in _KEPT:
        if name in words:
            mine.setdefault(name, words[name])
    if isinstance(words.get("enum"), list):
        codes = words["enum"]
        flat.nullable |= None in codes and (not flat.types or flat.nullable)
        mine["enum"] = [code for code in mine["enum"] if code in codes] if "enum" in mine else codes


def _with_numbers(words: dict[str, Any]) -> dict[str, Any]:
    """Exclusive limits as numbers, as OpenAPI 3.1 has them; 3.0 has booleans beside `minimum` and `maximum`."""
    made = dict(words)
    for name, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if made.get(exclusive) is True:
            made[exclusive] = made.pop(name, None)
        elif made.get(exclusive) is False:
            del made[exclusive]
    return made


def _tighter(flat: Flat, node: Node, name: str, theirs: Any) -> Any:
    """The limit that counts. Of a limit and what is no number it is the number, and the other is a rule that is lost."""
    both = [flat.words.get(name, theirs), theirs]
    numbers = [value for value in both if isinstance(value, (int, Decimal)) and not isinstance(value, bool)]
    if len(numbers) == 1:
        flat.lose("rule", node.place, name)
    return (max(numbers) if name in _HIGHEST else min(numbers)) if numbers else theirs


def infer(flat: Flat) -> None:
    """The type of a schema that does not say it."""
    if flat.types:
        return
    said = set(flat.words)
    if flat.properties or flat.is_open or flat.values:
        said.add("properties")
    if flat.items:
        said.add("items")
    values = [code for code in flat.words.get("enum") or () if code is not None]
    if "const" in flat.words:
        values.append(flat.words["const"])
    kinds = {_BY_VALUE.get(type(value), "") for value in values}
    if len(kinds) == 1 and "" not in kinds:
        flat.types = [kinds.pop()]
    else:
        flat.types = next(([name] for name, words in _IMPLIED.items() if words & said), [])
        for name in [name for name in (*_HIGHEST, *_LOWEST) if name in said - _IMPLIED.get(flat.type, said)]:
            flat.lose("rule", flat.place, name)


def only_rules(part: Flat) -> bool:
    """Whether a schema only says which members are required."""
    return (
        bool(part.required)
        and not part.properties
        and not part.items
        and not set(part.words) - {"title", "description"}
    )


def common(flat: Flat, flats: Iterable[Flat], place: str) -> None:
    """The codes of alternatives of one type; where one of them takes any value, all is taken."""
    parts = list(flats)
    widest = [part for part in parts if part.type == flat.type]
    lists = [part.words.get("enum") for part in parts]
    if all(lists):
        flat.words.setdefault("enum", [code for codes in lists for code in codes or ()])
    elif all(part.words.keys() & _LIMITING or part.losses for part in widest):
        flat.lose("rule", place, "limits of alternatives")
    formats = {part.words.get("format") for part in parts}
    if len(formats) == 1 and None not in formats:
        flat.words.setdefault("format", formats.pop())
