"""A line is read once, whole and with its number, wherever the edges of blocks lie."""

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
from invoice_apis.bulk.chunks import Block, pieces, ranges

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


def by_hand(data: bytes) -> list[tuple[int, bytes | int]]:
    """Each line with its offset; of one that is too long only its length."""
    lines = data.split(b"\n")
    found: list[tuple[int, bytes | int]] = []
    offset = 0
    for line in lines if lines[-1] else lines[:-1]:
        found.append((offset, line))
        offset += len(line) + 1
    return found


def by_blocks(found: Iterable[Block]) -> tuple[list[tuple[int, bytes | int]], int]:
    """The same by blocks, and the bytes that they account for."""
    lines: list[tuple[int, bytes | int]] = []
    total = 0
    for block in found:
        part = block.lines()
        offset, total = part.offset, total + part.size
        for line in part.lines:
            lines.append((offset, line))
            offset += len(line) + 1
        if part.too_long:
            lines.append((offset, part.too_long))
    return lines, total


def alike(lines: list[tuple[int, bytes | int]]) -> list[tuple[int, bytes | int]]:
    """A long line that lies within a block is held: only what crosses the edge of one is not."""
    return [(at, len(line)) if isinstance(line, bytes) and len(line) > LIMIT else (at, line) for at, line in lines]


@given(ANY, SIZE)
def test_a_plain_file_by_ranges(data: bytes, size: int) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        lines, total = by_blocks(ranges(file.name, os.path.getsize(file.name), size))
    assert alike(lines) == alike(by_hand(data))
    assert total == len(data)


class Dripping(io.BytesIO):
    """Gives fewer bytes than it is asked for, as pipes and archives do."""

    def read(self, size: Any = -1, /) -> bytes:
        return super().read(min(size, 5) if size > 0 else size)


@given(ANY, SIZE)
def test_a_stream_by_pieces(data: bytes, size: int) -> None:
    lines, total = by_blocks(pieces(Dripping(data), size))
    assert alike(lines) == alike(by_hand(data))
    assert total == len(data)


class Breaking(io.BytesIO):
    """Fails where its data ends."""

    def read(self, size: Any = -1, /) -> bytes:
        if data := super().read(size):
            return data
        raise OSError("gone")


@given(ANY, SIZE)
def test_a_stream_that_breaks_gives_all_whole_lines_before(data: bytes, size: int) -> None:
    found: list[Block] = []
    with pytest.raises(OSError, match="gone"):
        found.extend(pieces(Breaking(data), size))
    lines, _ = by_blocks(found)
    whole = by_hand(data[: data.rfind(b"\n") + 1])
    assert alike(lines)[: len(whole)] == alike(whole)
    assert all(isinstance(line, int) for _, line in alike(lines)[len(whole) :]), "a part of a line was judged"


def test_a_line_that_is_too_long_is_never_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "MAX_BYTES", 100_000)
    file = tmp_path / "long"
    file.write_bytes(b"{}\n" + b"x" * 3_000_000 + b"\n{}\n")
    stream = io.BytesIO(file.read_bytes())
    for found in (ranges(str(file), file.stat().st_size, 50_000), pieces(stream, 50_000)):
        parts = [block.lines() for block in found]
        assert [line for part in parts for line in part.lines] == [b"{}", b"{}"]
        assert [part.too_long for part in parts if part.too_long] == [3_000_000]
