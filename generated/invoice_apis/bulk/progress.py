"""How far a long run is, on a terminal: one line that is written over."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

PAUSE = 0.2
"""Seconds between two lines, at least."""
ERASE = "\r\033[K"


class Progress:
    """A line with share, documents, rate and time left. Without a stream nothing is told."""

    def __init__(self, stream: TextIO | None, size: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._size, self._clock = stream, size, clock
        """Bytes of everything; None where that is not known, and then share and time left are not told."""
        self._begin = self._told = clock()
        self._bytes = self._documents = 0
        self._is_shown = False

    def add(self, size: int, documents: int) -> None:
        """So much more is done."""
        self._bytes += size
        self._documents += documents
        now = self._clock()
        if self._stream is not None and now - self._told >= PAUSE:
            self._told = now
            self._stream.write(f"{ERASE}{self._line(now - self._begin)}")
            self._stream.flush()
            self._is_shown = True

    def clear(self) -> None:
        """Take the line away, before something else is printed."""
        if self._stream is not None and self._is_shown:
            self._stream.write(ERASE)
            self._stream.flush()
            self._is_shown = False

    def _line(self, seconds: float) -> str:
        done = f"{self._documents:,} documents, {self._bytes / 1e6:,.0f} MB, {self._bytes / 1e6 / seconds:,.0f} MB/s"
        if not self._size or not self._bytes:
            return done
        left = round(max(self._size - self._bytes, 0) * seconds / self._bytes)
        return f"{self._bytes / self._size:4.0%}, {done}, {left // 60}:{left % 60:02} left"
