"""What OpenAPI itself says of a contract: the last word, when nothing else is wrong."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

from openapi_spec_validator import OpenAPIV31SpecValidator

from ..load import Document
from ..problem import Problem
from ..runtime.pointer import join

_REMEDY = "see the OpenAPI 3.1 specification"


class _Offline(OpenAPIV31SpecValidator):
    """The validator without a way to fetch what a reference names."""

    resolver_handlers: dict[str, Any] = {}


def standard(document: Document) -> Iterator[Problem]:
    """What the OpenAPI validator finds."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it compiles each pattern, and Python's opinion on those is not asked
            errors = list(_Offline(_plain(document.value)).iter_errors())
    except Exception as error:  # it assumes more than it checks, and raises what Python raises then
        yield document.problem("", f"the OpenAPI validator gives up: {error}", _REMEDY)
        return
    for found in errors:
        message = str(getattr(found, "message", found)).split("\n")[0]
        pointer = _place(document, join(getattr(found, "absolute_path", ())))
        yield document.problem(pointer, f"not valid OpenAPI 3.1: {message}", _REMEDY)


def _place(document: Document, pointer: str) -> str:
    """Where in the document an error is: the validator tells the places in a schema from that schema on."""
    places = [place for place in document.lines if place.endswith(pointer)]
    return pointer if pointer in document.lines else next(iter(places), pointer)


def _plain(value: Any) -> Any:
    """Fractions as floats: the OpenAPI validator knows no Decimal."""
    if isinstance(value, dict):
        return {name: _plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (str, int)) else float(value)
