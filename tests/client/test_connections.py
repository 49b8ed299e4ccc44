"""Connections belong to one process and one event loop."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpx2
import invoice_apis as ia
import pytest
from invoice_apis.client.http.pool import AsyncHttpPool, HttpPool
from support.service import ScriptedServer

from .raw_http import echo, send_effect

FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")


@contextmanager
def child(work: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    """Run work in a child process. Yields a function that waits for its result."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            result = work()
        except BaseException:
            result = traceback.format_exc()
        with suppress(BaseException):
            os.write(writing, json.dumps(result).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        try:
            yield lambda: json.loads(pipe.read())
        finally:
            os.waitpid(pid, 0)


@FORKS
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_parent_and_child_process_get_their_own_responses(service: ScriptedServer) -> None:
    service.respond_by(echo)
    http = HttpPool(service.url, None)

    def twenty(name: str) -> list[list[str]]:
        paths = [f"/{name}/{number}" for number in range(20)]
        return [[path, http.send(send_effect(service.url, path)).body.decode()] for path in paths]

    assert http.send(send_effect(service.url, "/first")).body == b"/first"
    with child(lambda: twenty("child")) as others:
        own = twenty("parent")
        got = others()
    http.close()
    assert own == [[f"/parent/{number}"] * 2 for number in range(20)]
    assert got == [[f"/child/{number}"] * 2 for number in range(20)]


@FORKS
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_parent_and_child_process_get_their_own_responses_in_event_loops(service: ScriptedServer) -> None:
    service.respond_by(echo)
    http = AsyncHttpPool(service.url, None)

    async def twenty(name: str) -> list[list[str]]:
        paths = [f"/{name}/{number}" for number in range(20)]
        return [[path, (await http.send(send_effect(service.url, path))).body.decode()] for path in paths]

    with asyncio.Runner() as runner:
        runner.run(http.send(send_effect(service.url, "/first")))

        def in_child() -> Any:
            # Not the parent's loop: that is one with the parent's selector.
            asyncio.events._set_running_loop(None)
            return asyncio.new_event_loop().run_until_complete(twenty("child"))

        with child(in_child) as others:
            own = runner.run(twenty("parent"))
            got = others()
        runner.run(http.aclose())
    assert own == [[f"/parent/{number}"] * 2 for number in range(20)]
    assert got == [[f"/child/{number}"] * 2 for number in range(20)]


@FORKS
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_child_process_does_not_wait_for_locks_of_its_parent(service: ScriptedServer) -> None:
    service.respond_by(echo)
    http = HttpPool(service.url, None)

    def alone() -> bool:
        has_lock = http.lock.acquire(blocking=False)
        return has_lock and http.send(send_effect(service.url, "/child")).body == b"/child"

    with http.lock, child(alone) as result:
        assert result() is True
    http.close()


@FORKS
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_closing_in_a_child_process_does_not_close_the_parent(service: ScriptedServer) -> None:
    service.respond_by(echo)
    http = HttpPool(service.url, None)
    http.send(send_effect(service.url))

    def closed() -> str:
        http.close()
        with pytest.raises(ia.ConfigurationError) as raised:
            http.send(send_effect(service.url))
        return str(raised.value)

    with child(closed) as result:
        assert result() == "the client is closed; create a new one"
    assert http.send(send_effect(service.url, "/again")).body == b"/again"
    http.close()


@FORKS
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_custom_transport_belongs_to_one_process() -> None:
    http = HttpPool("http://service.test", httpx2.MockTransport(lambda _: httpx2.Response(200)))

    def refused() -> str:
        with pytest.raises(ia.ConfigurationError) as raised:
            http.send(send_effect("http://service.test"))
        return str(raised.value)

    with child(refused) as result:
        assert result() == "this client was created in another process; create one here"
    http.close()


@pytest.fixture
def abandoned() -> Iterator[None]:
    """Collect connections left open by a finished event loop, with their warnings, before the next test."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


IGNORED = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


def leaving_open(test: Any) -> Any:
    return IGNORED(pytest.mark.usefixtures("abandoned")(test))


@leaving_open
def test_each_event_loop_has_connections_of_its_own(service: ScriptedServer) -> None:
    service.respond_by(echo)
    http = AsyncHttpPool(service.url, None)

    async def ask(path: str) -> bytes:
        async with http.lock:
            return (await http.send(send_effect(service.url, path))).body

    async def last() -> bytes:
        body = await ask("/last")
        await http.aclose()
        return body

    for number in range(3):
        assert asyncio.run(ask(f"/{number}")) == f"/{number}".encode()
    assert asyncio.run(last()) == b"/last"
    with pytest.raises(ia.ConfigurationError, match="closed"):
        asyncio.run(ask("/after"))


@leaving_open
def test_connections_of_a_finished_event_loop_can_be_closed(service: ScriptedServer) -> None:
    service.respond_by(echo)
    http = AsyncHttpPool(service.url, None)
    asyncio.run(http.send(send_effect(service.url)))
    asyncio.run(http.aclose())


def test_a_custom_transport_belongs_to_one_event_loop() -> None:
    base = "http://service.test"
    http = AsyncHttpPool(base, httpx2.MockTransport(lambda _: httpx2.Response(200)))
    assert asyncio.run(http.send(send_effect(base))).status == 200
    with pytest.raises(ia.ConfigurationError, match="another event loop; create one here"):
        asyncio.run(http.send(send_effect(base)))
    asyncio.run(http.aclose())
