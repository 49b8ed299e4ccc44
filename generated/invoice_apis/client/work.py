"""Work on the body of a response, that of a large one in a thread: an event loop goes on, and the deadline is kept.

A thread can't be stopped. One that a caller no longer waits for ends by itself, as findings are bounded.
"""

from __future__ import annotations

from typing import Any

from ..errors import TransportError
from .http.effects import Work

LARGE = 100_000
"""Bytes of a body from which on it is worked on in a thread: about a hundredth of a second."""


def do(work: Work) -> Any:
    """The result of the work. Raises what the function raises, and TransportError."""
    if work.size <= LARGE:
        return work.function()
    from concurrent.futures import Future
    from threading import Thread

    future: Future[Any] = Future()
    Thread(target=_run, args=(work, future), name="invoice-apis-work", daemon=True).start()
    try:
        return future.result(max(0.0, work.timeout))
    except TimeoutError:
        if future.done():
            raise
        raise _too_long(work) from None


def _run(work: Work, future: Any) -> None:
    try:
        future.set_result(work.function())
    except BaseException as error:  # it is raised where the result is waited for
        future.set_exception(error)


async def do_async(work: Work) -> Any:
    """The same as `do`, awaited."""
    if work.size <= LARGE:
        return work.function()
    from anyio import move_on_after
    from anyio.to_thread import run_sync

    with move_on_after(max(0.0, work.timeout)):
        return await run_sync(work.function, abandon_on_cancel=True)
    raise _too_long(work)


def _too_long(work: Work) -> TransportError:
    problem = f"the response of {work.size} bytes is too much to read and explain before the deadline of the call"
    return TransportError(problem, retryable=False)
