"""Alibaba Cloud BSS OpenAPI, invoice titles: clients.

Generated; edit the contract instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from ..client.auth.credentials import AccessKey
from ..client.client import AsyncClient, Client
from ..client.options import AsyncClientOptions, ClientOptions
from .operations import API, QUERY_INVOICING_CUSTOMER_LIST

if TYPE_CHECKING:
    from .models import QueryInvoicingCustomerListResponse


class AlibabaBss(Client):
    """Alibaba Cloud BSS OpenAPI, invoice titles.

    `auth` takes AccessKey; without it, credentials come from the environment.

    Reads the invoice titles kept for an Alibaba Cloud account. One RPC-style operation of BSS OpenAPI (later
    named Expenses and Costs). It returns invoice titles: the company, tax and bank details that go on invoices.
    It returns neither issued invoices nor amounts.

    阿里云 BSS OpenAPI：发票抬头。BSS OpenAPI（后改名为“费用与成本”）中的一个 RPC 风格接口，返回发票抬头，即开票
    所用的公司、税务和银行信息；不返回已开具的发票，也不含金额。
    """

    _api = API

    @staticmethod
    def _models() -> Any:
        from . import models

        return models

    def __init__(
        self,
        *,
        auth: AccessKey | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(auth, {}, options)

    def query_invoicing_customer_list(
        self,
        *,
        owner_id: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
    ) -> QueryInvoicingCustomerListResponse:
        """List the invoice titles of the account. Returns the invoice titles of the calling account. The page
        documents neither paging nor filter, so one reply is taken as the whole list. All parameters travel in
        headers and query; the body is empty. The operation only reads, so a call may be repeated, each time
        with a new nonce and a new signature.

        Arguments:
        - owner_id: Optional account id that the official SDK can send. The page lists no request parameters,
        and the SDK does not explain this one; leave it out unless Alibaba Cloud asks for it (ALI-28). 可选的账
        号 ID，仅见于官方 SDK。文档写明无请求参数，SDK 也未作说明；除非阿里云要求，请勿传入（ALI-28）。

        Raises InvalidRequest before anything is sent, ApiError, InvalidResponse and TransportError.

        Vendor page:
        https://alibabacloud.com/help/en/boa/latest/api-bssopenapi-2017-12-14-queryinvoicingcustomerlist

        查询账号下的发票抬头。返回当前账号的发票抬头。文档未提供分页和筛选，因此一次响应即视为全部。参数全部放在
        请求头和查询串中，请求体为空。本接口只读，可以重试；每次重试须重新生成随机数并重新签名。
        """
        return self._call(
            QUERY_INVOICING_CUSTOMER_LIST,
            {"owner_id": owner_id},
            timeout,
            max_retries,
        )


class AsyncAlibabaBss(AsyncClient):
    """Alibaba Cloud BSS OpenAPI, invoice titles.

    `auth` takes AccessKey; without it, credentials come from the environment.

    Reads the invoice titles kept for an Alibaba Cloud account. One RPC-style operation of BSS OpenAPI (later
    named Expenses and Costs). It returns invoice titles: the company, tax and bank details that go on invoices.
    It returns neither issued invoices nor amounts.

    阿里云 BSS OpenAPI：发票抬头。BSS OpenAPI（后改名为“费用与成本”）中的一个 RPC 风格接口，返回发票抬头，即开票
    所用的公司、税务和银行信息；不返回已开具的发票，也不含金额。
    """

    _api = API

    @staticmethod
    def _models() -> Any:
        from . import models

        return models

    def __init__(
        self,
        *,
        auth: AccessKey | None = None,
        **options: Unpack[AsyncClientOptions],
    ) -> None:
        super().__init__(auth, {}, options)

    async def query_invoicing_customer_list(
        self,
        *,
        owner_id: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
    ) -> QueryInvoicingCustomerListResponse:
        """List the invoice titles of the account. Returns the invoice titles of the calling account. The page
        documents neither paging nor filter, so one reply is taken as the whole list. All parameters travel in
        headers and query; the body is empty. The operation only reads, so a call may be repeated, each time
        with a new nonce and a new signature.

        Arguments:
        - owner_id: Optional account id that the official SDK can send. The page lists no request parameters,
        and the SDK does not explain this one; leave it out unless Alibaba Cloud asks for it (ALI-28). 可选的账
        号 ID，仅见于官方 SDK。文档写明无请求参数，SDK 也未作说明；除非阿里云要求，请勿传入（ALI-28）。

        Raises InvalidRequest before anything is sent, ApiError, InvalidResponse and TransportError.

        Vendor page:
        https://alibabacloud.com/help/en/boa/latest/api-bssopenapi-2017-12-14-queryinvoicingcustomerlist

        查询账号下的发票抬头。返回当前账号的发票抬头。文档未提供分页和筛选，因此一次响应即视为全部。参数全部放在
        请求头和查询串中，请求体为空。本接口只读，可以重试；每次重试须重新生成随机数并重新签名。
        """
        return await self._call(
            QUERY_INVOICING_CUSTOMER_LIST,
            {"owner_id": owner_id},
            timeout,
            max_retries,
        )
