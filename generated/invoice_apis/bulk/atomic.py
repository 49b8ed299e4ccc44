"""Files that appear at their place when they are whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """A file that is written beside its place and put there at the end; after an exception nothing is left of it.

    What is no ordinary file (`/dev/null`, a named pipe) is written to as it is. Raises OSError.
    """
    place = path.resolve()
    if place.exists() and not place.is_file():
        with place.open("wb") as file:
            yield file
        return
    beside = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            yield file
        if place.exists():
            shutil.copymode(place, beside)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def write_all(file: BinaryIO, data: bytes) -> None:
    """Write all of it. Where Python's buffers are off, one write may take only a part, and say nothing of the rest."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    file.flush()
