"""Atomic writes: a file appears when it is complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """A temporary file beside `path` that replaces it at the end; an exception removes it.

    Devices and named pipes are written directly. Raises OSError.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            yield file
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def write_all(file: BinaryIO, data: bytes) -> None:
    """Write all bytes. An unbuffered file may write only a part at once."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    file.flush()
