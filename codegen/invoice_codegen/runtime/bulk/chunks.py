r"""Chunks: parts of an NDJSON source that are validated independently.

A line ends with `\n` and belongs to the chunk in which it starts. A chunk of a plain file is a byte range that a worker
reads itself: the byte before the range tells whether a line starts there, and the last line is read to its end. Other
sources are read once, in blocks of whole lines.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO, NamedTuple

from ..jsontext import MAX_BYTES
from .sources import Readable, Shortened

SIZE = 4 * 1024 * 1024
"""Bytes of a chunk, at most: large enough to make sending it cheap, small in memory."""
SMALLEST = 16 * 1024
"""Bytes of a chunk of a source whose chunks come in parts, at most."""
STEP = 64 * 1024
HEAD = 64 * 1024
"""Bytes from the beginning of a source that are looked at for hints."""


class OutOfReach(Exception):
    """Another process finds no longer the file under its name: it was renamed, replaced or removed."""


class Lines(NamedTuple):
    """The lines of a chunk."""

    blocks: Iterable[bytes]
    """Some lines each, with the line feeds behind them; the last line of a source may have none."""
    offset: int
    """Of the first line in its source."""
    size: int
    """Bytes of the chunk."""
    end: int
    """Offset behind the chunk."""
    too_long: int = 0
    """Bytes of a last line that exceeds the limit of a document; it is in no block."""
    head: bytes = b""
    """The beginning of the source, if the chunk has it."""


def whole_document(raw: bytes) -> Lines:
    """A document as one block."""
    return Lines((raw,), 0, len(raw), len(raw))


class BlockChunk(NamedTuple):
    """Whole lines that were read already; the last one may lack its line feed."""

    data: bytes
    offset: int
    size: int
    too_long: int = 0

    def lines(self) -> Lines:
        """Split into blocks of lines."""
        head = b"" if self.offset else self.data[:HEAD]
        return Lines(
            _split(self.data, 0, len(self.data)), self.offset, self.size, self.offset + self.size, self.too_long, head
        )

    def after(self, offset: int) -> BlockChunk:
        """The chunk from a line on."""
        done = offset - self.offset
        return BlockChunk(self.data[done:], offset, self.size - done, self.too_long)


class PlainFile(NamedTuple):
    """An open plain file, which other processes can open again by its path."""

    path: str
    length: int
    """Bytes when it was opened. What is appended later is left to the next run."""
    identity: tuple[int, int]
    """Device and inode."""
    process: int
    """That opened it."""
    descriptor: int
    """In that process."""

    @classmethod
    def of(cls, path: str, file: BinaryIO) -> PlainFile:
        """An open file. It must stay open as long as chunks of it are read."""
        found = os.fstat(file.fileno())
        return cls(path, found.st_size, (found.st_dev, found.st_ino), os.getpid(), file.fileno())

    def open(self) -> BinaryIO:
        """Open the same file, whatever now has its name. Raises OutOfReach in other processes."""
        if os.getpid() == self.process:
            return open(os.dup(self.descriptor), "rb")
        try:
            file = open(self.path, "rb")  # noqa: SIM115
        except OSError:
            raise OutOfReach from None
        found = os.fstat(file.fileno())
        if (found.st_dev, found.st_ino) != self.identity:
            file.close()
            raise OutOfReach
        return file


class RangeChunk(NamedTuple):
    """A byte range of a plain file."""

    file: PlainFile
    start: int
    end: int

    def lines(self) -> Lines:
        """Read the lines that start in this range. Raises OSError, and OutOfReach in other processes."""
        begin, size = max(self.start - 1, 0), self.end - self.start
        with self.file.open() as file:
            file.seek(begin)
            data = file.read(self.end - begin)
            if len(data) < self.end - begin:
                raise Shortened
            first = data.find(b"\n") + 1 if self.start else 0
            if self.start and not first:
                return Lines((), self.end, size, self.end)
            last = data.rfind(b"\n") + 1
            rest, too_long = self._last_line(data[last:], file) if last < len(data) else ([], 0)
        head = b"" if self.start else data[:HEAD]
        return Lines(chain(_split(data, first, last), rest), begin + first, size, self.end, too_long, head)

    def _last_line(self, head: bytes, file: BinaryIO) -> tuple[list[bytes], int]:
        """The last line, read to its end. When it exceeds the limit, its length."""
        parts, length, is_ended = [head], len(head), False
        while not is_ended and (step := file.read(STEP)):
            end = step.find(b"\n")
            is_ended = end >= 0
            length += end if is_ended else len(step)
            if length > MAX_BYTES:
                parts.clear()
            else:
                parts.append(step[:end] if is_ended else step)
        if not is_ended and file.tell() < self.file.length:
            raise Shortened
        return ([], length) if length > MAX_BYTES else ([b"".join(parts)], 0)

    def after(self, offset: int) -> RangeChunk:
        """The chunk from a line on."""
        return self._replace(start=offset)


Chunk = BlockChunk | RangeChunk


class ChunkSize:
    """Bytes of the next chunk: fewer where a chunk has so many findings that it comes in parts."""

    def __init__(self, most: int = SIZE) -> None:
        self.bytes = self._most = most

    def adapt(self, is_whole: bool) -> None:
        """Note whether a chunk came whole."""
        least = min(SMALLEST, self._most)
        self.bytes = min(self.bytes * 2, self._most) if is_whole else max(self.bytes // 2, least)


def range_chunks(file: PlainFile, size: ChunkSize) -> Iterator[RangeChunk]:
    """Divide a plain file."""
    start = 0
    while start < file.length:
        end = min(start + size.bytes, file.length)
        yield RangeChunk(file, start, end)
        start = end


def _split(data: bytes, start: int, stop: int) -> Iterator[bytes]:
    """The lines of a part of a text in blocks, without copying the whole part."""
    while start < stop:
        end = data.rfind(b"\n", start, min(start + STEP, stop))
        if end < 0:
            end = data.find(b"\n", start + STEP, stop)
        end = stop if end < 0 else end + 1
        yield data[start:end]
        start = end


def block_chunks(file: Readable, size: ChunkSize) -> Iterator[BlockChunk]:
    """Divide a source that can be read only once.

    An OSError of the file is raised after all whole lines before it; the incomplete line is dropped.
    """
    offset, rest = 0, b""
    end: Exception | None = None
    while end is None:
        data, end = _read(rest, file, max(size.bytes, len(rest)))  # a long line is not joined again and again
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


def _read(rest: bytes, file: Readable, size: int) -> tuple[bytes, Exception | None]:
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


def _skip_line(length: int, file: Readable) -> tuple[int, bytes, Exception | None]:
    """Skip the rest of a line of which `length` bytes were read: its length, the bytes after it, and the end."""
    while True:
        step, end = _read(b"", file, STEP)
        newline = step.find(b"\n")
        if newline >= 0:
            return length + newline, step[newline + 1 :], None
        length += len(step)
        if end is not None:
            return length, b"", end
