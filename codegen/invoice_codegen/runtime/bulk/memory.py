"""Memory that a document needs, and the finding for one that there is none for."""

from __future__ import annotations

import mmap

from ..i18n.message import Message

WANT_OF_MEMORY = Message("there is not enough memory for it")
OUT_OF_MEMORY = (MemoryError, SystemError)
"""Parsers in other languages raise the second where Python's own code raises the first."""
LARGE = 1 << 20
"""Bytes of a text for which memory is reserved."""
NEED = 16
"""Bytes that a byte of a text takes while it is validated, in most texts."""


def reserve(size: int) -> None:
    """Raise MemoryError where a text of this size can't be validated.

    The parsers end the process when they get no memory, so it is asked for before, and given back untouched.
    """
    if size > LARGE:
        try:
            mmap.mmap(-1, NEED * size).close()
        except OSError:
            raise MemoryError from None
