"""The vendors' own SDKs, unchanged, in the way their documents show."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

from alibabacloud_bssopenapi20171214.client import Client
from alibabacloud_bssopenapi20171214.models import QueryInvoicingCustomerListRequest
from alibabacloud_tea_openapi.utils_models import Config
from callers import BEGIN, END, SIZE, Caller, Record, bare
from huaweicloudsdkbssintl.v2 import BssintlAsyncClient, BssintlClient, ListInvoicesRequest
from huaweicloudsdkcore.auth.credentials import GlobalCredentials
from invoice_apis import AccessKey
from invoice_apis.sandbox import Sandbox


class Huawei(Caller):
    """It has no walk of its own, so callers write one: until a page is not full."""

    api, name = "huawei_bssintl", "huaweicloudsdkbssintl"
    made = BssintlClient

    def __init__(self, box: Sandbox, key: AccessKey) -> None:
        proof = GlobalCredentials(key.access_key, key.secret_key, box.values(self.api)["domain_id"])
        if key.security_token:
            proof = proof.with_security_token(key.security_token)
        self.client = self.made.new_builder().with_credentials(proof).with_endpoint(box.url).build()

    def page(self, number: int) -> list[Record]:
        """An answer without a list has no records."""
        asked = ListInvoicesRequest(start_time=BEGIN, end_time=END, offset=number, limit=SIZE)
        return [_record(item) for item in self.answer(asked).invoices or ()]

    def walk(self) -> Iterator[Record]:
        """From page 1."""
        number, records = 0, [{}] * SIZE
        while len(records) == SIZE:
            number += 1
            records = self.page(number)
            yield from records

    def answer(self, asked: ListInvoicesRequest) -> Any:
        """One call."""
        return self.client.list_invoices(asked)


class AsyncHuawei(Huawei):
    """Its promises are those of threads."""

    name = "huaweicloudsdkbssintl, async"
    made = BssintlAsyncClient

    def answer(self, asked: ListInvoicesRequest) -> Any:
        """One call, waited for."""
        return self.client.list_invoices_async(asked).result()


class Alibaba(Caller):
    """The service has no pages."""

    api, name = "alibaba_bss", "alibabacloud_bssopenapi20171214"

    def __init__(self, box: Sandbox, key: AccessKey) -> None:
        told = Config(
            access_key_id=key.access_key,
            access_key_secret=key.secret_key,
            security_token=key.security_token,
            endpoint=box.url.removeprefix("http://"),
            protocol="http",
        )
        self.client = Client(told)

    def page(self, number: int) -> list[Record]:
        """An answer without a list has no records."""
        body = self.answer().body
        told = body.to_map() if body else {}
        records = told.get("Data", {}).get("CustomerInvoiceList", {}).get("CustomerInvoice", [])
        return [bare(record) for record in records]

    def walk(self) -> Iterator[Record]:
        """One call gives all."""
        yield from self.page(1)

    def answer(self) -> Any:
        """One call."""
        return self.client.query_invoicing_customer_list(QueryInvoicingCustomerListRequest())


class AsyncAlibaba(Alibaba):
    """Coroutines."""

    name = "alibabacloud_bssopenapi20171214, async"

    def answer(self) -> Any:
        """One call, awaited."""
        return asyncio.run(self.client.query_invoicing_customer_list_async(QueryInvoicingCustomerListRequest()))


def _record(value: Any) -> Any:
    """A model of the Huawei SDK as JSON with the vendor's names."""
    if isinstance(value, list):
        return [_record(item) for item in value]
    if not hasattr(value, "attribute_map"):
        return bare(value)
    members = {wire: getattr(value, name) for name, wire in value.attribute_map.items()}
    return {wire: _record(member) for wire, member in members.items() if member is not None}
