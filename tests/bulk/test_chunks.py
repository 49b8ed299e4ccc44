"""A line is read once, whole and with its number, wherever chunks are divided."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoice_apis.bulk import chunks
from invoice_apis.bulk.chunks import Chunk, ChunkSize, PlainFile, RangeChunk, block_chunks, range_chunks
from invoice_apis.bulk.sources import Shortened

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


def lines_of_block(block: bytes) -> list[bytes]:
    lines = block.split(b"\n")
    return lines if lines[-1] else lines[:-1]


def lines_of(found: Iterable[Chunk]) -> tuple[list[tuple[int, bytes | int]], int]:
    """The same by chunks, and their bytes."""
    lines: list[tuple[int, bytes | int]] = []
    total = 0
    for chunk in found:
        part = chunk.lines()
        offset, total = part.offset, total + part.size
        for line in chain.from_iterable(map(lines_of_block, part.blocks)):
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
        lines, total = lines_of(range_chunks(PlainFile.of(file.name, file), ChunkSize(size)))
    assert measured(lines) == measured(expected_lines(data))
    assert total == len(data)


class Dripping(io.BytesIO):
    """Returns fewer bytes than requested, as pipes and archives do."""

    def read(self, size: Any = -1, /) -> bytes:
        return super().read(min(size, 5) if size > 0 else size)


@given(ANY, SIZE)
def test_a_stream_lines_of(data: bytes, size: int) -> None:
    lines, total = lines_of(block_chunks(Dripping(data), ChunkSize(size)))
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
        found.extend(block_chunks(Breaking(data), ChunkSize(size)))
    lines, _ = lines_of(found)
    whole = expected_lines(data[: data.rfind(b"\n") + 1])
    assert measured(lines)[: len(whole)] == measured(whole)
    assert all(isinstance(line, int) for _, line in measured(lines)[len(whole) :]), "a part of a line was validated"


def test_a_line_that_is_too_long_is_never_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "MAX_BYTES", 100_000)
    path = tmp_path / "long"
    path.write_bytes(b"{}\n" + b"x" * 3_000_000 + b"\n{}\n")
    stream = io.BytesIO(path.read_bytes())
    with path.open("rb") as file:
        plain = PlainFile.of(str(path), file)
        for found in (range_chunks(plain, ChunkSize(50_000)), block_chunks(stream, ChunkSize(50_000))):
            parts = [
                (lines_of_block(b"".join(part.blocks)), part.too_long) for part in (chunk.lines() for chunk in found)
            ]
            assert [line for lines, _ in parts for line in lines] == [b"{}", b"{}"]
            assert [too_long for _, too_long in parts if too_long] == [3_000_000]


@given(ANY, SIZE, st.integers(0, 60))
def test_the_rest_of_a_chunk_has_the_lines_that_were_left(data: bytes, size: int, stop: int) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        plain = PlainFile.of(file.name, file)
        for whole in (*range_chunks(plain, ChunkSize(size)), *block_chunks(io.BytesIO(data), ChunkSize(size))):
            (lines, _), offset = lines_of([whole]), whole.lines().offset
            for at, line in lines:
                if isinstance(line, bytes) and at >= stop:
                    offset = at
                    rest, left = lines_of([whole.after(offset)])
                    assert rest == [other for other in lines if other[0] >= offset]
                    assert whole.lines().end - offset == left


@pytest.mark.parametrize("cut", [10, 15, 20, 25])
def test_a_range_that_is_gone_is_an_error(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"123456789\n" * 3)
    with path.open("rb") as file:
        plain = PlainFile.of(str(path), file)
        os.truncate(path, cut)
        with pytest.raises(Shortened):
            lines_of(range_chunks(plain, ChunkSize(12)))
        assert lines_of([RangeChunk(plain, 0, 5)])[0] == [(0, b"123456789")]


def test_another_process_reads_the_same_file_or_none(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"old\n")
    with path.open("rb") as file:
        plain = PlainFile.of(str(path), file)
        elsewhere = plain._replace(process=0)
        assert list(RangeChunk(elsewhere, 0, 4).lines().blocks) == [b"old\n"]
        path.rename(tmp_path / "rotated")
        for content in (None, b"new\n"):
            if content:
                path.write_bytes(content)
            with pytest.raises(chunks.OutOfReach):
                RangeChunk(elsewhere, 0, 4).lines()
            assert list(RangeChunk(plain, 0, 4).lines().blocks) == [b"old\n"]
