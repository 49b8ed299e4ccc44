"""One client in a process of its own: `callers.py NAME IN_FLIGHT URL`.

Imports and creates the client. For each number on standard input it makes that many calls and prints their CPU and
wall-clock seconds. Runs in the environment of the client.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

CallMany = Callable[[int], object]
"""Makes a number of calls."""
Maker = Callable[[str, int], CallMany]
"""Creates a client for a URL and a number of concurrent calls."""

BEGIN, END, PAGE, SIZE = "2019-01-28T11:48:41Z", "2019-12-28T11:48:41Z", 1, 10
KEY, SECRET, DOMAIN = "some-access-key", "some-secret-key", "some-domain"
PATH = f"/v1.0/{DOMAIN}/payments/intl-invoices"
QUERY = {"start_time": BEGIN, "end_time": END, "offset": PAGE, "limit": SIZE}


def huawei_bssintl_bare(url: str, in_flight: int) -> CallMany:
    import httpx2

    client, address = httpx2.Client(), url + PATH
    return _sync_calls(lambda: client.get(address, params=QUERY))


def huawei_bssintl_bare_async(url: str, in_flight: int) -> CallMany:
    import httpx2

    client, address = httpx2.AsyncClient(), url + PATH
    return _async_calls(lambda: client.get(address, params=QUERY), in_flight)


def huawei_bssintl_ours(url: str, in_flight: int) -> CallMany:
    from invoice_apis import AccessKey
    from invoice_apis.huawei_bssintl import HuaweiBssintl

    client, query = HuaweiBssintl(auth=AccessKey(KEY, SECRET), domain_id=DOMAIN, base_url=url), _typed_query()
    return _sync_calls(lambda: client.list_invoices(**query))


def huawei_bssintl_ours_async(url: str, in_flight: int) -> CallMany:
    from invoice_apis import AccessKey
    from invoice_apis.huawei_bssintl import AsyncHuaweiBssintl

    client, query = AsyncHuaweiBssintl(auth=AccessKey(KEY, SECRET), domain_id=DOMAIN, base_url=url), _typed_query()
    return _async_calls(lambda: client.list_invoices(**query), in_flight)


def huawei_bssintl_generated(url: str, in_flight: int) -> CallMany:
    from huawei_bssintl_client import Client

    client, query = Client(iam_token=SECRET, base_url=url), _typed_query() | {"domain_id": DOMAIN}
    return _sync_calls(lambda: client.default.list_invoices(**query))


def huawei_bssintl_generated_async(url: str, in_flight: int) -> CallMany:
    from huawei_bssintl_client import AsyncClient

    client, query = AsyncClient(iam_token=SECRET, base_url=url), _typed_query() | {"domain_id": DOMAIN}
    return _async_calls(lambda: client.default.list_invoices(**query), in_flight)


def huawei_bssintl_official(url: str, in_flight: int) -> CallMany:
    from huaweicloudsdkbssintl.v2 import BssintlClient, ListInvoicesRequest
    from huaweicloudsdkcore.auth.credentials import GlobalCredentials

    credentials = GlobalCredentials(KEY, SECRET, DOMAIN)
    client = BssintlClient.new_builder().with_credentials(credentials).with_endpoint(url).build()
    return _sync_calls(lambda: client.list_invoices(ListInvoicesRequest(**QUERY)))


def huawei_bssintl_official_async(url: str, in_flight: int) -> CallMany:
    from huaweicloudsdkbssintl.v2 import BssintlAsyncClient, ListInvoicesRequest
    from huaweicloudsdkcore.auth.credentials import GlobalCredentials

    credentials = GlobalCredentials(KEY, SECRET, DOMAIN)
    client = BssintlAsyncClient.new_builder().with_credentials(credentials).with_endpoint(url).build()
    return _with_futures(lambda: client.list_invoices_async(ListInvoicesRequest(**QUERY)), in_flight)


def alibaba_bss_bare(url: str, in_flight: int) -> CallMany:
    import httpx2

    client = httpx2.Client()
    return _sync_calls(lambda: client.post(url))


def alibaba_bss_bare_async(url: str, in_flight: int) -> CallMany:
    import httpx2

    client = httpx2.AsyncClient()
    return _async_calls(lambda: client.post(url), in_flight)


def alibaba_bss_ours(url: str, in_flight: int) -> CallMany:
    from invoice_apis import AccessKey
    from invoice_apis.alibaba_bss import AlibabaBss

    return _sync_calls(AlibabaBss(auth=AccessKey(KEY, SECRET), base_url=url).query_invoicing_customer_list)


def alibaba_bss_ours_async(url: str, in_flight: int) -> CallMany:
    from invoice_apis import AccessKey
    from invoice_apis.alibaba_bss import AsyncAlibabaBss

    client = AsyncAlibabaBss(auth=AccessKey(KEY, SECRET), base_url=url)
    return _async_calls(client.query_invoicing_customer_list, in_flight)


def alibaba_bss_generated(url: str, in_flight: int) -> CallMany:
    from alibaba_bss_client import Client

    client, fixed = Client(access_key=SECRET, base_url=url), _fixed_headers()
    return _sync_calls(lambda: client.default.query_invoicing_customer_list(**fixed))


def alibaba_bss_generated_async(url: str, in_flight: int) -> CallMany:
    from alibaba_bss_client import AsyncClient

    client, fixed = AsyncClient(access_key=SECRET, base_url=url), _fixed_headers()
    return _async_calls(lambda: client.default.query_invoicing_customer_list(**fixed), in_flight)


def alibaba_bss_official(url: str, in_flight: int) -> CallMany:
    client, query = _alibaba_client(url)
    return _sync_calls(lambda: client.query_invoicing_customer_list(query()))


def alibaba_bss_official_async(url: str, in_flight: int) -> CallMany:
    client, query = _alibaba_client(url)
    return _async_calls(lambda: client.query_invoicing_customer_list_async(query()), in_flight)


def _alibaba_client(url: str) -> tuple[Any, Callable[[], Any]]:
    from alibabacloud_bssopenapi20171214.client import Client
    from alibabacloud_bssopenapi20171214.models import QueryInvoicingCustomerListRequest
    from alibabacloud_tea_openapi.utils_models import Config

    config = Config(access_key_id=KEY, access_key_secret=SECRET, endpoint=url.removeprefix("http://"), protocol="http")
    return Client(config), QueryInvoicingCustomerListRequest


def _typed_query() -> dict[str, Any]:
    from datetime import datetime

    times = {"start_time": datetime.fromisoformat(BEGIN), "end_time": datetime.fromisoformat(END)}
    return {**times, "offset": PAGE, "limit": SIZE}


def _fixed_headers() -> dict[str, str]:
    """Headers that the caller has to set."""
    return {"x_acs_action": "QueryInvoicingCustomerList", "x_acs_version": "2017-12-14"}


def _sync_calls(call: Callable[[], object]) -> CallMany:
    def call_many(times: int) -> None:
        for _ in range(times):
            call()

    return call_many


def _async_calls(call: Callable[[], Awaitable[object]], in_flight: int) -> CallMany:
    import asyncio

    loop = asyncio.new_event_loop()

    async def some(times: int) -> None:
        for _ in range(times):
            await call()

    async def all_of(times: int) -> None:
        await asyncio.gather(*(some(times // in_flight) for _ in range(in_flight)))

    return lambda times: loop.run_until_complete(some(times) if in_flight == 1 else all_of(times))


def _with_futures(call: Callable[[], Any], in_flight: int) -> CallMany:
    def call_many(times: int) -> None:
        for _ in range(times // in_flight):
            for future in [call() for _ in range(in_flight)]:
                future.result()

    return call_many


def main(name: str, in_flight: str, url: str) -> None:
    """Create the client, then make as many calls as each line says."""
    call_many: CallMany = globals()[name](url, int(in_flight))
    for line in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        call_many(int(line))
        print(time.process_time() - cpu, time.perf_counter() - wall, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
