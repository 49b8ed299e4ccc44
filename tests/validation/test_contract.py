"""Rules that no packaged contract uses, tested on synthetic contracts."""

from __future__ import annotations

import base64
import json
from typing import Any

import invoice_apis as ia
import pytest

LIST = {"type": "object", "properties": {"items": {"type": ["array", "null"], "items": {"type": "string"}}}}


def contract(direction: str = "response", **data: Any) -> ia.Contract:
    defaults = {
        "documented": LIST,
        "compatible": LIST,
        "scan": None,
        "encoded": [],
        "sensitive": [],
        "known": [],
        "outcomes": "",
    }
    raw = json.dumps(defaults | data).encode()
    return ia.Contract(f"toy/Call.{direction}", lambda: raw)


def test_known_never_silences_an_error() -> None:
    entry = {"id": "T-1", "pointer": "/items/*", "keyword": "type", "value": None}
    finding = contract(known=[entry]).check({"items": [None]}).findings[0]
    assert (finding.severity, finding.ledger) == ("error", None)


def test_known_compares_values_as_json_does() -> None:
    documented = {"type": "object", "properties": {"n": {"type": ["integer", "boolean"], "enum": [0]}}}
    entry = {"id": "T-1", "pointer": "/n", "keyword": "enum", "value": 1}
    own = contract(documented=documented, compatible={"type": "object"}, known=[entry])
    severities = [own.check(json.dumps({"n": value})).findings[0].severity for value in (1, 1.0, True, 2)]
    assert severities == ["known", "known", "drift", "drift"]


def test_an_undecodable_member_is_an_error_even_where_text_is_valid() -> None:
    schema = {"type": "object", "properties": {"items": {"type": ["array", "string"]}}}
    own = contract(documented=schema, compatible=schema, encoded=["/items"])
    report = own.check({"items": "no base64"})
    assert [(finding.keyword, finding.pointer) for finding in report.errors] == [("contentEncoding", "/items")]
    assert not own.accepts({"items": "no base64"})
    assert not own.accepts(b'{"items": "no base64"}')


@pytest.mark.parametrize("text", ["W1 0=", "W10=!", "W10==", "_10=", "W10%3D"])
def test_encoded_text_is_base64_and_nothing_else(text: str) -> None:
    assert contract(encoded=["/items"]).check({"items": "W10="}).findings == ()
    assert not contract(encoded=["/items"]).check({"items": text}).ok


@pytest.mark.parametrize("text", ["W10=\n", "W1\r\n0=", "W10", "W\t10\n", "eyLlsJ8iOiLwn5iA8J-YgD8_In0"])
def test_base64_in_another_form_is_opened_and_drift(text: str) -> None:
    own = contract(encoded=["/items"], compatible={"type": "object"}, documented={"type": "object"})
    report = own.check({"items": text})
    assert [(found.severity, found.keyword, found.pointer) for found in report.findings] == [
        ("drift", "contentEncoding", "/items")
    ]
    assert own.accepts({"items": text})
    assert isinstance(own.read({"items": text})["items"], (dict, list))


def test_errors_in_encoded_text_are_reported_at_the_member() -> None:
    own = contract(encoded=["/items"])
    for inner, text in [
        (b'{"a":1', "not JSON"),
        (b"[1e999]", "beyond the range"),
        (b"\xff", "not UTF-8"),
        (b"[NaN]", "not JSON"),
    ]:
        finding = own.check({"items": base64.b64encode(inner).decode()}).errors[0]
        assert finding.pointer == "/items"
        assert text in finding.message


def test_duplicate_keys_inside_of_encoded_text_are_found() -> None:
    schema = {"type": "object", "properties": {"items": {"type": "object"}}}
    own = contract(documented=schema, compatible=schema, encoded=["/items"])
    payload = {"items": base64.b64encode(b'{"a": 1, "b": [{"c": 1, "c": 2}], "a": 2}').decode()}
    places = [finding.pointer for finding in own.check(json.dumps(payload)).drift]
    assert places == ["/items/a", "/items/b/0/c"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("decimal", "1%"),
        ("date-time", "2019-12-28"),
        ("local-date-time", "2019-12-28T00:00:00Z"),
        ("year-month", "2019-12"),
    ],
)
def test_text_of_another_format_is_drift_and_empty_text_is_valid(name: str, text: str) -> None:
    documented = {"type": "object", "properties": {"member": {"type": "string", "format": name}}}
    own = contract(documented=documented, compatible={"type": "object"})
    assert [finding.keyword for finding in own.check({"member": text}).drift] == ["format"]
    assert own.check({"member": ""}).findings == ()


def test_pointers_are_sorted_by_number_and_name() -> None:
    findings = contract().check({"items": [None] * 12}).findings
    assert [finding.pointer for finding in findings] == [f"/items/{index}" for index in range(12)]


def test_pointers_are_escaped_by_rfc_6901() -> None:
    schema = {"type": "object", "properties": {"a/b~c": {"type": "string"}}}
    own = contract(documented=schema, compatible=schema, sensitive=["/a~1b~0c"])
    finding = own.check({"a/b~c": 123456789}).errors[0]
    assert finding.pointer == "/a~1b~0c"
    assert finding.schema_pointer == "/properties/a~1b~0c/type"
    assert "123456789" not in finding.message


@pytest.mark.slow
def test_the_number_of_findings_is_limited() -> None:
    report = contract().check(b'{"items": [' + b"5," * 50_000 + b"5]}")
    assert not report.ok
    assert report.errors[0].keyword == "limit"
    assert len(report.findings) < 11_000
    assert len(str(report)) < 10_000
    assert not bool(report)


def test_member_names_of_many_digits_are_names() -> None:
    name = "1" * 5000
    documented = {**LIST, "additionalProperties": False}
    report = contract(documented=documented).check({name: 1})
    assert report.ok
    assert report.drift[0].pointer == f"/{name}"


def test_member_names_can_not_forge_a_report() -> None:
    documented = {**LIST, "additionalProperties": False}
    report = contract(documented=documented).check({"a\n  error[type] /fake: \u001b[31m": 1})
    assert len(str(report).splitlines()) == 2
    assert "\u001b" not in str(report)


def test_known_compares_fractions_exactly() -> None:
    documented = {"type": "object", "properties": {"n": {"type": "number", "maximum": 0}}}
    raw = json.dumps(
        {"documented": documented, "compatible": {"type": "object"}, "scan": None, "encoded": [], "sensitive": []}
    )
    known = '"known": [{"id": "T-1", "pointer": "/n", "keyword": "maximum", "value": 0.1}], "outcomes": ""'
    own = ia.Contract("toy/Call.response", lambda: f"{raw[:-1]}, {known}}}".encode())
    assert own.check(b'{"n": 0.1}').known
    assert own.check(b'{"n": 0.1000000000000000000001}').drift
    assert (
        "0.10" in contract(documented=documented, compatible={"type": "object"}).check(b'{"n": 0.10}').drift[0].message
    )


def test_an_unknown_id_names_the_nearest_contract_or_all_of_them() -> None:
    known = ia.contracts()[0].id
    with pytest.raises(LookupError) as close:
        ia.contract(known.lower())
    assert known in str(close.value)
    assert "did you mean" in str(close.value)
    with pytest.raises(LookupError) as far:
        ia.contract("xyz")
    assert str(far.value) == f"unknown contract 'xyz'; choose from {', '.join(each.id for each in ia.contracts())}"


def test_an_unknown_profile_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="unknown profile 'strict'; choose from documented, compatible"):
        contract().schema("strict")  # type: ignore[arg-type]


@pytest.mark.parametrize("direction", ["request", "response"])
@pytest.mark.parametrize("value", ["2.4442E+19", 24442000000012300000, 24442000000012345678, 12])
def test_check_and_accepts_agree_on_identifiers(direction: str, value: Any) -> None:
    schema = {"type": "object", "properties": {"n": {"type": ["integer", "string"]}}}
    own = contract(direction, documented=schema, compatible=schema, identifiers=["/n"])
    report = own.check({"n": value})
    is_rounded = [finding.keyword for finding in report.findings] == ["rounded"]
    assert is_rounded or report.findings == ()
    assert report.ok is own.accepts({"n": value}) is own.accepts(json.dumps({"n": value}))
    assert report.ok is (direction == "response" or not is_rounded)
