"""Run in a process of its own: a program that reads a large reply with the same record in many places.

`python -I large_desk_user.py FOLDER`; FOLDER holds `invoice_apis`.
"""

from __future__ import annotations

import importlib
import io
import sys
from decimal import Decimal
from typing import Any

ID = "large_desk/GetReport.response"
SECTIONS = ("section_0", "section_1", "section_29")
PARTS: dict[bytes, list[tuple[str, str, str]]] = {
    b'{"total":1.50,"lines":[{"number":1,"net":2.25}],"by_name":{"a":{"number":3}}}': [],
    b'{"note_3":"0123456789"}': [("drift", "/note_3", "maxLength")],
    b'{"note_3":5}': [("error", "/note_3", "type")],
    b'{"lines":[{"number":1.0}]}': [("error", "/lines/0/number", "type")],
    b'{"lines":[{"other":1}]}': [("error", "/lines/0", "anyOf")],
    b'{"by_name":{"a":{"number":"x"}}}': [("error", "/by_name/a/number", "type")],
    b'{"address":{"phone":12}}': [("error", "/address/phone", "type")],
    b"7": [("error", "", "type")],
}


def judge_all_places(ia: Any, api: Any) -> None:
    """The same findings, at the member, wherever the record stands."""
    contract = ia.contract(ID)
    for part, expected in PARTS.items():
        for name in SECTIONS:
            raw = b'{"%b":%b}' % (name.encode(), part)
            report = contract.check(raw)
            found = [(finding.severity, finding.pointer, finding.keyword) for finding in report.findings]
            assert found == [(severity, f"/{name}{place}", word) for severity, place, word in expected], raw
            assert contract.accepts(raw) is contract.accepts(contract.read(raw)) is report.ok
            assert sum(each.count for each in contract.check_lines(io.BytesIO(raw)).findings) == len(found)
            try:
                assert api.GetReportResponse.from_json(raw).to_json() == raw
            except ia.InvalidResponse:
                assert not report.ok


def keep_secrets(ia: Any) -> None:
    """What is sensitive is so in all places."""
    contract = ia.contract(ID)
    value = {name: {"address": {"phone": f"phone of {name}"}} for name in SECTIONS} | {"billing": {"phone": "B"}}
    assert sorted(contract.sensitive_values(value)) == sorted([*(f"phone of {name}" for name in SECTIONS), "B"])
    for name in SECTIONS:
        assert contract.is_sensitive((name, "address", "phone"))
        assert "4711" not in str(contract.check(b'{"%b":{"address":{"phone":4711}}}' % name.encode()))


def have_columns(ia: Any) -> None:
    """Records that do not contain themselves are structs in all places."""
    arrow, pa = importlib.import_module("invoice_apis.arrow"), importlib.import_module("pyarrow")
    schema = arrow.arrow_schema(ID)
    assert {schema.field(name).type for name in SECTIONS} == {schema.field("section_0").type}
    raw = b'{"section_7":{"total":1.50,"lines":[{"number":5,"net":2.25}]}}'
    (row,) = arrow.parse_arrow(ID, pa.record_batch({"value": [raw]})).to_pylist()
    assert row["section_7"]["lines"] == [{"number": 5, "net": Decimal("2.25")}]


def make_up(ia: Any) -> None:
    """Examples are valid and reach into several places."""
    filled: set[str] = set()
    for seed in range(5):
        value = ia.contract(ID).example(seed)
        assert ia.contract(ID).check(value).findings == ()
        filled |= {name for name in SECTIONS if value.get(name, {}).get("lines")}
    assert filled == set(SECTIONS)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    package = importlib.import_module("invoice_apis")
    judge_all_places(package, importlib.import_module("invoice_apis.large_desk"))
    keep_secrets(package)
    have_columns(package)
    make_up(package)
