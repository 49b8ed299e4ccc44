"""A contract's documented schema, made narrower: what it accepts has no finding, also after a reader that rounds.

The exact way reads numbers digit for digit and asks two schemas; here one schema is asked about what orjson reads. What
it refuses says nothing: it is judged again exactly. So each part only has to be at least as strict as the exact way.

| danger | what is done about it |
|---|---|
| `1.00000000000000000000001` is read as `1.0`, an integer to JSON Schema | judged by draft 4, where no fraction token is an integer |
| a small fraction is read as `0.0`; its exponent may be beyond any decimal | a number that is zero with a fraction is refused |
| a rounded fraction meets a limit or a code that the exact one misses | fractions are refused beside codes, and beside limits other than 0 |
| depth, and members that the documented schema leaves open | members without a schema of their own are refused |
| what only the compatible schema refuses | types are those that both allow; the envelope's needs are asked too |
| formats ask Python, which is slow | a pattern that only matches what has the format; formats are of texts alone |

A keyword that is not named here gives no narrow schema at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = dict[str, Any]
Path = tuple[str, ...]
"""Names of members on the way to a place; `*` for any item of a list."""
Scalar = str | int | bool | None

WORDS = {"title", "description", "$schema", "$id"}
BRANCHES = {"if", "then", "else"}
LIMITS = ("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "pattern")
SHAPE = {"type", "enum", "const", "format", "items", "properties", "required", "additionalProperties"}
TESTS = {"type", "enum", "not", "required", "properties", "allOf", "anyOf"}
END = "(?![\\s\\S])"
"""The end of a text in emitted schemas. Here `$` says the same, and its engine does not have to look ahead."""
_NOTHING: Json = {"not": {}}
_NO_FLOAT_ZERO: Json = {
    "anyOf": [{"minimum": 0, "exclusiveMinimum": True}, {"type": "integer"}, {"maximum": 0, "exclusiveMaximum": True}]
}
SCALAR: Json = {"type": ["string", "number", "boolean", "null"], **_NO_FLOAT_ZERO}

_DAY = (
    r"[1-9][0-9]{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
FORMS: dict[str, str] = {
    "date-time": rf"{_DAY}T{_TIME}(?:\.[0-9]{{1,6}})?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])",
    "local-date-time": rf"{_DAY} {_TIME}",
    "decimal": r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?",
    "year-month": r"[1-9][0-9]{3}(?:0[1-9]|1[0-2])",
}
"""For each format texts that surely have it; the empty text has every format."""


class Unsure(Exception):
    """The contract says something that this module does not know how to make narrower."""


class Tolerated:
    """What a narrow schema admits beyond what is documented: exact scalars at places, and new members of objects."""

    def __init__(
        self, values: Mapping[Path, Sequence[Scalar]] | None = None, members: Mapping[Path, Sequence[str]] | None = None
    ) -> None:
        self.values = values or {}
        """By place."""
        self.members = members or {}
        """Names, by the place of their object."""


def narrow(documented: Json, compatible: Json, tolerated: Tolerated | None = None) -> Json:
    """The narrow schema, for draft 4. With `tolerated` it is one of successes alone. Raises Unsure."""
    node = _Narrower(tolerated or Tolerated()).node
    if "if" not in documented:
        return node(documented, compatible, ())
    _known(documented.keys(), WORDS | BRANCHES | {"type"})
    test = _test(documented["if"], compatible)
    success = [test, node(documented["then"], compatible, ()), _test(compatible.get("then", {}), compatible)]
    if tolerated is not None:
        return {"allOf": success}
    otherwise = {name: part for name, part in documented["else"].items() if name != "anyOf"}
    tests = [{"anyOf": schema["else"]["anyOf"]} for schema in (documented, compatible)]
    failure = [node(otherwise, compatible, ()), *(_test(told, compatible) for told in tests)]
    return {"anyOf": [{"allOf": success}, {"not": test, "allOf": failure}]}


class _Narrower:
    def __init__(self, tolerated: Tolerated) -> None:
        self._tolerated = tolerated

    def node(self, node: Json, wide: Json, path: Path) -> Json:
        """The schema of a place; `wide` is what the compatible schema says there."""
        _known(node.keys(), WORDS | SHAPE | set(LIMITS))
        kinds = [kind for kind in _kinds(node) if _admits(wide, kind)]
        if "number" in kinds and not _bears_rounding(node):
            kinds = [kind for kind in kinds if kind != "number"] + ["integer"]
        kind = kinds[0] if len(kinds) == 1 else kinds
        schema = {"type": kind, **self._inside(node, wide, path, kinds), **_limits(node)} if kinds else _NOTHING
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
            inside |= {"required": node["required"]} if node.get("required") else {}
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


def _known(words: Any, expected: set[str]) -> None:
    if unknown := set(words) - expected:
        raise Unsure(f"keywords {sorted(unknown)}")


def _kinds(node: Json) -> list[str]:
    kinds = node.get("type")
    if kinds is None:
        raise Unsure("a place without a type")
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _admits(wide: Json, kind: str) -> bool:
    kinds = _kinds(wide) if "type" in wide else [kind]
    return kind in kinds or (kind == "integer" and "number" in kinds)


def _bears_rounding(node: Json) -> bool:
    """Whether a rounded fraction is on the same side of all limits as the exact one: of 0 it is, unless it is 0."""
    return "enum" not in node and "const" not in node and all(node.get(word, 0) == 0 for word in ("minimum", "maximum"))


def _limits(node: Json) -> Json:
    """Codes, lengths, bounds and patterns; a text without a value has every format."""
    limits: Json = {word: node[word] for word in LIMITS if word in node}
    if limits.get("pattern", "").endswith(END):
        limits["pattern"] = limits["pattern"].removesuffix(END) + "$"
    is_of_numbers = set(_kinds(node)) <= {"integer", "number"}
    more = [_codes([node["const"]], is_of_numbers)] if "const" in node else []
    more += [_codes(node["enum"], is_of_numbers)] if "enum" in node else []
    more += [_form(node["format"])] if "format" in node and "string" in _kinds(node) else []
    if len(more) == 1 and not more[0].keys() & limits.keys():
        return {**limits, **more[0]}
    return {**limits, "allOf": more} if more else limits


def _codes(codes: Sequence[Any], is_of_numbers: bool) -> Json:
    """Those that no reader rounds. Integers in a row, where nothing else is allowed, are faster asked for by their ends."""
    exact = [code for code in codes if isinstance(code, Scalar)]
    if not exact:
        return _NOTHING
    numbers = sorted(code for code in exact if type(code) is int)
    if is_of_numbers and numbers and numbers == list(range(numbers[0], numbers[0] + len(exact))):
        return {"minimum": numbers[0], "maximum": numbers[-1]}
    return {"enum": exact}


def _form(name: str) -> Json:
    if name not in FORMS:
        raise Unsure(f"the format {name}")
    return {"pattern": f"^(?:{FORMS[name]})?$"}


def _test(test: Json, compatible: Json) -> Json:
    """A test of the envelope as it stands, when it says the same of a rounded number."""
    for path in _coded(test, ()):
        if _admits(_at(compatible, path), "number"):
            raise Unsure("a code of the envelope that may be a fraction")
    return test


def _coded(test: Json, path: Path) -> Iterator[Path]:
    """The places whose codes a test asks for."""
    _known(test.keys(), TESTS)
    if "enum" in test:
        yield path
    for name, part in test.get("properties", {}).items():
        yield from _coded(part, (*path, name))
    for part in (*test.get("allOf", ()), *test.get("anyOf", ()), *([test["not"]] if "not" in test else ())):
        yield from _coded(part, path)


def _at(schema: Json, path: Path) -> Json:
    for name in path:
        schema = schema.get("properties", {}).get(name, {})
    return schema
