"""Validate JSON payloads in Spark DataFrames, and parse them into columns. Needs the extra `[spark]`.

Workers need this package installed: they get functions of this module by name, and texts as arguments. Each worker process
compiles a contract once.
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
from .arrow.columns import TIMESTAMP
from .arrow.parsing import REMAINDER, ROW, is_list
from .arrow.payloads import payload_column
from .arrow.verdicts import REJECTION, VERDICT, accepts_each, rejections
from .i18n.message import Lang, Message, parse_lang
from .i18n.suggest import unknown_name
from .validation.contract import contract

if TYPE_CHECKING:
    from pyspark.sql import DataFrame  # pyright: ignore[reportMissingImports]

MAX_ROWS = 1000
"""Payloads that are parsed at a time: their members are Python objects until they become columns."""

Batches = Iterator[pa.RecordBatch]
Work = Callable[..., Batches]


def split(df: DataFrame, contract_id: str, column: str = "value", *, lang: Lang = "en") -> tuple[DataFrame, DataFrame]:
    """Split rows by whether their payload is valid; each row is in exactly one of the two frames.

    Both frames are lazy, and each reads and validates `df` when it is used. For one pass over the data use `validate`, and
    persist or write its result. If `df` gives other rows on each read, persist `df` first.

    Args:
        df: A frame with a column of JSON texts.
        contract_id: Id of the contract.
        column: Name of that column, string or binary; a null payload is rejected.
        lang: Language of the messages, in which sensitive values are masked. The payload itself is not masked.

    Returns:
        `valid`, the accepted rows as they came, and `rejected`, the other rows with four more columns: error_count,
        findings (an array of structs, errors and drift, with line and column in the payload), contract,
        contract_version.

    Raises:
        LookupError: The contract or the column is unknown.
        TypeError: The column holds no text.
        ValueError: A column of `df` has the name of an added one, or the language is unknown.
    """
    valid = _map(df, _valid, contract_id, column, lang, pa.schema([]))
    rejected = _map(df, _rejected, contract_id, column, lang, REJECTION)
    return valid, rejected


def validate(df: DataFrame, contract_id: str, column: str = "value", *, lang: Lang = "en") -> DataFrame:
    """All rows with the result of validation: a column `valid`, and the columns that `split` adds to rejected rows.

    For an accepted payload findings is null. Arguments and exceptions are those of `split`.
    """
    return _map(df, _checked, contract_id, column, lang, VERDICT)


judge = validate
"""Earlier name of `validate`."""


def parse(df: DataFrame, contract_id: str, column: str = "value", *, lang: Lang = "en") -> DataFrame:
    """All rows with the columns of `spark_schema`, and `_extra`, `_unfit`, `_findings` as in `parse_arrow`.

    A payload that is a list gives a row for each of its items.

    Arguments and exceptions are those of `split`.
    """
    return _map(df, _parsed, contract_id, column, lang, pa.schema([*arrow.arrow_schema(contract_id), *REMAINDER]))


def spark_schema(contract_id: str) -> st.StructType:
    """The columns of a contract's logical payload, as in `arrow_schema`; titles are comments.

    Raises:
        LookupError: The contract is unknown.
    """
    return st.StructType([_field(field) for field in arrow.arrow_schema(contract_id)])


def _map(df: DataFrame, work: Work, contract_id: str, column: str, lang: Lang, added: pa.Schema) -> DataFrame:
    """`df` with the columns that `work` adds to its batches. All arguments are checked here, before any job."""
    id, language = contract(contract_id).id, parse_lang(lang)
    _check_columns(df, column, [field.name for field in added])
    schema = st.StructType([*df.schema.fields, *map(_field, added)])
    # Numbers as names: Spark fails on names with a dot and on repeated names; it reads the result by position.
    numbered = df.toDF(*map(str, range(len(df.columns))))
    return numbered.mapInArrow(partial(work, id, str(df.columns.index(column)), language), schema)


def _check_columns(df: DataFrame, column: str, added: list[str]) -> None:
    """Raise LookupError unless the column exists once, TypeError if it holds no text, ValueError for a name clash."""
    same = [field for field in df.schema.fields if field.name == column]
    if not same:
        raise LookupError(unknown_name(Message("column"), column, df.columns))
    if len(same) > 1:
        raise LookupError(f"{len(same)} columns have the name {column!r}; rename all but one")
    kind = same[0].dataType
    if not isinstance(kind, (st.StringType, st.BinaryType)):
        raise TypeError(f"the column {column!r} is of the type {kind.simpleString()}; JSON texts are string or binary")
    own = {name.lower() for name in df.columns}
    if taken := [name for name in added if name.lower() in own]:
        raise ValueError(f"the frame already has columns named {', '.join(taken)}; rename or drop them first")


def _valid(contract_id: str, column: str, lang: Lang, batches: Batches) -> Batches:
    own = contract(contract_id)
    for batch in batches:
        yield batch.filter(pa.array(accepts_each(own, payload_column(batch, column)), pa.bool_()))


def _rejected(contract_id: str, column: str, lang: Lang, batches: Batches) -> Batches:
    own = contract(contract_id)
    for batch in batches:
        accepted = accepts_each(own, payload_column(batch, column))
        rejected = batch.filter(pa.array([not ok for ok in accepted], pa.bool_()))
        yield _add_columns(rejected, rejections(own, payload_column(rejected, column), lang))


def _checked(contract_id: str, column: str, lang: Lang, batches: Batches) -> Batches:
    for batch in batches:
        yield _add_columns(batch, arrow.check_arrow(contract_id, batch, column, lang=lang))


def _parsed(contract_id: str, column: str, lang: Lang, batches: Batches) -> Batches:
    for batch in batches:
        for first in range(0, batch.num_rows, MAX_ROWS):
            part = batch.slice(first, MAX_ROWS)
            parsed = arrow.parse_arrow(contract_id, part, column, lang=lang)
            if is_list(contract_id):
                part, parsed = part.take(parsed[ROW]), parsed.drop_columns([ROW])
            yield _add_columns(part, parsed)


def _add_columns(batch: pa.RecordBatch, added: pa.RecordBatch) -> pa.RecordBatch:
    return pa.record_batch([*batch.columns, *added.columns], schema=pa.schema([*batch.schema, *added.schema]))


def _field(field: pa.Field) -> st.StructField:
    title = (field.metadata or {}).get(b"title")
    return st.StructField(field.name, _type(field.type), metadata={"comment": title.decode()} if title else None)


def _type(kind: pa.DataType) -> st.DataType:
    """The Spark type of an Arrow type."""
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
    TIMESTAMP: st.TimestampType(),
}
