"""Each rule by which an import rewrites a schema: data in `importing/rules.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from invoice_codegen.importing.convert import Draft, convert
from invoice_codegen.importing.document import open_document
from invoice_codegen.importing.operations import operations
from invoice_codegen.parse.load import load
from invoice_codegen.runtime import jsontext

FOLDER = Path(__file__).parent / "importing"
RULES: list[dict[str, Any]] = load(FOLDER / "rules.yaml")[0].value


def document(rule: dict[str, Any]) -> dict[str, Any]:
    """A document with one operation, whose reply has one member, `it`."""
    reply = {"type": "object", "properties": {"it": rule["member"]}}
    return {
        "openapi": rule.get("openapi", "3.1.0"),
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {
            "/things": {
                "get": {
                    "operationId": "listThings",
                    "responses": {"200": {"description": "", "content": {"application/json": {"schema": reply}}}},
                }
            }
        },
        "components": {"schemas": rule.get("schemas", {})},
    }


def converted(folder: Path, value: dict[str, Any]) -> Draft:
    file = folder / "vendor.json"
    file.write_bytes(jsontext.write(value))
    read = open_document(file)
    return convert(read, "my_vendor", operations(read))


WHOLES: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    ({"type": "array", "items": {"type": "string"}}, {"type": "array", "items": {"type": "string"}}, []),
    ({"type": "integer", "format": "int64"}, {"type": "integer", "format": "int64"}, []),
    ({"enum": ["a", "b"]}, {"type": "string", "enum": ["a", "b"]}, []),
    ({"type": ["boolean", "null"]}, {"type": "boolean"}, ["degraded: null"]),
]


@pytest.mark.parametrize(("reply", "gives", "losses"), WHOLES)
def test_a_reply_that_is_no_object(
    tmp_path: Path, reply: dict[str, Any], gives: dict[str, Any], losses: list[str]
) -> None:
    value = document({"member": {}})
    value["paths"]["/things"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] = reply
    draft = converted(tmp_path, value)
    success = draft.value["paths"]["/things"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert draft.value["components"]["schemas"][success["$ref"].rpartition("/")[2]] == gives
    assert [str(located.loss) for located in draft.losses["ListThings"]] == losses


@pytest.mark.parametrize("rule", RULES, ids=[rule["rule"] for rule in RULES])
def test_a_rule(tmp_path: Path, rule: dict[str, Any]) -> None:
    draft = converted(tmp_path, document(rule))
    schemas = draft.value["components"]["schemas"]
    reply = schemas.pop("ListThingsResult")
    assert reply.get("properties", {}).get("it") == rule.get("gives")
    assert bool(reply.get("additionalProperties")) == ("gives" not in rule)
    assert schemas == rule.get("components", {})
    assert [str(located.loss) for located in draft.losses["ListThings"]] == rule.get("losses", [])
