"""A column of payloads, as bytes."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
from pyarrow import types

_TEXTS = (types.is_string, types.is_large_string, types.is_string_view)
_BYTES = (types.is_binary, types.is_large_binary, types.is_binary_view, types.is_fixed_size_binary, types.is_null)


def payloads(batch: pa.RecordBatch, column: str) -> pa.Array:
    """The payloads of a batch as a binary column. The bytes are those of the batch, no copies, and need not be UTF-8.

    Raises LookupError when the batch has no such column or more than one, and TypeError when it holds no text.
    """
    places = batch.schema.get_all_field_indices(column)
    if len(places) != 1:
        there = ", ".join(batch.schema.names) or "none"
        raise LookupError(f"{len(places) or 'no'} columns have the name {column!r}; there are: {there}")
    values = batch.column(places[0])
    if types.is_dictionary(values.type):
        values = values.dictionary_decode()
    if any(is_text(values.type) for is_text in _TEXTS):
        return values.cast(pa.large_binary() if types.is_large_string(values.type) else pa.binary())
    if any(is_bytes(values.type) for is_bytes in _BYTES):
        return values
    raise TypeError(f"the column {column!r} is of the type {values.type}; JSON texts are string or binary")


def each(values: pa.Array) -> Iterator[bytes | None]:
    """The values one by one, so that no more than one of them is copied at a time."""
    return (value.as_py() for value in values)
