"""Typed views and open codes never fail a reply, and keep the wire value."""

from __future__ import annotations

import copy
import datetime as dt
import importlib
import pickle
from decimal import Decimal
from enum import IntEnum
from typing import Any

import invoice_apis as ia
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoice_apis import jsontext
from invoice_apis.models import values
from invoice_apis.models.enums import OpenIntEnum, OpenStrEnum
from pydantic import TypeAdapter, ValidationError

CODES = [
    found
    for api in sorted({contract.api for contract in ia.contracts()})
    for package in [importlib.import_module(f"invoice_apis.{api}")]
    for found in (getattr(package, name) for name in package.__all__)
    if issubclass(found, (OpenIntEnum, OpenStrEnum))
]
INTS = [code for code in CODES if issubclass(code, IntEnum)]
TEXTS = [code for code in CODES if not issubclass(code, IntEnum)]


@pytest.mark.parametrize("codes", CODES, ids=lambda codes: f"{codes.__module__.split('.')[1]}.{codes.__name__}")
def test_documented_codes_are_named_members(codes: Any) -> None:
    assert len(codes) > 0
    for member in codes:
        assert codes(member.value) is member
        assert member.is_known
        assert member == member.value
        assert str(member) == f"{member}" == str(member.value)


@given(st.integers(), st.sampled_from(INTS))
def test_any_integer_is_a_code(value: int, codes: Any) -> None:
    code = codes(value)
    assert code == value
    assert hash(code) == hash(value)
    assert str(code) == str(value)
    assert code.is_known is (value in [member.value for member in codes])
    assert type(code) is codes
    assert TypeAdapter(codes).validate_python(value) == code
    assert pickle.loads(pickle.dumps(code)) == copy.deepcopy(code) == code


@given(st.text(), st.sampled_from(TEXTS))
def test_any_text_is_a_code(value: str, codes: Any) -> None:
    code = codes(value)
    assert code == value
    assert str(code) == value
    assert code.is_known is (value in [member.value for member in codes])
    assert TypeAdapter(codes).validate_python(value) == code


@pytest.mark.parametrize("token", ["8.0", "99.0", "-0.0", "0E-10", "1E+2"])
def test_a_code_that_came_with_a_fraction_is_written_as_it_came(token: str) -> None:
    code = TypeAdapter(INTS[0]).validate_python(Decimal(token))
    assert code == int(Decimal(token))
    for same in (code, copy.deepcopy(code), pickle.loads(pickle.dumps(code))):
        assert jsontext.write([same, 2**70]) == f"[{Decimal(token)},{2**70}]".encode()
        assert repr(same).startswith(f"<{INTS[0].__name__}.")


def test_undocumented_objects_and_lists_are_kept_and_hidden() -> None:
    kept = TypeAdapter(values.JsonObject).validate_python({"phone": "CANARY", "n": [Decimal("1.0")]})
    assert kept == {"phone": "CANARY", "n": [Decimal("1.0")]}
    assert "CANARY" not in repr(kept)
    assert "CANARY" not in repr(TypeAdapter(values.JsonList).validate_python(["CANARY"]))
    with pytest.raises(ValidationError):
        TypeAdapter(values.JsonObject).validate_python({"n": float("nan")})


@pytest.mark.parametrize("value", [None, True, "8", 1.5, Decimal("1.5"), [], {}])
def test_other_values_are_not_integer_codes(value: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(INTS[0]).validate_python(value)


def test_codes_are_not_shared_between_vendors() -> None:
    """The same number has other meanings: special VAT is 0 at one vendor and 1 at another."""
    kinds = [codes for codes in INTS if "SPECIAL_VAT" in codes.__members__]
    assert len(kinds) == 2
    assert {codes["SPECIAL_VAT"].value for codes in kinds} == {0, 1}


VIEWS: list[tuple[Any, str, Any, Any]] = [
    (values.DateTimeText, "datetime", "2019-12-28T07:02:03Z", dt.datetime(2019, 12, 28, 7, 2, 3, tzinfo=dt.UTC)),
    (
        values.DateTimeText,
        "datetime",
        "2019-12-28T07:02:03+08:00",
        dt.datetime.fromisoformat("2019-12-28T07:02:03+08:00"),
    ),
    (values.DateTimeText, "datetime", "2019-12-28 07:02:03", None),
    (values.DateTimeText, "datetime", "2019-02-30T07:02:03Z", None),
    (values.DateTimeText, "datetime", "20191228T070203Z", None),
    (values.LocalDateTimeText, "datetime", "2018-09-07 15:26:20", dt.datetime(2018, 9, 7, 15, 26, 20)),
    (values.LocalDateTimeText, "datetime", "2018-09-07 15:26:20\n", None),
    (values.LocalDateTimeText, "datetime", "2018-13-07 15:26:20", None),
    (values.DecimalText, "decimal", "100.0000000000", Decimal("100.0000000000")),
    (values.DecimalText, "decimal", "-0.10", Decimal("-0.10")),
    (values.DecimalText, "decimal", "1%", None),
    (values.DecimalText, "decimal", "NaN", None),
    (values.DecimalText, "decimal", "٣", None),
    (values.DecimalText, "decimal", "", None),
    (values.DecimalText, "decimal", "1e999999999", None),
    (values.YearMonthText, "date", "201912", dt.date(2019, 12, 1)),
    (values.YearMonthText, "date", "201913", None),
    (values.YearMonthText, "date", "000001", None),
    (values.YearMonth, "date", 202002, dt.date(2020, 2, 1)),
    (values.YearMonth, "date", 202000, None),
    (values.YearMonth, "date", 10**30, None),
    (values.ShanghaiMillis, "date", 1629043200000, dt.date(2021, 8, 16)),
    (values.ShanghaiMillis, "datetime", 1629043200000, dt.datetime(2021, 8, 15, 16, tzinfo=dt.UTC)),
    (values.ShanghaiMillis, "date", 10**30, None),
    (values.ShanghaiMillis, "datetime", -(10**30), None),
    (values.DateText, "date", "2024-02-29", dt.date(2024, 2, 29)),
    (values.DateText, "date", "2023-02-29", None),
    (values.DateText, "date", "20240229", None),
    (values.DateText, "date", "2024-02-29T00:00:00Z", None),
    (values.EpochSeconds, "datetime", 1629043200, dt.datetime(2021, 8, 15, 16, tzinfo=dt.UTC)),
    (values.EpochSeconds, "datetime", -1, dt.datetime(1969, 12, 31, 23, 59, 59, tzinfo=dt.UTC)),
    (values.EpochSeconds, "datetime", 10**30, None),
    (
        values.MsJsonDateText,
        "datetime",
        "/Date(1577836800001+0000)/",
        dt.datetime(2020, 1, 1, 0, 0, 0, 1000, tzinfo=dt.UTC),
    ),
    (values.MsJsonDateText, "datetime", "/Date(1577836800000+1300)/", dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
    (values.MsJsonDateText, "datetime", "/Date(-1)/", dt.datetime(1969, 12, 31, 23, 59, 59, 999000, tzinfo=dt.UTC)),
    (values.MsJsonDateText, "datetime", "/Date(99999999999999999)/", None),
    (values.MsJsonDateText, "datetime", "/Date()/", None),
    (values.MsJsonDateText, "datetime", "Date(1)", None),
]


@pytest.mark.parametrize(("kind", "view", "wire", "wanted"), VIEWS, ids=lambda part: str(part)[:30])
def test_a_view(kind: Any, view: str, wire: Any, wanted: Any) -> None:
    value = TypeAdapter(kind).validate_python(wire)
    shown = getattr(value, view)
    assert (shown, str(shown)) == (wanted, str(wanted))
    assert value == wire
    with pytest.raises(AttributeError):
        setattr(value, view, None)


@given(st.text())
def test_no_text_fails_a_view(text: str) -> None:
    for kind, view in [
        (values.DateTimeText, "datetime"),
        (values.LocalDateTimeText, "datetime"),
        (values.DecimalText, "decimal"),
        (values.YearMonthText, "date"),
        (values.DateText, "date"),
        (values.MsJsonDateText, "datetime"),
    ]:
        value = TypeAdapter(kind).validate_python(text)
        assert value == text
        getattr(value, view)


@given(st.integers())
def test_no_integer_fails_a_view(number: int) -> None:
    assert values.ShanghaiMillis(number) == values.YearMonth(number) == number
    assert (values.ShanghaiMillis(number).date is None) == (values.ShanghaiMillis(number).datetime is None) or abs(
        number
    ) > 10**13
    assert values.YearMonth(number).date is None or 100 < number < 999913
    assert values.EpochSeconds(number).datetime is None or abs(number) < 10**12


def test_sensitive_text_is_masked_in_reprs() -> None:
    secret = values.SensitiveText("91440300687582704U")
    assert "9144" not in f"{secret!r} {[secret]} {({'tax': secret})}"
    assert str(secret) == secret == "91440300687582704U"
