"""Values from Python: subclasses of numbers, decimal contexts, shared parts, deep values, and the caller's stack."""

from __future__ import annotations

import base64
import decimal
import math
import sys
from collections import ChainMap, UserDict
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis import jsontext
from invoice_apis.huawei_bssintl import ListInvoicesResponse
from support.emitted import decoded, exact, payloads, reply_class
from support.mutate import dumps

SAMPLES = [sample for sample in payloads("samples") if sample.contract.direction == "response"]
CONTEXTS = {
    "one digit": decimal.Context(prec=1),
    "traps for inexact results": decimal.Context(prec=1, traps=[decimal.Inexact, decimal.Rounded]),
    "small exponents": decimal.Context(Emax=3, Emin=-3),
    "no traps": decimal.Context(traps=[]),
    "lower case": decimal.Context(capitals=0),
    "traps for floats": decimal.Context(traps=[decimal.FloatOperation, decimal.InvalidOperation]),
}
NUMBERS = ["0.10", "1E+5", "1e400", "1e-400", "1e99999999999999999999", "123456789012345678901234567890.5", "-0.0"]


class Float(float):
    """A float of another library."""


class OtherDecimal(Decimal):
    """A Decimal of another library."""


class Int(int):
    """An int of another library."""


@pytest.mark.parametrize("number", [Float(0.5), OtherDecimal("0.50"), Int(5)], ids=lambda number: type(number).__name__)
def test_subclasses_of_numbers_are_numbers(number: Any) -> None:
    plain = jsontext.plain({"a": [number]})["a"][0]
    assert type(plain) in (float, Decimal, int)
    assert str(plain) == str(number)
    for contract in ia.contracts():
        for place in ("unheardOf", *contract.schema("documented").get("properties", {})):
            assert contract.check({place: number}) == contract.check({place: plain})


@pytest.mark.parametrize("kind", [ChainMap, MappingProxyType, UserDict])
def test_a_mapping_is_an_object(kind: Any) -> None:
    value = {"count": 1, "invoices": [kind({"requestId": "IV1", "invoiceAmount": Decimal("0.10")})]}
    got = ListInvoicesResponse.from_json(kind(value))
    assert got.to_json() == b'{"count":1,"invoices":[{"requestId":"IV1","invoiceAmount":0.10}]}'
    assert ListInvoicesResponse.check(kind(value)).ok


def test_numbers_of_numpy_are_numbers() -> None:
    numpy = pytest.importorskip("numpy")
    given = {"a": numpy.float64(0.1), "b": numpy.int64(5), "c": [numpy.uint8(7)]}
    assert jsontext.write(jsontext.plain(given)) == b'{"a":0.1,"b":5,"c":[7]}'
    for odd in (numpy.float64("nan"), numpy.float32(0.5), numpy.array([1])):
        (finding,) = ia.contracts()[0].check({"a": odd}).errors
        assert finding.pointer == "/a"
    assert "tolist" in finding.message


@pytest.mark.parametrize("nan", [math.nan, Float("inf"), Decimal("NaN"), [1, math.nan], {"a": math.nan}], ids=str)
def test_nan_is_never_written_as_null(nan: Any) -> None:
    for sample in SAMPLES:
        got = reply_class(sample.contract).from_json(sample.raw)
        for name in type(got).model_fields:
            built = type(got).model_construct(_fields_set={name}, **{name: nan})
            with pytest.raises(ValueError, match="NaN"):
                built.to_json()
            assert not built.check().ok
        got.model_extra["unheardOf"] = nan
        with pytest.raises(ValueError, match="NaN"):
            got.to_json()


@pytest.mark.parametrize("context", CONTEXTS.values(), ids=CONTEXTS)
def test_the_decimal_context_of_the_caller_changes_nothing(context: decimal.Context) -> None:
    def results() -> Iterator[Any]:
        for sample in SAMPLES:
            got = reply_class(sample.contract).from_json(sample.raw)
            yield got.to_json(), got.report, got.model_dump_json(indent=2)
            for member in ("unheardOf", *got.model_dump()):
                for number in NUMBERS:
                    raw = f'{dumps(exact(sample.raw))[:-1]},"{member}":{number}}}'.encode()
                    yield sample.contract.check(raw), sample.contract.accepts(raw)
                    value = Decimal(number) if "99999" not in number else Decimal("1e-400")
                    yield sample.contract.check({member: value}), sample.contract.accepts({member: value})

    expected = list(results())
    with decimal.localcontext(context):
        assert list(results()) == expected


def test_shared_parts_cost_what_they_are_and_not_what_they_would_be_written_as() -> None:
    value: Any = "x"
    for _ in range(150):
        value = {"a": value, "b": value}
    for contract in ia.contracts():
        (finding,) = contract.check(value).errors
        assert "again and again" in finding.message
        assert not contract.accepts(value)
    row = {"a": 1, "b": [1.5]}
    assert jsontext.plain([row] * 100_000) == [row] * 100_000


def test_a_shared_part_is_too_deep_where_it_stands_too_deep() -> None:
    part: Any = []
    for _ in range(jsontext.MAX_DEPTH // 2):
        part = [part]
    deep: Any = part
    for _ in range(jsontext.MAX_DEPTH // 2):
        deep = [deep]
    assert jsontext.plain([part, part]) == [part, part]
    with pytest.raises(jsontext.Unreadable, match="deeper"):
        jsontext.plain([part, deep])
    with pytest.raises(jsontext.Unreadable, match="deeper"):
        jsontext.plain([deep, part])


@pytest.mark.parametrize("levels", range(jsontext.MAX_DEPTH - 4, jsontext.MAX_DEPTH + 2))
def test_encoded_content_that_is_accepted_comes_back(levels: int) -> None:
    seen = 0
    for sample in SAMPLES:
        for place in sample.contract.encoded:
            value = decoded(sample.contract, exact(sample.raw))
            deep = "[" * (levels - 2) + "]" * (levels - 2)
            content = f'[{dumps(value[place[1:]][0])[:-1]},"unheardOf":{deep}}}]'.encode()
            raw = dumps({**value, place[1:]: base64.b64encode(content).decode()})
            report = sample.contract.check(raw)
            assert report.ok is sample.contract.accepts(raw) is (levels < jsontext.MAX_DEPTH)
            if report.ok:
                got = reply_class(sample.contract).from_json(raw)
                assert type(got).from_json(got.to_json()) == got
            else:
                assert "deeper" in str(report.errors[0])
            seen += 1
    assert seen


def _near_the_limit(left: int, use: Callable[[], Any]) -> Any:
    """What `use` gives with so few levels left on the stack."""

    def down(levels: int) -> Any:
        return use() if levels <= 0 else down(levels - 1)

    frame, used = sys._getframe(), 0
    while frame:
        frame, used = frame.f_back, used + 1  # type: ignore[assignment]
    return down(sys.getrecursionlimit() - used - left)


@pytest.mark.parametrize("left", range(40, 400, 30))
@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_the_stack_of_the_caller_is_a_finding_and_no_recursion_error(sample: Any, left: int) -> None:
    contract, model = sample.contract, reply_class(sample.contract)
    deep: Any = []
    for _ in range(150):
        deep = [deep]
    value = {**contract.example(), "unheardOf": deep}
    raw = dumps(value)
    got = model.from_json(raw)  # imports and compilers, which have their own depth, come first
    assert contract.check(value).ok
    for payload in (value, raw, got):
        report = _near_the_limit(left, partial(contract.check, payload))
        assert report.ok or "nested too deep" in report.errors[0].message
        assert _near_the_limit(left, partial(contract.accepts, payload)) in (True, False)
        assert _near_the_limit(left, partial(_error_of, model.from_json, payload)) in ("", "nested too deep")
    assert _near_the_limit(left, partial(_error_of, got.to_json)) in ("", "nested too deep")


def _error_of(use: Any, *arguments: Any) -> str:
    try:
        use(*arguments)
    except ValueError as error:
        return "nested too deep" if "nested" in str(error) else str(error)
    except ia.InvalidResponse as error:
        return "nested too deep" if "nested too deep" in str(error) else str(error)
    return ""
