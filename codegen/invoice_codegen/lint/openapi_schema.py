"""Validate a contract against the official JSON Schema of OpenAPI 3.1.

The OpenAPI Initiative published the schema as https://spec.openapis.org/oas/3.1/schema/2022-10-07; `standards/` has an
unchanged copy (Apache License 2.0). It does not cover Schema Objects; our own models parse those and allow less.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match
from referencing import Registry, Resource

from ..parse.load import YamlDocument
from ..problem import Problem
from ..runtime.jsontext.pointer import join

SCHEMA = Path(__file__).parent.parent / "standards" / "openapi-3.1.schema.json"
MAX_LENGTH = 200
"""Messages are cut, because jsonschema prints the whole rejected value."""


def openapi_schema(document: YamlDocument) -> Iterator[Problem]:
    """The errors of a document against the official schema."""
    for error in _validator().iter_errors(document.value):
        cause = best_match([error]) or error
        message = f"not valid OpenAPI 3.1: {_cut(cause)}"
        yield document.problem(join(cause.absolute_path), message, "see the OpenAPI 3.1 specification")


def _cut(error: ValidationError) -> str:
    line = error.message.splitlines()[0]
    return line if len(line) <= MAX_LENGTH else f"{line[:MAX_LENGTH]}…"


@cache
def _validator() -> Draft202012Validator:
    """The schema stands behind a reference: a root is searched for its anchors at each use, a resource that was crawled is not."""
    schema = Resource.from_contents(json.loads(SCHEMA.read_bytes()))
    return Draft202012Validator({"$ref": schema.id()}, registry=(schema @ Registry()).crawl())
