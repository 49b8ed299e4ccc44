"""Is the folder a contract at all? Text, references, OpenAPI and vocabulary; all problems at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import BaseModel, ValidationError

from . import openapi
from .load import Document
from .problem import ContractError, Problem
from .runtime.pointer import join, split, walk
from .source import Source
from .vocabulary import Documented, Ledger

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Checked:
    """An API whose files are well formed."""

    source: Source
    openapi: openapi.Document
    documented: Documented
    ledger: Ledger


def check(source: Source) -> Checked:
    """Understand the files of one API. Raises ContractError with every problem found."""
    problems: list[Problem] = []
    for document in (source.openapi, source.documented, source.ledger):
        problems += _texts(document)
    references = list(_references(source.openapi))
    problems += references
    contract = _parsed(openapi.Document, source.openapi, problems)
    documented = _parsed(Documented, source.documented, problems)
    ledger = _parsed(Ledger, source.ledger, problems, wrap="entries")
    if contract and not problems:
        problems += _openapi(source.openapi)
    if problems or not (contract and documented and ledger):
        raise ContractError(problems)
    return Checked(source, contract, documented, ledger)


def _texts(document: Document) -> Iterator[Problem]:
    for path, value in walk(document.value):
        name = path[-1] if path else ""
        for text in (name, value):
            bad = (
                next((char for char in text if not char.isprintable() and char != "\n"), "")
                if isinstance(text, str)
                else ""
            )
            if bad:
                message = f"the control or direction character U+{ord(bad):04X} in a text"
                yield document.problem(join(path), message, "remove it; it may show text other than it is")


def _references(document: Document) -> Iterator[Problem]:
    for path, value in walk(document.value):
        if path and path[-1] == "$ref" and "properties" not in path[-2:-1]:
            yield from _reference(document, join(path), value)


def _reference(document: Document, pointer: str, ref: Any) -> Iterator[Problem]:
    if not isinstance(ref, str) or not ref.startswith("#/"):
        yield document.problem(pointer, f"the $ref {ref!r} leaves the document", "point into this file: #/components/…")
        return
    value = document.value
    for part in split(ref[1:]):
        value = value.get(part) if isinstance(value, dict) else None
    if value is None:
        yield document.problem(pointer, f"the $ref {ref!r} leads nowhere", "name a component that exists")


def _openapi(document: Document) -> Iterator[Problem]:
    for error in OpenAPIV31SpecValidator(_plain(document.value)).iter_errors():
        pointer = join(str(part) for part in getattr(error, "absolute_path", ()))
        message = str(getattr(error, "message", error)).split("\n")[0]
        yield document.problem(pointer, f"not valid OpenAPI 3.1: {message}", "see the OpenAPI 3.1 specification")


def _plain(value: Any) -> Any:
    """Fractions as floats: the OpenAPI validator knows no Decimal."""
    if isinstance(value, dict):
        return {name: _plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (str, int)) else float(value)


def _parsed(model: type[Model], document: Document, problems: list[Problem], wrap: str = "") -> Model | None:
    value = {wrap: document.value} if wrap else document.value
    try:
        return model.model_validate(value)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=False):
            pointer = _pointer(value, detail["loc"]).removeprefix(f"/{wrap}" if wrap else "")
            problems.append(document.problem(pointer, *_words(detail["type"], detail["loc"], detail["msg"])))
        return None


def _pointer(value: Any, loc: tuple[str | int, ...]) -> str:
    """A pydantic location as a JSON Pointer: names of union branches and models are no places."""
    path: list[str | int] = []
    for index, part in enumerate(loc):
        inside = part in value if isinstance(value, dict) else isinstance(value, list) and isinstance(part, int)
        if inside:
            value = value[part]
        elif index < len(loc) - 1 or not isinstance(value, dict):
            continue
        path.append(part)
    return join(path)


def _words(kind: str, loc: tuple[str | int, ...], message: str) -> tuple[str, str]:
    name = str(loc[-1]) if loc else ""
    if kind == "extra_forbidden":
        word = "unknown word" if name.startswith("x-sdk-") else "unsupported construct"
        return f"{word} {name!r}", "CONTRACTS.md lists what is understood here; nothing else may stand"
    if kind == "missing":
        return f"the member {name!r} is missing", "add it"
    return f"{message.removeprefix('Value error, ')} ({name})", "CONTRACTS.md says what may stand here"
