"""HTTP, by way of httpcore2, which httpx2 is built on; where a caller gives a transport of httpx2, by way of that one.
Only this file, `connection.py`, `transfer.py` and `foreign.py` know them.

httpx2's client would follow redirects, keep cookies and log every address: a flow decides all of that by itself, and an
address may hold a token. Its transports alone would turn each request and each answer from one form into another.

httpcore2 writes headers and addresses to the loggers `httpcore2.*` at level DEBUG: whoever turns that level on for all
loggers has secrets in the log.

Connections belong to one process and one event loop. Elsewhere (after a fork, in the next `asyncio.run`) a client makes
new ones; the old ones it leaves alone, since two that write to one socket take each other's answers.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import anyio
import httpcore2
from anyio.lowlevel import current_token

from ...errors import ConfigurationError, TransportError
from .connection import Clock, Users, own_async_pool, own_pool
from .effects import Send
from .messages import Response
from .protocol import FAILURES, LATE, Body, told, written

if TYPE_CHECKING:
    import httpx2

    from .httpx_transport import AsyncForeign, Foreign

Pool: TypeAlias = "httpcore2.ConnectionPool | Foreign"
AsyncPool: TypeAlias = "httpcore2.AsyncConnectionPool | AsyncForeign"


@dataclass(slots=True, eq=False)
class _Home:
    """Connections of a client that blocks, in one process."""

    pool: Pool
    clock: Clock
    lock: threading.Lock = field(default_factory=threading.Lock)
    users: Users = field(default_factory=Users)


class Http:
    """A pool of connections for a client that blocks."""

    def __init__(self, base: str, transport: httpx2.BaseTransport | None) -> None:
        self._base = base
        self._foreign: Foreign | None = None
        self._failures: tuple[type[Exception], ...] = FAILURES
        if transport is not None:
            from . import httpx_transport

            self._foreign = httpx_transport.Foreign(transport)
            self._failures += httpx_transport.FAILURES
        # Those of a parent stay: to let go of them would close them, or warn of it.
        self._homes = {os.getpid(): self._new_home()}

    @property
    def lock(self) -> threading.Lock:
        """Held by a call that must be alone."""
        return self._home().lock

    def send(self, step: Send) -> Response:
        """Raises TransportError, and ConfigurationError after the end."""
        home = self._home()
        home.users.come()
        try:
            return self._sent(home, step)
        except self._failures as error:
            failure = told(error, step.request)
        finally:
            if home.users.go():
                home.pool.close()
        # Raised out here, so that it has no context: what httpcore2 says may quote secrets.
        raise failure

    def _sent(self, home: _Home, step: Send) -> Response:
        body = Body(step.within)
        home.clock.ends = body.ends
        response = home.pool.handle_request(written(step))
        try:
            for chunk in response.iter_stream():
                body.add(chunk)
        finally:
            response.close()
        return body.answer(response)

    def pause(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def close(self) -> None:
        """Give the connections back, as soon as nobody uses them."""
        home = self._homes.get(os.getpid())
        if home is None:
            self._homes[os.getpid()] = home = self._successor()
            home.users.end()
        elif home.users.end():
            home.pool.close()

    def _home(self) -> _Home:
        return self._homes.get(os.getpid()) or self._moved()

    def _moved(self) -> _Home:
        """Where a child process is; threads that come at once agree on one."""
        if self._foreign is not None:
            raise ConfigurationError("this client was made in another process; make one here")
        return self._homes.setdefault(os.getpid(), self._successor())

    def _successor(self) -> _Home:
        home = self._new_home()
        if any(earlier.users.has_ended for earlier in [*self._homes.values()]):
            home.users.end()
        return home

    def _new_home(self) -> _Home:
        clock = Clock()
        return _Home(own_pool(self._base, clock) if self._foreign is None else self._foreign, clock)


@dataclass(slots=True, eq=False)
class _AsyncHome:
    """Connections of a client that awaits, in one process and one event loop."""

    pool: AsyncPool
    pid: int = field(default_factory=os.getpid)
    loop: Any = None
    """None until it is used."""
    lock: anyio.Lock = field(default_factory=anyio.Lock)
    users: Users = field(default_factory=Users)


class AsyncHttp:
    """A pool of connections for a client that awaits."""

    def __init__(self, base: str, transport: httpx2.AsyncBaseTransport | None) -> None:
        self._base = base
        self._foreign: AsyncForeign | None = None
        self._failures: tuple[type[Exception], ...] = FAILURES
        if transport is not None:
            from . import httpx_transport

            self._foreign = httpx_transport.AsyncForeign(transport)
            self._failures += httpx_transport.FAILURES
        self._here = self._new_home()
        self._parents: list[_AsyncHome] = []
        """Homes of parent processes; to let go of them would close their connections."""

    @property
    def lock(self) -> anyio.Lock:
        """Held by a call that must be alone."""
        return self._home().lock

    async def send(self, step: Send) -> Response:
        """Raises TransportError, and ConfigurationError after the end."""
        home = self._home()
        home.users.come()
        try:
            with anyio.move_on_after(step.within):
                return await self._sent(home, step)
            failure = TransportError(LATE)
        except self._failures as error:
            failure = told(error, step.request)
        finally:
            if home.users.go():
                await home.pool.aclose()
        # Raised out here, so that it has no context: what httpcore2 says may quote secrets.
        raise failure

    async def _sent(self, home: _AsyncHome, step: Send) -> Response:
        body = Body(step.within)
        response = await home.pool.handle_async_request(written(step))
        try:
            async for chunk in response.aiter_stream():
                body.add(chunk)
        finally:
            await response.aclose()
        return body.answer(response)

    async def pause(self, seconds: float) -> None:
        """Wait, and let other tasks go on."""
        await anyio.sleep(seconds)

    async def aclose(self) -> None:
        """Give the connections back, as soon as nobody uses them."""
        home = self._here
        if not home.users.end() or home.pid != os.getpid():
            return
        if home.loop in (None, _running_loop()):
            await home.pool.aclose()
        else:
            # The loop that could close them is over.
            with suppress(RuntimeError):
                await home.pool.aclose()

    def _home(self) -> _AsyncHome:
        home, loop = self._here, _running_loop()
        if home.pid == os.getpid():
            if home.loop is loop:
                return home
            if home.loop is None:
                home.loop = loop
                return home
        return self._moved(loop)

    def _moved(self, loop: Any) -> _AsyncHome:
        """Where a child process or another event loop is."""
        old = self._here
        is_child = old.pid != os.getpid()
        if self._foreign is not None:
            place = "process" if is_child else "event loop"
            raise ConfigurationError(f"this client was made in another {place}; make one here")
        new = self._new_home()
        new.loop = loop
        if old.users.has_ended:
            new.users.end()
        if is_child:
            self._parents.append(old)
        self._here = new
        return new

    def _new_home(self) -> _AsyncHome:
        return _AsyncHome(own_async_pool(self._base) if self._foreign is None else self._foreign)


def _running_loop() -> Any:
    """What stands for the event loop; asyncio's own way is faster than the neutral one."""
    import asyncio  # takes long to load, and whoever awaits has it

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return current_token()
