"""Find the payload column of an Arrow batch, and read it as bytes."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
from pyarrow import types

from ..i18n.message import Message
from ..i18n.suggest import unknown_name

_TEXTS = (types.is_string, types.is_large_string, types.is_string_view)
_BYTES = (types.is_binary, types.is_large_binary, types.is_binary_view, types.is_fixed_size_binary, types.is_null)


def payload_column(batch: pa.RecordBatch, column: str) -> pa.Array:
    """The payloads of a batch as a binary column. It shares the bytes of the batch, which need not be UTF-8.

    Raises:
        LookupError: The batch has no such column, or more than one.
        TypeError: The column holds no text.
    """
    indices = batch.schema.get_all_field_indices(column)
    if not indices:
        raise LookupError(unknown_name(Message("column"), column, batch.schema.names))
    if len(indices) > 1:
        raise LookupError(f"{len(indices)} columns have the name {column!r}; rename all but one")
    values = batch.column(indices[0])
    if types.is_dictionary(values.type):
        values = values.dictionary_decode()
    if any(is_text(values.type) for is_text in _TEXTS):
        return values.cast(pa.large_binary() if types.is_large_string(values.type) else pa.binary())
    if any(is_bytes(values.type) for is_bytes in _BYTES):
        return values
    raise TypeError(f"the column {column!r} is of the type {values.type}; JSON texts are string or binary")


def iter_values(values: pa.Array) -> Iterator[bytes | None]:
    """The values one by one; only one is copied at a time."""
    return (value.as_py() for value in values)
