"""Documents as vendors write them, with every construct that an import reads, in OpenAPI 3.0 and 3.1."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
VERSIONS = ("3.0.3", "3.1.0")


def wild(version: str) -> Json:
    """The whole document."""
    is_30 = version.startswith("3.0")
    note: Json = {"type": "string", "nullable": True} if is_30 else {"type": ["string", "null"]}
    return {
        "openapi": version,
        "info": {"title": "Wild", "version": "1", "description": "About.", "contact": {"name": "C", "email": "c@example.com"}},
        "servers": [{"url": "https://{region}.example.com/v1", "description": "Main.", "variables": _REGION}],
        "tags": [{"name": "bills", "description": "Bills."}],
        "security": [{"token": ["read"]}, {"key": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": _SCHEMES, "parameters": _PARAMETERS, "responses": _RESPONSES,
            "schemas": _SCHEMAS | {"Note": {"type": "object", "properties": {"text": {**note, "description": "Text."}}}},
        },
    } | ({} if is_30 else {"webhooks": {"bill.paid": {"post": {"operationId": "billPaid", "summary": "Paid", "requestBody": _body("Bill"), "responses": {"200": {"description": "Ok."}}}}}})  # fmt: skip


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _content(name: str, media: str = "application/json") -> Json:
    return {media: {"schema": _ref(name)}}


def _body(name: str, media: str = "application/json", **more: Any) -> Json:
    return {"description": "What is sent.", "required": True, "content": {media: {"schema": _ref(name), **more}}}


def _reply(content: Json) -> Json:
    return {"200": {"description": "Done.", "content": content}, "default": {"$ref": "#/components/responses/Trouble"}}


def _paths() -> Json:
    examples = {"one": {"summary": "One.", "value": {"items": [{"id": "1", "state": "open"}], "next": "t"}}}
    listed = {"application/json": {"schema": _ref("BillList"), "examples": examples}}
    page = {"name": "cursor", "in": "query", "description": "Where.", "schema": {"type": "string", "default": "a"}}
    codes = {"name": "state[]", "in": "query", "style": "form", "schema": {"type": "array", "items": _ref("State")}}
    deep = {"name": "filter", "in": "query", "style": "deepObject", "explode": True, "schema": _ref("Filter")}
    header = {
        "name": "X-Trace",
        "in": "header",
        "description": "Trace.",
        "schema": {"type": "string", "enum": ["on", "off"]},
    }
    get = {"tags": ["bills"], "operationId": "listBills", "summary": "List", "description": "Lists.", "parameters": [page, codes, deep, header], "responses": _reply(listed)}  # fmt: skip
    post = {"operationId": "createBill", "x-group": "g", "requestBody": _body("Bill", example={"id": "1", "state": "open"}), "responses": _reply(_content("Bill"))}  # fmt: skip
    one = {"operationId": "getBill", "responses": _reply(_content("Bill")), "security": [{"key": []}]}
    encoding = {"encoding": {"tags": {"style": "form", "explode": False}}}
    form = {"operationId": "tagBill", "requestBody": _body("Form", "application/x-www-form-urlencoded", **encoding), "responses": {"204": {"description": "Gone."}}}  # fmt: skip
    pdf = {"operationId": "printBill", "responses": _reply({"application/pdf": {"schema": {"type": "string", "format": "binary"}}})}  # fmt: skip
    whole = {"operationId": "listNames", "responses": _reply({"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}})}  # fmt: skip
    return {
        "/bills": {"get": get, "post": post},
        "/bills/{id}.json": {"parameters": [{"$ref": "#/components/parameters/Id"}], "get": one},
        "/bills/{id}/tags": {"parameters": [{"$ref": "#/components/parameters/Id"}], "post": form},
        "/bills/{id}/print": {"parameters": [{"$ref": "#/components/parameters/Id"}], "get": pdf},
        "/names": {"get": whole},
    }


_REGION = {"region": {"default": "eu", "enum": ["eu", "us"], "description": "Where."}}
_TOKEN_URL = "https://id.example.com/token"
_FLOWS = {"clientCredentials": {"tokenUrl": _TOKEN_URL, "scopes": {"read": "Reads.", "write": "Writes."}}}
_SCHEMES = {
    "token": {"type": "oauth2", "description": "Token.", "flows": _FLOWS},
    "key": {"type": "apiKey", "in": "header", "name": "X-Api-Key", "description": "Key."},
}
_PARAMETERS = {"Id": {"name": "id", "in": "path", "required": True, "description": "Id.", "schema": {"type": "string"}}}
_TROUBLE = {"description": "Trouble.", "headers": {"X-Id": {"description": "Id.", "schema": {"type": "string"}}}}
_RESPONSES = {"Trouble": {**_TROUBLE, "content": _content("Trouble")}}
_SCHEMAS: Json = {
    "BillList": {
        "type": "object",
        "properties": {"items": {"type": "array", "items": _ref("Bill")}, "next": {"type": "string", "title": "Next"}},
    },
    "Bill": {
        "title": "Bill", "description": "A bill.", "required": ["id"],
        "allOf": [_ref("Note"), {"type": "object", "properties": {
            "id": {"type": "string", "description": "Id.", "pattern": "^[a-z0-9]{1,9}$", "example": "1"},
            "state": _ref("State"), "amount": {"type": "number", "format": "double", "description": "Amount."},
            "at": {"type": "string", "format": "date-time", "readOnly": True}, "source": _ref("Source"),
            "rates": {"type": "object", "description": "Rates.", "additionalProperties": {"type": "number"}},
            "more": {"description": "Anything."}, "open": {"type": "object", "additionalProperties": True},
        }}],
    },
    "State": {"type": "string", "description": "State.", "enum": ["open", "paid"], "x-enum-varnames": ["OPEN", "PAID"]},
    "Source": {
        "oneOf": [_ref("Card"), _ref("Bank")],
        "discriminator": {"propertyName": "kind", "mapping": {"card": "#/components/schemas/Card", "bank": "#/components/schemas/Bank"}},
    },
    "Card": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "last4": {"type": "string"}}},
    "Bank": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "iban": {"type": "string"}}},
    "Filter": {"type": "object", "properties": {"from": {"type": "string", "description": "From."}}},
    "Form": {"type": "object", "required": ["tags"], "properties": {"tags": {"type": "array", "items": {"type": "string"}}, "expand[]": {"type": "string"}}},
    "Trouble": {"type": "object", "properties": {"code": {"type": "string"}, "message": {"type": "string", "description": "Why."}}},
}  # fmt: skip
