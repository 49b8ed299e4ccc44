"""Our clients."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from invoice_apis import AccessKey
from invoice_apis.alibaba_bss import AlibabaBss, AsyncAlibabaBss
from invoice_apis.huawei_bssintl import AsyncHuaweiBssintl, HuaweiBssintl
from invoice_apis.sandbox import Sandbox
from tested_client import BEGIN, END, SIZE, Record, TestedClient, normalize

PERIOD = {"start_time": datetime.fromisoformat(BEGIN), "end_time": datetime.fromisoformat(END)}


class Huawei(TestedClient):
    """The blocking client."""

    api, name = "huawei_bssintl", "ours"

    def __init__(self, sandbox: Sandbox, key: AccessKey) -> None:
        self.client = HuaweiBssintl(auth=key, base_url=sandbox.url, max_retries=0, **sandbox.values(self.api))

    def page(self, number: int) -> list[Record]:
        """One call."""
        with self.client as client:
            return [_record(item) for item in client.list_invoices(**PERIOD, offset=number, limit=SIZE).invoices]

    def all_records(self) -> Iterator[Record]:
        """Its own pagination."""
        with self.client as client:
            yield from map(_record, client.iter_invoices(**PERIOD, limit=SIZE))


class AsyncHuawei(TestedClient):
    """The async client."""

    api, name = "huawei_bssintl", "ours, async"

    def __init__(self, sandbox: Sandbox, key: AccessKey) -> None:
        self.client = AsyncHuaweiBssintl(auth=key, base_url=sandbox.url, max_retries=0, **sandbox.values(self.api))

    def page(self, number: int) -> list[Record]:
        """One call."""
        reply = _run_with(self.client, lambda client: client.list_invoices(**PERIOD, offset=number, limit=SIZE))
        return [_record(item) for item in reply.invoices]

    def all_records(self) -> Iterator[Record]:
        """Its own pagination."""
        yield from _run_with(self.client, lambda client: _collect(client.iter_invoices(**PERIOD, limit=SIZE)))


class Alibaba(TestedClient):
    """The blocking client."""

    api, name = "alibaba_bss", "ours"

    def __init__(self, sandbox: Sandbox, key: AccessKey) -> None:
        self.client = AlibabaBss(auth=key, base_url=sandbox.url, max_retries=0)

    def page(self, number: int) -> list[Record]:
        """The only page."""
        with self.client as client:
            return _titles(client.query_invoicing_customer_list())

    def all_records(self) -> Iterator[Record]:
        """One call returns all."""
        yield from self.page(1)


class AsyncAlibaba(TestedClient):
    """The async client."""

    api, name = "alibaba_bss", "ours, async"

    def __init__(self, sandbox: Sandbox, key: AccessKey) -> None:
        self.client = AsyncAlibabaBss(auth=key, base_url=sandbox.url, max_retries=0)

    def page(self, number: int) -> list[Record]:
        """The only page."""
        return _titles(_run_with(self.client, lambda client: client.query_invoicing_customer_list()))

    def all_records(self) -> Iterator[Record]:
        """One call returns all."""
        yield from self.page(1)


def _titles(reply: Any) -> list[Record]:
    return [_record(item) for item in reply.data.customer_invoice_list.customer_invoice]


def _record(item: Any) -> Record:
    """A model as JSON with the vendor's names; numbers keep their digits."""
    record: Record = normalize(json.loads(item.to_json(), parse_float=Decimal))
    return record


def _run_with(client: Any, use: Callable[[Any], Awaitable[Any]]) -> Any:
    """Run a coroutine in an event loop of its own, then close the client."""

    async def used() -> Any:
        async with client:
            return await use(client)

    return asyncio.run(used())


async def _collect(items: AsyncIterator[Any]) -> list[Record]:
    return [_record(item) async for item in items]
