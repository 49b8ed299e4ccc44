"""Parse a document into a strict pydantic model, and report pydantic's errors as problems of the contract."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..problem import Problem
from ..runtime.jsontext.pointer import MISSING, join, split
from .instead import instead_of
from .load import YamlDocument

Model = TypeVar("Model", bound=BaseModel)
_EXPECTED = {
    "string_type": "a string",
    "int_type": "an integer",
    "is_instance_of": "a number",
    "bool_type": "a boolean",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "none_required": "nothing",
    "too_short": "at least one item",
}
_REWORDED = {
    "True": "true",
    "match pattern": "a string that matches",
    "greater than or equal to": "at least",
    "less than or equal to": "at most",
}
UNKNOWN = ("unsupported keyword", "unknown extension")
"""How messages about words that a contract can't have begin."""
_WITHOUT_VALUE = "write a value, or leave the word out"
_SEE_DOCUMENTATION = "see codegen/docs/contracts.md for the values that are allowed here"


def parse_model(model: type[Model], document: YamlDocument, problems: list[Problem], wrap: str = "") -> Model | None:
    """Parse a document, and add its problems to the list. `wrap` names the field for a document that is a list."""
    if document.value is MISSING:
        return None
    value = {wrap: document.value} if wrap else document.value
    try:
        return model.model_validate(value)
    except ValidationError as error:
        found: dict[str, list[ErrorDetails]] = {}
        for detail in error.errors(include_url=False, include_context=False):
            found.setdefault(_pointer(value, detail), []).append(detail)
        for pointer, details in found.items():
            place = pointer.removeprefix(f"/{wrap}" if wrap else "")
            problems.append(document.problem(place, *_message(details, place)))
        return None


def _pointer(value: Any, detail: ErrorDetails) -> str:
    """A pydantic location as a JSON Pointer, without the names of union branches and models."""
    path: list[str | int] = []
    for part in detail["loc"]:
        if part in value if isinstance(value, dict) else isinstance(value, list) and isinstance(part, int):
            value = value[part]
            path.append(part)
    return join([*path, detail["loc"][-1]] if detail["type"] == "missing" else path)


def _message(details: list[ErrorDetails], pointer: str) -> tuple[str, str]:
    """Message and remedy for the errors at one pointer: a union of types gives several."""
    kinds, first = {detail["type"] for detail in details}, details[0]
    name = next((part for part in reversed(split(pointer)) if not part.isdigit()), "the document")
    if "extra_forbidden" in kinds or first["loc"][-1:] == ("[key]",):
        kind = UNKNOWN[name.startswith("x-sdk-")]
        return f"{kind} {name!r}", instead_of(name)
    if "missing" in kinds:
        return f"the member {name!r} is missing", "add it"
    if "value_error" in kinds:
        return first["msg"].removeprefix("Value error, "), _SEE_DOCUMENTATION
    expected = " or ".join(dict.fromkeys(map(_expected, details)))
    remedy = _WITHOUT_VALUE if pointer and first["input"] is None else _remedy(kinds, first["input"])
    return f"{name}: found {_shown(first['input'])}, expected {expected}", remedy


def _remedy(kinds: set[str], value: Any) -> str:
    if "string_type" not in kinds or not isinstance(value, (int, Decimal)):
        return _SEE_DOCUMENTATION
    if "int_type" not in kinds:
        return "put it in quotes"
    # Values of a payload have the JSON type that the service sends: quotes would make another value of them.
    if isinstance(value, bool):
        return (
            "a boolean has no codes: use `type: boolean` without them; quotes are right only if the service sends text"
        )
    return "leave fractions out and document them in the description; quotes are right only if the service sends text"


def _expected(detail: ErrorDetails) -> str:
    expected = detail["msg"].partition(" should ")[2].removeprefix("be ")
    for pydantic_words, words in _REWORDED.items():
        expected = expected.replace(pydantic_words, words)
    return _EXPECTED.get(detail["type"], expected)


def _shown(value: Any) -> str:
    if isinstance(value, (dict, list)):
        kind = "mapping" if isinstance(value, dict) else "list"
        return f"a {kind}" if value else f"an empty {kind}"
    if value is None or isinstance(value, bool):
        return "nothing" if value is None else str(value).lower()
    return repr(value) if isinstance(value, str) else str(value)
