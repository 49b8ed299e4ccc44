"""Schemas for editors: texts in one language at every documented member, and the verdicts of the schema that they annotate."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.i18n.message import LANGS, Lang
from invoice_apis.jsonschema import FORMATS
from invoice_apis.validation.documentation import code_text
from invoice_apis.validation.editor_schema import editor_schema
from jsonschema import Draft202012Validator

EVERY = pytest.mark.parametrize("contract", ia.contracts(), ids=lambda contract: contract.id)


def members(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The schemas of members by name, at any depth; conditions are not members."""
    if isinstance(schema, list):
        for part in schema:
            yield from members(part)
    if not isinstance(schema, dict):
        return
    for word, value in schema.items():
        if word == "properties":
            yield from value.items()
            yield from members(list(value.values()))
        elif word not in ("if", "not"):
            yield from members(value)


@EVERY
@pytest.mark.parametrize("lang", LANGS)
def test_every_member_has_its_texts(contract: ia.Contract, lang: Lang) -> None:
    schema = editor_schema(contract, "documented", lang)
    named = [(name, part) for name, part in members(schema) if "type" in part or "enum" in part or "anyOf" in part]
    without = {name for name, part in named if not (part.get("title") and part.get("description"))}
    assert without <= ({"path", "query", "header"} if contract.direction == "request" else set())
    labels = {code_text(code, lang) for member in contract.documentation.members.values() for code in member.codes}
    shown = [label for _, part in named for label in part.get("enumDescriptions", []) if label]
    assert {*shown} <= labels
    with_codes = [member for member in contract.documentation.members.values() if member.codes]
    assert bool(with_codes) == any("examples" in part or "enumDescriptions" in part for _, part in named)


@EVERY
@pytest.mark.parametrize("profile", ["documented", "compatible"])
def test_verdicts_are_those_of_the_schema(contract: ia.Contract, profile: Any) -> None:
    plain = Draft202012Validator(contract.schema(profile), format_checker=FORMATS)
    annotated = Draft202012Validator(editor_schema(contract, profile, "zh"), format_checker=FORMATS)
    payloads = [contract.example(seed) for seed in range(5)]
    if contract.direction == "response":
        payloads += [contract.example(3, drift="new-member"), contract.example(3, damage="wrong-type")]
    for payload in payloads:
        assert annotated.is_valid(payload) == plain.is_valid(payload)


def test_codes_and_encoded_members() -> None:
    schema = editor_schema(ia.contract("huawei_bssintl/Invoice"), "documented", "zh")
    state = schema["properties"]["invoiceState"]
    assert state["title"] == "开票状态"
    assert dict(zip(state["enum"], state["enumDescriptions"], strict=True))[8] == "8 完成"
    assert "8 完成" in state["description"]
    response = ia.contract("kingdee_invoice/QueryBillInvoices.response")
    validator = Draft202012Validator(editor_schema(response, "documented", "en"))
    decoded, wire = response.example(1), json.loads(response.example(1, wire=True))
    assert isinstance(wire["data"], str)
    assert validator.is_valid(decoded)
    assert validator.is_valid(wire)


def test_the_schema_of_a_contract_stays_as_it_is() -> None:
    contract = ia.contract("huawei_bssintl/ListInvoices.response")
    before = contract.schema("documented")
    assert "$id" not in editor_schema(contract, "documented", "zh")
    assert contract.schema("documented") == before
