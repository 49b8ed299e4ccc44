"""Success or failure of a response, by the tests of its envelope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ..jsontext import pointer
from .report import Outcome

Test = Mapping[str, Any]
"""A schema of the few keywords that a contract uses to tell success and failure apart."""
_TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
_SCALARS: dict[str, Any] = {"string": str, "boolean": bool, "integer": (int, Decimal), "number": (int, float, Decimal)}


class OutcomeTests:
    """The tests of one contract."""

    def __init__(self, compatible: Mapping[str, Any], codes: Sequence[str]) -> None:
        """The tests in a compatible schema; `codes` are pointers of the members with the code of a failure."""
        self._success: Test | None = compatible.get("if")
        kinds = compatible.get("type", "object")
        self._kinds: Sequence[str] = [kinds] if isinstance(kinds, str) else kinds
        self._failure: Test = {"anyOf": compatible["else"]["anyOf"]} if self._success is not None else {}
        self._codes = [pointer.split(place) for place in codes]

    def outcome(self, value: Any) -> Outcome | None:
        """The outcome of a logical response; None where neither can be determined."""
        if not isinstance(value, dict) or "object" not in self._kinds:
            return "success" if self._is_whole(value) else None
        if self._success is None or _holds(self._success, value):
            return "success"
        return "failure" if _holds(self._failure, value) else None

    def _is_whole(self, value: Any) -> bool:
        """Whether a value is of the type of a response that is no object."""
        if isinstance(value, (dict, list)):
            return isinstance(value, list) and "array" in self._kinds
        return any(_is_scalar(value, kind) for kind in self._kinds)

    def failure_code(self, value: Any) -> str:
        """The code of a failure as text; empty where it has none."""
        for parts in self._codes:
            code = pointer.get_parts(value, parts)
            if isinstance(code, (str, int)):
                return str(code)
        return ""


def _holds(test: Test, value: Any) -> bool:
    """Whether a test accepts a value."""
    if "type" in test and not _has_type(value, test["type"]):
        return False
    if "enum" in test and not any(is_equal(each, value) for each in test["enum"]):
        return False
    if "not" in test and _holds(test["not"], value):
        return False
    if isinstance(value, dict):
        if not all(name in value for name in test.get("required", ())):
            return False
        members = test.get("properties", {})
        if not all(_holds(part, value[name]) for name, part in members.items() if name in value):
            return False
    if "anyOf" in test and not any(_holds(part, value) for part in test["anyOf"]):
        return False
    return all(_holds(part, value) for part in test.get("allOf", ()))


def _is_scalar(value: Any, name: str) -> bool:
    is_boolean = isinstance(value, bool)
    return isinstance(value, _SCALARS.get(name, ())) and is_boolean == (name == "boolean")


def _has_type(value: Any, name: str) -> bool:
    return isinstance(value, _TYPES[name])


def is_equal(one: Any, other: Any) -> bool:
    """Equal as JSON values: numbers by value, and true is not 1."""
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)
