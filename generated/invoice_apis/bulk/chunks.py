r"""Chunks: parts of an NDJSON source that are validated independently.

A line ends with `\n` and belongs to the chunk in which it starts. A chunk of a plain file is a byte range that a worker
reads itself: the byte before the range tells whether a line starts there, and the last line is read to its end. Other
sources are read once, in blocks of whole lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from ..jsontext import MAX_BYTES

SIZE = 2 * 1024 * 1024
"""Bytes of a chunk: large enough to make sending it cheap, small in memory."""
STEP = 64 * 1024


class Lines(NamedTuple):
    """The lines of a chunk, without their line feeds."""

    lines: list[bytes]
    offset: int
    """Of the first line in its source."""
    size: int
    """Bytes of the chunk."""
    too_long: int = 0
    """Bytes of a last line that exceeds the limit of a document; it is not in `lines`."""


class BlockChunk(NamedTuple):
    """Whole lines that were read already; the last one may lack its line feed."""

    data: bytes
    offset: int
    size: int
    too_long: int = 0

    def lines(self) -> Lines:
        """Split into lines."""
        lines = self.data.split(b"\n")
        if not lines[-1]:
            lines.pop()
        return Lines(lines, self.offset, self.size, self.too_long)


class RangeChunk(NamedTuple):
    """A byte range of a plain file."""

    path: str
    start: int
    end: int

    def lines(self) -> Lines:
        """Read the lines that start in this range. Raises OSError."""
        begin = max(self.start - 1, 0)
        with open(self.path, "rb") as file:
            file.seek(begin)
            lines = file.read(self.end - begin).split(b"\n")
            if self.start:
                begin += len(lines.pop(0)) + 1
            last = lines.pop() if lines else b""
            too_long = _read_last(last, lines, file) if last else 0
            return Lines(lines, begin, self.end - self.start, too_long)


Chunk = BlockChunk | RangeChunk


def range_chunks(path: str, length: int, size: int = SIZE) -> Iterator[RangeChunk]:
    """Divide a plain file of this length."""
    for start in range(0, length, size):
        yield RangeChunk(path, start, min(start + size, length))


def _read_last(last: bytes, lines: list[bytes], file: BinaryIO) -> int:
    """Read the last line to its end and append it. Returns its length when it exceeds the limit, else 0."""
    parts, length = [last], len(last)
    while step := file.read(STEP):
        end = step.find(b"\n")
        length += len(step) if end < 0 else end
        if length > MAX_BYTES:
            parts.clear()
        else:
            parts.append(step if end < 0 else step[:end])
        if end >= 0:
            break
    if length > MAX_BYTES:
        return length
    lines.append(b"".join(parts))
    return 0


def block_chunks(file: BinaryIO, size: int = SIZE) -> Iterator[BlockChunk]:
    """Divide a source that can be read only once.

    An OSError of the file is raised after all whole lines before it; the incomplete line is dropped.
    """
    offset, rest = 0, b""
    end: Exception | None = None
    while end is None:
        data, end = _read(rest, file, size)
        length = len(data) if isinstance(end, EOFError) else data.rfind(b"\n") + 1
        if length:
            yield BlockChunk(data[:length], offset, length)
        offset, rest = offset + length, data[length:]
        if len(rest) > MAX_BYTES:
            too_long, rest, end = _skip_line(len(rest), file)
            whole = too_long + (end is None)
            yield BlockChunk(b"", offset, whole, too_long)
            offset += whole
    if not isinstance(end, EOFError):
        raise end


def _read(rest: bytes, file: BinaryIO, size: int) -> tuple[bytes, Exception | None]:
    """`rest` and `size` more bytes; and the exception that ended the source, EOFError at its end."""
    parts = [rest]
    try:
        while size > 0:
            part = file.read(size)
            if not part:
                return b"".join(parts), EOFError()
            parts.append(part)
            size -= len(part)
    except OSError as error:
        return b"".join(parts), error
    return b"".join(parts), None


def _skip_line(length: int, file: BinaryIO) -> tuple[int, bytes, Exception | None]:
    """Skip the rest of a line of which `length` bytes were read: its length, the bytes after it, and the end."""
    while True:
        step, end = _read(b"", file, STEP)
        newline = step.find(b"\n")
        if newline >= 0:
            return length + newline, step[newline + 1 :], None
        length += len(step)
        if end is not None:
            return length, b"", end
