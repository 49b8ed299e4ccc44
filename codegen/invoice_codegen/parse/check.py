"""Is the folder a contract at all? Texts, references and vocabulary of all its documents; all problems at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..problem import ContractError, Problem
from ..runtime.jsontext.pointer import MISSING, get, join, split
from . import openapi
from .load import Document, walk
from .source import Source
from .vendor_page import Documented, Ledger

Model = TypeVar("Model", bound=BaseModel)
_TARGET = re.compile(r"#/components/([A-Za-z]+)/[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Checked:
    """An API whose files are well formed."""

    source: Source
    openapi: openapi.Document
    documented: Documented
    ledger: Ledger


def check(source: Source) -> Checked:
    """Understand the documents of one API. Raises ContractError with every problem of its files found so far."""
    problems: list[Problem] = []
    for document in (source.openapi, source.documented, source.ledger):
        problems += _texts(document)
    references = list(_references(source.openapi))
    problems += references
    contract = _parsed(openapi.Document, source.openapi, problems)
    documented = _parsed(Documented, source.documented, problems)
    ledger = _parsed(Ledger, source.ledger, problems, wrap="entries")
    if problems or not (contract and documented and ledger):
        raise ContractError([*source.problems, *problems])
    return Checked(source, contract, documented, ledger)


def _texts(document: Document) -> Iterator[Problem]:
    for path, value in walk(document.value):
        for text in (path[-1] if path else "", value):
            hidden = _hidden(text) if isinstance(text, str) else None
            if hidden:
                message = f"the invisible character U+{ord(hidden):04X} in a text"
                yield document.problem(join(path), message, "remove it; with it a text may be other than it looks")


def _hidden(text: str) -> str | None:
    """The first character that can't be seen: control, direction, zero-width, or a space other than the plain one."""
    return next((char for char in text if not char.isprintable() and char != "\n"), None)


def _references(document: Document) -> Iterator[Problem]:
    for path, value in walk(document.value):
        is_member = path[-2:] == ("properties", "$ref") and isinstance(value, dict)
        if path and path[-1] == "$ref" and not is_member:
            yield from _reference(document, path, value)


def _reference(document: Document, path: tuple[str | int, ...], ref: Any) -> Iterator[Problem]:
    pointer, section = join(path), _section(path)
    target = _TARGET.fullmatch(ref) if isinstance(ref, str) else None
    if not isinstance(ref, str) or not ref.startswith("#"):
        yield document.problem(pointer, f"the $ref {ref!r} leaves the document", f"point to #/components/{section}/…")
        return
    if target is None or target[1] != section:
        message = f"the $ref {ref!r} does not name one of the components/{section}"
        yield document.problem(pointer, message, f"point to #/components/{section}/…")
        return
    component = get(document.value, ref[1:])
    if component is MISSING:
        yield document.problem(pointer, f"the $ref {ref!r} leads nowhere", "name a component that exists")
    elif isinstance(component, dict) and "$ref" in component:
        yield document.problem(pointer, f"the $ref {ref!r} leads to another $ref", "point to where that one points")


def _section(path: tuple[str | int, ...]) -> str:
    """The section of the components that a $ref at this place points into."""
    match path:
        case ("paths", _, _, "parameters" | "responses" as section, _, "$ref"):
            return section
        case ("components", "parameters" | "responses" as section, _, "$ref"):
            return section
    return "schemas"


# Vocabulary ---------------------------------------------------------------------------------------------------------

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "is_instance_of": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "none_required": "nothing",
    "too_short": "at least one item",
}
_READ_MORE = "codegen/docs/contracts.md says what may stand here"


def _parsed(model: type[Model], document: Document, problems: list[Problem], wrap: str = "") -> Model | None:
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
            problems.append(document.problem(place, *_words(details, place)))
        return None


def _pointer(value: Any, detail: ErrorDetails) -> str:
    """A pydantic location as a JSON Pointer: names of union branches and models are no places."""
    path: list[str | int] = []
    for part in detail["loc"]:
        if part in value if isinstance(value, dict) else isinstance(value, list) and isinstance(part, int):
            value = value[part]
            path.append(part)
    return join([*path, detail["loc"][-1]] if detail["type"] == "missing" else path)


def _words(details: list[ErrorDetails], pointer: str) -> tuple[str, str]:
    """Message and remedy for what is wrong at one place; a value that may be of several types has several errors."""
    kinds, first = {detail["type"] for detail in details}, details[0]
    name = next((part for part in reversed(split(pointer)) if not part.isdigit()), "the document")
    if "extra_forbidden" in kinds or first["loc"][-1:] == ("[key]",):
        word = "unknown word" if name.startswith("x-sdk-") else "unsupported construct"
        return f"{word} {name!r}", "codegen/docs/contracts.md lists what is understood here; nothing else may stand"
    if "missing" in kinds:
        return f"the member {name!r} is missing", "add it"
    if "value_error" in kinds:
        return first["msg"].removeprefix("Value error, "), _READ_MORE
    wanted = " or ".join(dict.fromkeys(map(_expected, details)))
    is_unquoted = "string_type" in kinds and isinstance(first["input"], (int, Decimal))
    return f"{name}: {_shown(first['input'])} where {wanted} is expected", (
        "put it in quotes" if is_unquoted else _READ_MORE
    )


def _expected(detail: ErrorDetails) -> str:
    said = detail["msg"].partition(" should ")[2].removeprefix("be ").replace("True", "true")
    said = said.replace("match pattern", "text like")
    return _EXPECTED.get(detail["type"], said)


def _shown(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return "a mapping" if isinstance(value, dict) else "a list"
    if value is None or isinstance(value, bool):
        return "nothing" if value is None else str(value).lower()
    return repr(value) if isinstance(value, str) else str(value)
