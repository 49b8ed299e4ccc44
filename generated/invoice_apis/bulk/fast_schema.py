"""The strict schema: a document that it accepts has no finding, even when its numbers were rounded.

The exact path reads numbers digit by digit and validates against two schemas. The fast path validates what orjson reads
against this one. A document that it rejects is validated again exactly, so each part only needs to be at least as strict
as the exact path.

| risk | solution |
|---|---|
| `1.00000000000000000000001` is read as `1.0`, an integer in JSON Schema | draft 4, where no number with a fraction is an integer |
| a small fraction is read as `0.0`; its exponent may exceed any decimal | a zero with a fraction is rejected |
| a rounded fraction equals a limit or a code that the exact one misses | fractions are rejected beside codes, and beside limits other than 0 |
| nesting depth, and members without a documented schema | members without a schema are rejected |
| what only the compatible schema rejects | types must be allowed by both; the envelope's requirements are included |
| format checkers in Python are slow | a pattern that only matches texts of the format; formats apply to texts only |

An unknown keyword raises UnsupportedSchema.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

Json = dict[str, Any]
Path = tuple[str, ...]
"""Member names from the root to a place; `*` for any item of a list."""
Scalar = str | int | bool | None

ANNOTATIONS = {"title", "description", "$schema", "$id"}
BRANCHES = {"if", "then", "else"}
LIMITS = ("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "pattern")
SHAPE = {"type", "enum", "const", "format", "items", "properties", "required", "additionalProperties", "anyOf"}
CONDITION = {"type", "enum", "not", "required", "properties", "maxProperties", "items", "allOf", "anyOf"}
_NOTHING: Json = {"not": {}}
_NO_FLOAT_ZERO: Json = {
    "anyOf": [{"minimum": 0, "exclusiveMinimum": True}, {"type": "integer"}, {"maximum": 0, "exclusiveMaximum": True}]
}
_UNROUNDED: Json = {
    "pattern": "^[^.+]*$",
    "anyOf": [
        {"maximum": 2**53, "minimum": -(2**53)},
        {"maximum": 10**18, "not": {"multipleOf": 10}},
        {"minimum": 10**18, "not": {"multipleOf": 100}},
    ],
}
"""No number in text with a fraction or an exponent, and no long integer that ends in zeros."""
SCALAR: Json = {"type": ["string", "number", "boolean", "null"], **_NO_FLOAT_ZERO}

_DAY = (
    r"[1-9][0-9]{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
PATTERNS: dict[str, str] = {
    "date-time": rf"{_DAY}T{_TIME}(?:\.[0-9]{{1,6}})?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])",
    "local-date-time": rf"{_DAY} {_TIME}",
    "decimal": r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?",
    "year-month": r"[1-9][0-9]{3}(?:0[1-9]|1[0-2])",
}
"""A pattern for each format; texts that match it have the format. The empty text has every format."""


class UnsupportedSchema(Exception):
    """The contract uses schema keywords that have no strict form here."""


class Tolerated:
    """Undocumented content that a strict schema accepts: exact scalars at places, and new members of objects."""

    def __init__(
        self,
        values: Mapping[Path, Sequence[Scalar]] | None = None,
        members: Mapping[Path, Sequence[str]] | None = None,
        identifiers: Collection[Path] = (),
    ) -> None:
        self.identifiers = identifiers
        """Paths of identifiers of digits, which must not look rounded."""
        self.values = values or {}
        """By path."""
        self.members = members or {}
        """Names by the path of their object."""


def strict_schema(
    documented: Json, compatible: Json, tolerated: Tolerated | None = None, identifiers: Collection[Path] = ()
) -> Json:
    """The strict schema, in draft 4. With `tolerated` it accepts only successes. Raises UnsupportedSchema."""
    node = _StrictBuilder(tolerated or Tolerated(identifiers=identifiers)).node
    if "if" not in documented:
        return node(documented, compatible, ())
    _check_keywords(documented.keys(), ANNOTATIONS | BRANCHES | {"type"})
    test = _condition(documented["if"], compatible)
    success = [test, node(documented["then"], compatible, ()), _condition(compatible.get("then", {}), compatible)]
    if tolerated is not None:
        return {"allOf": success}
    otherwise = {name: part for name, part in documented["else"].items() if name != "anyOf"}
    tests = [{"anyOf": schema["else"]["anyOf"]} for schema in (documented, compatible)]
    failure = [node(otherwise, compatible, ()), *(_condition(schema, compatible) for schema in tests)]
    return {"anyOf": [{"allOf": success}, {"not": test, "allOf": failure}]}


class _StrictBuilder:
    def __init__(self, tolerated: Tolerated) -> None:
        self._tolerated = tolerated

    def node(self, node: Json, wide: Json, path: Path) -> Json:
        """The schema at a path; `wide` is the compatible schema there."""
        _check_keywords(node.keys(), ANNOTATIONS | SHAPE | set(LIMITS))
        kinds = [kind for kind in _kinds(node) if _admits(wide, kind)]
        if "number" in kinds and not _survives_rounding(node):
            kinds = [kind for kind in kinds if kind != "number"] + ["integer"]
        kind = kinds[0] if len(kinds) == 1 else kinds
        schema = {"type": kind, **self._inside(node, wide, path, kinds), **_limits(node)} if kinds else _NOTHING
        if path in self._tolerated.identifiers and kinds:
            schema = {"allOf": [schema, _UNROUNDED]}
        return self._or_tolerated(schema, path)

    def _inside(self, node: Json, wide: Json, path: Path, kinds: Sequence[str]) -> Json:
        inside: Json = dict(_NO_FLOAT_ZERO) if "number" in kinds else {}
        if "array" in kinds:
            item = node.get("items")
            inside["items"] = self.node(item, wide.get("items", {}), (*path, "*")) if item is not None else SCALAR
        if "object" in kinds:
            below = wide.get("properties", {})
            members = {
                name: self.node(part, below.get(name, {}), (*path, name))
                for name, part in node.get("properties", {}).items()
            }
            new = {name: SCALAR for name in self._tolerated.members.get(path, ()) if name not in below}
            inside |= {"properties": {**new, **members}, "additionalProperties": False}
            inside |= {word: node[word] for word in ("required", "anyOf") if node.get(word)}
        return inside

    def _or_tolerated(self, schema: Json, path: Path) -> Json:
        values = self._tolerated.values.get(path, ())
        if not values:
            return schema
        kinds = ((str, "string"), (bool, "boolean"), (int, "integer"), (type(None), "null"))
        alternatives = [
            {"type": kind, "enum": same} for own, kind in kinds if (same := [v for v in values if type(v) is own])
        ]
        return {"anyOf": [schema, *alternatives]}


def _check_keywords(keywords: Any, expected: set[str]) -> None:
    if unknown := set(keywords) - expected:
        raise UnsupportedSchema(f"keywords {sorted(unknown)}")


def _kinds(node: Json) -> list[str]:
    kinds = node.get("type")
    if kinds is None:
        raise UnsupportedSchema("a schema without a type")
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _admits(wide: Json, kind: str) -> bool:
    kinds = _kinds(wide) if "type" in wide else [kind]
    return kind in kinds or (kind == "integer" and "number" in kinds)


def _survives_rounding(node: Json) -> bool:
    """Whether rounding keeps a fraction on the same side of every limit: true for the limit 0, unless it becomes 0."""
    return "enum" not in node and "const" not in node and all(node.get(word, 0) == 0 for word in ("minimum", "maximum"))


def _limits(node: Json) -> Json:
    """Codes, lengths, bounds, patterns and formats."""
    limits: Json = {word: node[word] for word in LIMITS if word in node}
    is_of_numbers = set(_kinds(node)) <= {"integer", "number"}
    more = [_codes([node["const"]], is_of_numbers)] if "const" in node else []
    more += [_codes(node["enum"], is_of_numbers)] if "enum" in node else []
    more += [_format_pattern(node["format"])] if "format" in node and "string" in _kinds(node) else []
    if len(more) == 1 and not more[0].keys() & limits.keys():
        return {**limits, **more[0]}
    return {**limits, "allOf": more} if more else limits


def _codes(codes: Sequence[Any], is_of_numbers: bool) -> Json:
    """Codes that no reader rounds. Consecutive integers, where no other type is allowed, are faster as a range."""
    exact = [code for code in codes if isinstance(code, Scalar)]
    if not exact:
        return _NOTHING
    numbers = sorted(code for code in exact if type(code) is int)
    if is_of_numbers and numbers and numbers == list(range(numbers[0], numbers[0] + len(exact))):
        return {"minimum": numbers[0], "maximum": numbers[-1]}
    return {"enum": exact}


def _format_pattern(name: str) -> Json:
    if name not in PATTERNS:
        raise UnsupportedSchema(f"format {name}")
    return {"pattern": f"^(?:{PATTERNS[name]})?$"}


def _condition(test: Json, compatible: Json) -> Json:
    """A condition of the envelope, unchanged; it must not depend on rounding. Raises UnsupportedSchema."""
    for path in _tested_paths(test, ()):
        if _admits(_at(compatible, path), "number"):
            raise UnsupportedSchema("a code of the envelope that may be a fraction")
    return test


def _tested_paths(test: Json, path: Path) -> Iterator[Path]:
    """Paths whose codes a condition tests."""
    _check_keywords(test.keys(), CONDITION)
    if "enum" in test:
        yield path
    for name, part in test.get("properties", {}).items():
        yield from _tested_paths(part, (*path, name))
    if "items" in test:
        yield from _tested_paths(test["items"], (*path, "*"))
    for part in (*test.get("allOf", ()), *test.get("anyOf", ()), *([test["not"]] if "not" in test else ())):
        yield from _tested_paths(part, path)


def _at(schema: Json, path: Path) -> Json:
    for name in path:
        schema = schema.get("properties", {}).get(name, {})
    return schema
