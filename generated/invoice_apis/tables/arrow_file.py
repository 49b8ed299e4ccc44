"""Tables as Arrow record batches, and as Arrow and Parquet files. Needs the extra `[arrow]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

import pyarrow as pa

from ..arrow.columns import DECIMAL, INT64, fit_decimal
from ..arrow.columns import UnfitValue as UnfitDecimal
from ..jsontext import write
from .cells import MILLIS_SHANGHAI, UnfitValue, typed
from .columns import UNFIT, Column, Kind
from .table import Row, Table

ROWS = 16_384
"""Of a batch, and of a row group of Parquet."""
_TYPES: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "json": pa.string(),
    "integer": pa.int64(),
    "decimal": DECIMAL,
    "boolean": pa.bool_(),
    "instant": pa.timestamp("us", "UTC"),
    "local": pa.timestamp("us"),
    "day": pa.date32(),
}


def table_schema(table: Table) -> pa.Schema:
    """The columns of a table, and `_unfit`: JSON text of the values that their columns can't hold, by column."""
    return pa.schema([*map(_field, table.columns), pa.field(UNFIT, pa.string())])


def batches(table: Table, rows: Iterable[Row], size: int = ROWS) -> Iterator[pa.RecordBatch]:
    """The rows in batches."""
    schema, left = table_schema(table), iter(rows)
    while some := list(islice(left, size)):
        columns: list[list[Any]] = [[] for _ in schema]
        for row in some:
            for cells, value in zip(columns, _fitted(table, row), strict=True):
                cells.append(value)
        arrays = [pa.array(cells, field.type) for cells, field in zip(columns, schema, strict=True)]
        yield pa.record_batch(arrays, schema=schema)


def write_arrow(table: Table, rows: Iterable[Row], file: BinaryIO) -> None:
    """Write an Arrow file (Feather V2)."""
    with pa.ipc.new_file(file, table_schema(table)) as writer:
        for batch in batches(table, rows):
            writer.write_batch(batch)


def write_parquet(table: Table, rows: Iterable[Row], file: BinaryIO) -> None:
    """Write Parquet."""
    from pyarrow import parquet

    with parquet.ParquetWriter(file, table_schema(table), compression="zstd") as writer:
        for batch in batches(table, rows):
            writer.write_batch(batch)


def _field(column: Column) -> pa.Field:
    type = _TYPES[column.kind]
    if column.format == MILLIS_SHANGHAI and column.kind == "instant":
        type = pa.timestamp("us", "Asia/Shanghai")
    metadata = {"pointer": column.pattern} if column.pattern else None
    return pa.field(column.name, type, metadata=metadata)


def _fitted(table: Table, row: Row) -> list[Any]:
    cells, unfit = [], {}
    for column, value in zip(table.columns, row, strict=True):
        try:
            cells.append(_fit(column, value))
        except (UnfitValue, UnfitDecimal):
            cells.append(None)
            unfit[column.name] = value
            table.notes.unfit[column.name] += 1
    return [*cells, write(unfit).decode() if unfit else None]


def _fit(column: Column, value: Any) -> Any:
    cell = typed(column, value)
    if cell is None:
        return None
    if column.kind == "decimal":
        return fit_decimal(cell)
    if column.kind == "integer" and cell not in INT64:
        raise UnfitValue
    return cell
