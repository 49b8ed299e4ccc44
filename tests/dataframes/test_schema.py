"""The columns of each contract, as they are known: a change here is a change of other people's tables."""

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


def shown(kind: pa.DataType) -> Any:
    """A type as JSON."""
    if pa.types.is_struct(kind):
        return {field.name: shown(field.type) for field in kind}
    return [shown(kind.value_type)] if pa.types.is_list(kind) else str(kind)


@pytest.mark.parametrize("contract", ia.contracts(), ids=lambda contract: contract.id)
def test_columns_are_the_known_ones(contract: ia.Contract) -> None:
    file = GOLDEN / f"{contract.id.replace('/', '.')}.json"
    found = json.dumps(shown(pa.struct(arrow_schema(contract.id))), indent=1) + "\n"
    if os.environ.get(REFRESH):
        file.write_text(found, encoding="utf-8")
    if not file.is_file():
        pytest.skip(f"new here: {REFRESH}=1 .venv/bin/pytest tests/dataframes writes it down")
    assert found == file.read_text(
        encoding="utf-8"
    ), f"is this better? then: {REFRESH}=1 .venv/bin/pytest tests/dataframes"


def test_no_contract_is_gone() -> None:
    assert {file.stem for file in GOLDEN.glob("*.json")} <= {each.id.replace("/", ".") for each in ia.contracts()}


@pytest.mark.parametrize("contract", ia.contracts(), ids=lambda contract: contract.id)
def test_documented_words_travel_with_the_columns(contract: ia.Contract) -> None:
    schema = contract.schema("documented")
    members = {**schema.get("properties", {}), **schema.get("then", {}).get("properties", {})}
    for field in arrow_schema(contract.id):
        words = {name.decode(): word.decode() for name, word in (field.metadata or {}).items()}
        documented = members.get(field.name, {})
        assert words.get("title") == documented.get("title", words.get("title"))
        assert words.get("format") == documented.get("format", words.get("format"))


def test_an_unknown_contract_is_named() -> None:
    with pytest.raises(LookupError, match="unknown contract"):
        arrow_schema("nobody/Nothing.response")
