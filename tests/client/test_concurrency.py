"""A client shared by threads and tasks: no responses are mixed up, one login serves all, closing ends all calls."""

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
from support.calling import (
    OPERATIONS,
    Kind,
    api_of,
    case_id,
    client_class,
    documented_call,
    documented_response,
    path,
    schemes,
)
from support.mutate import at

from .authenticated import authenticated_client, logins, received_values

MANY, THREADS = 200, 16
EVERY = pytest.mark.parametrize("operation", OPERATIONS, ids=case_id)
RENEWED = [each for each in OPERATIONS if not {"token", "bearer"} & {scheme.scheme for scheme in schemes(each)}]
"""Those whose clients do not send a token that the caller has from elsewhere, and that only the caller can renew."""
ASYNC = pytest.mark.parametrize(
    "backend", ["asyncio", pytest.param("trio", marks=pytest.mark.skipif(not find_spec("trio"), reason="no trio"))]
)
FAULTS = {"fine": (), "trouble": ("429=9", "500=9", "reset=9", "truncated=9")}


def varied_parameter(operation: Operation) -> Parameter:
    """The argument that differs between calls."""
    free = [known for known in operation.parameters if known.const is None and known.filled_by is None]
    pages = [known for known in free if operation.paging and known.wire == operation.paging.page]
    return (pages or free)[-1]


def questions(operation: Operation) -> list[dict[str, Any]]:
    """One per record. For lists, each asks for a page of one record."""
    own = varied_parameter(operation)
    sizes = {
        known.name: 1 for known in operation.parameters if operation.paging and known.wire == operation.paging.size
    }
    values = [number if own.type == "int" else f"no-{number}" for number in range(1, MANY + 1)]
    return [{**documented_call(operation).arguments, **sizes, own.name: value} for value in values]


def assert_nothing_is_mixed(sandbox: Sandbox, operation: Operation, replies: list[Any], records: list[Any]) -> None:
    own = varied_parameter(operation)
    contract = ia.contract(f"{operation.id}.request")
    came = {at(contract.read(value), path(own)) for value in received_values(sandbox, operation)}
    assert came == {question[own.name] for question in questions(operation)}
    if operation.paging:
        assert [get_member(reply, operation.paging.items) for reply in replies] == [[record] for record in records]
    for header in operation.envelope.request_id_headers[:1] if operation.envelope else ():
        ids = [reply.http.headers[header.lower()] for reply in replies]
        assert len(set(ids)) == MANY
        for place in operation.envelope.request_id if operation.envelope else ():
            success = ia.contract(f"{operation.id}.response").schema("documented")["then"]["properties"]
            expected = ids if place.split("/")[1] in success else [None] * MANY  # some places are in failures only
            assert [get_member(reply, place) for reply in replies] == expected


def all_records(sandbox: Sandbox, operation: Operation) -> list[Any]:
    """Records of a list, read by one client."""
    records: list[Any] = []
    if operation.paging:
        sizes = {known.wire: known.name for known in operation.parameters}
        given = {
            name: value
            for name, value in documented_call(operation).arguments.items()
            if name != sizes[operation.paging.page]
        }
        with authenticated_client(sandbox, operation, "sync") as caller:
            caller.read(getattr(caller.client, operation.walk or "")(**given), records)
    return records


@contextmanager
def serving(operation: Operation, *faults: str) -> Iterator[tuple[Sandbox, list[Any]]]:
    rows = MANY if operation.paging else 1
    with Sandbox(rows) as calm, Sandbox(rows, faults) as sandbox:
        yield sandbox, all_records(calm, operation)


def client(sandbox: Sandbox, operation: Operation, kind: Kind, **options: Any) -> Any:
    api = api_of(operation).id
    given = {"base_url": sandbox.url, "backoff": 0, "max_retries": 99, **options}
    return client_class(operation, kind)(auth=sandbox.auth(api), **sandbox.values(api), **given)


@pytest.mark.slow
@EVERY
@pytest.mark.parametrize("faults", FAULTS)
def test_threads_share_a_client(operation: Operation, faults: str) -> None:
    with serving(operation, *FAULTS[faults]) as (sandbox, records):
        with client(sandbox, operation, "sync") as client_, ThreadPoolExecutor(THREADS) as threads:
            replies = list(
                threads.map(lambda question: getattr(client_, operation.name)(**question), questions(operation))
            )
        assert_nothing_is_mixed(sandbox, operation, replies, records)
        assert logins(sandbox) == _expected_logins(operation)


@pytest.mark.slow
@EVERY
@ASYNC
@pytest.mark.parametrize("faults", FAULTS)
def test_tasks_share_a_client(operation: Operation, faults: str, backend: str) -> None:
    with serving(operation, *FAULTS[faults]) as (sandbox, records):
        replies = anyio.run(_call_concurrently, sandbox, operation, backend=backend)
        assert_nothing_is_mixed(sandbox, operation, replies, records)
        assert logins(sandbox) == _expected_logins(operation)


async def _call_concurrently(sandbox: Sandbox, operation: Operation) -> list[Any]:
    replies: list[Any] = [None] * MANY

    async def send_call(number: int, question: dict[str, Any]) -> None:
        replies[number] = await getattr(client_, operation.name)(**question)

    async with client(sandbox, operation, "async") as client_, anyio.create_task_group() as group:
        for number, question in enumerate(questions(operation)):
            group.start_soon(send_call, number, question)
    return replies


@pytest.mark.slow
@pytest.mark.parametrize("operation", RENEWED, ids=case_id)
def test_an_expired_shared_token_is_renewed_once(operation: Operation) -> None:
    with Sandbox(rows=1, faults=["expired-token"]) as sandbox:
        with client(sandbox, operation, "sync") as client_, ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(lambda question: getattr(client_, operation.name)(**question), questions(operation)))
        assert logins(sandbox) == 2 * _expected_logins(operation)
    with Sandbox(rows=1, faults=["expired-token"]) as sandbox:
        anyio.run(_call_concurrently, sandbox, operation)
        assert logins(sandbox) == 2 * _expected_logins(operation)


def _expected_logins(operation: Operation) -> int:
    """Number of logins of one client."""
    return int(any(scheme_.scheme == "app-login" for scheme_ in api_of(operation).api.security_schemes))


@EVERY
def test_closing_a_client_ends_the_calls_of_all_threads(operation: Operation) -> None:
    with Sandbox(rows=1) as sandbox, client(sandbox, operation, "sync") as client_, ThreadPoolExecutor(4) as threads:
        begun = threading.Barrier(5, timeout=30)

        def call_repeatedly() -> None:
            getattr(client_, operation.name)(**documented_call(operation).arguments)
            begun.wait()
            for _ in range(MANY):
                getattr(client_, operation.name)(**documented_call(operation).arguments)

        asking = [threads.submit(call_repeatedly) for _ in range(4)]
        begun.wait()
        client_.close()
        for each in asking:
            with pytest.raises(ConfigurationError, match="the client is closed"):
                each.result()


@EVERY
@ASYNC
def test_closing_a_client_ends_the_calls_of_all_tasks(operation: Operation, backend: str) -> None:
    ended = []

    async def main() -> None:
        begun = anyio.Event()

        async def call_repeatedly() -> None:
            try:
                for _ in range(MANY):
                    await getattr(client_, operation.name)(**documented_call(operation).arguments)
                    begun.set()
            except ConfigurationError as error:
                ended.append(error)

        async with client(sandbox, operation, "async") as client_, anyio.create_task_group() as group:
            for _ in range(4):
                group.start_soon(call_repeatedly)
            await begun.wait()
            await client_.aclose()

    with Sandbox(rows=1) as sandbox:
        anyio.run(main, backend=backend)
    assert [str(error) for error in ended] == ["the client is closed; create a new one"] * 4


class BlockingTransport(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """Transport that responds on a signal of the test."""

    def __init__(self, operation: Operation, event: Any) -> None:
        self._body = documented_response(operation)
        self.received, self.may_respond = event(), event()
        self.closed = 0

    def _response(self) -> httpx2.Response:
        return httpx2.Response(200, content=self._body, headers={"content-type": "application/json"})

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.received.set()
        assert self.may_respond.wait(30)
        return self._response()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.received.set()
        await self.may_respond.wait()
        return self._response()

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


def blocked_client(operation: Operation, kind: Kind, event: Any) -> tuple[BlockingTransport, Any]:
    transport = BlockingTransport(operation, event)
    sandbox, api = Sandbox(), api_of(operation).id
    scheme = next(scheme_.name for scheme_ in api_of(operation).schemes(operation) if scheme_.scheme != "app-login")
    given = {"base_url": "http://127.0.0.1", "transport": transport, **sandbox.values(api)}
    return transport, client_class(operation, kind)(auth=sandbox.auth(api, scheme), **given)


@EVERY
def test_connections_stay_open_until_the_last_call_returns(operation: Operation) -> None:
    transport, client_ = blocked_client(operation, "sync", threading.Event)
    with ThreadPoolExecutor(1) as threads:
        reply = threads.submit(lambda: getattr(client_, operation.name)(**documented_call(operation).arguments))
        assert transport.received.wait(30)
        client_.close()
        client_.close()
        assert transport.closed == 0
        transport.may_respond.set()
        assert reply.result().http.status == 200
    assert transport.closed == 1


@EVERY
@ASYNC
def test_connections_stay_open_until_the_last_task_returns(operation: Operation, backend: str) -> None:
    async def main() -> int:
        transport, client_ = blocked_client(operation, "async", anyio.Event)

        async def send_call() -> None:
            assert (await getattr(client_, operation.name)(**documented_call(operation).arguments)).http.status == 200

        async with anyio.create_task_group() as group:
            group.start_soon(send_call)
            await transport.received.wait()
            await client_.aclose()
            await client_.aclose()
            assert transport.closed == 0
            transport.may_respond.set()
        return transport.closed

    assert anyio.run(main, backend=backend) == 1
