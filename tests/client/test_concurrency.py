"""One client for many: every answer goes to whoever asked, one login serves all, and the end is the end for everybody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import anyio
import httpx2
import invoice_apis as ia
import pytest
from invoice_apis import ConfigurationError
from invoice_apis.models.base import get_member
from invoice_apis.operation import Operation, Parameter
from invoice_apis.sandbox import Sandbox
from support.calling import OPERATIONS, Kind, api_of, called, client_class, good, good_answer, path
from support.mutate import at

from .authenticated import asked_for, authenticated_client, logins

MANY, THREADS = 200, 16
EVERY = pytest.mark.parametrize("operation", OPERATIONS, ids=called)
ASYNC = pytest.mark.parametrize(
    "backend", ["asyncio", pytest.param("trio", marks=pytest.mark.skipif(not find_spec("trio"), reason="no trio"))]
)
TROUBLES = {"fine": (), "trouble": ("429=9", "500=9", "reset=9", "truncated=9")}


def telling(operation: Operation) -> Parameter:
    """The argument by which questions differ."""
    free = [known for known in operation.parameters if known.const is None and known.filled_by is None]
    pages = [known for known in free if operation.paging and known.wire == operation.paging.page]
    return (pages or free)[-1]


def questions(operation: Operation) -> list[dict[str, Any]]:
    """As many as there are records; those for pages ask for one record each."""
    own = telling(operation)
    sizes = {
        known.name: 1 for known in operation.parameters if operation.paging and known.wire == operation.paging.size
    }
    values = [number if own.type == "int" else f"no-{number}" for number in range(1, MANY + 1)]
    return [{**good(operation).arguments, **sizes, own.name: value} for value in values]


def assert_nothing_is_mixed(box: Sandbox, operation: Operation, replies: list[Any], records: list[Any]) -> None:
    own = telling(operation)
    contract = ia.contract(f"{operation.id}.request")
    came = {at(contract.read(value), path(own)) for value in asked_for(box, operation)}
    assert came == {question[own.name] for question in questions(operation)}
    if operation.paging:
        assert [get_member(reply, operation.paging.items) for reply in replies] == [[record] for record in records]
    for header in operation.envelope.request_id_headers[:1] if operation.envelope else ():
        ids = [reply.http.headers[header.lower()] for reply in replies]
        assert len(set(ids)) == MANY
        for place in operation.envelope.request_id if operation.envelope else ():
            assert [get_member(reply, place) for reply in replies] == ids


def all_records(box: Sandbox, operation: Operation) -> list[Any]:
    """Those of a list, asked for by one caller."""
    records: list[Any] = []
    if operation.paging:
        sizes = {known.wire: known.name for known in operation.parameters}
        given = {
            name: value for name, value in good(operation).arguments.items() if name != sizes[operation.paging.page]
        }
        with authenticated_client(box, operation, "sync") as caller:
            caller.read(getattr(caller.client, operation.walk or "")(**given), records)
    return records


@contextmanager
def serving(operation: Operation, *faults: str) -> Iterator[tuple[Sandbox, list[Any]]]:
    rows = MANY if operation.paging else 1
    with Sandbox(rows) as calm, Sandbox(rows, faults) as box:
        yield box, all_records(calm, operation)


def client(box: Sandbox, operation: Operation, kind: Kind, **options: Any) -> Any:
    api = api_of(operation).id
    given = {"base_url": box.url, "backoff": 0, "max_retries": 99, **options}
    return client_class(operation, kind)(auth=box.auth(api), **box.values(api), **given)


@EVERY
@pytest.mark.parametrize("troubles", TROUBLES)
def test_threads_share_a_client(operation: Operation, troubles: str) -> None:
    with serving(operation, *TROUBLES[troubles]) as (box, records):
        with client(box, operation, "sync") as made, ThreadPoolExecutor(THREADS) as threads:
            replies = list(threads.map(lambda asked: getattr(made, operation.name)(**asked), questions(operation)))
        assert_nothing_is_mixed(box, operation, replies, records)
        assert logins(box) == _needed(operation)


@EVERY
@ASYNC
@pytest.mark.parametrize("troubles", TROUBLES)
def test_tasks_share_a_client(operation: Operation, troubles: str, backend: str) -> None:
    with serving(operation, *TROUBLES[troubles]) as (box, records):
        replies = anyio.run(_asked_together, box, operation, backend=backend)
        assert_nothing_is_mixed(box, operation, replies, records)
        assert logins(box) == _needed(operation)


async def _asked_together(box: Sandbox, operation: Operation) -> list[Any]:
    replies: list[Any] = [None] * MANY

    async def ask(number: int, asked: dict[str, Any]) -> None:
        replies[number] = await getattr(made, operation.name)(**asked)

    async with client(box, operation, "async") as made, anyio.create_task_group() as group:
        for number, asked in enumerate(questions(operation)):
            group.start_soon(ask, number, asked)
    return replies


@EVERY
def test_a_token_that_runs_out_for_all_is_replaced_once(operation: Operation) -> None:
    with Sandbox(rows=1, faults=["expired-token"]) as box:
        with client(box, operation, "sync") as made, ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(lambda asked: getattr(made, operation.name)(**asked), questions(operation)))
        assert logins(box) == 2 * _needed(operation)
    with Sandbox(rows=1, faults=["expired-token"]) as box:
        anyio.run(_asked_together, box, operation)
        assert logins(box) == 2 * _needed(operation)


def _needed(operation: Operation) -> int:
    """How often a caller logs in where there are logins."""
    return int(any(how.scheme == "app-login" for how in api_of(operation).api.security_schemes))


@EVERY
def test_the_end_of_a_client_ends_the_calls_of_all_threads(operation: Operation) -> None:
    with Sandbox(rows=1) as box, client(box, operation, "sync") as made, ThreadPoolExecutor(4) as threads:
        begun = threading.Barrier(5, timeout=30)

        def ask_on() -> None:
            getattr(made, operation.name)(**good(operation).arguments)
            begun.wait()
            for _ in range(MANY):
                getattr(made, operation.name)(**good(operation).arguments)

        asking = [threads.submit(ask_on) for _ in range(4)]
        begun.wait()
        made.close()
        for each in asking:
            with pytest.raises(ConfigurationError, match="the client is closed"):
                each.result()


@EVERY
@ASYNC
def test_the_end_of_a_client_ends_the_calls_of_all_tasks(operation: Operation, backend: str) -> None:
    ended = []

    async def main() -> None:
        begun = anyio.Event()

        async def ask_on() -> None:
            try:
                for _ in range(MANY):
                    await getattr(made, operation.name)(**good(operation).arguments)
                    begun.set()
            except ConfigurationError as error:
                ended.append(error)

        async with client(box, operation, "async") as made, anyio.create_task_group() as group:
            for _ in range(4):
                group.start_soon(ask_on)
            await begun.wait()
            await made.aclose()

    with Sandbox(rows=1) as box:
        anyio.run(main, backend=backend)
    assert [str(error) for error in ended] == ["the client is closed; make a new one"] * 4


class Held(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """A way to a service that answers when it is told to."""

    def __init__(self, operation: Operation, event: Any) -> None:
        self._body = good_answer(operation)
        self.asked, self.may_answer = event(), event()
        self.closed = 0

    def _response(self) -> httpx2.Response:
        return httpx2.Response(200, content=self._body, headers={"content-type": "application/json"})

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.set()
        assert self.may_answer.wait(30)
        return self._response()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.set()
        await self.may_answer.wait()
        return self._response()

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


def held(operation: Operation, kind: Kind, event: Any) -> tuple[Held, Any]:
    transport = Held(operation, event)
    box, api = Sandbox(), api_of(operation).id
    way = next(how.name for how in api_of(operation).schemes(operation) if how.scheme != "app-login")
    given = {"base_url": "http://127.0.0.1", "transport": transport, **box.values(api)}
    return transport, client_class(operation, kind)(auth=box.auth(api, way), **given)


@EVERY
def test_connections_are_not_closed_under_the_hands_of_a_call(operation: Operation) -> None:
    transport, made = held(operation, "sync", threading.Event)
    with ThreadPoolExecutor(1) as threads:
        reply = threads.submit(lambda: getattr(made, operation.name)(**good(operation).arguments))
        assert transport.asked.wait(30)
        made.close()
        made.close()
        assert transport.closed == 0
        transport.may_answer.set()
        assert reply.result().http.status == 200
    assert transport.closed == 1


@EVERY
@ASYNC
def test_connections_are_not_closed_under_the_hands_of_a_task(operation: Operation, backend: str) -> None:
    async def main() -> int:
        transport, made = held(operation, "async", anyio.Event)

        async def ask() -> None:
            assert (await getattr(made, operation.name)(**good(operation).arguments)).http.status == 200

        async with anyio.create_task_group() as group:
            group.start_soon(ask)
            await transport.asked.wait()
            await made.aclose()
            await made.aclose()
            assert transport.closed == 0
            transport.may_answer.set()
        return transport.closed

    assert anyio.run(main, backend=backend) == 1
