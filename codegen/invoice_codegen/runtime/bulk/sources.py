"""Sources of documents: files, patterns, folders, URLs and standard input, plain or compressed.

Compression is recognised by the first bytes, not by the name.
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
from typing import BinaryIO, NamedTuple, Protocol, cast

from ..errors import ConfigurationError
from ..i18n.message import Message
from ..i18n.printable import escape_unprintable, shown
from .identity import FileId, id_of_open_file, id_of_path
from .remote import is_url, masked, open_url, urls

STANDARD_INPUT = "-"
COMPRESSED = (".gz", ".zst")
LINES = (".ndjson", ".jsonl")
PAYLOADS = (".json", *LINES, ".har")
"""Suffixes of the files that are read from a folder, compressed or not."""
_SUFFIXES = [suffix + end for suffix in PAYLOADS for end in ("", *COMPRESSED)]
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"


class Readable(Protocol):
    """An object with `read`."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""
        ...


class Source(NamedTuple):
    """One file, or standard input."""

    name: str
    """For messages: unprintable characters escaped; `-` for standard input."""
    path: Path | None
    """None for standard input."""
    is_lines: bool
    """Whether it is NDJSON: one document per line."""
    url: str | None = None
    """Of a remote file, with its credentials: never shown."""

    def __repr__(self) -> str:
        return f"Source({self.name!r})"

    @property
    def is_plain(self) -> bool:
        """Whether it is now a regular uncompressed file, which can be read by byte ranges."""
        try:
            if self.path is None or not stat.S_ISREG(self.path.stat().st_mode):
                return False
            with self.path.open("rb") as file:
                return not file.read(4).startswith((GZIP, ZSTD))
        except OSError:
            return False

    def open(self) -> BinaryIO:
        """Open its contents, decompressed.

        `read(n)` of compressed data may return fewer bytes, and returns everything before damaged data before it
        raises.

        Raises:
            OSError: It can't be opened or read; BrokenArchive for damaged compressed data.
            ConfigurationError: The library for its compression is not installed.
        """
        if self.url is not None:
            file = open_url(self.url)
        else:
            file = _standard_input() if self.path is None else self.path.open("rb")
        try:
            return decompressed(file, self.name)
        except BaseException:  # also on Ctrl-C: the first bytes of a pipe may take hours
            file.close()
            raise


def decompressed(file: io.BufferedReader, name: str) -> BinaryIO:
    """The contents of an open file, as `Source.open` returns them; closes the file when that fails."""
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


def is_plain(file: BinaryIO) -> bool:
    """Whether an open source is a regular uncompressed file."""
    try:
        return not isinstance(file, _Archive) and stat.S_ISREG(os.fstat(file.fileno()).st_mode)
    except OSError:  # not a file of the system
        return False


class Whole:
    """Reads an open source; raises Shortened where a plain file ends before the length that it had."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._left = os.fstat(file.fileno()).st_size - file.tell() if is_plain(file) else 0

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""
        data = self._file.read(size)
        self._left -= len(data)
        if not data and self._left > 0:
            raise Shortened
        return data


def _standard_input() -> io.BufferedReader:
    """Standard input without its own buffer, which would wait until it is full. Raises ConfigurationError."""
    if sys.stdin is None:
        raise ConfigurationError(Message("standard input is closed"))
    return io.BufferedReader(cast(io.RawIOBase, getattr(sys.stdin.buffer, "raw", sys.stdin.buffer)))


class Shortened(OSError):
    """A file has fewer bytes than when it was opened."""

    def __init__(self) -> None:
        super().__init__(Message("it became shorter while it was read"))

    def __reduce__(self) -> tuple[type[Shortened], tuple[()]]:
        return Shortened, ()


class BrokenArchive(OSError):
    """Compressed data is damaged or ends too early; the argument is a `Message`."""


class _Archive(io.RawIOBase):
    """Decompresses; damaged data raises BrokenArchive, whatever the library raises."""

    def __init__(self, inner: io.BufferedIOBase, file: BinaryIO, kind: str) -> None:
        self._inner, self._file, self._kind = inner, file, kind

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Decompress a block."""
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
        """Close the decompressor and the file."""
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
        message = Message("{name} is compressed with zstd: pip install 'invoice-apis[zstd]'", name=name)
        raise ConfigurationError(message) from None
    return zstd.ZstdFile(file)


def expand(
    names: Iterable[str], is_lines: bool | None = None, written: Collection[FileId | None] = ()
) -> tuple[list[Source], list[Message]]:
    """Expand paths, patterns, folders and `-` to sources, each once.

    Sources come in the order of the names, those of a folder or pattern sorted. A folder stands for the payloads in it
    and below; names that begin with a dot are skipped, and links to folders are not followed.

    Args:
        names: Paths, patterns, folders, URLs, or `-` for standard input.
        is_lines: Whether every source is NDJSON; None decides by the suffix.
        written: Identities of output files. Folders and patterns skip them.

    Returns:
        The sources, and a message for each name without one.

    Raises:
        ConfigurationError: An output file is named as an input.
    """
    outputs = {identity for identity in written if identity is not None}
    found, problems = dict[str, Source](), list[Message]()
    for name in names:
        if name == STANDARD_INPUT and sys.stdin is None:
            problems.append(Message("standard input is closed"))
            continue
        if name == STANDARD_INPUT:
            _refuse_output(name, id_of_open_file(sys.stdin), outputs)
            found.setdefault(name, Source(name, None, bool(is_lines)))
            continue
        if not os.path.lexists(name) and is_url(name):
            found |= {url: remote_source(url, is_lines) for url in urls(name, _SUFFIXES, problems) if url not in found}
            continue
        for path in _paths(name, problems):
            real, identity = os.path.realpath(path), id_of_path(path)
            if path == name:
                _refuse_output(name, identity, outputs)
            if identity not in outputs:
                has_lines = _uncompressed(path).endswith(LINES) if is_lines is None else is_lines
                found.setdefault(real, Source(escape_unprintable(path), Path(path), has_lines))
    return list(found.values()), problems


def remote_source(url: str, is_lines: bool | None = None) -> Source:
    """The source of a URL; by default its suffix says whether it is NDJSON."""
    name = masked(url)
    suffix = _uncompressed(url.partition("::")[0].partition("?")[0]).endswith(LINES)
    return Source(name, None, suffix if is_lines is None else is_lines, url)


def _refuse_output(name: str, identity: FileId | None, outputs: Collection[FileId]) -> None:
    if identity in outputs:
        problem = Message("{name}: this input is also an output; choose another file", name=shown(name))
        raise ConfigurationError(problem)


def _paths(name: str, problems: list[Message]) -> list[str]:
    """The files of a path or pattern."""
    matches = [name] if os.path.lexists(name) else _matches(name)
    paths = [path for match in matches for path in (_inside(match, problems) if os.path.isdir(match) else [match])]
    if not matches and glob.has_magic(name):
        problems.append(Message("{name}: no file matches", name=shown(name)))
    elif not matches:
        problems.append(Message("{name}: no such file", name=shown(name)))
    elif not paths:
        suffixes = ", ".join(PAYLOADS)
        problems.append(Message("{name}: no {suffixes} in this folder", name=shown(name), suffixes=suffixes))
    return paths


def _matches(pattern: str) -> list[str]:
    """The files of a pattern; a file with several paths, through links to folders, has its shortest one."""
    matches = sorted(_expanded(pattern), key=lambda path: (path.count(os.sep), path))
    return sorted({os.path.realpath(path): path for path in reversed(matches)}.values())


def _expanded(pattern: str) -> Iterator[str]:
    """Like `glob`, but `**` does not follow links to folders, which may be endless."""
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


def _inside(folder: str, problems: list[Message]) -> Iterator[str]:
    def unreadable(error: OSError) -> None:
        name = shown(str(error.filename))
        problems.append(Message("{name}: {reason}", name=name, reason=error.strerror))

    for place, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(place, name)
            if not name.startswith(".") and _uncompressed(name).endswith(PAYLOADS) and os.path.isfile(path):
                yield path.removeprefix(os.path.join(os.curdir, ""))


def _uncompressed(name: str) -> str:
    """A name in lower case, without the suffix of a compression."""
    name = name.lower()
    return next((name.removesuffix(suffix) for suffix in COMPRESSED if name.endswith(suffix)), name)
