"""Schemas of a contract as JSON Schemas in two profiles.

- `documented` has every documented constraint.
- `compatible` has the constraints whose violation is an error: types and structure. Every member may be null.

References are written out, so a pointer into a schema is also a pointer into the contract. Components that contain
themselves stand in `$defs` beside that, see `definitions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..parse.formats import NOTED_TEXTS
from ..parse.references import Reference
from ..parse.schema import Schema
from ..parse.union import Union
from ..runtime.jsontext.pointer import join, split

Json = dict[str, Any]

LIMITS = ("min_length", "max_length", "minimum", "maximum", "min_items", "max_items")
RULES = ".records"
"""Ends the name of a definition with the rule of `records`."""
END = "(?![\\s\\S])"
"""The end of the string; in Python `$` also matches before a final newline."""


def documented(schema: Schema, pointer: str, needs: Iterable[str] = ()) -> Json:
    """The documented schema; `needs` are pointers of members that must be present."""
    accepts_single_item, schema, needs = schema.accepts_single_item, schema.logical, tuple(needs)
    types = schema.types
    node: Json = _type(types)
    node |= {keyword: text for keyword in ("title", "description") if (text := getattr(schema, keyword))}
    null = [None] if "null" in types else []
    if schema.enum is not None:
        node["enum"] = [*schema.enum, *null]
    if "const" in schema.model_fields_set:
        node |= {"enum": [schema.const, None]} if null else {"const": schema.const}
    node |= {camel(limit): getattr(schema, limit) for limit in LIMITS if getattr(schema, limit) is not None}
    if schema.pattern is not None:
        node["pattern"] = schema.pattern.removesuffix("$") + END
    if schema.format is not None and schema.format not in NOTED_TEXTS:
        node["format"] = schema.format
    if schema.items is not None:
        node["items"] = documented(schema.items, f"{pointer}/*", needs)
        node |= _inside_item(node["items"]) if accepts_single_item else {}
    if schema.properties is not None:
        places = {name: pointer + join([name]) for name in schema.properties}
        required = [
            name for name in schema.properties if name in (schema.required or []) or _needed(places[name], needs)
        ]
        node["properties"] = {
            name: documented(member, places[name], needs) for name, member in schema.properties.items()
        }
        node |= {"required": required} if required else {}
        node |= {} if schema.additional_properties else {"additionalProperties": False}
    if schema.values is not None:
        node["additionalProperties"] = documented(schema.values, f"{pointer}/*", needs)
    node |= {"$ref": reference(schema)} if isinstance(schema, Reference) else {}
    return node | (_documented_union(schema.union, pointer) if schema.union else {})


def _documented_union(union: Union, pointer: str) -> Json:
    """One of the codes in the tag, and for each code its alternative: all errors stand at their members."""
    parts = [_then(union.tag, codes, documented(part, pointer)) for part, codes in union.alternatives]
    return {"properties": {union.tag: {"enum": union.codes}}, "required": [union.tag], "allOf": parts}


def _then(tag: str, codes: Sequence[str | int], schema: Json) -> Json:
    """A schema for objects with one of some codes; null beside the union has none."""
    return {
        "if": {"type": "object", "properties": {tag: {"enum": [*codes]}}, "required": [tag]},
        "then": schema,
    }


def _type(types: Sequence[str]) -> Json:
    """The keyword for types; none for any value."""
    return {"type": types[0] if len(types) == 1 else [*types]} if types else {}


def _inside_item(item: Json) -> Json:
    """The keywords that validate the members of one item in place of its list; its type is a finding of its own."""
    return {word: item[word] for word in ("properties", "required", "additionalProperties", "anyOf") if word in item}


_EMPTY: Json = {"maxProperties": 0}


def is_item(pointer: str) -> bool:
    """Whether a pointer pattern leads to the items of a list."""
    return pointer.endswith("/*")


def some_member(schema: Schema, *others: Json) -> Json:
    """At least one documented member, or what `others` allow: an object without any is something else."""
    members = (schema.home if isinstance(schema, Reference) else schema.logical).properties
    return {"anyOf": [*({"required": [name]} for name in members), *others]} if members else {}


def compatible(schema: Schema, member: bool = False) -> Json:
    """JSON types and structure."""
    accepts_single_item, tolerated, schema = schema.accepts_single_item, schema.tolerated, schema.logical
    types = list(dict.fromkeys([*schema.types, *tolerated, *(["null"] if member else [])]))
    node: Json = _type(types) if schema.types else {}
    if schema.items is not None:
        node["items"] = compatible(schema.items)
        node |= _inside_item(node["items"]) if accepts_single_item else {}
    if schema.properties is not None:
        node["properties"] = {name: compatible(part, member=True) for name, part in schema.properties.items()}
    if schema.values is not None:
        node["additionalProperties"] = compatible(schema.values, member=True)
    node |= {"$ref": reference(schema)} if isinstance(schema, Reference) else {}
    return node | (_compatible_union(schema.union) if schema.union else {})


def _compatible_union(union: Union) -> Json:
    """Each alternative for its codes. A tag of another type is an error, as in each of them; another code is not."""
    tags = [compatible((part.properties or {})[union.tag], member=True)["type"] for part, _ in union.alternatives]
    types = list(dict.fromkeys(name for names in tags for name in names))
    parts = [_then(union.tag, codes, compatible(part)) for part, codes in union.alternatives]
    return {"properties": {union.tag: {"type": types}}, "allOf": parts}


def records(schema: Schema, needs: Sequence[str] = (), pointer: str = "") -> Json:
    """The rule that every item of a list of objects, and every object in a map, has some documented member.

    Objects on the way to such a list, and those of `needs`, may be empty, but not hold other members only.
    """
    if isinstance(schema, Reference):
        if not _has_records(schema.home):
            return {}
        wrapper = {} if is_item(pointer) else some_member(schema, _EMPTY)
        return {"allOf": [{"$ref": reference(schema, RULES)}]} | wrapper
    accepts_single_item, schema = schema.accepts_single_item, schema.logical
    if schema.items is not None:
        item = records(schema.items, needs, f"{pointer}/*") | some_member(schema.items)
        return ({"items": item} | (item if accepts_single_item else {})) if item else {}
    if schema.values is not None:
        value = records(schema.values, needs, f"{pointer}/*") | some_member(schema.values)
        return {"additionalProperties": value} if value else {}
    rules = {name: records(member, needs, pointer + join([name])) for name, member in (schema.properties or {}).items()}
    rules = {name: rule for name, rule in rules.items() if rule}
    is_around = pointer in needs or bool(rules)
    wrapper = some_member(schema, _EMPTY) if is_around and pointer and not is_item(pointer) else {}
    return ({"properties": rules} if rules else {}) | wrapper


def _has_records(schema: Schema) -> bool:
    """Whether there are lists of objects, or maps of them, in an object."""
    inner = (part for node in schema.walk() for part in (node.schema.items, node.schema.values) if part is not None)
    return any(isinstance(part, Reference) or part.logical.properties for part in inner)


def reference(schema: Reference, rules: str = "") -> str:
    """The reference to the definition of a component, or to that of its rule of `records`."""
    return f"#/$defs/{schema.component}{rules}"


def joined(schema: Json, rules: Json) -> Json:
    """A schema, and rules for the same places."""
    both = {word: joined(schema[word], part) for word, part in rules.items() if isinstance(schema.get(word), dict)}
    return {**schema, **rules, **both}


def needed(schema: Schema, pointers: Sequence[str]) -> Json:
    """A schema that requires members, not null and of a documented or accepted type, and the rule of `records`."""
    rules = [nested(pointer, {}, schema) for pointer in pointers]
    rules += [rule] if (rule := records(schema, pointers)) else []
    return {"allOf": rules} if rules else {}


def nested(pointer: str, leaf: Json, schema: Schema | None, required: bool = True) -> Json:
    """`leaf` for the member at a pointer; with `schema`, every member on the way has its documented type."""
    node = leaf
    for depth in range(len(split(pointer)), 0, -1):
        *above, name = split(pointer)[:depth]
        if schema is not None:
            node = {"type": _types(schema.at(join([*above, name])) or Schema()), **node}
        node = {"required": [name], "properties": {name: node}} if required else {"properties": {name: node}}
    return node


def _types(schema: Schema) -> list[str]:
    types = schema.logical.types or ["boolean", "number", "string", "array", "object"]
    return [name for name in dict.fromkeys([*types, *schema.tolerated]) if name != "null"]


def _needed(pointer: str, needs: tuple[str, ...]) -> bool:
    return any(need == pointer or need.startswith(f"{pointer}/") for need in needs)


def camel(name: str) -> str:
    """The JSON Schema keyword of an attribute."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def encoded(schema: Schema | None, pointer: str = "") -> list[str]:
    """Pointers of the members that are encoded text on the wire."""
    nodes = schema.walk(pointer, content=False) if schema else ()
    return [node.pointer for node in nodes if node.schema.content_schema]


def sensitive(schema: Schema | None, pointer: str = "") -> list[str]:
    """Pointer patterns of the members whose values are masked."""
    nodes = schema.everywhere(pointer) if schema else ()
    return list(dict.fromkeys(node.pointer for node in nodes if node.schema.logical.sensitive))


def identifiers(schema: Schema | None, pointer: str = "") -> list[str]:
    """Pointer patterns of the identifiers of digits."""
    nodes = schema.walk(pointer, content=False) if schema else ()
    return [node.pointer for node in nodes if node.schema.identifier]


def own_limits(schema: Schema | None, pointer: str = "") -> list[Json]:
    """The limits that the contract sets itself, each with its ledger entry and what is probably meant."""
    nodes = schema.walk(pointer, content=False) if schema else ()
    return [
        {"pointer": node.pointer, "ledger": limits.ledger, "hint": {"en": limits.en or "", "zh": limits.zh or ""}}
        for node in nodes
        if (limits := node.schema.logical.own_limits)
    ]
