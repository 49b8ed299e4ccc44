"""What OpenAPI itself says of a contract: the last word, when nothing else is wrong."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from ..parse.load import Document
from ..problem import Problem
from ..runtime.jsontext.pointer import join


def standard(document: Document) -> Iterator[Problem]:
    """Where a document breaks the official schema of OpenAPI 3.1."""
    for error in _schema().iter_errors(document.value):
        message = f"not valid OpenAPI 3.1: {error.message.splitlines()[0]}"
        yield document.problem(join(error.instance_path), message, "see the OpenAPI 3.1 specification")


@cache
def _schema() -> Any:
    """The official schema, as openapi-spec-validator ships it.

    The file is read without importing that package: the import and its own walk cost 0.3 s of each run, and what it
    finds beyond the schema (names used twice, parameters of paths) is found by our rules already. Tests run it whole.
    """
    spec = importlib.util.find_spec("openapi_spec_validator")
    folder = Path(spec.origin).parent if spec is not None and spec.origin else Path()
    schema = json.loads((folder / "resources" / "schemas" / "v3.1" / "schema.json").read_bytes())
    return jsonschema_rs.Draft202012Validator(schema, offline=True)
