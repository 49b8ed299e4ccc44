r"""Blocks: parts of an NDJSON source that are judged on their own.

A line ends with `\n`; it belongs to the block in which it begins. So a block of a plain file is a range of bytes, which
a worker reads by itself: it looks at the byte before its range to know whether a line begins with it, and reads on
behind its range to the end of its last line. Other sources are read once, in pieces of whole lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from ..jsontext import MAX_BYTES

SIZE = 2 * 1024 * 1024
"""Bytes of a block: enough to make handing it over cheap, and little memory."""
STEP = 64 * 1024


class Lines(NamedTuple):
    """The lines of a block, without their line feeds."""

    lines: list[bytes]
    offset: int
    """Of the first line in its source."""
    size: int
    """Bytes that the block accounts for."""
    too_long: int = 0
    """A last line of so many bytes, more than a document may have, follows that is not held."""


class Piece(NamedTuple):
    """Whole lines that were read already; the last one may lack its line feed."""

    data: bytes
    offset: int
    size: int
    too_long: int = 0

    def lines(self) -> Lines:
        """The lines."""
        lines = self.data.split(b"\n")
        if not lines[-1]:
            lines.pop()
        return Lines(lines, self.offset, self.size, self.too_long)


class Range(NamedTuple):
    """A range of bytes of a plain file."""

    path: str
    start: int
    end: int

    def lines(self) -> Lines:
        """The lines that begin in this range. Raises OSError."""
        begin = max(self.start - 1, 0)
        with open(self.path, "rb") as file:
            file.seek(begin)
            lines = file.read(self.end - begin).split(b"\n")
            if self.start:
                begin += len(lines.pop(0)) + 1
            last = lines.pop() if lines else b""
            too_long = _finish(last, lines, file) if last else 0
            return Lines(lines, begin, self.end - self.start, too_long)


Block = Piece | Range


def ranges(path: str, length: int, size: int = SIZE) -> Iterator[Range]:
    """A plain file of a length in blocks."""
    for start in range(0, length, size):
        yield Range(path, start, min(start + size, length))


def _finish(last: bytes, lines: list[bytes], file: BinaryIO) -> int:
    """Read the last line to its end, and add it to the others. Returns the length of one that is too long to be held."""
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


def pieces(file: BinaryIO, size: int = SIZE) -> Iterator[Piece]:
    """A source that is read once, in blocks of whole lines.

    What the file raises comes after all lines that it gave whole; a line that broke off with it is not judged.
    """
    offset, rest = 0, b""
    ended: Exception | None = None
    while ended is None:
        data, ended = _filled(rest, file, size)
        end = len(data) if isinstance(ended, EOFError) else data.rfind(b"\n") + 1
        if end:
            yield Piece(data[:end], offset, end)
        offset, rest = offset + end, data[end:]
        if len(rest) > MAX_BYTES:
            too_long, rest, ended = _skipped(len(rest), file)
            whole = too_long + (ended is None)
            yield Piece(b"", offset, whole, too_long)
            offset += whole
    if not isinstance(ended, EOFError):
        raise ended


def _filled(rest: bytes, file: BinaryIO, size: int) -> tuple[bytes, Exception | None]:
    """So many bytes more; and what ended the reading, EOFError at the end."""
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


def _skipped(length: int, file: BinaryIO) -> tuple[int, bytes, Exception | None]:
    """The length of a line of which so much was read already, what follows it, and what ended the reading."""
    while True:
        step, ended = _filled(b"", file, STEP)
        end = step.find(b"\n")
        if end >= 0:
            return length + end, step[end + 1 :], None
        length += len(step)
        if ended is not None:
            return length, b"", ended
