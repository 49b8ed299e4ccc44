"""Open binary files as sources. They are read from their position, and stay open."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from ..i18n.printable import escape_unprintable
from .remote import is_url
from .sources import Readable, Source, decompressed, remote_source


class StreamSource(NamedTuple):
    """An open file."""

    name: str
    file: Readable
    path: None = None
    is_plain: bool = False

    def open(self) -> BinaryIO:
        """Its contents, decompressed."""
        return decompressed(io.BufferedReader(_Unclosed(self.file)), self.name)


class _Unclosed(io.RawIOBase):
    """Reads a file and leaves it open."""

    def __init__(self, file: Readable) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        if not isinstance(data, bytes):
            raise TypeError("NDJSON needs a file in binary mode: open(path, 'rb')")
        buffer[: len(data)] = data
        return len(data)


def source_of(path_or_file: str | os.PathLike[str] | Readable) -> Source | StreamSource:
    """The NDJSON source for a path or an open file. Raises TypeError for other objects."""
    if isinstance(path_or_file, str) and is_url(path_or_file) and not os.path.lexists(path_or_file):
        return remote_source(path_or_file, True)
    if isinstance(path_or_file, (str, os.PathLike)):
        return Source(escape_unprintable(os.fspath(path_or_file)), Path(path_or_file), True)
    if not hasattr(path_or_file, "read"):
        raise TypeError(f"NDJSON is read from a path or a binary file, not from {type(path_or_file).__name__}")
    name = getattr(path_or_file, "name", None)
    return StreamSource(escape_unprintable(name) if isinstance(name, str) else "-", path_or_file)
