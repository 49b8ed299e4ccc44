"""Atomic writes: a file appears when it is complete, and what is not complete leaves nothing.

Where the file system has files without a name (`O_TMPFILE`), the new content has none until it is complete, so that not
even a killed process leaves a file. Elsewhere it has an unpredictable name beside the target, and is locked: the next
write of the same target removes what no living process has locked.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None

NAMED = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
LONGEST = 50
"""Characters of the target's name in that of the temporary file: names have a limit."""


@contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """A temporary file that replaces `path` at the end; an exception removes it.

    Devices and pipes are written directly. Raises OSError, which names `path` and not the temporary file.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    target = path.resolve()
    _remove_leftovers(target)
    with _errors_name(path):
        descriptor, temporary = _create(target)
    try:
        with open(descriptor, "wb") as file:
            if hasattr(os, "fchmod") and target.exists():
                os.fchmod(descriptor, stat.S_IMODE(target.stat().st_mode))
            yield file
            file.flush()
            with _errors_name(path):
                if temporary is None:
                    temporary = _name(descriptor, target)
                if fcntl is None:
                    file.close()  # Windows renames no open file
                temporary.replace(target)  # still locked: nobody takes it for a leftover
                temporary = None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


@contextmanager
def _errors_name(path: Path) -> Iterator[None]:
    """Errors about the temporary file name the file that the caller gave."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from None


def _create(target: Path) -> tuple[int, Path | None]:
    """A descriptor of a new, locked file, and its path; None for a file without a name."""
    if hasattr(os, "O_TMPFILE") and Path("/proc/self/fd").exists():
        with suppress(OSError):  # not on every file system
            descriptor = os.open(target.parent, os.O_TMPFILE | os.O_WRONLY, 0o666)
            _lock(descriptor)
            return descriptor, None
    while True:
        temporary = _temporary_name(target)
        descriptor = os.open(temporary, NAMED, 0o666)
        _lock(descriptor)
        if temporary.exists():
            return descriptor, temporary
        os.close(descriptor)  # another process took it for a leftover before it was locked


def _name(descriptor: int, target: Path) -> Path:
    """Give a name to a file that has none."""
    temporary = _temporary_name(target)
    # With a folder as descriptor, which an absolute path ignores, Python follows the link.
    os.link(f"/proc/self/fd/{descriptor}", temporary, src_dir_fd=descriptor, follow_symlinks=True)
    return temporary


def _temporary_name(target: Path) -> Path:
    return target.with_name(f".{target.name[:LONGEST]}.{secrets.token_hex(8)}.part")


def _lock(descriptor: int) -> bool:
    """Lock a file; False when another process has locked it."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove_leftovers(target: Path) -> None:
    """Remove the temporary files of this target that a killed process left."""
    pattern = re.compile(rf"\.{re.escape(target.name[:LONGEST])}\.[0-9a-f]{{16}}\.part")
    with suppress(OSError):
        found = [entry.path for entry in os.scandir(target.parent) if pattern.fullmatch(entry.name)]
        for path in found if fcntl is not None else ():
            _remove_unlocked(path)


def _remove_unlocked(path: str) -> None:
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            if stat.S_ISREG(os.fstat(descriptor).st_mode) and _lock(descriptor):
                os.unlink(path)
        finally:
            os.close(descriptor)


def write_all(file: BinaryIO, data: bytes) -> None:
    """Write all bytes. An unbuffered file may write only a part at once."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    file.flush()
