"""Kinds of files that are not JSON text, by the bytes at their beginning: one table for whole documents and for NDJSON."""

from __future__ import annotations

from typing import NamedTuple

from ..i18n.message import Message

_COMPRESSED = "this is compressed with {name}: decompress it first"
_ARCHIVE = "this is a {name} archive: unpack it first"
_SPREADSHEET = Message("this is an Excel workbook: write each reply as one line of JSON")
_PARQUET = Message("this is a Parquet file: read its column of replies with Arrow or Spark")


class Signature(NamedTuple):
    """Bytes that begin files of a kind."""

    start: bytes
    hint: Message
    offset: int = 0
    contains: bytes = b""
    """What such a file also has near its beginning."""


SIGNATURES = (
    Signature(b"\x1f\x8b\x08", Message(_COMPRESSED, name="gzip")),
    Signature(b"\x28\xb5\x2f\xfd", Message(_COMPRESSED, name="zstd")),
    Signature(b"BZh", Message(_COMPRESSED, name="bzip2")),
    Signature(b"\xfd7zXZ\x00", Message(_COMPRESSED, name="xz")),
    Signature(b"PK\x03\x04", _SPREADSHEET, contains=b"[Content_Types].xml"),
    Signature(b"PK\x03\x04", _SPREADSHEET, contains=b"xl/"),
    Signature(b"PK\x03\x04", Message(_ARCHIVE, name="zip")),
    Signature(b"ustar", Message(_ARCHIVE, name="tar"), offset=257),
    Signature(b"PAR1", _PARQUET),
)
"""In the order of trial."""
NEAR = 4096
"""Bytes in which the other part is looked for."""


def recognise(raw: bytes) -> Message | None:
    """The remedy for a file that is not JSON text; None where it is not recognised."""
    for start, hint, offset, contains in SIGNATURES:
        if raw.startswith(start, offset) and contains in raw[:NEAR]:
            return hint
    return None
