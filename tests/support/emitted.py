"""The emitted package and the documented payloads, found by looking."""

from __future__ import annotations

import base64
import importlib
import json
import math
import os
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import invoice_apis as ia
import jsonschema
import jsonschema_rs

from .mutate import replaced

ROOT = Path(__file__).parents[2]
SCHEMAS = Path(os.environ.get("SCHEMAS", ROOT / "schemas"))


@dataclass(frozen=True)
class Payload:
    """A file of `samples/` or `cases/`."""

    file: Path

    @property
    def contract(self) -> ia.Contract:
        operation, direction = self.file.name.split(".")[:2]
        return ia.contract(f"{self.file.parents[1].name}/{operation}.{direction}")

    @property
    def raw(self) -> bytes:
        return self.file.read_bytes()

    @property
    def is_bad(self) -> bool:
        return self.file.parent.name == "cases" and self.file.name.split(".")[2].startswith("bad-")

    def __str__(self) -> str:
        return f"{self.file.parents[1].name}/{self.file.parent.name}/{self.file.stem}"


def payloads(kind: str) -> list[Payload]:
    """All payloads of `samples` or `cases`."""
    return [Payload(file) for file in sorted(SCHEMAS.glob(f"*/{kind}/*.json"))]


def reply_class(contract: ia.Contract) -> Any:
    """The model of a response or a record."""
    if contract.direction == "record":
        return getattr(importlib.import_module(f"invoice_apis.{contract.api}"), contract.id.partition("/")[2])
    return reply_of(f"{contract.api}/{contract.operation}")


def reply_of(operation: str) -> Any:
    """The model of the response of an operation, by its id."""
    api, _, name = operation.partition("/")
    return getattr(importlib.import_module(f"invoice_apis.{api}"), f"{name}Response")


def exact(raw: bytes | str) -> Any:
    """JSON text as the standard library reads it, fractions as Decimal."""
    return json.loads(raw, parse_float=Decimal)


def fingerprint(value: Any) -> Any:
    """A value in a form where 1, 1.0 and 1.00 differ, and order of members does not."""
    if isinstance(value, dict):
        return ("object", tuple(sorted((name, fingerprint(member)) for name, member in value.items())))
    if isinstance(value, list):
        return ("array", tuple(fingerprint(item) for item in value))
    return (type(value).__name__, str(value))


def decoded(contract: ia.Contract, value: Any) -> Any:
    """The logical form, made without the runtime. Raises ValueError."""
    for pointer in encoded(contract):
        *above, name = pointer.split("/")[1:]
        parent = value
        for part in above:
            parent = parent.get(part) if isinstance(parent, dict) else None
        if isinstance(parent, dict) and isinstance(parent.get(name), str):
            raw = base64.b64decode("".join(parent[name].split()), validate=True)
            value = replaced(value, (*above, name), exact(raw) if raw else None)
    return value


@cache
def encoded(contract: ia.Contract) -> list[str]:
    """Pointers of the members that are base64 text on the wire."""
    name = contract.id.replace("/", "/contracts/") + ".json"
    pointers: list[str] = json.loads((Path(ia.__file__).parent / name).read_bytes())["encoded"]
    return pointers


def _integer(checker: Any, value: Any) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, (Decimal, float)):
        return math.isfinite(value) and value == int(value)
    return isinstance(value, int)


ExactValidator = jsonschema.validators.extend(
    jsonschema.Draft202012Validator,
    type_checker=jsonschema.Draft202012Validator.TYPE_CHECKER.redefine("integer", _integer),
)
"""jsonschema with numbers as the specification has them: 1.0 is an integer, also as Decimal."""


def schema_verdicts(contract: ia.Contract, profile: Any) -> tuple[Any, Any]:
    """The contract's schema in two independent engines."""
    schema = contract.schema(profile)
    return ExactValidator(schema), jsonschema_rs.Draft202012Validator(schema)
