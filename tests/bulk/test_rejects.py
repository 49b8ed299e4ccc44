"""Rejects: what they hold and what they mask."""

from __future__ import annotations

import base64
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis import jsontext
from invoice_apis.jsontext import pointer
from support.mutate import dumps

RESPONSES = [contract for contract in ia.contracts() if contract.direction == "response"]
each_response = pytest.mark.parametrize("contract", RESPONSES, ids=lambda contract: contract.id)
SECRET = "S3cretPerson"


def rejects_of(contract: ia.Contract, folder: Path, *lines: bytes, **options: Any) -> list[dict[str, Any]]:
    file = folder / "lines.ndjson"
    file.write_bytes(b"\n".join(lines))
    contract.check_lines(file, rejects=folder / "rejects", **options)
    return [json.loads(line) for line in (folder / "rejects").read_bytes().splitlines()]


def marked(contract: ia.Contract, value: Any) -> Any:
    """A payload whose sensitive texts are all one that can be looked for."""
    for pattern in contract.rules["sensitive"]:
        for _, holder in pointer.iter_places(value, pointer.split(pattern)[:-1]):
            if isinstance(holder, dict) and pointer.split(pattern)[-1] in holder:
                holder[pointer.split(pattern)[-1]] = SECRET
    return value


@each_response
def test_a_reject_says_where_and_what(contract: ia.Contract, tmp_path: Path) -> None:
    good, bad = dumps(contract.example(1)).encode(), dumps(contract.example(1, damage="wrong-type")).encode()
    found = rejects_of(contract, tmp_path, good, b"", bad, good, b"{\xff", lang="zh")
    assert [(reject["line"], reject["offset"]) for reject in found] == [
        (3, len(good) + 2),
        (5, 2 * len(good) + len(bad) + 4),
    ]
    assert {reject["source"] for reject in found} == {str(tmp_path / "lines.ndjson")}
    for reject, line in zip(found, (bad, b"{\xff"), strict=True):
        messages = [finding["error"] for finding in reject["findings"]]
        assert messages == [finding.message for finding in contract.check(line, lang="zh").findings]
    assert "value" not in found[1]
    assert "raw" not in str(found[1]), "of a text that can't be read nothing is repeated"


@each_response
def test_no_sensitive_value_stands_in_a_reject(contract: ia.Contract, tmp_path: Path) -> None:
    value = marked(contract, contract.example(3))
    assert SECRET in dumps(value)
    whole = dumps(value).encode()
    moved = dumps([value]).encode()
    wrapped = dumps({"body": dumps(value), "list": [value]}).encode()
    sealed = dumps({"data": base64.b64encode(whole).decode() + "!"}).encode()
    broken = [whole[:-1], b"\xff" + whole, whole + b"x", moved, wrapped, sealed]
    found = rejects_of(contract, tmp_path, *broken)
    assert len(found) >= 5
    text = (tmp_path / "rejects").read_text()
    assert SECRET not in text
    assert base64.b64encode(whole).decode()[8:-8] not in text


@each_response
def test_values_are_shown_when_that_is_asked_for(contract: ia.Contract, tmp_path: Path) -> None:
    found = rejects_of(contract, tmp_path, b'{"a": 1.50', b"\xff\xfe", show_values=True)
    assert found[0]["raw"] == '{"a": 1.50'
    assert base64.b64decode(found[1]["rawBase64"]) == b"\xff\xfe"


def numbers(value: Any, contract: ia.Contract, place: str = "") -> Any:
    """A payload whose documented numbers have digits that a double loses."""
    if isinstance(value, dict):
        return {name: numbers(part, contract, place + pointer.join([name])) for name, part in value.items()}
    if isinstance(value, list):
        return [numbers(part, contract, f"{place}/*") for part in value]
    is_number = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    return Decimal("1.50000000000000000000") if is_number and place not in contract.rules["sensitive"] else value


@each_response
def test_a_masked_value_keeps_its_digits(contract: ia.Contract, tmp_path: Path) -> None:
    values = [numbers(contract.example(seed, damage="wrong-type"), contract) for seed in range(10)]
    rejects_of(contract, tmp_path, *map(jsontext.write, values))
    assert b":1.50000000000000000000" in (tmp_path / "rejects").read_bytes()


@each_response
def test_members_that_no_document_shows_are_masked_as_in_reprs(contract: ia.Contract, tmp_path: Path) -> None:
    broken = contract.example(1, damage="wrong-type")
    lines = [
        {**broken, "newName": SECRET},
        {**broken, "newNumber": 4711471147},
        {**broken, "newObject": {"a": [SECRET]}},
        {"wrapper": broken | {"inner": SECRET}},
        [SECRET],
    ]
    found = rejects_of(contract, tmp_path, *map(jsontext.write, lines))
    assert len(found) == len(lines)
    text = (tmp_path / "rejects").read_text()
    assert SECRET not in text
    assert "4711471147" not in text
    assert {"newName", "newNumber", "newObject"} <= {name for reject in found[:3] for name in reject["value"]}
    kept = {name for name, part in found[0]["value"].items() if part == json.loads(jsontext.write(broken)).get(name)}
    assert kept, "documented members are shown"
    rejects_of(contract, tmp_path, *map(jsontext.write, lines), show_values=True)
    assert SECRET in (tmp_path / "rejects").read_text()


def test_an_unknown_severity_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lines.ndjson").write_bytes(b"{}\n")
    with pytest.raises(ValueError, match="unknown fail_on 'erorr'; choose 'error' or 'drift'"):
        ia.contracts()[0].check_lines(tmp_path / "lines.ndjson", fail_on="erorr")  # type: ignore[arg-type]


@each_response
def test_drift_is_rejected_when_that_is_asked_for(contract: ia.Contract, tmp_path: Path) -> None:
    drifted = jsontext.write(contract.example(2, drift="new-member"))
    assert rejects_of(contract, tmp_path, drifted) == []
    assert len(rejects_of(contract, tmp_path, *[drifted] * 40, fail_on="drift")) == 40
    report = contract.check_lines(tmp_path / "lines.ndjson", fail_on="drift")
    assert (report.documents, report.valid, report.rejected, report.ok) == (40, 40, 40, False)
