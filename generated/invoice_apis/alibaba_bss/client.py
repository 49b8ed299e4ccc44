# Generated from schemas/alibaba_bss; edit the contract instead.
"""Alibaba Cloud BSS OpenAPI, invoice titles: clients."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Unpack

from ..client.auth.credentials import AccessKey
from ..client.client import AsyncClient, Client
from ..client.options import AsyncClientOptions, ClientOptions
from .operations import API, OPERATIONS, QUERY_INVOICING_CUSTOMER_LIST

if TYPE_CHECKING:
    from .models import QueryInvoicingCustomerListResponse


class AlibabaBss(Client):
    """Client for Alibaba Cloud BSS OpenAPI, invoice titles.

    Reads the invoice titles kept for an Alibaba Cloud account.

    Args:
        auth: `AccessKey`, or a function that returns it; read from the environment if omitted.
        **options: See `ClientOptions`.
    """

    _api = API
    _operations = OPERATIONS

    @staticmethod
    def _models() -> Any:
        from . import models

        return models

    def __init__(
        self,
        *,
        auth: AccessKey | Callable[[], AccessKey] | None = None,
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
        """List the invoice titles of the account.

        Returns the invoice titles of the calling account. The page documents neither paging nor filter, so one reply
        is taken as the whole list. All parameters travel in headers and query; the body is empty. The operation only
        reads, so a call may be repeated, each time with a new nonce and a new signature.

        Args:
            owner_id: Optional account id that the official SDK can send. The page lists no request parameters, and
                the SDK does not explain this one; leave it out unless Alibaba Cloud asks for it (ALI-28).
            timeout: Seconds for each step of an attempt; default: that of the client.
            max_retries: Retries after a failure that may pass; default: that of the client.

        Returns:
            The response; its `report` lists the drift.

        Raises:
            InvalidRequest: The arguments break the contract; nothing was sent.
            ApiError: The service rejected the call.
            InvalidResponse: The response breaks its contract.
            TransportError: No response came.

        Vendor page: https://alibabacloud.com/help/en/boa/latest/api-bssopenapi-2017-12-14-queryinvoicingcustomerlist

        查询账号下的发票抬头。返回当前账号的发票抬头。文档未提供分页和筛选，因此一次响应即视为全部。参数全部放在请求
        头和查询串中，请求体为空。本接口只读，可以重试；每次重试须重新生成随机数并重新签名。

        - owner_id：可选的账号 ID，仅见于官方 SDK。文档写明无请求参数，SDK 也未作说明；除非阿里云要求，请勿传入（
          ALI-28）。
        """
        return self._call(
            QUERY_INVOICING_CUSTOMER_LIST,
            {"owner_id": owner_id},
            timeout,
            max_retries,
        )


class AsyncAlibabaBss(AsyncClient):
    """Async client for Alibaba Cloud BSS OpenAPI, invoice titles; see `AlibabaBss`."""

    _api = API
    _operations = OPERATIONS

    @staticmethod
    def _models() -> Any:
        from . import models

        return models

    def __init__(
        self,
        *,
        auth: AccessKey | Callable[[], AccessKey | Awaitable[AccessKey]] | None = None,
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
        """See `AlibabaBss.query_invoicing_customer_list`."""
        return await self._call(
            QUERY_INVOICING_CUSTOMER_LIST,
            {"owner_id": owner_id},
            timeout,
            max_retries,
        )
