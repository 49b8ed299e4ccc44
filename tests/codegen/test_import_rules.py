"""Each rule by which an import rewrites a schema: data in `importing/rules.yaml`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from invoice_codegen.importing.convert import Draft, convert
from invoice_codegen.importing.document import open_document
from invoice_codegen.importing.operations import operations
from invoice_codegen.parse.load import load
from invoice_codegen.runtime import jsontext
from toolkit.case import invoke

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


@pytest.mark.parametrize("reply", [{}, {"description": "Anything."}, {"type": ["string", "integer"]}])
def test_a_reply_of_any_value_is_left_out(tmp_path: Path, reply: dict[str, Any]) -> None:
    value = document({"member": {}})
    value["paths"]["/things"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] = reply
    assert [reason.reason for _, reason in converted(tmp_path, value).refused] == ["response"]


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


def test_client_credentials_are_imported_with_the_scopes_that_operations_ask_for(tmp_path: Path) -> None:
    flow = {"tokenUrl": "/oauth/token", "scopes": {"read": "Read.", "write": "Write.", "bad scope": "No."}}
    good = {"type": "oauth2", "flows": {"clientCredentials": {**flow, "scopes": {"read": "Read.", "write": "Write."}}}}
    for scheme, asked, expected in (
        (good, ["read"], {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "/oauth/token", "scopes": {"read": "Read."}}}}),
        (good, [], {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "/oauth/token", "scopes": {}}}}),
        ({"type": "oauth2", "flows": {"clientCredentials": flow}}, ["read"], {"type": "http", "scheme": "bearer"}),
        ({"type": "oauth2", "flows": {"clientCredentials": 7}}, ["read"], {"type": "http", "scheme": "bearer"}),
        ({"type": "oauth2"}, [], {"type": "http", "scheme": "bearer"}),
    ):  # fmt: skip
        value = document({"member": {"type": "string"}}) | {"security": [{"app": asked}]}
        value["components"]["securitySchemes"] = {"app": scheme}
        draft = converted(tmp_path, value)
        (found,) = draft.value["components"]["securitySchemes"].values()
        assert {word: part for word, part in found.items() if word != "x-sdk-auth"} == expected
        losses = [str(located.loss) for located in draft.losses["ListThings"]]
        assert losses == ([] if expected["type"] == "oauth2" else ["degraded: oauth2 (callers give the access token)"])


def test_an_example_that_is_text_of_json_is_read(tmp_path: Path) -> None:
    for text, schema, expected in (
        ('{"it": 12.50}', {"type": "object", "properties": {"it": {"type": "number"}}}, b'{\n  "it": 12.50\n}\n'),
        ("{not JSON", {"type": "object", "properties": {"it": {"type": "number"}}}, None),
    ):
        value = document({"member": {"type": "number"}})
        media = value["paths"]["/things"]["get"]["responses"]["200"]["content"]["application/json"]
        media |= {"schema": schema, "example": text}
        (tmp_path / "vendor.json").write_bytes(jsontext.write(value))
        shutil.rmtree(tmp_path / "schemas", ignore_errors=True)
        done = invoke("import", tmp_path / "vendor.json", "desk", "--path", "/**", "--schemas", tmp_path / "schemas")
        sample = tmp_path / "schemas" / "desk" / "samples" / "ListThings.response.json"
        assert (sample.read_bytes() if sample.exists() else None) == expected
        assert ("contradicts its schema" in done.stdout) == (expected is None)


def test_limits_of_values_that_are_joined_are_lost(tmp_path: Path) -> None:
    value = document({"member": {"type": "string"}})
    lists = {
        "X-Ids": {"type": "array", "maxItems": 3, "items": {"type": "integer", "maximum": 5}},
        "X-Kinds": {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}},
        "X-Plain": {"type": "array", "items": {"type": "string"}},
    }
    parameters = [{"name": name, "in": "header", "schema": schema} for name, schema in lists.items()]
    value["paths"]["/things"]["get"]["parameters"] = parameters
    draft = converted(tmp_path, value)
    assert [(located.path, str(located.loss)) for located in draft.losses["ListThings"]] == [
        ("/header/X-Ids", "degraded: rule (joined values: maxItems)"),
        ("/header/X-Ids", "degraded: rule (joined values: maximum)"),
        ("/header/X-Kinds", "degraded: codes (joined values)"),
    ]
