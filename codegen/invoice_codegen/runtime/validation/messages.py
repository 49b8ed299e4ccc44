"""Messages for errors of the schema engine: what was found, and what the vendor documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from ..i18n.message import Message
from ..i18n.printable import escape_unprintable
from .formats import parse_decimal

MAX_LENGTH = 60
"""Characters of a value in a message."""
_encode = json.JSONEncoder(ensure_ascii=False).encode
TYPES = {name: Message(name) for name in ("null", "boolean", "integer", "number", "string", "object", "array")}
MASKED = Message("(masked)")


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


def render_value(value: Any, is_whole: bool = False) -> str:
    """A scalar as JSON, cut to `MAX_LENGTH` and with unprintable characters escaped; for a container its type."""
    if isinstance(value, (dict, list)):
        return type_name(value)
    text = _encode(value) if not isinstance(value, Decimal) else str(value)
    return escape_unprintable(text if is_whole or len(text) <= MAX_LENGTH else text[: MAX_LENGTH - 1] + "…")


NUMBERS = {"integer", "number"}
Describe = Callable[[Any, Any, str | Message], Message]


def _type(kind: Any, value: Any, what: str | Message) -> Message:
    types = _any_of(kind.types)
    if isinstance(value, str) and value and NUMBERS & set(kind.types) and parse_decimal(value) is None:
        return Message("found string {what}, which is no number; documented: {types}", what=what, types=types)
    if isinstance(value, (dict, list)) or value is None:
        return Message("found {type}, documented: {types}", type=TYPES[type_name(value)], types=types)
    return Message("found {type} {what}, documented: {types}", type=TYPES[type_name(value)], what=what, types=types)


def _any_of(types: list[str]) -> Message:
    """Types joined by "or"."""
    *first, last = types
    return Message("{first} or {last}", first=_any_of(first), last=TYPES[last]) if first else TYPES[last]


def _enum(kind: Any, value: Any, what: str | Message) -> Message:
    options = [render_value(option) for option in kind.options]
    return Message("{what} is not among the documented values: {options}", what=what, options=options)


def _at_least(kind: Any, value: Any, what: str | Message) -> Message:
    return Message("{count}, documented: at least {limit}", count=_count(value), limit=kind.limit)


def _at_most(kind: Any, value: Any, what: str | Message) -> Message:
    return Message("{count}, documented: at most {limit}", count=_count(value), limit=kind.limit)


def _count(value: Any) -> Message:
    if isinstance(value, str):
        return Message("{count} characters", count=len(value))
    if isinstance(value, list):
        return Message("{count} items", count=len(value))
    return Message("{count} members", count=len(value))


def _pattern(kind: Any, value: Any, what: str | Message) -> Message:
    pattern = getattr(kind, "pattern", None)
    if pattern is None:  # the engine gave up on the text
        return Message("{what} can't be compared with the documented pattern", what=what)
    return Message("{what} does not match the documented pattern {pattern}", what=what, pattern=pattern)


BY_KEYWORD: dict[str, Describe] = {
    "type": _type,
    "enum": _enum,
    "const": lambda kind, value, what: Message(
        "{what} in place of {expected}", what=what, expected=render_value(kind.expected_value)
    ),
    "minLength": _at_least,
    "maxLength": _at_most,
    "minItems": _at_least,
    "maxItems": _at_most,
    "minimum": lambda kind, value, what: Message(
        "{what} is less than the documented minimum {limit}", what=what, limit=render_value(kind.limit)
    ),
    "maximum": lambda kind, value, what: Message(
        "{what} is more than the documented maximum {limit}", what=what, limit=render_value(kind.limit)
    ),
    "pattern": _pattern,
    "format": lambda kind, value, what: Message("{what} is not a {format}", what=what, format=Message(kind.format)),
    "required": lambda kind, value, what: Message("the member {name} is missing", name=render_value(kind.property)),
    "not": lambda kind, value, what: Message("{what} is not allowed here", what=what),
    "anyOf": lambda kind, value, what: Message("no documented member is here"),
    "additionalProperties": lambda kind, value, what: Message("the member is not documented"),
}


OF_FORMS = ("minItems", "minProperties")
"""Keywords by which the contract of a form refuses what is empty."""


def describe(error: Any, value: Any, what: str | Message) -> Message:
    """The message for an error of the schema engine.

    Args:
        error: The error.
        value: The exact value.
        what: The value as text, or the text that masks it.
    """
    words = BY_KEYWORD.get(error.kind.name)
    if words is None:
        return Message("{what} breaks the keyword {keyword}", what=what, keyword=error.kind.name)
    return words(error.kind, value, what)


OWN_LIMITS: dict[str, str] = {
    "minimum": "{found} is less than {limit}, the minimum that the contract sets ({ledger}){hint}",
    "maximum": "{found} is more than {limit}, the maximum that the contract sets ({ledger}){hint}",
    "minLength": "{found}; the contract sets at least {limit} ({ledger}){hint}",
    "maxLength": "{found}; the contract sets at most {limit} ({ledger}){hint}",
    "minItems": "{found}; the contract sets at least {limit} ({ledger}){hint}",
    "maxItems": "{found}; the contract sets at most {limit} ({ledger}){hint}",
    "pattern": "{found} does not match the pattern {limit}, which the contract sets ({ledger}){hint}",
}
"""Messages for limits that no page documents, by keyword."""


def own_limit(error: Any, value: Any, what: str | Message, limits: Mapping[str, Any]) -> Message:
    """The message for a limit of the contract: its ledger entry, and what was probably meant."""
    keyword = error.kind.name
    limit = getattr(error.kind, "pattern", "") if keyword == "pattern" else render_value(error.kind.limit)
    found = _count(value) if keyword.endswith(("Length", "Items")) else what
    hint = Message("; {hint}", hint=limits["hint"]) if limits["hint"]["en"] else ""
    return Message(OWN_LIMITS[keyword], found=found, limit=limit, ledger=limits["ledger"], hint=hint)


def undocumented(error: Any, value: Any, what: str | Message) -> Message:
    """The message for an error of `compatible` only: the member is not documented for this outcome."""
    types = [name for name in getattr(error.kind, "types", ()) if name != "null"]
    if not types:
        return describe(error, value, what)
    return Message("found {type} where only {types} can be read", type=TYPES[type_name(value)], types=_any_of(types))


def with_wrapper(message: Message, error: Any, documented: dict[str, Any]) -> Message:
    """The message, and for a list in place of its wrapper object the member where the list belongs."""
    if error.kind.name != "type" or not isinstance(error.instance, list):
        return message
    members = _schema_at(documented, error.schema_path[:-1]).get("properties", {})
    lists = [name for name, member in members.items() if member.get("type") == "array"]
    if len(lists) != 1:
        return message
    return Message(
        "{message}; the list belongs in a wrapper object, as its member {name}",
        message=message,
        name=render_value(lists[0]),
    )


def _schema_at(schema: Any, path: list[str | int]) -> dict[str, Any]:
    for part in path:
        schema = schema.get(part, {}) if isinstance(schema, dict) else {}
    return schema if isinstance(schema, dict) else {}
