"""JSON Schemas for editors: fresh, no false finding on any contract, and a finding for a misspelt word."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from invoice_codegen.parse.aside import aside_words, open_maps
from invoice_codegen.parse.editor_schemas import FILES, KINDS, editor_schema
from invoice_codegen.parse.formats import FORMATS
from invoice_codegen.parse.load import load
from invoice_codegen.parse.schema import Schema
from invoice_codegen.schemas_command import NAMES
from jsonschema import Draft7Validator
from support.emitted import ROOT
from toolkit.case import API, Case, cases, invoke

EDITOR = ROOT / "codegen" / "editor"
FOLDERS = (ROOT / "schemas", ROOT / "tests" / "codegen" / "other_apis")
WRITTEN = sorted(file for folder in FOLDERS for name in FILES for file in folder.glob(f"*/{name}.yaml"))
KINGDEE = ROOT / "schemas" / "kingdee_invoice"
FIRST = "# yaml-language-server: $schema=../../codegen/editor/{name}.schema.json"


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


@pytest.mark.parametrize("case", cases(expect="accepted"), ids=str)
def test_a_contract_that_check_accepts_is_valid(case: Case, tmp_path: Path) -> None:
    folder = case.schemas(tmp_path) / case.folder
    for name in FILES:
        document, problems = load(folder / f"{name}.yaml")
        assert (problems, findings(name, document.value)) == ([], [])


def test_every_word_that_check_sets_aside_is_allowed() -> None:
    assert KINDS.keys() == aside_words().keys()
    schema = editor_schema("openapi")
    parts = {"": schema, **schema["definitions"]}
    for kind, names in KINDS.items():
        for part in (parts[name] for name in names):
            others = part["patternProperties"]
            assert {*aside_words()[kind]} <= {word for word, value in part["properties"].items() if value is True}
            assert others == {"^x-(?!sdk-)": True}
    for kind, word in open_maps():
        assert all("patternProperties" in parts[name]["properties"][word] for name in KINDS[kind])


MAY_BE_NULL = {
    "openapi": {"Schema enum"},  # beside "null" in type
    "documented": {" pages", "Page date", "Page method", "Page path", "Row type", "Row const", "Row example"},
    "ledger": {"Effect value"},
}


def words_of(name: str) -> dict[str, Any]:
    """The words of a file with their schemas, each after its definition; those that are set aside are left out."""
    schema = editor_schema(name)
    parts = {"": schema, **schema["definitions"]}
    return {
        f"{part} {word}": value
        for part, of in parts.items()
        for word, value in of.get("properties", {}).items()
        if value is not True
    }


def takes_null(schema: dict[str, Any]) -> bool:
    """Whether null is one of the values, or of the codes of a list."""
    parts = [schema, *schema.get("anyOf", ()), *schema.get("items", {}).get("anyOf", ())]
    return any("null" in (part.get("type"), *[*part.get("type", ())]) for part in parts if "enum" not in part)


@pytest.mark.parametrize("name", FILES)
def test_every_word_has_a_text_of_its_own(name: str) -> None:
    words = words_of(name)
    assert {word for word, value in words.items() if not value.get("description")} == set()
    lists = [value for value in words.values() if "description" in value.get("items", {})]
    assert lists == []


@pytest.mark.parametrize("name", FILES)
def test_null_is_proposed_where_it_is_a_value(name: str) -> None:
    lists_of_values = {"Condition in", "Condition not-in", "Effect values"}
    found = {word for word, value in words_of(name).items() if takes_null(value)}
    assert found - lists_of_values == MAY_BE_NULL[name]


def test_every_schema_word_without_a_value_is_a_problem_at_its_place(tmp_path: Path) -> None:
    assert invoke("new", API, "--schemas", tmp_path).exit_code == 0
    file = tmp_path / API / "openapi.yaml"
    text, old = file.read_text("utf-8"), "        id: {"
    assert text.count(old) == 1
    words = Schema.aliases(Schema.model_fields)
    members = "".join(f"        m{number}: {{{word}: }}\n" for number, word in enumerate(words))
    file.write_text(text.replace(old, members + old), encoding="utf-8")
    checked = invoke("check", "--schemas", tmp_path)
    assert checked.exit_code == 2
    places = (f"/components/schemas/Thing/properties/m{number}/{word}" for number, word in enumerate(words))
    assert [place for place in places if f" at {place}\n" not in checked.stderr] == []


def places(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all values inside a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in inner:
        yield (*at, name)
        yield from places(part, (*at, name))


def with_null(value: Any, path: tuple[str | int, ...]) -> Any:
    changed = copy.deepcopy(value)
    holder = changed
    for name in path[:-1]:
        holder = holder[name]
    holder[path[-1]] = None
    return changed


@pytest.mark.parametrize("name", FILES)
def test_null_anywhere_in_a_contract_is_a_problem_or_means_something(name: str, tmp_path: Path) -> None:
    """What `check` accepts, editors accept; and nothing ends in a traceback."""
    assert invoke("new", API, "--schemas", tmp_path).exit_code == 0
    file = tmp_path / API / f"{name}.yaml"
    value = value_of(file)
    accepted = set()
    for path in places(value):
        changed = with_null(value, path)
        file.write_text(json.dumps(changed, default=float), encoding="utf-8")
        if invoke("check", "--schemas", tmp_path).exit_code == 0:
            assert findings(name, changed) == []
            accepted.add(path[-1])
    assert accepted == {"openapi": set(), "documented": {"date", "method", "path", "type"}, "ledger": {"value"}}[name]


def test_types_and_formats_are_proposed_and_misspelt_ones_found() -> None:
    words = words_of("openapi")
    assert words["Schema type"]["anyOf"][0]["enum"][:2] == ["string", "integer"]
    assert words["Schema format"]["enum"] == [*FORMATS]
    contract = copy.deepcopy(value_of(KINGDEE / "openapi.yaml"))
    contract["components"]["schemas"]["A"] = {"type": "objekt"}
    contract["components"]["schemas"]["B"] = {"type": "number", "format": "decmial"}
    found = sorted(findings("openapi", contract))
    assert len(found) == 2
    assert "objekt" in found[0]
    assert "decmial" in found[1]


def test_a_word_for_an_object_says_so_itself() -> None:
    """A server of YAML completes `info:` with the colon by the type beside the reference."""
    bare = [word for word, value in words_of("openapi").items() if "allOf" in value and value.get("type") != "object"]
    assert bare == []


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
