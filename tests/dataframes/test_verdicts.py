"""Verdicts on columns are those of `Contract.check`, whatever the Arrow type and the layout of the column."""

from __future__ import annotations

import invoice_apis as ia
import pyarrow as pa
import pytest
from invoice_apis.arrow import check_arrow
from invoice_apis.validation.output import output_units
from support.column import texts
from support.emitted import payloads
from support.slow import all_but_first

CONTRACTS = pytest.mark.parametrize(
    "contract",
    all_but_first(ia.contracts(), kind=lambda contract: contract.direction),
    ids=lambda contract: contract.id,
)
TYPES = [pa.binary(), pa.large_binary(), pa.binary_view(), pa.string(), pa.large_string(), pa.string_view()]


def batch(values: list[bytes | None], kind: pa.DataType | None = None) -> pa.RecordBatch:
    column = pa.array(values, pa.binary())
    if kind is not None:
        column = column.cast(pa.large_binary() if pa.types.is_large_string(kind) else pa.binary())
        column = column.view(kind) if kind in (pa.string(), pa.large_string()) else column.cast(kind, safe=False)
    return pa.record_batch({"line": pa.array(range(len(values))), "value": column})


@CONTRACTS
def test_each_row_has_the_verdict_of_check(contract: ia.Contract) -> None:
    values = [*(each.raw for kind in ("samples", "cases") for each in payloads(kind)), *texts(contract, 3)]
    rows = check_arrow(contract.id, batch(values)).to_pylist()
    assert len(rows) == len(values)
    for raw, row in zip(values, rows, strict=True):
        report = contract.check(raw if raw is not None else b"")
        assert row["valid"] == report.ok, raw
        assert row["error_count"] == len(report.errors), raw
        assert row["contract"] == contract.id
        if report.ok:
            assert row["findings"] is None
        elif raw is not None:
            assert row["findings"] == [
                {name: word for name, word in unit.as_json().items() if name not in ("source", "contract")}
                for unit in output_units("", contract.decode(raw), report)
            ]
    assert {row["valid"] for row in rows} == {True, False}


@CONTRACTS
def test_a_null_is_an_error(contract: ia.Contract) -> None:
    (row,) = check_arrow(contract.id, batch([None]), lang="zh").to_pylist()
    assert (row["valid"], row["error_count"]) == (False, 1)
    assert row["findings"][0]["keyword"] == "json"
    assert row["findings"][0]["meaning"] is None
    assert row["findings"][0]["error"] == "值为 null，此处应为 JSON 文本"


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_the_type_of_the_text_column_does_not_matter(kind: pa.DataType) -> None:
    contract = ia.contracts()[-1]
    values = texts(contract, 1)
    if kind == pa.string_view():
        values = [raw for raw in values if raw is None or raw.isascii()]
    assert check_arrow(contract.id, batch(values, kind)).equals(check_arrow(contract.id, batch(values)))


def test_a_dictionary_column() -> None:
    contract = ia.contracts()[-1]
    values = texts(contract, 1) * 2
    plain = batch(values)
    coded = pa.record_batch({"value": plain["value"].dictionary_encode()})
    assert check_arrow(contract.id, coded).equals(check_arrow(contract.id, plain))


def test_a_column_of_type_null() -> None:
    rows = check_arrow(ia.contracts()[-1].id, pa.record_batch({"value": pa.nulls(3)})).to_pylist()
    assert [row["valid"] for row in rows] == [False] * 3


def test_a_slice_of_a_batch() -> None:
    contract = ia.contracts()[-1]
    whole = batch(texts(contract, 1))
    result = check_arrow(contract.id, whole)
    assert check_arrow(contract.id, whole.slice(5, 7)).equals(result.slice(5, 7))
    assert check_arrow(contract.id, whole.slice(2, 0)).num_rows == 0


@CONTRACTS
def test_no_finding_shows_a_sensitive_value(contract: ia.Contract) -> None:
    for raw in texts(contract, 3):
        try:
            secrets = [text for text in contract.sensitive_values(contract.read(raw or b"")) if len(text) > 5]
        except ValueError:
            continue
        findings = str(check_arrow(contract.id, batch([raw]))["findings"])
        assert not [secret for secret in secrets if secret in findings], raw


def test_the_version_names_the_package_and_the_rules() -> None:
    versions = {check_arrow(each.id, batch([None])).to_pylist()[0]["contract_version"] for each in ia.contracts()}
    assert len(versions) == len(ia.contracts())
    assert all(version.startswith(f"{ia.__version__}+") for version in versions)


@pytest.mark.parametrize(
    ("columns", "error", "words"),
    [
        ({"body": ["{}"], "n": [1]}, LookupError, "unknown column 'value'; choose from body, n"),
        ({"value": [1]}, TypeError, "'value' is of the type int64; JSON texts are string or binary"),
    ],
)
def test_a_wrong_column_is_named(columns: dict[str, list[object]], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        check_arrow(ia.contracts()[0].id, pa.record_batch(columns))


def test_two_columns_of_one_name_are_an_error() -> None:
    twice = pa.record_batch([pa.array(["{}"])] * 2, names=["value", "value"])
    with pytest.raises(LookupError, match="2 columns have the name 'value'"):
        check_arrow(ia.contracts()[0].id, twice)


def test_an_unknown_contract() -> None:
    with pytest.raises(LookupError, match="unknown contract 'nobody/Nothing'"):
        check_arrow("nobody/Nothing", batch([]))
