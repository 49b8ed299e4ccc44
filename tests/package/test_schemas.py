"""The JSON Schemas as files: the same as the contracts', where other tools find them, with the same verdicts there.

`make projects` asks more tools; what may differ is named in `validators/differences.py`.
"""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import invoice_apis as ia
import jsonschema
import jsonschema_rs
import pytest
from integrations.differences import READ_BY, Tool, as_read_by, as_we_read, verdict
from integrations.payloads import PROFILES, schema_file, texts
from invoice_codegen import pipeline
from support.emitted import ROOT, ExactValidator
from support.slow import all_but_first

CONTRACTS = ia.contracts()
FILES = [(contract, profile) for contract in CONTRACTS for profile in PROFILES]
PLAIN: dict[Tool, Callable[[Any], Any]] = {
    "jsonschema": jsonschema.Draft202012Validator,
    "jsonschema-rs": jsonschema_rs.Draft202012Validator,
}
EXACT: dict[Tool, Callable[[Any], Any]] = {
    "jsonschema": ExactValidator,
    "jsonschema-rs": jsonschema_rs.Draft202012Validator,
}


@pytest.mark.parametrize(("contract", "profile"), FILES, ids=str)
def test_a_file_holds_the_schema_of_its_contract(contract: ia.Contract, profile: Any) -> None:
    schema = json.loads(schema_file(contract, profile).read_bytes())
    assert schema == contract.schema(profile)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


def test_ids_are_stable_and_nothing_is_fetched() -> None:
    """Other projects name a schema by its id, so it must stay as it is."""
    for contract, profile in FILES:
        text = schema_file(contract, profile).read_text(encoding="utf-8")
        name = contract.id.partition("/")[2]
        assert json.loads(text)["$id"] == f"urn:invoice-apis:{contract.api}:{name}:{profile}"
        assert '"$ref"' not in text


def test_the_package_brings_the_same_files() -> None:
    beside, inside = ROOT / "generated" / "schemas", importlib.resources.files("invoice_apis") / "schemas"
    files = sorted(beside.rglob("*.*"))
    assert len(files) == len(FILES)
    for file in files:
        assert inside.joinpath(*file.relative_to(beside).parts).read_bytes() == file.read_bytes()


def test_an_api_more_is_files_more(tmp_path: Path) -> None:
    emitted = pipeline.generate(Path(__file__).parents[1] / "codegen" / "fourth_api").files
    paths = {path for path in emitted if path.startswith("schemas/")}
    assert len(paths) == 2 * len(json.loads(emitted["invoice_apis/contracts.json"]))
    assert all(emitted[path] == emitted[f"invoice_apis/{path}"] for path in paths)


@pytest.mark.parametrize("contract", all_but_first(CONTRACTS, kind=lambda contract: contract.direction), ids=str)
@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("tool", PLAIN)
def test_a_tool_says_what_we_say(tool: Tool, profile: str, contract: ia.Contract) -> None:
    """Read as most programs read JSON, with doubles, and exactly."""
    schema = json.loads(schema_file(contract, profile).read_bytes())
    plain, exact = PLAIN[tool](schema), EXACT[tool](schema)
    for text in texts(contract, 250):
        rounded, whole = as_read_by(tool, text), as_we_read(text)
        assert plain.is_valid(rounded) is verdict(contract, profile, rounded), text
        assert exact.is_valid(whole) is verdict(contract, profile, whole), text


@pytest.mark.parametrize("tool", PLAIN)
def test_texts_that_are_no_json_to_us(tool: Tool) -> None:
    for contract in CONTRACTS:
        if contract.direction == "response":
            validator = PLAIN[tool](json.loads(schema_file(contract, "compatible").read_bytes()))
            accepting = {damage: _reads(validator, contract.example(3, damage=damage)) for damage in READ_BY}
            assert accepting == {damage: tool in tools for damage, tools in READ_BY.items()}


def _reads(validator: Any, raw: bytes) -> bool:
    try:
        return bool(validator.is_valid(json.loads(raw)))
    except ValueError:
        return False
