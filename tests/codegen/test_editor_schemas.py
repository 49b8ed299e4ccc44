"""JSON Schemas for editors: fresh, no false finding on any contract, and a finding for a misspelt word."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from invoice_codegen.parse.editor_schemas import FILES, editor_schema
from invoice_codegen.parse.load import load
from invoice_codegen.schemas_command import NAMES
from jsonschema import Draft7Validator
from support.emitted import ROOT
from toolkit.case import invoke

EDITOR = ROOT / "codegen" / "editor"
FOLDERS = (ROOT / "schemas", ROOT / "tests" / "codegen" / "other_apis")
WRITTEN = sorted(file for folder in FOLDERS for name in FILES for file in folder.glob(f"*/{name}.yaml"))
KINGDEE = ROOT / "schemas" / "kingdee_invoice"
FIRST = "# yaml-language-server: $schema=../../codegen/editor/{name}.schema.json\n"


@cache
def validator(name: str) -> Draft7Validator:
    return Draft7Validator(editor_schema(name))


def value_of(file: Path) -> Any:
    document, problems = load(file)
    assert problems == []
    return document.value


def findings(name: str, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(value)]


def test_committed_schemas_are_fresh(tmp_path: Path) -> None:
    """If this fails: `invoice-codegen schemas --output codegen/editor`."""
    assert invoke("schemas", "--output", tmp_path / "new" / "folder").exit_code == 0
    names = {f"{name}.schema.json" for name in FILES}
    assert {file.name for file in EDITOR.iterdir()} == names
    for name in names:
        assert (tmp_path / "new" / "folder" / name).read_bytes() == (EDITOR / name).read_bytes()


def test_the_command_prints_one_schema() -> None:
    assert tuple(FILES) == NAMES
    assert json.loads(invoke("schemas").stdout) == editor_schema("openapi")
    assert json.loads(invoke("schemas", "ledger").stdout) == editor_schema("ledger")
    assert invoke("schemas", "ledger", "--output", "anywhere").exit_code == 2


@pytest.mark.parametrize("name", FILES)
def test_schemas_are_draft_07(name: str) -> None:
    schema = editor_schema(name)
    Draft7Validator.check_schema(schema)
    assert "$defs" not in json.dumps(schema)


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_contract_is_valid(file: Path) -> None:
    assert findings(file.stem, value_of(file)) == []


@pytest.mark.parametrize("name", FILES)
def test_a_new_contract_is_valid(name: str, tmp_path: Path) -> None:
    assert invoke("new", "some_api", "--schemas", tmp_path).exit_code == 0
    assert findings(name, value_of(tmp_path / "some_api" / f"{name}.yaml")) == []


def operation_of(contract: dict[str, Any]) -> dict[str, Any]:
    """The first operation of a contract."""
    path: dict[str, Any] = next(iter(contract["paths"].values()))
    operation: dict[str, Any] = next(iter(path.values()))
    return operation


@pytest.mark.parametrize(
    ("word", "value"), [("x-sdk-pagin", {}), ("x-sdk-paging", {"style": "page"}), ("x-sdk-safe", "yes")]
)
def test_a_misspelt_word_or_value_is_found(word: str, value: Any) -> None:
    contract = copy.deepcopy(value_of(KINGDEE / "openapi.yaml"))
    operation_of(contract)[word] = value
    assert any(word in finding for finding in findings("openapi", contract))


def test_limits_are_numbers() -> None:
    contract = value_of(KINGDEE / "openapi.yaml")
    for limit, valid in ((5, True), (0.5, True), ("5", False)):
        changed = copy.deepcopy(contract)
        changed["components"]["schemas"]["Limited"] = {"type": "number", "minimum": limit}
        assert (findings("openapi", changed) == []) is valid


def test_words_of_the_evidence_are_found() -> None:
    documented, ledger = ({"pages": [{"titel": "x"}]}, [{"id": "KD-1", "decison": "x"}])
    assert any("titel" in finding for finding in findings("documented", documented))
    assert any("decison" in finding for finding in findings("ledger", ledger))
    assert findings("documented", {"pages": None}) == []


def test_every_extension_has_a_text_for_hover() -> None:
    schema = editor_schema("openapi")
    parts = [schema, *schema["definitions"].values()]
    words = [(word, value) for part in parts for word, value in part.get("properties", {}).items()]
    mute = {word for word, value in words if word.startswith("x-sdk-") and not value.get("description")}
    assert mute == set()


def test_contracts_name_their_schemas(tmp_path: Path) -> None:
    for file in (ROOT / "schemas").glob("*/*.yaml"):
        assert file.read_text("utf-8").startswith(FIRST.format(name=file.stem))
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Bills", "version": "1"},
        "servers": [{"url": "https://bills.example.com"}],
        "paths": {"/bills": {"get": {"operationId": "listBills", "responses": {"204": {"description": "none"}}}}},
    }
    (tmp_path / "openapi.yaml").write_text(json.dumps(document), encoding="utf-8")
    schemas = tmp_path / "schemas"
    for api, has_schemas in (("plain", False), ("known", True)):
        if has_schemas:
            assert invoke("schemas", "--output", tmp_path / "codegen" / "editor").exit_code == 0
        assert invoke("new", f"{api}_new", "--schemas", schemas).exit_code == 0
        words = ("import", tmp_path / "openapi.yaml", f"{api}_bills", "--path", "**", "--allow-incomplete")
        assert invoke(*words, "--schemas", schemas).exit_code == 0
        files = [*schemas.glob(f"{api}_*/*.yaml"), *schemas.glob(f"{api}_*/pages/*.yaml")]
        named = {file for file in files if file.read_text("utf-8").startswith(FIRST.format(name=file.stem))}
        assert named == {file for file in files if has_schemas and file.parent.name != "pages"}
    assert invoke("check", "--schemas", schemas).exit_code == 0
