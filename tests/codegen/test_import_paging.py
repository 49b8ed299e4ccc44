"""What an import proposes for lists: only what names say alone, as a comment that could be written as it stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from toolkit.case import invoke

Json = dict[str, Any]
TEXT, WHOLE, TRUTH = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
LISTS: dict[str, tuple[Json, Json, Json | None]] = {
    "cursor": ({"cursor": TEXT, "limit": WHOLE}, {"next_cursor": {**TEXT, "nullable": True}},
               {"style": "token", "page": "/query/cursor", "next": "/next_cursor", "size": "/query/limit"}),
    "page-token": ({"pageToken": TEXT}, {"meta": {"type": "object", "properties": {"nextPageToken": TEXT, "totalCount": WHOLE}}},
                   {"style": "token", "page": "/query/pageToken", "next": "/meta/nextPageToken", "total": "/meta/totalCount"}),
    "last-id": ({"starting_after": TEXT, "limit": WHOLE}, {"has_more": TRUTH},
                {"style": "last-id", "page": "/query/starting_after", "size": "/query/limit", "more": "/has_more"}),
    "odata": ({"$top": WHOLE}, {"@odata.nextLink": TEXT}, {"style": "next-link", "next": "/@odata.nextLink", "size": "/query/$top"}),
    "offset": ({"offset": {**WHOLE, "default": 0}, "limit": WHOLE}, {"total": WHOLE},
               {"style": "offset", "page": "/query/offset", "size": "/query/limit", "total": "/total"}),
    "page-from-0": ({"page": {**WHOLE, "minimum": 0}, "per_page": WHOLE}, {},
                    {"style": "page-number", "page": "/query/page", "first": 0, "size": "/query/per_page"}),
    "page-from-1": ({"page": {**WHOLE, "default": 1}, "per_page": WHOLE}, {},
                    {"style": "page-number", "page": "/query/page", "size": "/query/per_page"}),
    "page-from-anywhere": ({"page": WHOLE, "per_page": WHOLE}, {}, None),
    "token-of-another-type": ({"cursor": WHOLE}, {"next_cursor": TEXT}, None),
    "token-without-reply": ({"cursor": TEXT, "limit": WHOLE}, {}, None),
    "offset-without-size": ({"offset": WHOLE}, {"total": WHOLE}, None),
    "link-of-a-record": ({}, {"link": {"type": "object", "properties": {"next": TEXT}}}, None),
    "two-lists": ({"cursor": TEXT}, {"next_cursor": TEXT, "rest": {"type": "array", "items": {"$ref": "#/components/schemas/Bill"}}}, None),
}  # fmt: skip
"""Query parameters, members of the reply, and what is proposed beside items and key."""


def document(name: str) -> Json:
    query, members, _ = LISTS[name]
    reply = {
        "type": "object",
        "properties": {"bills": {"type": "array", "items": {"$ref": "#/components/schemas/Bill"}}, **members},
    }
    return {
        "openapi": "3.0.3",
        "info": {"title": "Bills", "version": "1"},
        "servers": [{"url": "https://bills.example.com"}],
        "paths": {
            "/bills": {
                "get": {
                    "operationId": "listBills",
                    "parameters": [{"name": own, "in": "query", "schema": schema} for own, schema in query.items()],
                    "responses": {"200": {"description": "A page", "content": {"application/json": {"schema": reply}}}},
                }
            }
        },
        "components": {
            "schemas": {"Bill": {"type": "object", "properties": {"id": TEXT, "amount": {"type": "number"}}}}
        },
    }


@pytest.mark.parametrize("name", LISTS)
def test_names_propose_a_style_and_the_contract_takes_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "bills.json").write_text(json.dumps(document(name)))
    done = invoke("import", tmp_path / "bills.json", "bills", "--path", "/**", "--schemas", tmp_path / "schemas")
    assert done.exit_code == 0, done.output
    file = tmp_path / "schemas" / "bills" / "openapi.yaml"
    text = file.read_text("utf-8")
    lines = [line.partition("ListBills: ")[2] for line in text.split("\n") if line.startswith("#   ListBills: ")]
    assert "x-sdk-paging" not in yaml.safe_load(text)["paths"]["/bills"]["get"]
    expected = LISTS[name][2]
    assert bool(lines) == (expected is not None), text
    for line in lines:
        assert yaml.safe_load(line) == {"x-sdk-paging": {**(expected or {}), "items": "/bills", "key": "/id"}}
        file.write_text(text.replace("operationId: ListBills\n", f"operationId: ListBills\n      {line}\n"), "utf-8")
        assert invoke("check", "--schemas", tmp_path / "schemas").exit_code == 0


@pytest.mark.parametrize(
    ("operation", "items", "walk"),
    [
        ("listBills", "data", "iter_bills"),
        ("GetAllOpenBills", "items", "iter_open_bills"),
        ("searchBills", "results", "iter_bills"),
        ("bills", "data", "iter_bills"),
        ("list", "data", "iter_list"),
        ("listed", "data", "iter_listed"),
        ("listBills", "bills", None),
    ],
)
def test_an_iterator_over_nameless_data_is_named_after_its_operation(
    operation: str, items: str, walk: str | None, tmp_path: Path
) -> None:
    value = document("cursor")
    call = value["paths"]["/bills"]["get"]
    call["operationId"] = operation
    members = call["responses"]["200"]["content"]["application/json"]["schema"]["properties"]
    members[items] = members.pop("bills")
    assert proposed(tmp_path, value) == [walk]


def test_two_iterators_have_two_names(tmp_path: Path) -> None:
    value = document("cursor")
    call = value["paths"]["/bills"]["get"]
    members = call["responses"]["200"]["content"]["application/json"]["schema"]["properties"]
    members["data"] = members.pop("bills")
    value["paths"]["/found"] = {"get": {**call, "operationId": "searchBills"}}
    assert proposed(tmp_path, value) == ["iter_bills", "iter_search_bills"]


def proposed(folder: Path, value: Json) -> list[str | None]:
    """The names of iterators that an import proposes; the contract takes them all."""
    (folder / "bills.json").write_text(json.dumps(value))
    done = invoke("import", folder / "bills.json", "bills", "--path", "/**", "--schemas", folder / "schemas")
    assert done.exit_code == 0, done.output
    file = folder / "schemas" / "bills" / "openapi.yaml"
    text = file.read_text("utf-8")
    found = [line[4:].partition(": ") for line in text.split("\n") if ": x-sdk-paging: " in line]
    for id, _, line in found:
        text = text.replace(f"operationId: {id}\n", f"operationId: {id}\n      {line}\n")
    file.write_text(text, "utf-8")
    assert invoke("check", "--schemas", folder / "schemas").exit_code == 0
    return [yaml.safe_load(line)["x-sdk-paging"].get("walk") for _, _, line in found]
