"""Findings in words: what was found, what the vendor documents. Values of sensitive members are never shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ..i18n.message import Message
from ..i18n.printable import escape_unprintable

LONGEST = 60
_json = json.JSONEncoder(ensure_ascii=False).encode
TYPES = {name: Message(name) for name in ("null", "boolean", "integer", "number", "string", "object", "array")}


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


def shown(value: Any, whole: bool = False) -> str:
    """A scalar as JSON, cut, with control and direction characters escaped; of containers only the type."""
    if isinstance(value, (dict, list)):
        return type_name(value)
    text = _json(value) if not isinstance(value, Decimal) else str(value)
    return escape_unprintable(text if whole or len(text) <= LONGEST else text[: LONGEST - 1] + "…")


Words = Callable[[Any, Any, str | Message], Message]


def _type(kind: Any, value: Any, what: str | Message) -> Message:
    types = _any_of(kind.types)
    if isinstance(value, (dict, list)) or value is None:
        return Message("found {type}, documented: {types}", type=TYPES[type_name(value)], types=types)
    return Message("found {type} {what}, documented: {types}", type=TYPES[type_name(value)], what=what, types=types)


def _any_of(types: list[str]) -> Message:
    """`string or null`: the last of several is put behind an "or"."""
    *first, last = types
    return Message("{first} or {last}", first=_any_of(first), last=TYPES[last]) if first else TYPES[last]


def _enum(kind: Any, value: Any, what: str | Message) -> Message:
    options = [shown(option) for option in kind.options]
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


def _plain(pattern: str) -> str:
    """A pattern as the contract has it: with `$` for the end of the text."""
    return pattern.replace("(?![\\s\\S])", "$")


MESSAGES: dict[str, Words] = {
    "type": _type,
    "enum": _enum,
    "const": lambda kind, value, what: Message(
        "{what} in place of {expected}", what=what, expected=shown(kind.expected_value)
    ),
    "minLength": _at_least,
    "maxLength": _at_most,
    "minItems": _at_least,
    "maxItems": _at_most,
    "minimum": lambda kind, value, what: Message(
        "{what} is less than the documented minimum {limit}", what=what, limit=shown(kind.limit)
    ),
    "maximum": lambda kind, value, what: Message(
        "{what} is more than the documented maximum {limit}", what=what, limit=shown(kind.limit)
    ),
    "pattern": lambda kind, value, what: Message(
        "{what} does not have the documented form {pattern}", what=what, pattern=_plain(kind.pattern)
    ),
    "format": lambda kind, value, what: Message("{what} is not a {format}", what=what, format=Message(kind.format)),
    "required": lambda kind, value, what: Message("the member {name} is missing", name=shown(kind.property)),
    "not": lambda kind, value, what: Message("{what} must not stand here", what=what),
    "additionalProperties": lambda kind, value, what: Message("a member that the documents do not show"),
}
MASKED = Message("(masked)")


def message(error: Any, value: Any, what: str | Message) -> Message:
    """What one error of the schema engine says, in words.

    `value` is the exact value that it is about, `what` the words that stand for it.
    """
    words = MESSAGES.get(error.kind.name)
    if words is None:
        return Message("{what} breaks the keyword {keyword}", what=what, keyword=error.kind.name)
    return words(error.kind, value, what)


def undocumented(error: Any, value: Any, what: str | Message) -> Message:
    """What an error says that the documented schema does not know: the member is not documented in this outcome."""
    types = [name for name in getattr(error.kind, "types", ()) if name != "null"]
    if not types:
        return message(error, value, what)
    return Message("found {type} where only {types} can be read", type=TYPES[type_name(value)], types=_any_of(types))


def in_its_wrapper(told: Message, error: Any, documented: dict[str, Any]) -> Message:
    """For a list in place of the object that wraps it: said with the member where the list belongs."""
    if error.kind.name != "type" or not isinstance(error.instance, list):
        return told
    members = _schema_at(documented, error.schema_path[:-1]).get("properties", {})
    lists = [name for name, member in members.items() if member.get("type") == "array"]
    if len(lists) != 1:
        return told
    return Message("{told}; the list belongs into its wrapper, as the member {name}", told=told, name=shown(lists[0]))


def _schema_at(schema: Any, path: list[str | int]) -> dict[str, Any]:
    for part in path:
        schema = schema.get(part, {}) if isinstance(schema, dict) else {}
    return schema if isinstance(schema, dict) else {}
