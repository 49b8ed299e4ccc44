"""What is to be judged: files, patterns, folders and standard input, plain or compressed.

Standard input and whatever a path leads to are read as streams. Compression is told by the first bytes, not by the name.
"""

from __future__ import annotations

import glob
import gzip
import io
import os
import stat
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from ..errors import ConfigurationError
from ..i18n.message import Message
from ..i18n.printable import escape_unprintable

STANDARD_INPUT = "-"
COMPRESSED = (".gz", ".zst")
LINES = (".ndjson", ".jsonl")
PAYLOADS = (".json", *LINES)
"""What is taken from a folder, compressed or not."""
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"


class Source(NamedTuple):
    """One file, or standard input."""

    name: str
    """As it is shown: control and direction characters escaped; `-` for standard input."""
    path: Path | None
    """None for standard input."""
    is_lines: bool
    """Whether it is NDJSON: a document on each line."""

    @property
    def is_plain(self) -> bool:
        """Whether it is an ordinary file without compression, so that parts of it can be read by byte ranges."""
        try:
            if self.path is None or not stat.S_ISREG(self.path.stat().st_mode):
                return False
            with self.path.open("rb") as file:
                return not file.read(4).startswith((GZIP, ZSTD))
        except OSError:
            return False

    def open(self) -> BinaryIO:
        """Its contents, decompressed.

        `read(n)` of an archive may give fewer bytes, and gives all that precede a damage before it raises. Opening and
        reading raise OSError (BrokenArchive where compressed data is damaged), opening also ConfigurationError when
        the library for a compression is not installed.
        """
        file = _standard_input() if self.path is None else self.path.open("rb")
        try:
            return decompressed(file, self.name)
        except BaseException:  # an interruption too: a pipe may give its first bytes only after hours
            file.close()
            raise


def decompressed(file: io.BufferedReader, name: str) -> BinaryIO:
    """The contents of an open file, as `Source.open` gives them; when that fails, the file is closed."""
    try:
        magic = file.peek(4)[:4]
        if magic.startswith(GZIP):
            return cast(BinaryIO, _Archive(gzip.GzipFile(fileobj=file), file, "gzip"))
        if magic.startswith(ZSTD):
            return cast(BinaryIO, _Archive(_zstd(file, name), file, "zstd"))
    except BaseException:
        file.close()
        raise
    return file


def _standard_input() -> io.BufferedReader:
    """Without a buffer below, which would wait until it is full before it gives anything."""
    return io.BufferedReader(cast(io.RawIOBase, getattr(sys.stdin.buffer, "raw", sys.stdin.buffer)))


class BrokenArchive(OSError):
    """Compressed data is damaged, or ends too early; its one argument says so, as a `Message`."""


class _Archive(io.RawIOBase):
    """Compressed data as it is decompressed; what is wrong with it becomes BrokenArchive, whatever the library."""

    def __init__(self, inner: io.BufferedIOBase, file: BinaryIO, kind: str) -> None:
        self._inner, self._file, self._kind = inner, file, kind

    def readable(self) -> bool:
        """It is read, never written."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """One step of decompression."""
        try:
            data = self._inner.read1(len(buffer))
        except EOFError:
            raise BrokenArchive(Message("the {kind} data ends too early", kind=self._kind)) from None
        except Exception as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            message = Message(
                "the {kind} data is damaged: {reason}", kind=self._kind, reason=escape_unprintable(str(error))
            )
            raise BrokenArchive(message) from None
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the file, too."""
        self._inner.close()
        self._file.close()
        super().close()


def _zstd(file: BinaryIO, name: str) -> io.BufferedIOBase:
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError:
        raise ConfigurationError(f"{name} is compressed with zstd: pip install 'invoice-apis[zstd]'") from None
    return zstd.ZstdFile(file)


def find(names: Iterable[str], is_lines: bool, written: Collection[str] = ()) -> tuple[list[Source], list[str]]:
    """The sources that paths, patterns and `-` stand for, each once, and a line for each name that stands for none.

    They come in the order of the names, those of a folder or pattern sorted. A folder stands for the payloads in it and
    below it; what begins with a dot is left out, and links to other folders are not followed. `is_lines`: everything
    is NDJSON, whatever its suffix says. `written` are the real paths of files that are written meanwhile: they are left out
    of folders and patterns; to name one raises ConfigurationError.
    """
    found: dict[str, Source] = {}
    problems: list[str] = []
    for name in names:
        if name == STANDARD_INPUT:
            found.setdefault(name, Source(name, None, is_lines))
            continue
        paths = _paths(name, problems)
        for path in paths:
            real = os.path.realpath(path)
            if real in written and path == name:
                raise ConfigurationError(
                    f"{escape_unprintable(name)}: it would be read and written; choose another file to write"
                )
            if real not in written:
                source = Source(escape_unprintable(path), Path(path), is_lines or _uncompressed(path).endswith(LINES))
                found.setdefault(real, source)
    return list(found.values()), problems


def _paths(name: str, problems: list[str]) -> list[str]:
    """The files that a path or pattern stands for."""
    matches = [name] if os.path.lexists(name) else _matches(name)
    paths = [path for match in matches for path in (_inside(match, problems) if os.path.isdir(match) else [match])]
    if not matches:
        problems.append(
            f"{escape_unprintable(name)}: no file matches"
            if glob.has_magic(name)
            else f"{escape_unprintable(name)}: no such file"
        )
    elif not paths:
        problems.append(f"{escape_unprintable(name)}: no {', '.join(PAYLOADS)} in this folder")
    return paths


def _matches(pattern: str) -> list[str]:
    """The files of a pattern; of one that is met again through a link to a folder, the shortest way to it."""
    matches = sorted(_expanded(pattern), key=lambda path: (path.count(os.sep), path))
    return sorted({os.path.realpath(path): path for path in reversed(matches)}.values())


def _expanded(pattern: str) -> Iterator[str]:
    """As `glob` does it; but `**`, which may have no end there, does not follow links to folders."""
    parts = pattern.split(os.sep)
    if "**" not in parts:
        yield from glob.iglob(pattern)
        return
    first = parts.index("**")
    rest = parts[first + 1 :] or ["*"]
    here = os.path.join(os.curdir, "")
    for start in glob.iglob(os.sep.join([*parts[:first], ""]) or here):
        for place, folders, _ in os.walk(start):
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield from _expanded(os.path.join(glob.escape(place.removeprefix(here)), *rest))


def _inside(folder: str, problems: list[str]) -> Iterator[str]:
    def unreadable(error: OSError) -> None:
        problems.append(f"{escape_unprintable(str(error.filename))}: {error.strerror}")

    for place, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(place, name)
            if not name.startswith(".") and _uncompressed(name).endswith(PAYLOADS) and os.path.isfile(path):
                yield path.removeprefix(os.path.join(os.curdir, ""))


def _uncompressed(name: str) -> str:
    """A name in lower case without the suffix of a compression."""
    name = name.lower()
    return next((name.removesuffix(suffix) for suffix in COMPRESSED if name.endswith(suffix)), name)
