"""What a payload says stands in its columns exactly, or beside them: nothing is rounded, cut, guessed or lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import invoice_apis as ia
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoice_apis import jsontext
from invoice_apis.arrow import arrow_schema, check_arrow, parse_arrow
from invoice_apis.jsontext.pointer import join
from support.column import texts
from support.emitted import payloads
from support.mutate import replaced

RESPONSES = [contract for contract in ia.contracts() if contract.direction == "response"]
EACH = pytest.mark.parametrize("contract", RESPONSES, ids=lambda contract: contract.id)
MONEY = pa.decimal128(38, 18)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Path = tuple[str | int, ...]


def parsed(contract: ia.Contract, *raws: bytes | None) -> list[dict[str, Any]]:
    """The rows of payloads, maps as dicts."""
    batch = pa.record_batch({"value": pa.array(raws, pa.binary())})
    rows = parse_arrow(contract.id, batch).to_pylist(maps_as_pydicts="strict")
    return rows  # type: ignore[no-any-return]


def said(kind: pa.DataType, value: Any, held: Any, path: Path, beside: dict[str, str]) -> Iterator[str]:
    """Pointers at which a column says neither what the payload says nor leaves it to its neighbours."""
    place = join(path)
    if place in beside:
        if jsontext.read(beside[place].encode()) != value or held is not None:
            yield place
    elif pa.types.is_struct(kind) and isinstance(value, dict):
        types = {field.name: field.type for field in kind}
        for name, member in value.items():
            yield from said(types.get(name), member, held.get(name), (*path, name), beside)
    elif kind is not None and pa.types.is_list(kind) and isinstance(value, list):
        for index, item in enumerate(value):
            yield from said(kind.value_type, item, held[index], (*path, index), beside)
    elif not same(kind, value, held):
        yield place


def same(kind: pa.DataType | None, value: Any, held: Any) -> bool:
    """Whether a column of single values holds what stands in the payload."""
    if value is None or held is None or kind is None:
        return value is held is None
    if isinstance(held, datetime):
        return (held - EPOCH) // timedelta(milliseconds=1) == Decimal(value)
    if isinstance(held, str):
        return held == str(value) if isinstance(value, (str, int, Decimal)) else jsontext.read(held.encode()) == value
    return isinstance(held, bool) == isinstance(value, bool) and held == (
        Decimal(value) if isinstance(value, str) else value
    )


def lost(contract: ia.Contract, raw: bytes, row: dict[str, Any]) -> list[str]:
    """Pointers of a payload that a row does not tell, or tells otherwise."""
    beside = {**(row["_extra"] or {}), **(row["_unfit"] or {})}
    return list(said(pa.struct(arrow_schema(contract.id)), contract.read(raw), row, (), beside))


@pytest.mark.parametrize("contract", ia.contracts(), ids=lambda contract: contract.id)
def test_every_member_is_told_exactly(contract: ia.Contract) -> None:
    documented = [each.raw for each in payloads("samples") if each.contract == contract]
    for raw in [*documented, *texts(contract, 6)]:
        (row,) = parsed(contract, raw)
        if raw is not None and contract.accepts(raw):
            assert row["_findings"] is None
            assert lost(contract, raw, row) == [], raw
        else:
            assert {name: value for name, value in row.items() if value is not None}.keys() == {"_findings"}


@EACH
def test_refused_rows_say_why_as_the_verdict_does(contract: ia.Contract) -> None:
    batch = pa.record_batch({"value": pa.array(texts(contract, 2), pa.binary())})
    assert parse_arrow(contract.id, batch)["_findings"].equals(check_arrow(contract.id, batch)["findings"])


def places(kind: pa.DataType, value: Any, wanted: pa.DataType, path: Path = ()) -> Iterator[Path]:
    """Where in a payload members of a type stand that is wanted."""
    if pa.types.is_struct(kind) and isinstance(value, dict):
        for field in kind:
            yield from places(field.type, value.get(field.name), wanted, (*path, field.name))
    elif pa.types.is_list(kind) and isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(kind.value_type, item, wanted, (*path, index))
    elif kind == wanted and value is not None:
        yield path


def first(contract: ia.Contract, wanted: pa.DataType) -> tuple[Any, Path] | None:
    """A payload of a contract with a member of that type, and where it stands."""
    for seed in range(20):
        value = contract.example(seed)
        for path in places(pa.struct(arrow_schema(contract.id)), value, wanted):
            return value, path
    return None


def with_token(contract: ia.Contract, wanted: pa.DataType, token: str) -> tuple[bytes, Path]:
    """A payload in which a member of that type is this token, letter by letter."""
    value, path = first(contract, wanted) or (None, ())
    return jsontext.write(replaced(value, path, "\u0001")).replace(b'"\\u0001"', token.encode()), path


def held(row: Any, path: Path) -> Any:
    for part in path:
        row = row[part]
    return row


def having(wanted: pa.DataType) -> Any:
    """The contracts with a member of a type; one whose type the payloads never have is not among them."""
    there = [contract for contract in RESPONSES if first(contract, wanted)]
    assert there
    return pytest.mark.parametrize("contract", there, ids=lambda contract: contract.id)


MOST = "9" * 20 + "." + "9" * 18


@having(MONEY)
@pytest.mark.parametrize(
    "token",
    ["0.10", "102.0", "-0.01", "1e2", "1E-18", "0", "-0.0", "1.0000000000000000000000000", MOST, f"-{MOST}"],
)
def test_money_keeps_its_digits(contract: ia.Contract, token: str) -> None:
    raw, path = with_token(contract, MONEY, token)
    (row,) = parsed(contract, raw)
    assert held(row, path) == Decimal(token)
    assert row["_unfit"] is None


@having(MONEY)
@pytest.mark.parametrize(
    "token", ["1e-19", f"{MOST}9", "1" + "0" * 20, "0.1234567890123456789", "1e300", '"12,50"', '""']
)
def test_money_that_does_not_fit_is_not_rounded(contract: ia.Contract, token: str) -> None:
    raw, path = with_token(contract, MONEY, token)
    assert contract.accepts(raw)
    (row,) = parsed(contract, raw)
    assert held(row, path) is None
    ((place, kept),) = row["_unfit"].items()
    assert place == join(path)
    assert jsontext.read(kept.encode()) == jsontext.read(token.encode())


@having(pa.int64())
@pytest.mark.parametrize("token", [f"{2**63 - 1}", f"-{2**63}", "1.0", "3e2", "0"])
def test_whole_numbers_of_64_bits_are_held(contract: ia.Contract, token: str) -> None:
    raw, path = with_token(contract, pa.int64(), token)
    (row,) = parsed(contract, raw)
    assert held(row, path) == Decimal(token)


@having(pa.int64())
@pytest.mark.parametrize("token", [f"{2**63}", f"-{2**63 + 1}", "1" + "0" * 300, "1e30"])
def test_longer_ones_are_kept_beside(contract: ia.Contract, token: str) -> None:
    raw, path = with_token(contract, pa.int64(), token)
    (row,) = parsed(contract, raw)
    assert held(row, path) is None
    assert Decimal(row["_unfit"][join(path)]) == Decimal(token)


@having(pa.timestamp("us", "UTC"))
@pytest.mark.parametrize("token", ["1629043200000", "0", "-1", "253402300799999"])
def test_times_are_held_to_the_millisecond(contract: ia.Contract, token: str) -> None:
    raw, path = with_token(contract, pa.timestamp("us", "UTC"), token)
    (row,) = parsed(contract, raw)
    assert held(row, path) == EPOCH + timedelta(milliseconds=int(token))


@having(pa.timestamp("us", "UTC"))
@pytest.mark.parametrize("token", ["253402300800000", "-62135596800001", "9" * 19])
def test_times_beyond_the_calendar_are_kept_beside(contract: ia.Contract, token: str) -> None:
    raw, path = with_token(contract, pa.timestamp("us", "UTC"), token)
    (row,) = parsed(contract, raw)
    assert held(row, path) is None
    assert row["_unfit"] == {join(path): token}


@pytest.mark.parametrize("token", ["12345678901234567890123", "1.50", "0"])
def test_a_number_where_text_is_documented_keeps_its_digits(token: str) -> None:
    seen = 0
    for contract in RESPONSES:
        value = contract.example(1)
        for path in places(pa.struct(arrow_schema(contract.id)), value, pa.string()):
            raw = jsontext.write(replaced(value, path, Decimal(token)))
            if contract.accepts(raw):
                (row,) = parsed(contract, raw)
                assert held(row, path) == token
                seen += 1
    assert seen


numbers = st.one_of(
    st.integers(-(10**40), 10**40).map(str),
    st.decimals(allow_nan=False, allow_infinity=False, places=20).map(lambda number: f"{number:f}"),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
)


@given(numbers, st.sampled_from([MONEY, pa.int64(), pa.string(), pa.timestamp("us", "UTC"), pa.bool_()]), st.booleans())
def test_any_number_anywhere_is_told_exactly(token: str, wanted: pa.DataType, quoted: bool) -> None:
    for contract in RESPONSES:
        if first(contract, wanted):
            raw, _ = with_token(contract, wanted, json.dumps(token) if quoted else token)
            (row,) = parsed(contract, raw)
            assert row["_findings"] or lost(contract, raw, row) == []


@EACH
def test_unknown_members_are_kept_where_they_stood(contract: ia.Contract) -> None:
    value = {**contract.example(1, outcome="success"), "added/later": {"deep": [Decimal("0.10"), None]}}
    (row,) = parsed(contract, jsontext.write(value))
    assert row["_extra"] == {"/added~1later": '{"deep":[0.10,null]}'}


def test_rows_keep_their_order_and_number() -> None:
    contract = RESPONSES[0]
    values = texts(contract, 2)
    batch = pa.record_batch({"value": pa.array(values, pa.binary())})
    assert parse_arrow(contract.id, batch).num_rows == len(values)
    assert parse_arrow(contract.id, batch.slice(3, 4)).equals(parse_arrow(contract.id, batch).slice(3, 4))
    assert parse_arrow(contract.id, batch.slice(0, 0)).schema.equals(parse_arrow(contract.id, batch).schema)
