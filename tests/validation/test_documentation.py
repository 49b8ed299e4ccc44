"""The documentation covers all that a schema documents, in both languages, and is loaded only on use."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.i18n.message import LANGS
from invoice_apis.validation.documentation import MAX_CODES, Documentation, codes_text

EVERY = pytest.mark.parametrize("contract", ia.contracts(), ids=lambda contract: contract.id)


def documented(schema: dict[str, Any], place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Each place of a documented schema, with its schema."""
    yield place, schema
    for branch in {"then", "else"} & schema.keys():
        yield from documented(schema[branch], place)
    for name, member in schema.get("properties", {}).items():
        yield from documented(member, f"{place}/{name}")
    if "items" in schema:
        yield from documented(schema["items"], f"{place}/*")


@EVERY
def test_every_documented_place_has_its_rules(contract: ia.Contract) -> None:
    guide = contract.documentation
    for place, schema in documented(contract.schema("documented")):
        member = guide.member(place)
        assert member is not None, place
        types = schema.get("type", [])
        assert list(member.types) == ([types] if isinstance(types, str) else types) or not types
        for keyword in ("maxLength", "minLength", "minimum", "maximum", "minItems", "maxItems", "const"):
            assert member.limits.get(keyword) == schema.get(keyword) or keyword not in schema, place
        listed = [code.value for code in member.codes if code.documented]
        assert listed == schema.get("enum", []) or "enum" not in schema, place
        assert member.format == schema.get("format") or "format" not in schema
        for name in schema.get("required", []) if "else" not in schema else []:
            below = guide.member(f"{place}/{name}")
            assert below is not None
            assert below.required


@EVERY
def test_pointers_find_their_pattern(contract: ia.Contract) -> None:
    for pattern, member in contract.documentation.members.items():
        assert contract.documentation.member(pattern) == member
        assert contract.documentation.member(pattern.replace("*", "17")) == member
        assert contract.documentation.member(f"{pattern}/no such member") is None


@EVERY
def test_meanings_name_every_documented_code_with_its_label(contract: ia.Contract) -> None:
    for pattern, member in contract.documentation.members.items():
        for lang in LANGS:
            meaning = contract.documentation.meaning(pattern, lang)
            assert bool(meaning) == bool(member.types)
            assert meaning is None or "\n" not in meaning
            for code in member.codes[:MAX_CODES] if any(code.documented for code in member.codes) else ():
                if code.documented:
                    assert f"{code.value}" in str(meaning)
                    assert code.label.get(lang, "").rstrip(".。") in str(meaning)


@EVERY
def test_every_ledger_id_has_an_entry(contract: ia.Contract) -> None:
    named = {id for member in contract.documentation.members.values() for id in member.ledger}
    assert named == set(contract.documentation.ledger)
    known = {finding["id"] for finding in contract.rules["known"]}
    assert known <= named
    assert all(entry.conflict and entry.decision for entry in contract.documentation.ledger.values())


def test_long_lists_of_codes_are_cut() -> None:
    codes = [{"value": number, "documented": True, "label": {"en": f"no {number}"}} for number in range(30)]
    guide = Documentation({"members": {"/a": {"types": ["integer"], "codes": codes}}, "ledger": {}})
    assert str(guide.meaning("/a")).endswith("19 no 19 and 10 more")
    assert "另有 10 个" in str(guide.meaning("/a", "zh"))
    member = guide.member("/a")
    assert member is not None
    assert "29 no 29" in codes_text(member, "en", most=30)


def test_a_contract_without_documentation_has_no_meanings() -> None:
    assert ia.Contract("toy/Call.response", lambda: b"{}").documentation.meaning("/a") is None


def test_an_unknown_language() -> None:
    guide = Documentation({"members": {"": {"types": ["object"]}}, "ledger": {}})
    with pytest.raises(ValueError, match="unknown language"):
        guide.meaning("", "de")  # type: ignore[arg-type]


def test_the_earlier_name_still_works() -> None:
    contract = ia.contracts()[0]
    assert contract.guide is contract.documentation


def test_validation_does_not_load_the_documentation() -> None:
    code = """
import sys, invoice_apis as ia
for contract in ia.contracts():
    contract.check(b'{"a": 1}'), contract.accepts(b"{}")
assert "guide" not in {key for contract in ia.contracts() for key in vars(contract)}
assert not any(contract._files.__dict__.keys() & {"documentation"} for contract in ia.contracts())
names = ("validation.documentation", "i18n.zh", "validation.hints", "validation.malformed", "validation.detection", "cli")
print([name for name in names if f"invoice_apis.{name}" in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_codes_from_other_sources_appear_only_where_the_page_lists_none() -> None:
    listed = {"value": 1, "documented": True, "label": {"en": "Yes.", "zh": "是。"}}
    known = {"value": 2, "label": {"en": "Perhaps"}}
    members = {"/a": {"types": ["integer"], "codes": [listed, known]}, "/b": {"types": ["integer"], "codes": [known]}}
    guide = Documentation({"members": members, "ledger": {}})
    assert guide.meaning("/a") == "integer; 1 Yes"
    assert guide.meaning("/a", "zh") == "整数；1 是"
    assert guide.meaning("/b") == "integer; known codes: 2 Perhaps"
