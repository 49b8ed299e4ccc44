"""Ctrl-C and SIGTERM: stop the work, and complete the output."""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator, Iterator
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")
SIGNALS = (signal.SIGINT, signal.SIGTERM)
SIGNALLED = 128
"""A shell adds the signal number to it for the exit code of a program that a signal ended."""


class Interruption:
    """Context in which a signal only stops `until`; a second signal ends the program."""

    def __init__(self) -> None:
        self.signal: int | None = None
        """The signal that was received."""
        self._is_working = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Interruption:
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._handle) for number in SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def until(self, items: Generator[T, None, None]) -> Iterator[T]:
        """Yield items until a signal is received, then close their generator."""
        try:
            while self.signal is None:
                self._is_working = True
                item = next(items)
                self._is_working = False
                yield item
        except (StopIteration, KeyboardInterrupt):
            return
        finally:
            self._is_working = False
            items.close()

    def _handle(self, number: int, frame: FrameType | None) -> None:
        is_second, self.signal = self.signal is not None, number
        if self._is_working or is_second:
            self._is_working = False
            raise KeyboardInterrupt
