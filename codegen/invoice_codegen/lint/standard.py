"""What OpenAPI itself says of a contract: the last word, when nothing else is wrong.

The schema is the one that the OpenAPI Initiative published as https://spec.openapis.org/oas/3.1/schema/2022-10-07, whole
and unchanged (`standards/`, Apache License 2.0). It leaves Schema Objects out; those are read by our own rules, which
allow less.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match

from ..parse.load import Document
from ..problem import Problem
from ..runtime.jsontext.pointer import join

SCHEMA = Path(__file__).parent.parent / "standards" / "openapi-3.1.schema.json"
LONGEST = 200
"""How much of a message is shown; jsonschema prints the whole value that it rejects."""


def standard(document: Document) -> Iterator[Problem]:
    """Where a document breaks the official schema of OpenAPI 3.1."""
    for error in _validator().iter_errors(document.value):
        cause = best_match([error]) or error
        message = f"not valid OpenAPI 3.1: {_shortened(cause)}"
        yield document.problem(join(cause.absolute_path), message, "see the OpenAPI 3.1 specification")


def _shortened(error: ValidationError) -> str:
    line = error.message.splitlines()[0]
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_bytes()))
