"""The vendors' own SDKs, used as documented."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

from alibabacloud_bssopenapi20171214.client import Client
from alibabacloud_bssopenapi20171214.models import QueryInvoicingCustomerListRequest
from alibabacloud_tea_openapi.utils_models import Config
from huaweicloudsdkbssintl.v2 import BssintlAsyncClient, BssintlClient, ListInvoicesRequest
from huaweicloudsdkcore.auth.credentials import GlobalCredentials
from invoice_apis import AccessKey
from invoice_apis.sandbox import Sandbox
from tested_client import BEGIN, END, SIZE, Record, TestedClient, normalize


class Huawei(TestedClient):
    """Has no pagination: callers loop until a page is not full."""

    api, name = "huawei_bssintl", "huaweicloudsdkbssintl"
    builder = BssintlClient

    def __init__(self, sandbox: Sandbox, key: AccessKey) -> None:
        credentials = GlobalCredentials(key.access_key, key.secret_key, sandbox.values(self.api)["domain_id"])
        if key.security_token:
            credentials = credentials.with_security_token(key.security_token)
        self.client = self.builder.new_builder().with_credentials(credentials).with_endpoint(sandbox.url).build()

    def page(self, number: int) -> list[Record]:
        """A response without a list has no records."""
        request = ListInvoicesRequest(start_time=BEGIN, end_time=END, offset=number, limit=SIZE)
        return [_record(item) for item in self.response(request).invoices or ()]

    def all_records(self) -> Iterator[Record]:
        """From page 1."""
        number, records = 0, [{}] * SIZE
        while len(records) == SIZE:
            number += 1
            records = self.page(number)
            yield from records

    def response(self, request: ListInvoicesRequest) -> Any:
        """One call."""
        return self.client.list_invoices(request)


class AsyncHuawei(Huawei):
    """Returns futures of a thread pool."""

    name = "huaweicloudsdkbssintl, async"
    builder = BssintlAsyncClient

    def response(self, request: ListInvoicesRequest) -> Any:
        """One call, waited for."""
        return self.client.list_invoices_async(request).result()


class Alibaba(TestedClient):
    """The service does not paginate."""

    api, name = "alibaba_bss", "alibabacloud_bssopenapi20171214"

    def __init__(self, sandbox: Sandbox, key: AccessKey) -> None:
        config = Config(
            access_key_id=key.access_key,
            access_key_secret=key.secret_key,
            security_token=key.security_token,
            endpoint=sandbox.url.removeprefix("http://"),
            protocol="http",
        )
        self.client = Client(config)

    def page(self, number: int) -> list[Record]:
        """A response without a list has no records."""
        body = self.response().body
        members = body.to_map() if body else {}
        records = members.get("Data", {}).get("CustomerInvoiceList", {}).get("CustomerInvoice", [])
        return [normalize(record) for record in records]

    def all_records(self) -> Iterator[Record]:
        """One call returns all."""
        yield from self.page(1)

    def response(self) -> Any:
        """One call."""
        return self.client.query_invoicing_customer_list(QueryInvoicingCustomerListRequest())


class AsyncAlibaba(Alibaba):
    """Coroutines."""

    name = "alibabacloud_bssopenapi20171214, async"

    def response(self) -> Any:
        """One call, awaited."""
        return asyncio.run(self.client.query_invoicing_customer_list_async(QueryInvoicingCustomerListRequest()))


def _record(value: Any) -> Any:
    """A model of the Huawei SDK as JSON with the vendor's names."""
    if isinstance(value, list):
        return [_record(item) for item in value]
    if not hasattr(value, "attribute_map"):
        return normalize(value)
    members = {wire: getattr(value, name) for name, wire in value.attribute_map.items()}
    return {wire: _record(member) for wire, member in members.items() if member is not None}
