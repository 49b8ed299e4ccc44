"""The columns of each contract, compared with golden files: a change breaks existing tables."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import invoice_apis as ia
import pyarrow as pa
import pytest
from invoice_apis.arrow import arrow_schema

GOLDEN = Path(__file__).parent / "golden"
REFRESH = "REFRESH_CASES"


def type_as_json(kind: pa.DataType) -> Any:
    """A type as JSON."""
    if pa.types.is_struct(kind):
        return {field.name: type_as_json(field.type) for field in kind}
    return [type_as_json(kind.value_type)] if pa.types.is_list(kind) else str(kind)


@pytest.mark.parametrize("contract", ia.contracts(), ids=lambda contract: contract.id)
def test_columns_match_the_golden_file(contract: ia.Contract) -> None:
    file = GOLDEN / f"{contract.id.replace('/', '.')}.json"
    found = json.dumps(type_as_json(pa.struct(arrow_schema(contract.id))), indent=1) + "\n"
    if os.environ.get(REFRESH):
        file.write_text(found, encoding="utf-8")
    if not file.is_file():
        pytest.skip(f"new here: {REFRESH}=1 .venv/bin/pytest tests/dataframes writes it down")
    assert found == file.read_text(
        encoding="utf-8"
    ), f"is this better? then: {REFRESH}=1 .venv/bin/pytest tests/dataframes"


def test_each_golden_file_has_a_contract() -> None:
    assert {file.stem for file in GOLDEN.glob("*.json")} <= {each.id.replace("/", ".") for each in ia.contracts()}


@pytest.mark.parametrize("contract", ia.contracts(), ids=lambda contract: contract.id)
def test_fields_have_the_documented_title_and_format(contract: ia.Contract) -> None:
    schema = contract.schema("documented")
    members = {**schema.get("properties", {}), **schema.get("then", {}).get("properties", {})}
    for field in arrow_schema(contract.id):
        metadata = {name.decode(): text.decode() for name, text in (field.metadata or {}).items()}
        documented = members.get(field.name, {})
        assert metadata.get("title") == documented.get("title", metadata.get("title"))
        assert metadata.get("format") == documented.get("format", metadata.get("format"))


def test_an_unknown_contract() -> None:
    with pytest.raises(LookupError, match="unknown contract"):
        arrow_schema("nobody/Nothing.response")
