"""Our clients."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from callers import BEGIN, END, SIZE, Caller, Record, bare
from invoice_apis import AccessKey
from invoice_apis.alibaba_bss import AlibabaBss, AsyncAlibabaBss
from invoice_apis.huawei_bssintl import AsyncHuaweiBssintl, HuaweiBssintl
from invoice_apis.sandbox import Sandbox

PERIOD = {"start_time": datetime.fromisoformat(BEGIN), "end_time": datetime.fromisoformat(END)}


class Huawei(Caller):
    """The client that blocks."""

    api, name = "huawei_bssintl", "ours"

    def __init__(self, box: Sandbox, key: AccessKey) -> None:
        self.client = HuaweiBssintl(auth=key, base_url=box.url, max_retries=0, **box.values(self.api))

    def page(self, number: int) -> list[Record]:
        """One call."""
        with self.client as client:
            return [_record(item) for item in client.list_invoices(**PERIOD, offset=number, limit=SIZE).invoices]

    def walk(self) -> Iterator[Record]:
        """Its own walk."""
        with self.client as client:
            yield from map(_record, client.iter_invoices(**PERIOD, limit=SIZE))


class AsyncHuawei(Caller):
    """The client that awaits."""

    api, name = "huawei_bssintl", "ours, async"

    def __init__(self, box: Sandbox, key: AccessKey) -> None:
        self.client = AsyncHuaweiBssintl(auth=key, base_url=box.url, max_retries=0, **box.values(self.api))

    def page(self, number: int) -> list[Record]:
        """One call."""
        reply = _closing(self.client, lambda client: client.list_invoices(**PERIOD, offset=number, limit=SIZE))
        return [_record(item) for item in reply.invoices]

    def walk(self) -> Iterator[Record]:
        """Its own walk."""
        yield from _closing(self.client, lambda client: _gathered(client.iter_invoices(**PERIOD, limit=SIZE)))


class Alibaba(Caller):
    """The client that blocks."""

    api, name = "alibaba_bss", "ours"

    def __init__(self, box: Sandbox, key: AccessKey) -> None:
        self.client = AlibabaBss(auth=key, base_url=box.url, max_retries=0)

    def page(self, number: int) -> list[Record]:
        """The only one."""
        with self.client as client:
            return _titles(client.query_invoicing_customer_list())

    def walk(self) -> Iterator[Record]:
        """One call gives all."""
        yield from self.page(1)


class AsyncAlibaba(Caller):
    """The client that awaits."""

    api, name = "alibaba_bss", "ours, async"

    def __init__(self, box: Sandbox, key: AccessKey) -> None:
        self.client = AsyncAlibabaBss(auth=key, base_url=box.url, max_retries=0)

    def page(self, number: int) -> list[Record]:
        """The only one."""
        return _titles(_closing(self.client, lambda client: client.query_invoicing_customer_list()))

    def walk(self) -> Iterator[Record]:
        """One call gives all."""
        yield from self.page(1)


def _titles(reply: Any) -> list[Record]:
    return [_record(item) for item in reply.data.customer_invoice_list.customer_invoice]


def _record(item: Any) -> Record:
    """A model as JSON with the vendor's names; numbers keep their digits."""
    record: Record = bare(json.loads(item.to_json(), parse_float=Decimal))
    return record


def _closing(client: Any, use: Callable[[Any], Awaitable[Any]]) -> Any:
    """What is awaited, in an event loop of its own."""

    async def used() -> Any:
        async with client:
            return await use(client)

    return asyncio.run(used())


async def _gathered(items: AsyncIterator[Any]) -> list[Record]:
    return [_record(item) async for item in items]
