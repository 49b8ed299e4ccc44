"""Where a JSON Schema in another validator may differ from ours, and nowhere else. No tool runs here.

| difference | what it means | how it is held |
|---|---|---|
| text | what is no JSON to us, or nests too deep, may be to a tool | `READ_BY` names each such damage and the tools that read it |
| numbers | a tool that reads numbers as doubles validates the rounded number | `as_read_by`: it must say what we say of the rounded value |
| duplicate keys | a tool sees the last one only; in a request we refuse them | no logical value has any |
| `format` | other tools take it as a note, or know another list of formats | `verdict` leaves our findings on `format` out |
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Literal

import invoice_apis as ia
from invoice_apis.testing import Damage
from support.agreement import beyond_schemas

Tool = Literal["jsonschema", "jsonschema-rs", "check-jsonschema", "ajv"]
PYTHON: frozenset[Tool] = frozenset({"jsonschema", "jsonschema-rs", "check-jsonschema"})
"""They are given what `json.loads` reads: integers are exact, fractions are doubles."""
EVERY: frozenset[Tool] = frozenset({*PYTHON, "ajv"})
NONE: frozenset[Tool] = frozenset()
READ_BY: dict[Damage, frozenset[Tool]] = {
    "truncated": NONE,
    "trailing-text": NONE,
    "no-text": NONE,
    "html-page": NONE,
    "byte-order-mark": PYTHON,
    "invalid-utf8": frozenset({"ajv"}),
    "half-a-character": EVERY,
    "not-a-number": PYTHON,
    "too-large-number": EVERY,
    "too-deep": EVERY,
}
"""Damages of the text, all of which we refuse, and the tools that accept an otherwise valid payload with them."""


def verdict(contract: ia.Contract, profile: str, value: Any) -> bool:
    """What the schema of a profile must say of a logical value, as far as any schema can: formats left out."""
    report = contract.check(value)
    findings = report.errors if profile == "compatible" else report.findings
    return all(finding.keyword == "format" or beyond_schemas(finding, profile) for finding in findings)


def as_read_by(tool: Tool, text: str) -> Any:
    """The value that a tool sees in a JSON text."""
    if tool == "ajv":
        return json.loads(text, parse_int=float)
    return json.loads(text)


def as_we_read(text: str) -> Any:
    """The exact value."""
    return json.loads(text, parse_float=Decimal)
