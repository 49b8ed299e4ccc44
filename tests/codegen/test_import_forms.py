"""Form bodies and objects in the query of a vendor's document: whole where it gives their style, else accounted for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from toolkit.case import invoke

Json = dict[str, Any]
TEXT: Json = {"type": "string"}
PARTY: Json = {
    "type": "object",
    "properties": {"name": {**TEXT, "nullable": True}, "tags": {"type": "array", "items": TEXT}},
}
FORM: Json = {
    "type": "object",
    "required": ["amount"],
    "properties": {
        "amount": {"type": "integer"},
        "expand": {"type": "array", "items": TEXT},
        "party": PARTY,
        "lines": {"type": "array", "items": {"type": "object", "properties": {"price": {"type": "number"}}}},
        "joined": {"type": "array", "items": TEXT},
        "piped": {"type": "array", "items": TEXT},
        "repeated": {"type": "array", "items": {"type": "integer"}},
        "note": {**TEXT, "nullable": True},
    },
}
DEEP = {"style": "deepObject", "explode": True}
ENCODING = {
    "expand": DEEP,
    "party": DEEP,
    "lines": DEEP,
    "joined": {"explode": False},
    "piped": {"style": "pipeDelimited"},
}
QUERY: list[Json] = [
    {
        "name": "created",
        "in": "query",
        "schema": {"type": "object", "properties": {"gte": {"type": "integer"}}},
        **DEEP,
    },
    {
        "name": "ids",
        "in": "query",
        "style": "spaceDelimited",
        "explode": False,
        "schema": {"type": "array", "items": TEXT},
    },
    {"name": "plain", "in": "query", "schema": {"type": "object", "properties": {"a": TEXT}}},
]


def document(encoding: Json, query: list[Json], form: Json = FORM) -> Json:
    reply = {
        "description": "Done",
        "content": {"application/json": {"schema": {"type": "object", "properties": {"id": TEXT}}}},
    }
    body = {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": form, "encoding": encoding}}}
    operation = {"operationId": "createBill", "parameters": query, "requestBody": body, "responses": {"200": reply}}
    return {
        "openapi": "3.0.3",
        "info": {"title": "Bills", "version": "1"},
        "servers": [{"url": "https://bills.example.com"}],
        "paths": {"/bills": {"post": operation}},
    }


def written(folder: Path, value: Json) -> tuple[Json, str, int]:
    """The contract, what was printed, and the exit code."""
    (folder / "bills.json").write_text(json.dumps(value))
    done = invoke("import", folder / "bills.json", "bills", "--path", "/**", "--schemas", folder / "schemas")
    file = folder / "schemas" / "bills" / "openapi.yaml"
    return yaml.safe_load(file.read_text("utf-8")) if file.exists() else {}, done.output, done.exit_code


def test_a_form_is_whole_where_the_document_gives_its_styles(tmp_path: Path) -> None:
    contract, printed, code = written(tmp_path, document(ENCODING, QUERY[:2]))
    assert code == 0, printed
    operation = contract["paths"]["/bills"]["post"]
    (media,) = operation["requestBody"]["content"].items()
    assert media[0] == "application/x-www-form-urlencoded"
    assert media[1]["encoding"] == {**ENCODING, "piped": {"style": "pipeDelimited", "explode": False}}
    assert [(own["name"], own["style"], own["explode"]) for own in operation["parameters"]] == [
        ("created", "deepObject", True),
        ("ids", "spaceDelimited", False),
    ]
    schemas = contract["components"]["schemas"]
    form = schemas[media[1]["schema"]["$ref"].rpartition("/")[2]]
    assert [*form["properties"]] == [*FORM["properties"]]
    assert form["properties"]["note"]["type"] == "string", "a form has no text for null"
    assert schemas[form["properties"]["party"]["$ref"].rpartition("/")[2]]["properties"]["name"]["type"] == "string"
    assert invoke("check", "--schemas", tmp_path / "schemas").exit_code == 0


def test_an_object_without_a_style_is_left_out_and_told(tmp_path: Path) -> None:
    contract, printed, code = written(tmp_path, document({"party": DEEP}, [*QUERY]))
    assert code == 3, printed
    assert "form (lines)" in printed
    assert "plain: structured values" in printed
    operation = contract["paths"]["/bills"]["post"]
    media = operation["requestBody"]["content"]["application/x-www-form-urlencoded"]
    form = contract["components"]["schemas"][media["schema"]["$ref"].rpartition("/")[2]]
    assert "lines" not in form["properties"]
    assert "party" in form["properties"]
    assert media["encoding"] == {"party": DEEP}
    assert [own["name"] for own in operation["parameters"]] == ["created", "ids"]
    assert invoke("check", "--schemas", tmp_path / "schemas").exit_code == 0


def test_a_form_whose_required_member_has_no_text_is_left_out(tmp_path: Path) -> None:
    _, printed, code = written(tmp_path, document({"party": DEEP}, [], {**FORM, "required": ["lines"]}))
    assert code == 2
    assert "the required member lines has no text in a form" in printed


def test_parameters_that_would_be_one_text_on_the_wire_are_left_out(tmp_path: Path) -> None:
    """A member in brackets beside its object is reported; what the client sends as credentials needs no word."""
    extra: list[Json] = [
        {"name": "created[gte]", "in": "query", "schema": TEXT},
        {"name": "API-Key", "in": "header", "required": True, "schema": TEXT},
        {"name": "key", "in": "query", "schema": TEXT},
    ]
    form = {**FORM, "properties": {**FORM["properties"], "party[name]": TEXT}}
    value = document(ENCODING, [QUERY[0], *extra], form)
    value["components"] = {"securitySchemes": {"Key": {"type": "apiKey", "in": "header", "name": "api-key"}}}
    value["security"] = [{"Key": []}]
    contract, printed, code = written(tmp_path, value)
    assert code == 3, printed
    assert "created[gte]: a member of the object created" in printed
    assert "form (party[name])" in printed
    operation = contract["paths"]["/bills"]["post"]
    assert [own["name"] for own in operation["parameters"]] == ["created", "key"]
    assert invoke("check", "--schemas", tmp_path / "schemas").exit_code == 0


def test_a_required_member_in_brackets_beside_its_object_refuses_the_operation(tmp_path: Path) -> None:
    required: Json = {"name": "created[gte]", "in": "query", "required": True, "schema": TEXT}
    _, printed, code = written(tmp_path, document(ENCODING, [QUERY[0], required]))
    assert code == 2
    assert "created[gte]: a member of the object created" in printed


def test_maps_are_whole_in_brackets(tmp_path: Path) -> None:
    """Maps of texts, numbers and objects, in a form and in the query; a map without a style is left out."""
    maps: Json = {
        "texts": {"type": "object", "additionalProperties": TEXT},
        "lines": {
            "type": "object",
            "additionalProperties": {"type": "object", "properties": {"price": {"type": "number"}}},
        },
        "plain": {"type": "object", "additionalProperties": TEXT},
    }
    limits: Json = {
        "name": "limits",
        "in": "query",
        "schema": {"type": "object", "additionalProperties": {"type": "integer"}},
    }
    form = {**FORM, "properties": {"amount": {"type": "integer"}, **maps}}
    contract, printed, code = written(tmp_path, document({"texts": DEEP, "lines": DEEP}, [{**limits, **DEEP}], form))
    assert code == 3, printed
    assert "form (plain)" in printed
    operation = contract["paths"]["/bills"]["post"]
    (parameter,) = operation["parameters"]
    assert parameter["schema"] == {"type": "object", "additionalProperties": {"type": "integer"}}
    media = operation["requestBody"]["content"]["application/x-www-form-urlencoded"]
    members = contract["components"]["schemas"][media["schema"]["$ref"].rpartition("/")[2]]["properties"]
    assert members["texts"] == maps["texts"]
    assert "$ref" in members["lines"]["additionalProperties"]
    assert [*members] == ["amount", "texts", "lines"]
    assert invoke("check", "--schemas", tmp_path / "schemas").exit_code == 0
