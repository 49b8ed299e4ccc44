"""Validate a contract against the official JSON Schema of OpenAPI 3.1."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from ..parse.load import YamlDocument
from ..problem import Problem
from ..runtime.jsontext.pointer import join


def openapi_schema(document: YamlDocument) -> Iterator[Problem]:
    """The errors of a document against the official schema."""
    for error in _validator().iter_errors(document.value):
        message = f"not valid OpenAPI 3.1: {error.message.splitlines()[0]}"
        yield document.problem(join(error.instance_path), message, "see the OpenAPI 3.1 specification")


@cache
def _validator() -> Any:
    """A validator for the official schema that openapi-spec-validator ships.

    The file is read without importing that package, which costs 0.3 s of each run. Its further checks (duplicate
    names, path parameters) repeat our rules; tests run the whole validator.
    """
    spec = importlib.util.find_spec("openapi_spec_validator")
    folder = Path(spec.origin).parent if spec is not None and spec.origin else Path()
    schema = json.loads((folder / "resources" / "schemas" / "v3.1" / "schema.json").read_bytes())
    return jsonschema_rs.Draft202012Validator(schema, offline=True)
