"""Alternatives in a vendor's document: tagged unions where a member tells them apart, else opaque and accounted for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from toolkit.case import invoke

Json = dict[str, Any]
TEXT: Json = {"type": "string"}


def kind(code: str, **members: Json) -> Json:
    """An object with a tag of one code, as several vendors write it."""
    tag = {"type": "string", "enum": [code]}
    return {"type": "object", "required": ["object"], "properties": {"object": tag, **members}}


SCHEMAS: Json = {
    "card": kind("card", number=TEXT, holder={"$ref": "#/components/schemas/person"}),
    "bank_account": kind("bank_account", iban=TEXT),
    "person": {"type": "object", "properties": {"name": TEXT}},
    "deleted_card": kind("card", deleted={"type": "boolean"}),
    "cat": {"type": "object", "required": ["pet"], "properties": {"pet": TEXT, "lives": {"type": "integer"}}},
    "dog": {"type": "object", "required": ["pet"], "properties": {"pet": TEXT, "bark": TEXT}},
}
REPLY: Json = {"source": {"object": "card", "number": "1", "holder": {"name": "N"}}, "pets": [{"pet": "dog"}]}


def one_of(*names: str, word: str = "oneOf", **words: Any) -> Json:
    return {word: [{"$ref": f"#/components/schemas/{name}"} for name in names], **words}


def imported(tmp_path: Path, **members: Json) -> tuple[Json, Any]:
    """The contract of a document with these members in its one reply, and what the command said."""
    reply: Json = {"type": "object", "properties": members}
    response = {"description": "Done", "content": {"application/json": {"schema": reply, "example": REPLY}}}
    document = {
        "openapi": "3.0.3",
        "info": {"title": "Unions", "version": "1"},
        "servers": [{"url": "https://unions.example.com"}],
        "paths": {"/pay": {"get": {"operationId": "getPay", "responses": {"200": response}}}},
        "components": {"schemas": SCHEMAS},
    }
    file = tmp_path / "document.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    done = invoke(
        "import", file, "unions_api", "--path", "/**", "--schemas", tmp_path / "schemas", "--allow-incomplete"
    )
    assert done.exit_code == 0, done.output
    checked = invoke("check", "--schemas", tmp_path / "schemas")
    assert checked.exit_code == 0, checked.output
    return yaml.safe_load((tmp_path / "schemas/unions_api/openapi.yaml").read_text(encoding="utf-8")), done


@pytest.mark.parametrize("word", ["oneOf", "anyOf"])
def test_objects_with_codes_of_their_own_become_a_tagged_union(tmp_path: Path, word: str) -> None:
    contract, done = imported(
        tmp_path,
        source={**one_of("card", "bank_account", word=word), "nullable": True},
        pets={
            "type": "array",
            "items": one_of(
                "cat",
                "dog",
                discriminator={"propertyName": "pet", "mapping": {"kitten": "#/components/schemas/cat", "dog": "dog"}},
            ),
        },
    )
    assert "one of several objects" not in done.output
    members = contract["components"]["schemas"][_root(contract)]["properties"]
    source, items = members["source"], members["pets"]["items"]
    assert source["type"] == ["object", "null"]
    assert [part["$ref"].rpartition("/")[2] for part in source["oneOf"]] == ["Card", "BankAccount"]
    assert source["discriminator"] == {"propertyName": "object"}
    mapping = items["discriminator"]["mapping"]
    assert {code: ref.rpartition("/")[2] for code, ref in mapping.items()} == {"kitten": "Cat", "dog": "Dog"}


@pytest.mark.parametrize(
    "source",
    [
        one_of("card", "deleted_card"),
        one_of("card", "person"),
        one_of("card", "bank_account", discriminator={"propertyName": "kind"}),
        {"properties": {"id": TEXT}, **one_of("card", "bank_account")},
    ],
    ids=["same-code", "no-tag", "another-tag", "members-beside"],
)
def test_objects_that_nothing_tells_apart_stay_opaque_and_are_accounted_for(tmp_path: Path, source: Json) -> None:
    contract, done = imported(tmp_path, source=source)
    assert "one of several objects" in done.output
    assert "oneOf" not in json.dumps(contract)


def _root(contract: Json) -> str:
    content = contract["paths"]["/pay"]["get"]["responses"]["200"]["content"]["application/json"]
    return str(content["schema"]["$ref"].rpartition("/")[2])
