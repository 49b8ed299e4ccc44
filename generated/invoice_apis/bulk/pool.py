"""Blocks judged by several processes, their results in order.

The process that hands out the work does its share, so that nobody waits while others start. Those are spawned, not
forked: a fork copies the locks of threads that it does not copy, and what calls us may have threads. They never see
Ctrl-C, which is for the process that hands out the work, and they end with it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from types import ModuleType
from typing import Any, TypeVar

from ..errors import InvoiceApisError

Task = TypeVar("Task")
Result = TypeVar("Result")
AHEAD = 2
"""Blocks in flight for each other process: one that it works on, and one that waits for it."""
MOST_WAITING = 8
"""Results for each process that wait for an earlier one."""
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class WorkerDied(InvoiceApisError):
    """A process that judged a block ended without a result."""

    def __init__(self) -> None:
        super().__init__(
            "a worker process ended without a result: it was killed, or memory ran out; fewer jobs need less"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), ()


class Pool:
    """So many processes, with this one; the others are started when there is work for more than one. To be closed."""

    def __init__(self, jobs: int) -> None:
        if jobs < 1:
            raise ValueError(f"jobs are 1 or more, not {jobs}")
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None

    def close(self) -> None:
        """End the processes; what they have begun they bring to its end."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def in_order(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The results of tasks in their order; not many more tasks are taken than results.

        `work` is a function of a module, or a partial of one. Raises what it raises, WorkerDied, and what `tasks` raises
        after the results of all tasks before.
        """
        ahead = _Ahead(tasks)
        if self._jobs == 1 or ahead.is_single:
            yield from map(work, ahead)
        else:
            yield from self._by_processes(work, ahead)
        if ahead.error is not None:
            raise ahead.error

    def _by_processes(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        others = self._jobs - 1
        waiting: deque[Future[Result]] = deque()
        executor = self._started()  # out here: it starts a process of its own, which lets interrupts in again
        try:
            for task in tasks:
                if sum(not future.done() for future in waiting) < others * AHEAD:
                    with without_interrupts(), _without_main():
                        waiting.append(executor.submit(work, task))
                else:
                    waiting.append(_done_here(work, task))
                while waiting and (waiting[0].done() or len(waiting) > self._jobs * MOST_WAITING):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise WorkerDied from None
        finally:
            for future in waiting:
                future.cancel()

    def _started(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(self._jobs - 1, get_context("spawn"), initializer=_begin)
        return self._executor


def _done_here(work: Callable[[Task], Result], task: Task) -> Future[Result]:
    """Work that is done at once; an error comes in its turn."""
    future: Future[Result] = Future()
    try:
        future.set_result(work(task))
    except Exception as error:
        future.set_exception(error)
    return future


class _Ahead(Iterator[Task]):
    """Tasks, of which the first two are looked at in advance; an error ends them, and is kept."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self.error: OSError | None = None
        self._rest = self._guarded(tasks)
        self._first = deque(islice(self._rest, 2))

    @property
    def is_single(self) -> bool:
        """Whether there is one task at most."""
        return len(self._first) < 2

    def __next__(self) -> Task:
        return self._first.popleft() if self._first else next(self._rest)

    def _guarded(self, tasks: Iterable[Task]) -> Iterator[Task]:
        try:
            yield from tasks
        except OSError as error:
            self.error = error


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Ctrl-C, and being told to end, wait until the end of this; a process that is started meanwhile inherits it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _without_main() -> Iterator[None]:
    """A process that is started meanwhile does not run the caller's script again, as spawned ones do to find functions
    of it; ours need none, and a script without `if __name__ == "__main__":` would start processes without end."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _begin() -> None:
    """The first thing in a process: Ctrl-C is not for it, and when its parent is killed it does not wait for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
