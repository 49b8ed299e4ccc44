"""Which names and descriptors stand for one file: by device and inode, so that links of both kinds are seen."""

from __future__ import annotations

import os
import stat
from typing import Any

FileId = tuple[int, int] | str
"""Device and inode; for a file that does not exist yet its real path."""


def id_of_path(path: str | os.PathLike[str]) -> FileId | None:
    """The identity of a plain file, or of one that is still to be made; None for devices and pipes."""
    try:
        found = os.stat(path)
    except OSError:
        return os.path.realpath(path)
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def id_of_open_file(file: Any) -> FileId | None:
    """The identity of the plain file behind an open file or standard stream; None where there is none."""
    try:
        found = os.fstat(file.fileno())
    except (AttributeError, OSError, ValueError):  # no file of the system, or closed
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None
