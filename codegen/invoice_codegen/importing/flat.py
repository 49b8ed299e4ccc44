"""One schema of a document in one flat form: references followed, `allOf` merged, 3.0 read as 3.1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..parse.extensions import JsonType
from ..problem import ContractError, Problem
from .document import Document, Node
from .loss import Loss

MAX_SCHEMAS = 500_000
"""Schemas that are looked at: parts that use each other twice double at each step."""
_TYPES = set(JsonType.__args__)  # type: ignore[attr-defined]
DOCUMENTATION = {"title", "description", "nullable", "readOnly", "writeOnly", "deprecated", "example", "examples", "default"}
_HIGHEST = ("minimum", "minLength", "minItems", "exclusiveMinimum")
_LOWEST = ("maximum", "maxLength", "maxItems", "exclusiveMaximum")
_LIMITING = {*_HIGHEST, *_LOWEST, "enum", "pattern", "format", "const"}
_KEPT = ("format", "const", "contentEncoding", "contentMediaType")
_RULES = {"multipleOf", "uniqueItems", "not", "if", "contains", "prefixItems", "dependentRequired", "dependentSchemas"}
_RULES |= {"patternProperties", "propertyNames", "minProperties", "maxProperties", "unevaluatedProperties"}
_IMPLIED = {
    "object": {"properties", "required", "additionalProperties"},
    "array": {"items", "minItems", "maxItems"},
    "string": {"minLength", "maxLength", "pattern"},
    "number": {"minimum", "maximum", "multipleOf"},
}
_BY_VALUE: dict[type, str] = {str: "string", int: "integer", bool: "boolean", Decimal: "number"}


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
    is_map: bool = False
    read_only: bool = False
    write_only: bool = False
    losses: list[Loss] = field(default_factory=list)

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


class Flattener:
    """Makes schemas flat, each once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.count = 0
        self.known: dict[object, Flat] = {}

    def use(self, nodes: tuple[Node, ...]) -> Use:
        """The schema behind references and one-part compositions that only document a use."""
        use = Use(nodes)
        for _ in range(20):
            if len(use.nodes) != 1 or not isinstance(use.nodes[0].value, dict):
                return use
            node = use.nodes[0]
            inner, nullable = self._inner(node)
            if inner is None:
                return use
            words = node.value
            use = Use(
                (inner,),
                inner.pointer.rpartition("/")[2] if "$ref" in words else use.name,
                use.description or node.text("description"),
                use.nullable or nullable or words.get("nullable") is True,
                use.read_only or words.get("readOnly") is True,
                use.write_only or words.get("writeOnly") is True,
            )
        return use

    def _inner(self, node: Node) -> tuple[Node | None, bool]:
        """The one schema that a schema with nothing but documentation refers to, and whether null may come besides."""
        words = {name for name in node.value if not name.startswith("x-")} - DOCUMENTATION
        if words == {"$ref"} or (words == {"$ref", "type"} and self.document.is_30):
            return (self.document.target(node) if isinstance(node.value["$ref"], str) else None), False
        for word in ("allOf", "anyOf", "oneOf"):
            if words in ({word}, {word, "type"} if node.value.get("type") == "object" else {word}):
                parts = node.child(word).list()
                others = [part for part in parts if word == "allOf" or not is_null(part.value)]
                if len(others) == 1:
                    return others[0], len(parts) > 1
        return None, False

    def flat(self, use: Use) -> Flat:
        """The flat form of a used schema."""
        known = self.known.get(use.key)
        if known is None:
            known = self.known[use.key] = Flat(use.nodes[0].place, use.name)
            branches: list[list[Node]] = []
            for node in use.nodes:
                self._absorb(known, node, branches, ())
            _infer(known)
            for parts in branches:
                self._union(known, parts)
            if known.types == ["integer", "number"] or known.types == ["number", "integer"]:
                known.types = ["number"]
        return known

    def _absorb(self, flat: Flat, node: Node, branches: list[list[Node]], trail: tuple[object, ...]) -> None:
        self._count(node)
        words = node.value
        if not isinstance(words, dict) or (node.file, node.pointer) in trail or len(trail) > 60:
            if words is not True:
                flat.lose("any value", node.place, "no schema" if words is not False else "false")
            return
        trail = (*trail, (node.file, node.pointer))
        self._own(flat, node)
        if isinstance(words.get("$ref"), str):
            target = self.document.target(node)
            if target is None:
                flat.lose("any value", node.place, f"the reference {words['$ref'][:100]} leads nowhere in this folder")
            else:
                self._absorb(flat, target, branches, trail)
        for part in node.child("allOf").list():
            self._absorb(flat, part, branches, trail)
        for word in ("anyOf", "oneOf"):
            parts = node.child(word).list()
            others = [part for part in parts if not is_null(part.value)]
            flat.nullable |= len(others) < len(parts)
            if len(others) == 1:
                self._absorb(flat, others[0], branches, trail)
            elif others:
                branches.append(others)

    def _own(self, flat: Flat, node: Node) -> None:
        """What a schema says itself."""
        words = node.value
        _types_of(flat, words)
        for name, member in node.child("properties").items():
            flat.properties[name] = (*flat.properties.get(name, ()), member)
        needed = words.get("required")
        flat.required += [name for name in needed if isinstance(name, str)] if isinstance(needed, list) else []
        if "items" in words:
            flat.items = (*flat.items, node.child("items"))
        more = words.get("additionalProperties")
        flat.is_open |= more is True or more == {}
        flat.is_map |= isinstance(more, dict) and bool(more)
        flat.read_only |= words.get("readOnly") is True
        flat.write_only |= words.get("writeOnly") is True
        for name in sorted(_RULES & words.keys()):
            if words[name] not in (False, None):
                flat.lose("rule", node.place, name)
        _merge(flat, node)

    def _union(self, flat: Flat, parts: list[Node]) -> None:
        """What several alternatives have in common: their type, if they have one."""
        flats = [self.flat(self.use((part,))) for part in parts]
        place = parts[0].pointer.rpartition("/")[0] or flat.place
        if all(_only_rules(part) for part in flats):
            flat.lose("rule", place, "alternatives of required members")
            return
        kinds = {part.type for part in flats}
        flat.nullable |= any(part.nullable for part in flats)
        if kinds == {"integer", "number"}:
            kinds = {"number"}
        if kinds == {"object"} and flat.type in ("", "object"):
            flat.types, flat.is_open = ["object"], True
            flat.lose("one of several objects", place)
        elif len(kinds) == 1 and kinds <= {"string", "integer", "number", "boolean"}:
            flat.types = list(kinds)
            _common(flat, flats, place)
        else:
            flat.types = []
            flat.lose("any value", place, "alternatives of several types")

    def _count(self, node: Node) -> None:
        self.count += 1
        if self.count > MAX_SCHEMAS:
            message = f"more than {MAX_SCHEMAS} schemas, with references followed"
            raise ContractError([Problem(self.document.path, 1, node.pointer[:200], message, "choose fewer operations")])


def is_null(value: Any) -> bool:
    """Whether a schema takes null and nothing else."""
    return isinstance(value, dict) and (value.get("type") == "null" or value.get("enum") == [None])


def _types_of(flat: Flat, words: dict[str, Any]) -> None:
    found = words.get("type")
    names = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    flat.nullable |= "null" in names or words.get("nullable") is True
    names = [name for name in names if isinstance(name, str) and name in _TYPES and name != "null"]
    if names:
        both = [name for name in flat.types if name in names]
        flat.types = both or names


def _merge(flat: Flat, node: Node) -> None:
    """Documentation and limits: the outer text, the tighter limit."""
    words, mine = node.value, flat.words
    for name in ("title", "description"):
        if text := node.text(name):
            mine.setdefault(name, text)
    for name in ("example", "default"):
        if name in words:
            mine.setdefault(name, words[name])
    for name in (*_HIGHEST, *_LOWEST):
        if name in words:
            mine[name] = _tighter(name, mine[name], words[name]) if name in mine else words[name]
    if "pattern" in words and mine.setdefault("pattern", words["pattern"]) != words["pattern"]:
        flat.lose("rule", node.place, "two patterns")
    for name in _KEPT:
        if name in words:
            mine.setdefault(name, words[name])
    if isinstance(words.get("enum"), list):
        codes = words["enum"]
        flat.nullable |= None in codes and (not flat.types or flat.nullable)
        mine["enum"] = [code for code in mine["enum"] if code in codes] if "enum" in mine else codes


def _tighter(name: str, ours: Any, theirs: Any) -> Any:
    numbers = [value for value in (ours, theirs) if isinstance(value, (int, Decimal)) and not isinstance(value, bool)]
    if len(numbers) < 2:
        return ours
    return max(numbers) if name in _HIGHEST else min(numbers)


def _infer(flat: Flat) -> None:
    """The type of a schema that does not say it."""
    if flat.types:
        return
    said = set(flat.words)
    if flat.properties or flat.is_open or flat.is_map:
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


def _only_rules(part: Flat) -> bool:
    return bool(part.required) and not part.properties and not part.items and not set(part.words) - {"title", "description"}


def _common(flat: Flat, flats: Iterable[Flat], place: str) -> None:
    """The codes of alternatives of one type; where one of them takes any value, all is taken."""
    parts = list(flats)
    lists = [part.words.get("enum") for part in parts]
    if all(lists):
        flat.words.setdefault("enum", [code for codes in lists for code in codes or ()])
    elif all(part.words.keys() & _LIMITING for part in parts):
        flat.lose("rule", place, "limits of alternatives")
    formats = {part.words.get("format") for part in parts}
    if len(formats) == 1 and None not in formats:
        flat.words.setdefault("format", formats.pop())
