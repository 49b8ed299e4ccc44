"""How often a payload is parsed and validated: once when it is good, and no step repeats what an earlier one did."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import jiter
import orjson
import pytest
from click.testing import CliRunner
from invoice_apis import native

CONTRACT = "huawei_bssintl/ListInvoices.response"
REQUEST = "huawei_bssintl/ListInvoices.request"
GOOD = b'{"count": 1, "invoices": [{"requestId": "IV1", "invoiceState": 1}]}'
DRIFT = b'{"count": 1, "invoices": [{"requestId": "IV1", "invoiceState": 99, "colour": "red"}]}'
BAD = (
    b'{"count": 1, "invoices": [{"requestId": "IV1", "invoiceAmount": {"value": 102.0}, "invoiceType": 2, "email": 7}]}'
)
WRAPPED = b'{"status": 200, "body": {"count": 1, "invoices": [{"requestId": "IV1"}]}}'
CUT_OFF = b'{"count": 1, "invoices": [{"requestId": '
TWICE = b'{"count": 1, "count": 2, "invoices": [{"requestId": "IV1", "invoiceState": 1}]}'
TWICE_AND_DRIFT = DRIFT.replace(b'"count": 1', b'"count": 1, "count": 1e-99999999999999999999, "count": 2')
"""The number in the replaced member is one that no Decimal holds."""
LARGE = b'{"count": 1, "invoices": [{"requestId": "IV1", "invoiceAmount": 1e400}]}'


UNSCANNED = 0 if native else 1
"""Parses of a text that the scanner is sure of."""


class Counter:
    """Counts what happens to one payload: parses, scans for positions, and verdicts of one contract."""

    def __init__(self) -> None:
        self.raw = b""
        self.parses: list[str] = []
        self.verdicts = 0

    def parser(self, name: str, parse: Callable[..., Any]) -> Callable[..., Any]:
        def counted(text: Any, *args: Any, **options: Any) -> Any:
            if (text.encode() if isinstance(text, str) else bytes(text)) == self.raw:
                self.parses.append(name)
            return parse(text, *args, **options)

        return counted

    def counts(self, raw: bytes, use: Callable[[], object]) -> tuple[int, int]:
        """Parses and verdicts while a payload is used."""
        self.raw, self.verdicts = raw, 0
        self.parses.clear()
        use()
        return len(self.parses), self.verdicts


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """The package imported anew on parsers that count: contracts keep the functions of the parsers that they compile with."""
    counter = Counter()
    for parser, name in ((jiter, "from_json"), (orjson, "loads"), (json, "loads")):
        monkeypatch.setattr(parser, name, counter.parser(parser.__name__, getattr(parser, name)))
    before = {name: sys.modules.pop(name) for name in list(sys.modules) if _is_ours(name)}
    contract = importlib.import_module("invoice_apis.validation.contract").Contract
    output = importlib.import_module("invoice_apis.validation.output")
    check_decoded = contract.check_decoded

    def counted_check(self: Any, decoded: Any, *options: Any) -> Any:
        counter.verdicts += decoded.raw == counter.raw and self.id in (CONTRACT, REQUEST)
        return check_decoded(self, decoded, *options)

    monkeypatch.setattr(contract, "check_decoded", counted_check)
    monkeypatch.setattr(output, "positions", counter.parser("positions", output.positions))
    yield counter
    for name in [name for name in sys.modules if _is_ours(name)]:
        del sys.modules[name]
    sys.modules.update(before)


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] == "invoice_apis"


@pytest.fixture
def ia(counter: Counter) -> ModuleType:
    return importlib.import_module("invoice_apis")


@pytest.mark.parametrize(
    ("raw", "parses"),
    [(GOOD, UNSCANNED), (DRIFT, 1), (BAD, 1), (WRAPPED, 1), (CUT_OFF, 2), (LARGE, 2), (TWICE, 2)],
)
def test_check(counter: Counter, ia: ModuleType, raw: bytes, parses: int) -> None:
    contract = ia.contract(CONTRACT)
    assert counter.counts(raw, lambda: contract.check(raw)) == (parses, min(parses, 1))


@pytest.mark.parametrize(
    ("raw", "parses"),
    [(GOOD, UNSCANNED), (DRIFT, UNSCANNED), (BAD, 1), (WRAPPED, 1), (CUT_OFF, 2), (LARGE, 2), (TWICE, 1)],
)
def test_accepts(counter: Counter, ia: ModuleType, raw: bytes, parses: int) -> None:
    contract = ia.contract(CONTRACT)
    assert counter.counts(raw, lambda: contract.accepts(raw)) == (parses, 0)


@pytest.mark.parametrize(("raw", "parses"), [(GOOD, 1), (DRIFT, 1), (TWICE, 1)])
def test_from_json(counter: Counter, ia: ModuleType, raw: bytes, parses: int) -> None:
    model = importlib.import_module("invoice_apis.huawei_bssintl").ListInvoicesResponse
    assert counter.counts(raw, lambda: model.from_json(raw)) == (parses, 0)


@pytest.mark.parametrize(("raw", "parses"), [(BAD, 1), (WRAPPED, 1), (CUT_OFF, 2), (LARGE, 2)])
def test_from_json_of_a_bad_payload(counter: Counter, ia: ModuleType, raw: bytes, parses: int) -> None:
    model = importlib.import_module("invoice_apis.huawei_bssintl").ListInvoicesResponse

    def read() -> None:
        with pytest.raises(ia.InvalidResponse):
            model.from_json(raw)

    assert counter.counts(raw, read) == (parses, 1)


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    ("raw", "parses", "verdicts", "code"),
    [
        (GOOD, UNSCANNED, UNSCANNED, 0),
        (DRIFT, 2, 1, 0),
        (BAD, 2, 1, 1),
        (WRAPPED, 2, 1, 1),
        (CUT_OFF, 2, 1, 1),
        (LARGE, 2, 1, 1),
        (TWICE, 3, 1, 0),
        (TWICE_AND_DRIFT, 3, 1, 0),
    ],
)
def test_validate(
    counter: Counter, ia: ModuleType, tmp_path: Path, raw: bytes, parses: int, verdicts: int, code: int, form: str
) -> None:
    """Hints, positions and the report come from one parse each: exact value, repeated names, positions."""
    file = tmp_path / "a.json"
    file.write_bytes(raw)
    main = importlib.import_module("invoice_apis.cli").main

    def run() -> None:
        assert CliRunner().invoke(main, ["validate", CONTRACT, str(file), "--format", form]).exit_code == code

    assert counter.counts(raw, run) == (parses, verdicts)


def test_detect(counter: Counter, ia: ModuleType, tmp_path: Path) -> None:
    """The ranking over all contracts works on the value."""
    main = importlib.import_module("invoice_apis.cli").main
    for raw, parses in ((GOOD, 1), (BAD, 1), (WRAPPED, 1), (CUT_OFF, 2)):
        (tmp_path / "a.json").write_bytes(raw)
        command = ["detect", str(tmp_path / "a.json")]
        assert counter.counts(raw, lambda command=command: CliRunner().invoke(main, command))[0] == parses


@pytest.mark.parametrize(
    ("raw", "parses", "verdicts"),
    [
        (GOOD, UNSCANNED, UNSCANNED),
        (DRIFT, 1, 1),
        (BAD, 2, 1),
        (WRAPPED, 2, 1),
        (CUT_OFF, 2, 1),
        (LARGE, 2, 1),
        (TWICE, 2, 1),
    ],
)
def test_check_lines_with_rejects(
    counter: Counter, ia: ModuleType, tmp_path: Path, raw: bytes, parses: int, verdicts: int
) -> None:
    lines = tmp_path / "a.ndjson"
    lines.write_bytes(raw + b"\n")
    contract = ia.contract(CONTRACT)
    rejects = tmp_path / "rejects.ndjson"
    assert counter.counts(raw, lambda: contract.check_lines(lines, rejects=rejects)) == (parses, verdicts)
    assert bool(rejects.read_bytes()) is not contract.accepts(raw)


def test_a_request_with_a_name_twice(counter: Counter, ia: ModuleType) -> None:
    contract = ia.contract(REQUEST)
    raw = b'{"path": {"domain_id": "d"}, "path": {"domain_id": "e"}, "query": {}}'
    assert counter.counts(raw, lambda: contract.check(raw)) == (2, 1)
    assert not contract.accepts(raw)
