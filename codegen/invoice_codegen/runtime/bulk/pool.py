"""Validate chunks in several processes, with results in order.

The calling process works too, so it never waits while the others start. Workers are spawned: forking a threaded process
can deadlock. They ignore Ctrl-C, which the calling process handles, and exit with it.
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
from typing import TypeVar

from ..errors import InvoiceApisError
from ..i18n.message import Message

Task = TypeVar("Task")
Result = TypeVar("Result")
IN_FLIGHT = 2
"""Tasks of each worker: one running, one queued."""
MOST_WAITING = 8
"""Results of each process that wait for an earlier one."""
HEAVIEST_WAITING = 4 << 20
"""Bytes of all of them, roughly."""
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class WorkerDied(InvoiceApisError):
    """A worker process ended without a result."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "a worker process ended without a result: it was killed or ran out of memory; use fewer jobs to need less"
            )
        )

    def __reduce__(self) -> tuple[type[WorkerDied], tuple[()]]:
        return WorkerDied, ()


def weightless(result: object) -> int:
    """The weight of results that are small."""
    return 0


class Pool:
    """Up to `jobs` processes, this one included; the others start when there are two tasks. Needs `close`."""

    def __init__(self, jobs: int) -> None:
        if jobs < 1:
            raise ValueError(f"jobs must be 1 or more, not {jobs}")
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None

    def close(self) -> None:
        """Finish running tasks and end the processes."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def in_order(
        self, work: Callable[[Task], Result], tasks: Iterable[Task], weigh: Callable[[Result], int] = weightless
    ) -> Iterator[Result]:
        """Results in the order of the tasks, which are taken only a few ahead.

        `work` is a function of a module, or a partial of one. Raises its exceptions, WorkerDied, and an OSError of
        `tasks` after the results of all tasks before. `weigh` tells how many bytes a result takes: while many wait for
        an earlier one, this process waits too.
        """
        ahead = _Lookahead(tasks)
        if self._jobs == 1 or ahead.is_single:
            yield from map(work, ahead)
        else:
            yield from self._by_processes(work, ahead, weigh)
        if ahead.error is not None:
            raise ahead.error

    def _by_processes(
        self, work: Callable[[Task], Result], tasks: Iterable[Task], weigh: Callable[[Result], int]
    ) -> Iterator[Result]:
        workers, most = self._jobs - 1, self._jobs * MOST_WAITING
        waiting: deque[Future[Result]] = deque()
        executor = self._start()  # not under without_interrupts: it starts a helper process, which unblocks signals
        try:
            for task in tasks:
                if sum(not future.done() for future in waiting) < workers * IN_FLIGHT:
                    with without_interrupts(), _without_main():
                        waiting.append(executor.submit(work, task))
                else:
                    waiting.append(_run_here(work, task))
                while waiting and (waiting[0].done() or len(waiting) > most or _is_heavy(waiting, weigh)):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise WorkerDied from None
        finally:
            for future in waiting:
                future.cancel()

    def _start(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(self._jobs - 1, get_context("spawn"), initializer=_initialize)
        return self._executor


def _is_heavy(waiting: Iterable[Future[Result]], weigh: Callable[[Result], int]) -> bool:
    done = (future for future in waiting if future.done() and future.exception() is None)
    return sum(weigh(future.result()) for future in done) > HEAVIEST_WAITING


def _run_here(work: Callable[[Task], Result], task: Task) -> Future[Result]:
    """Run a task in this process; an exception is raised in its turn."""
    future: Future[Result] = Future()
    try:
        future.set_result(work(task))
    except Exception as error:
        future.set_exception(error)
    return future


class _Lookahead(Iterator[Task]):
    """Tasks, the first two read in advance. An OSError ends them and is kept."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self.error: OSError | None = None
        self._rest = self._until_error(tasks)
        self._first = deque(islice(self._rest, 2))

    @property
    def is_single(self) -> bool:
        """Whether there is at most one task."""
        return len(self._first) < 2

    def __next__(self) -> Task:
        return self._first.popleft() if self._first else next(self._rest)

    def _until_error(self, tasks: Iterable[Task]) -> Iterator[Task]:
        try:
            yield from tasks
        except OSError as error:
            self.error = error


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Delay SIGINT and SIGTERM to the end of the block; processes started inside inherit that."""
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
    """Keep processes started inside from running the caller's script again.

    Spawned processes run it to find its functions. Ours need none, and a script without
    `if __name__ == "__main__":` would start processes without end.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _initialize() -> None:
    """Ignore Ctrl-C, and exit when the parent process is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    threading.Thread(target=_exit_with_parent, daemon=True).start()


def _exit_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
