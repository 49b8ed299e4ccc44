"""Ctrl-C, and being told to end: the work stops, and what is printed is brought to its end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator, Iterator
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """While it is entered, a signal to end breaks off `until`, and nothing else; a second signal ends the program."""

    def __init__(self) -> None:
        self.signal: int | None = None
        """The one that came."""
        self._working = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Interruption:
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._came) for number in SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def until(self, items: Generator[T, None, None]) -> Iterator[T]:
        """The items up to the interruption; then their generator is closed."""
        try:
            while self.signal is None:
                self._working = True
                item = next(items)
                self._working = False
                yield item
        except (StopIteration, KeyboardInterrupt):
            return
        finally:
            self._working = False
            items.close()

    def _came(self, number: int, frame: FrameType | None) -> None:
        insists, self.signal = self.signal is not None, number
        if self._working or insists:
            self._working = False
            raise KeyboardInterrupt
