"""Real Spark: each row is in one of the two frames, by the verdict of `Contract.check`, for any partitions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import invoice_apis as ia
import pyarrow as pa
import pytest
from invoice_apis import spark as contracts
from invoice_apis.arrow import arrow_schema, check_arrow, parse_arrow
from invoice_apis.jsontext.reader import MAX_BYTES
from pyspark.sql import DataFrame, Row, SparkSession
from pyspark.sql import functions as F
from support.archive import write_archive
from support.column import texts

RESPONSES = [contract for contract in ia.contracts() if contract.direction == "response"]
EACH = pytest.mark.parametrize("contract", RESPONSES, ids=lambda contract: contract.id)
ADDED = ["error_count", "findings", "contract", "contract_version"]
MEGABYTES = 300


def frame(spark: SparkSession, values: list[bytes | None]) -> DataFrame:
    """Payloads and two more columns, in more partitions than threads."""
    rows = [(number, raw if raw is None else bytearray(raw), f"part-{number % 3}") for number, raw in enumerate(values)]
    return spark.createDataFrame(rows, "n int, value binary, source string").repartition(5)


def as_text(df: DataFrame) -> DataFrame:
    """The same bytes in a string column; Spark does not check UTF-8."""
    return df.withColumn("value", F.col("value").cast("string"))


def plain(row: Row) -> dict[str, Any]:
    return row.asDict(recursive=True)


@EACH
@pytest.mark.parametrize("kind", [lambda df: df, as_text], ids=["binary", "string"])
def test_each_row_is_in_one_frame(
    spark: SparkSession, contract: ia.Contract, kind: Callable[[DataFrame], DataFrame]
) -> None:
    values = texts(contract, 2)
    df = kind(frame(spark, values))
    valid, rejected = contracts.split(df, contract.id)
    assert valid.schema == df.schema
    assert rejected.columns == [*df.columns, *ADDED]
    good, bad = valid.withColumn("value", F.col("value").cast("binary")).collect(), rejected.collect()
    accepted = {number for number, raw in enumerate(values) if raw is not None and contract.accepts(raw)}
    assert sorted(row.n for row in good) == sorted(accepted)
    assert sorted(row.n for row in bad) == sorted(set(range(len(values))) - accepted)
    assert all(values[row.n] == row.value and row.source == f"part-{row.n % 3}" for row in good)


@EACH
def test_findings_are_those_of_check(spark: SparkSession, contract: ia.Contract) -> None:
    values = texts(contract, 2)
    verdicts = check_arrow(contract.id, pa.record_batch({"value": pa.array(values, pa.binary())})).to_pylist()
    _, rejected = contracts.split(as_text(frame(spark, values)), contract.id)
    rows = {row.n: plain(row) for row in rejected.withColumn("value", F.col("value").cast("binary")).collect()}
    for number, row in rows.items():
        assert (row["value"] and bytes(row["value"])) == values[number]
        assert {name: row[name] for name in ADDED} == {name: verdicts[number][name] for name in ADDED}


@EACH
def test_an_archive_is_split_without_loss(spark: SparkSession, contract: ia.Contract, tmp_path: Path) -> None:
    file = tmp_path / "archive.ndjson"
    lines = write_archive(contract, file, MEGABYTES // len(RESPONSES) * 1_000_000, distinct=200)
    df = spark.read.text(str(file), lineSep="\n").withColumn("n", F.monotonically_increasing_id())
    valid, rejected = contracts.split(df, contract.id)
    whole, good, bad = (checksums(side) for side in (df, valid, rejected))
    bulk = contract.check_lines(file, jobs=2)
    assert (whole[0], good[0], bad[0]) == (lines, bulk.valid, bulk.rejected + bulk.blank)
    assert bad[0] > lines // 200
    assert [one + other for one, other in zip(good, bad, strict=True)] == whole


def checksums(df: DataFrame) -> list[int]:
    """The number of rows and sums of hashes of their numbers and bytes."""
    places, bytes_ = F.sum(F.xxhash64("n").cast("decimal(38)")), F.sum(F.xxhash64("value").cast("decimal(38)"))
    return [int(number) for number in df.agg(F.count("*"), places, bytes_).collect()[0]]


@EACH
def test_judge_gives_both_frames_in_one_pass(spark: SparkSession, contract: ia.Contract, tmp_path: Path) -> None:
    df = frame(spark, texts(contract, 1))
    checked = contracts.validate(df, contract.id)
    checked.write.partitionBy("valid").parquet(str(tmp_path / "checked"))
    kept = spark.read.parquet(str(tmp_path / "checked"))
    valid, rejected = contracts.split(df, contract.id)
    assert {row.n for row in kept.filter("valid = 'true'").collect()} == {row.n for row in valid.collect()}
    rejected_rows = kept.filter("valid = 'false'").select(rejected.columns).orderBy("n").collect()
    assert rejected_rows == rejected.orderBy("n").collect()


@EACH
def test_members_become_columns(spark: SparkSession, contract: ia.Contract, tmp_path: Path) -> None:
    values = texts(contract, 2)
    batch = parse_arrow(contract.id, pa.record_batch({"value": pa.array(values, pa.binary())}))
    parsed = contracts.parse(frame(spark, values), contract.id)
    parsed.write.parquet(str(tmp_path / "parsed"))
    for df in (parsed, spark.read.parquet(str(tmp_path / "parsed"))):
        rows = df.orderBy("n").drop("n", "value", "source").toArrow()
        assert rows.num_rows == len(values)
        assert rows.to_pylist() == batch.cast(rows.schema).to_pylist()


@EACH
def test_the_schema_is_the_arrow_schema(spark: SparkSession, contract: ia.Contract) -> None:
    schema = contracts.spark_schema(contract.id)
    assert schema.names == arrow_schema(contract.id).names
    parsed = contracts.parse(frame(spark, []), contract.id)
    assert parsed.select(schema.names).schema == schema
    empty = spark.createDataFrame([], schema).toArrow()
    assert [field.type for field in empty.schema] == [field.type for field in arrow_schema(contract.id)]


def test_an_empty_frame_gives_two_empty_frames(spark: SparkSession) -> None:
    for df in (frame(spark, []), spark.createDataFrame([], "value string")):
        valid, rejected = contracts.split(df, RESPONSES[0].id)
        assert (valid.count(), rejected.count()) == (0, 0)
        assert contracts.parse(df, RESPONSES[0].id).count() == 0


def test_any_column_may_hold_the_payload(spark: SparkSession) -> None:
    df = frame(spark, texts(RESPONSES[0], 1)).withColumnsRenamed({"value": "reply.body", "source": "value"})
    valid, rejected = contracts.split(df, RESPONSES[0].id, column="reply.body")
    assert valid.count() + rejected.count() == df.count()
    assert valid.columns == df.columns


def test_other_columns_may_share_a_name(spark: SparkSession) -> None:
    df = frame(spark, texts(RESPONSES[0], 1)).withColumnsRenamed({"n": "source"})
    valid, rejected = contracts.split(df, RESPONSES[0].id)
    assert valid.columns == ["source", "value", "source"]
    assert valid.count() + rejected.count() == df.count()


def test_messages_in_chinese(spark: SparkSession) -> None:
    _, rejected = contracts.split(frame(spark, [b""]), RESPONSES[0].id, lang="zh")
    assert rejected.collect()[0].findings[0].error == "内容为空"


def test_large_payloads(spark: SparkSession, tmp_path: Path) -> None:
    contract = RESPONSES[0]
    line = contract.example(1, wire=True)
    lines = [line, line + b" " * 5_000_000, b"x" * (MAX_BYTES + 1), line]
    (tmp_path / "large.ndjson").write_bytes(b"\n".join(lines))
    valid, rejected = contracts.split(spark.read.text(str(tmp_path / "large.ndjson"), lineSep="\n"), contract.id)
    assert [row.size for row in valid.select(F.octet_length("value").alias("size")).collect()] == [
        len(lines[place]) for place in (0, 1, 3)
    ]
    (row,) = rejected.select(F.octet_length("value").alias("size"), "error_count", "findings").collect()
    assert (row.size, row.error_count) == (MAX_BYTES + 1, 1)
    assert row.findings[0].keyword == "json"


def test_wide_strings(spark: SparkSession) -> None:
    spark.conf.set("spark.sql.execution.arrow.useLargeVarTypes", "true")
    try:
        df = as_text(frame(spark, texts(RESPONSES[0], 1)))
        valid, rejected = contracts.split(df, RESPONSES[0].id)
        assert valid.count() + rejected.count() == df.count()
        assert len(contracts.parse(df, RESPONSES[0].id).collect()) == df.count()
    finally:
        spark.conf.unset("spark.sql.execution.arrow.useLargeVarTypes")


@pytest.mark.parametrize("call", [contracts.split, contracts.validate, contracts.parse])
@pytest.mark.parametrize(
    ("columns", "column", "error", "words"),
    [
        (["body", "n"], "value", LookupError, "unknown column 'value'; choose from body, n"),
        (["value", "value"], "value", LookupError, "2 columns have the name 'value'"),
        (["n", "value"], "n", TypeError, "the column 'n' is of the type bigint; JSON texts are string or binary"),
    ],
)
def test_wrong_arguments_raise_before_any_job(
    spark: SparkSession, call: Any, columns: list[str], column: str, error: type[Exception], words: str
) -> None:
    df = spark.range(1).selectExpr(*[f"{'id' if name == 'n' else 'string(id)'} as {name}" for name in columns])
    jobs = spark.sparkContext.statusTracker().getJobIdsForGroup()
    with pytest.raises(error, match=words):
        call(df, RESPONSES[0].id, column)
    assert spark.sparkContext.statusTracker().getJobIdsForGroup() == jobs


@pytest.mark.parametrize("name", ["findings", "Error_Count"])
def test_existing_columns_are_not_overwritten(spark: SparkSession, name: str) -> None:
    df = spark.createDataFrame([("{}", 1)], ["value", name])
    with pytest.raises(ValueError, match=f"already has columns named {name.lower()}; rename or drop them"):
        contracts.split(df, RESPONSES[0].id)


def test_a_column_with_the_name_of_a_member_is_named(spark: SparkSession) -> None:
    name = arrow_schema(RESPONSES[0].id).names[0]
    df = spark.createDataFrame([("{}", 1)], ["value", name])
    with pytest.raises(ValueError, match=f"already has columns named {name}; rename or drop them"):
        contracts.parse(df, RESPONSES[0].id)


def test_unknown_contract_or_language(spark: SparkSession) -> None:
    with pytest.raises(LookupError, match="unknown contract 'nobody/Nothing'"):
        contracts.split(frame(spark, []), "nobody/Nothing")
    with pytest.raises(ValueError, match="unknown language 'fr'"):
        contracts.split(frame(spark, []), RESPONSES[0].id, lang="fr")  # type: ignore[arg-type]
