"""A line is read once, whole and with its number, wherever chunks are divided."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoice_apis.bulk import chunks
from invoice_apis.bulk.chunks import Chunk, block_chunks, range_chunks

LIMIT = 24
"""Bytes of a line that is too long, so that any text may have some."""
PIECE = st.sampled_from(
    [b"\n", b"\r\n", b"\r", b"", b" ", b"{}", b"\x00", b"\xef\xbb\xbf", b"\xff", b"a" * 9, b"b" * 30]
)
ANY = st.one_of(st.binary(max_size=60), st.lists(PIECE, max_size=14).map(b"".join))
SIZE = st.integers(1, 40)


@pytest.fixture(autouse=True)
def short_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "MAX_BYTES", LIMIT)
    monkeypatch.setattr(chunks, "STEP", 7)


def expected_lines(data: bytes) -> list[tuple[int, bytes | int]]:
    """Each line with its offset; of one that is too long only its length."""
    lines = data.split(b"\n")
    found: list[tuple[int, bytes | int]] = []
    offset = 0
    for line in lines if lines[-1] else lines[:-1]:
        found.append((offset, line))
        offset += len(line) + 1
    return found


def lines_of(found: Iterable[Chunk]) -> tuple[list[tuple[int, bytes | int]], int]:
    """The same by chunks, and their bytes."""
    lines: list[tuple[int, bytes | int]] = []
    total = 0
    for chunk in found:
        part = chunk.lines()
        offset, total = part.offset, total + part.size
        for line in part.lines:
            lines.append((offset, line))
            offset += len(line) + 1
        if part.too_long:
            lines.append((offset, part.too_long))
    return lines, total


def measured(lines: list[tuple[int, bytes | int]]) -> list[tuple[int, bytes | int]]:
    """A long line within a chunk is held; only one that crosses its end is not."""
    return [(at, len(line)) if isinstance(line, bytes) and len(line) > LIMIT else (at, line) for at, line in lines]


@given(ANY, SIZE)
def test_a_plain_file_by_ranges(data: bytes, size: int) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        lines, total = lines_of(range_chunks(file.name, os.path.getsize(file.name), size))
    assert measured(lines) == measured(expected_lines(data))
    assert total == len(data)


class Dripping(io.BytesIO):
    """Returns fewer bytes than requested, as pipes and archives do."""

    def read(self, size: Any = -1, /) -> bytes:
        return super().read(min(size, 5) if size > 0 else size)


@given(ANY, SIZE)
def test_a_stream_lines_of(data: bytes, size: int) -> None:
    lines, total = lines_of(block_chunks(Dripping(data), size))
    assert measured(lines) == measured(expected_lines(data))
    assert total == len(data)


class Breaking(io.BytesIO):
    """Fails where its data ends."""

    def read(self, size: Any = -1, /) -> bytes:
        if data := super().read(size):
            return data
        raise OSError("gone")


@given(ANY, SIZE)
def test_a_stream_that_breaks_gives_all_whole_lines_before(data: bytes, size: int) -> None:
    found: list[Chunk] = []
    with pytest.raises(OSError, match="gone"):
        found.extend(block_chunks(Breaking(data), size))
    lines, _ = lines_of(found)
    whole = expected_lines(data[: data.rfind(b"\n") + 1])
    assert measured(lines)[: len(whole)] == measured(whole)
    assert all(isinstance(line, int) for _, line in measured(lines)[len(whole) :]), "a part of a line was validated"


def test_a_line_that_is_too_long_is_never_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "MAX_BYTES", 100_000)
    file = tmp_path / "long"
    file.write_bytes(b"{}\n" + b"x" * 3_000_000 + b"\n{}\n")
    stream = io.BytesIO(file.read_bytes())
    for found in (range_chunks(str(file), file.stat().st_size, 50_000), block_chunks(stream, 50_000)):
        parts = [chunk.lines() for chunk in found]
        assert [line for part in parts for line in part.lines] == [b"{}", b"{}"]
        assert [part.too_long for part in parts if part.too_long] == [3_000_000]
