"""Columns hold values exactly, or the remainder does: nothing is rounded, cut, guessed or lost_members."""

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
from support.slow import all_but_first

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


def differences(kind: pa.DataType, value: Any, stored: Any, path: Path, remainder: dict[str, str]) -> Iterator[str]:
    """Pointers of values that neither the column nor the remainder holds exactly."""
    place = join(path)
    if place in remainder:
        if jsontext.read(remainder[place].encode()) != value or stored is not None:
            yield place
    elif pa.types.is_struct(kind) and isinstance(value, dict):
        types = {field.name: field.type for field in kind}
        for name, member in value.items():
            yield from differences(types.get(name), member, stored.get(name), (*path, name), remainder)
    elif kind is not None and pa.types.is_list(kind) and isinstance(value, list):
        for index, item in enumerate(value):
            yield from differences(kind.value_type, item, stored[index], (*path, index), remainder)
    elif not same(kind, value, stored):
        yield place


def same(kind: pa.DataType | None, value: Any, stored: Any) -> bool:
    """Whether a column of single values holds the value of the payload."""
    if value is None or stored is None or kind is None:
        return value is stored is None
    if isinstance(stored, datetime):
        return (stored - EPOCH) // timedelta(milliseconds=1) == Decimal(value)
    if isinstance(stored, str):
        return (
            stored == str(value) if isinstance(value, (str, int, Decimal)) else jsontext.read(stored.encode()) == value
        )
    return isinstance(stored, bool) == isinstance(value, bool) and stored == (
        Decimal(value) if isinstance(value, str) else value
    )


def lost_members(contract: ia.Contract, raw: bytes, row: dict[str, Any]) -> list[str]:
    """Pointers of values that a row lacks or changes."""
    remainder = {**(row["_extra"] or {}), **(row["_unfit"] or {})}
    return list(differences(pa.struct(arrow_schema(contract.id)), contract.read(raw), row, (), remainder))


@pytest.mark.parametrize("contract", all_but_first(ia.contracts()), ids=lambda contract: contract.id)
def test_every_member_is_kept_exactly(contract: ia.Contract) -> None:
    documented = [each.raw for each in payloads("samples") if each.contract == contract]
    for raw in [*documented, *texts(contract, 6)]:
        (row,) = parsed(contract, raw)
        if raw is not None and contract.accepts(raw):
            assert row["_findings"] is None
            assert lost_members(contract, raw, row) == [], raw
        else:
            assert {name: value for name, value in row.items() if value is not None}.keys() == {"_findings"}


@EACH
def test_rejected_rows_have_the_findings_of_check_arrow(contract: ia.Contract) -> None:
    batch = pa.record_batch({"value": pa.array(texts(contract, 2), pa.binary())})
    assert parse_arrow(contract.id, batch)["_findings"].equals(check_arrow(contract.id, batch)["findings"])


def paths_of_type(kind: pa.DataType, value: Any, wanted: pa.DataType, path: Path = ()) -> Iterator[Path]:
    """Paths of the members of a payload whose column has a type."""
    if pa.types.is_struct(kind) and isinstance(value, dict):
        for field in kind:
            yield from paths_of_type(field.type, value.get(field.name), wanted, (*path, field.name))
    elif pa.types.is_list(kind) and isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths_of_type(kind.value_type, item, wanted, (*path, index))
    elif kind == wanted and value is not None:
        yield path


def first(contract: ia.Contract, wanted: pa.DataType) -> tuple[Any, Path] | None:
    """A payload of a contract with a member of that type, and its path."""
    for seed in range(20):
        value = contract.example(seed)
        for path in paths_of_type(pa.struct(arrow_schema(contract.id)), value, wanted):
            return value, path
    return None


def with_token(contract: ia.Contract, wanted: pa.DataType, token: str) -> tuple[bytes, Path]:
    """A payload in which a member of that type is this token."""
    value, path = first(contract, wanted) or (None, ())
    return jsontext.write(replaced(value, path, "\u0001")).replace(b'"\\u0001"', token.encode()), path


def value_at(row: Any, path: Path) -> Any:
    for part in path:
        row = row[part]
    return row


def contracts_with(wanted: pa.DataType) -> Any:
    """Parametrize by the contracts with a member of a type."""
    there = [contract for contract in RESPONSES if first(contract, wanted)]
    assert there
    return pytest.mark.parametrize("contract", there, ids=lambda contract: contract.id)


MOST = "9" * 20 + "." + "9" * 18


@contracts_with(MONEY)
@pytest.mark.parametrize(
    "token",
    ["0.10", "102.0", "-0.01", "1e2", "1E-18", "0", "-0.0", "1.0000000000000000000000000", MOST, f"-{MOST}"],
)
def test_money_keeps_its_digits(contract: ia.Contract, token: str) -> None:
    raw, path = with_token(contract, MONEY, token)
    (row,) = parsed(contract, raw)
    assert value_at(row, path) == Decimal(token)
    assert row["_unfit"] is None


@contracts_with(MONEY)
@pytest.mark.parametrize(
    "token", ["1e-19", f"{MOST}9", "1" + "0" * 20, "0.1234567890123456789", "1e300", '"12,50"', '""']
)
def test_money_that_does_not_fit_is_not_rounded(contract: ia.Contract, token: str) -> None:
    raw, path = with_token(contract, MONEY, token)
    if token.startswith('"') and not contract.accepts(with_token(contract, MONEY, '"1.5"')[0]):
        pytest.skip("the contract takes no text for a number")
    assert contract.accepts(raw)
    (row,) = parsed(contract, raw)
    assert value_at(row, path) is None
    ((place, kept),) = row["_unfit"].items()
    assert place == join(path)
    assert jsontext.read(kept.encode()) == jsontext.read(token.encode())


@contracts_with(pa.int64())
@pytest.mark.parametrize("token", [f"{2**63 - 1}", f"-{2**63}", "1.0", "3e2", "0"])
def test_integers_of_64_bits(contract: ia.Contract, token: str) -> None:
    raw, path = with_token(contract, pa.int64(), token)
    (row,) = parsed(contract, raw)
    assert value_at(row, path) == Decimal(token)


@contracts_with(pa.int64())
@pytest.mark.parametrize("token", [f"{2**63}", f"-{2**63 + 1}", "1" + "0" * 300, "1e30"])
def test_longer_integers_are_in_the_remainder(contract: ia.Contract, token: str) -> None:
    raw, path = with_token(contract, pa.int64(), token)
    (row,) = parsed(contract, raw)
    assert value_at(row, path) is None
    assert Decimal(row["_unfit"][join(path)]) == Decimal(token)


@contracts_with(pa.timestamp("us", "UTC"))
@pytest.mark.parametrize("token", ["1629043200000", "0", "-1", "253402300799999"])
def test_times_keep_milliseconds(contract: ia.Contract, token: str) -> None:
    raw, path = with_token(contract, pa.timestamp("us", "UTC"), token)
    (row,) = parsed(contract, raw)
    assert value_at(row, path) == EPOCH + timedelta(milliseconds=int(token))


@contracts_with(pa.timestamp("us", "UTC"))
@pytest.mark.parametrize("token", ["253402300800000", "-62135596800001", "9" * 19])
def test_times_beyond_the_calendar_are_in_the_remainder(contract: ia.Contract, token: str) -> None:
    raw, path = with_token(contract, pa.timestamp("us", "UTC"), token)
    (row,) = parsed(contract, raw)
    assert value_at(row, path) is None
    assert row["_unfit"] == {join(path): token}


@pytest.mark.parametrize("token", ["12345678901234567890123", "1.50", "0"])
def test_a_number_where_text_is_documented_keeps_its_digits(token: str) -> None:
    seen = 0
    for contract in RESPONSES:
        value = contract.example(1)
        for path in paths_of_type(pa.struct(arrow_schema(contract.id)), value, pa.string()):
            raw = jsontext.write(replaced(value, path, Decimal(token)))
            if contract.accepts(raw):
                (row,) = parsed(contract, raw)
                assert value_at(row, path) == token
                seen += 1
    assert seen


numbers = st.one_of(
    st.integers(-(10**40), 10**40).map(str),
    st.decimals(allow_nan=False, allow_infinity=False, places=20).map(lambda number: f"{number:f}"),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
)


@pytest.mark.slow
@given(numbers, st.sampled_from([MONEY, pa.int64(), pa.string(), pa.timestamp("us", "UTC"), pa.bool_()]), st.booleans())
def test_any_number_anywhere_is_kept_exactly(token: str, wanted: pa.DataType, quoted: bool) -> None:
    for contract in RESPONSES:
        if first(contract, wanted):
            raw, _ = with_token(contract, wanted, json.dumps(token) if quoted else token)
            (row,) = parsed(contract, raw)
            assert row["_findings"] or lost_members(contract, raw, row) == []


@EACH
def test_unknown_members_are_in_the_remainder(contract: ia.Contract) -> None:
    value = {**contract.example(1, outcome="success"), "added/later": {"deep": [Decimal("0.10"), None]}}
    (row,) = parsed(contract, jsontext.write(value))
    assert row["_extra"] == {"/added~1later": '{"deep":[0.10,null]}'}


def test_one_item_in_place_of_its_list_is_a_list_of_one() -> None:
    contract = ia.contract("kingdee_invoice/QueryBillInvoices.response")
    bill = {"billNo": "B-1", "invoiceList": [{"invoiceNumber": "1", "totalAmount": Decimal("1.50"), "colour": "red"}]}
    reply = {"errorCode": "0", "success": True, "data": bill}
    single, listed = parsed(contract, jsontext.write(reply), jsontext.write({**reply, "data": [bill]}))
    assert single["data"] == listed["data"]
    assert single["data"][0]["invoiceList"][0]["totalAmount"] == Decimal("1.50")
    assert single["_unfit"] is None
    assert single["_extra"] == {"/data/invoiceList/0/colour": '"red"'}


def test_rows_keep_their_order_and_number() -> None:
    contract = RESPONSES[0]
    values = texts(contract, 2)
    batch = pa.record_batch({"value": pa.array(values, pa.binary())})
    assert parse_arrow(contract.id, batch).num_rows == len(values)
    assert parse_arrow(contract.id, batch.slice(3, 4)).equals(parse_arrow(contract.id, batch).slice(3, 4))
    assert parse_arrow(contract.id, batch.slice(0, 0)).schema.equals(parse_arrow(contract.id, batch).schema)
