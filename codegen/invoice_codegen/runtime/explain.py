"""Findings in words: what was found, what the vendor documents. Values of sensitive members are never shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .pointer import visible

LONGEST = 60


def type_name(value: Any) -> str:
    """The JSON type of a decoded value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, (float, Decimal)):
        return "number"
    return "string" if isinstance(value, str) else "object" if isinstance(value, dict) else "array"


def shown(value: Any) -> str:
    """A scalar as JSON, cut, with control and direction characters escaped; of containers only the type."""
    if isinstance(value, (dict, list)):
        return type_name(value)
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, Decimal) else str(value)
    return visible(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


Words = Callable[[Any, Any, str], str]


def _type(kind: Any, value: Any, what: str) -> str:
    found = type_name(value) if isinstance(value, (dict, list)) or value is None else f"{type_name(value)} {what}"
    return f"found {found}, documented: {' or '.join(kind.types)}"


def _enum(kind: Any, value: Any, what: str) -> str:
    return f"{what} is not among the documented values: {', '.join(shown(option) for option in kind.options)}"


def _length(kind: Any, value: Any, what: str, word: str) -> str:
    unit = "characters" if isinstance(value, str) else "items" if isinstance(value, list) else "members"
    return f"{len(value)} {unit}, documented: {word} {kind.limit}"


def _plain(pattern: str) -> str:
    """A pattern as the contract has it: with `$` for the end of the text."""
    return pattern.replace("(?![\\s\\S])", "$")


MESSAGES: dict[str, Words] = {
    "type": _type,
    "enum": _enum,
    "const": lambda kind, value, what: f"{what} in place of {shown(kind.expected_value)}",
    "minLength": lambda kind, value, what: _length(kind, value, what, "at least"),
    "maxLength": lambda kind, value, what: _length(kind, value, what, "at most"),
    "minItems": lambda kind, value, what: _length(kind, value, what, "at least"),
    "maxItems": lambda kind, value, what: _length(kind, value, what, "at most"),
    "minimum": lambda kind, value, what: f"{what} is less than the documented minimum {shown(kind.limit)}",
    "maximum": lambda kind, value, what: f"{what} is more than the documented maximum {shown(kind.limit)}",
    "pattern": lambda kind, value, what: f"{what} does not have the documented form {_plain(kind.pattern)}",
    "format": lambda kind, value, what: f"{what} is not a {kind.format}",
    "required": lambda kind, value, what: f"the member {shown(kind.property)} is missing",
    "not": lambda kind, value, what: f"{what} must not stand here",
    "additionalProperties": lambda kind, value, what: "a member that the documents do not show",
}


def message(error: Any, value: Any, sensitive: bool) -> str:
    """What one error of the schema engine says, in words; `value` is the exact value that it is about."""
    words = MESSAGES.get(error.kind.name)
    what = "(masked)" if sensitive else shown(value)
    return words(error.kind, value, what) if words else f"{what} breaks the keyword {error.kind.name}"


def undocumented(error: Any, value: Any, sensitive: bool) -> str:
    """What an error says that the documented schema does not know: the member is not documented in this outcome."""
    types = [name for name in getattr(error.kind, "types", ()) if name != "null"]
    if not types:
        return message(error, value, sensitive)
    return f"found {type_name(value)} where only {' or '.join(types)} can be read"


def wrapper_hint(error: Any, documented: dict[str, Any]) -> str:
    """For a list in place of the object that wraps it: where the list belongs."""
    if error.kind.name != "type" or not isinstance(error.instance, list):
        return ""
    members = _schema_at(documented, error.schema_path[:-1]).get("properties", {})
    lists = [name for name, member in members.items() if member.get("type") == "array"]
    return f"; the list belongs into its wrapper, as the member {shown(lists[0])}" if len(lists) == 1 else ""


def _schema_at(schema: Any, path: list[str | int]) -> dict[str, Any]:
    for part in path:
        schema = schema.get(part, {}) if isinstance(schema, dict) else {}
    return schema if isinstance(schema, dict) else {}
