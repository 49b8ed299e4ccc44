"""Contracts on Spark DataFrames: verdicts, and the columns of a payload's members.

What runs on the workers are functions of this module by name, with plain texts as arguments: workers need this package
installed, and nothing else is sent to them. Each worker process compiles a contract once. Needs the extra `[spark]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

try:
    from pyspark.sql import types as st  # pyright: ignore[reportMissingImports]
except ImportError:
    raise ImportError("Spark DataFrames need the extra: pip install 'invoice-apis[spark]'") from None

import pyarrow as pa

from . import arrow
from .arrow.columns import TIME
from .arrow.parsing import BESIDE
from .arrow.payloads import payloads
from .arrow.verdicts import REASONS, VERDICT, accepted, reasons
from .i18n.message import Lang, parse_lang
from .validation.contract import contract

if TYPE_CHECKING:
    from pyspark.sql import DataFrame  # pyright: ignore[reportMissingImports]

AT_ONCE = 1000
"""How many payloads are taken apart before they become columns: their members are Python objects until then."""

Batches = Iterator[pa.RecordBatch]
Work = Callable[..., Batches]


def split(df: DataFrame, contract_id: str, column: str = "value", *, lang: Lang = "en") -> tuple[DataFrame, DataFrame]:
    """The rows whose payload the contract accepts, and those that it refuses: together all rows, each once.

    `column` holds JSON texts as string or binary. `valid` has the rows and columns of `df` as they came; `rejected`
    has them too, and beside them why: error_count, findings (an array of structs, errors and drift, each with its place
    in the payload), contract, contract_version. A null payload is refused. The payload itself is not masked; findings
    never hold the value of a sensitive member.

    Both are lazy, and each reads and judges `df` when it is used. Where one pass over the data matters more, take
    `judge` and persist or write what it gives. Where `df` gives other rows each time it is read, persist `df` first.
    Raises LookupError, TypeError and ValueError, before any job runs, for an unknown contract or column, a column that
    holds no text, and columns of `df` whose names are wanted here.
    """
    valid = _mapped(df, _valid, contract_id, column, lang, pa.schema([]))
    rejected = _mapped(df, _rejected, contract_id, column, lang, REASONS)
    return valid, rejected


def judge(df: DataFrame, contract_id: str, column: str = "value", *, lang: Lang = "en") -> DataFrame:
    """All rows and columns of `df`, and beside them the verdict: valid, and the columns that `split` gives to rejected.

    For an accepted payload findings is null. Raises as `split`.
    """
    return _mapped(df, _judged, contract_id, column, lang, VERDICT)


def parse(df: DataFrame, contract_id: str, column: str = "value", *, lang: Lang = "en") -> DataFrame:
    """All rows and columns of `df`, and beside them the columns of `spark_schema` with the members of the payload.

    Three more hold what could not be read into them (`_extra`, `_unfit`, `_findings`), as `parse_arrow` says.
    Raises as `split`.
    """
    return _mapped(df, _parsed, contract_id, column, lang, pa.schema([*arrow.arrow_schema(contract_id), *BESIDE]))


def spark_schema(contract_id: str) -> st.StructType:
    """The columns of a contract's logical payload, as `arrow_schema` says; titles are comments.

    Raises LookupError for an unknown contract.
    """
    return st.StructType([_field(field) for field in arrow.arrow_schema(contract_id)])


def _mapped(df: DataFrame, work: Work, contract_id: str, column: str, lang: Lang, added: pa.Schema) -> DataFrame:
    """What `work` makes of the batches of `df`, which adds columns to it. What can be wrong is found here."""
    id, spoken = contract(contract_id).id, parse_lang(lang)
    _demand(df, column, [field.name for field in added])
    schema = st.StructType([*df.schema.fields, *map(_field, added)])
    # Numbers for names: Spark itself stumbles over a dot or a double in them, and takes what comes back by its order.
    numbered = df.toDF(*map(str, range(len(df.columns))))
    return numbered.mapInArrow(partial(work, id, str(df.columns.index(column)), spoken), schema)


def _demand(df: DataFrame, column: str, added: list[str]) -> None:
    """Raises LookupError without exactly one such column, TypeError when it holds no text, ValueError for a clash."""
    same = [field for field in df.schema.fields if field.name == column]
    there = ", ".join(df.columns) or "none"
    if len(same) != 1:
        raise LookupError(f"{len(same) or 'no'} columns have the name {column!r}; there are: {there}")
    kind = same[0].dataType
    if not isinstance(kind, (st.StringType, st.BinaryType)):
        raise TypeError(f"the column {column!r} is of the type {kind.simpleString()}; JSON texts are string or binary")
    own = {name.lower() for name in df.columns}
    if taken := [name for name in added if name.lower() in own]:
        raise ValueError(f"the frame already has columns of the names {', '.join(taken)}: rename or drop them before")


def _valid(contract_id: str, column: str, lang: Lang, batches: Batches) -> Batches:
    judging = contract(contract_id)
    for batch in batches:
        yield batch.filter(pa.array(accepted(judging, payloads(batch, column)), pa.bool_()))


def _rejected(contract_id: str, column: str, lang: Lang, batches: Batches) -> Batches:
    judging = contract(contract_id)
    for batch in batches:
        refused = batch.filter(pa.array([not ok for ok in accepted(judging, payloads(batch, column))], pa.bool_()))
        yield _beside(refused, reasons(judging, payloads(refused, column), lang))


def _judged(contract_id: str, column: str, lang: Lang, batches: Batches) -> Batches:
    for batch in batches:
        yield _beside(batch, arrow.check_arrow(contract_id, batch, column, lang=lang))


def _parsed(contract_id: str, column: str, lang: Lang, batches: Batches) -> Batches:
    for batch in batches:
        for first in range(0, batch.num_rows, AT_ONCE):
            part = batch.slice(first, AT_ONCE)
            yield _beside(part, arrow.parse_arrow(contract_id, part, column, lang=lang))


def _beside(batch: pa.RecordBatch, added: pa.RecordBatch) -> pa.RecordBatch:
    return pa.record_batch([*batch.columns, *added.columns], schema=pa.schema([*batch.schema, *added.schema]))


def _field(field: pa.Field) -> st.StructField:
    title = (field.metadata or {}).get(b"title")
    return st.StructField(field.name, _type(field.type), metadata={"comment": title.decode()} if title else None)


def _type(kind: pa.DataType) -> st.DataType:
    """The Spark type of one of our columns."""
    if pa.types.is_struct(kind):
        return st.StructType([_field(field) for field in kind])
    if pa.types.is_list(kind):
        return st.ArrayType(_type(kind.value_type))
    if pa.types.is_map(kind):
        return st.MapType(_type(kind.key_type), _type(kind.item_type))
    if pa.types.is_decimal(kind):
        return st.DecimalType(kind.precision, kind.scale)
    return _TYPES[kind]


_TYPES: dict[pa.DataType, st.DataType] = {
    pa.string(): st.StringType(),
    pa.bool_(): st.BooleanType(),
    pa.int32(): st.IntegerType(),
    pa.int64(): st.LongType(),
    TIME: st.TimestampType(),
}
