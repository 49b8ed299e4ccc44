# Generated from schemas/huawei_bssintl; edit the contract instead.
"""Huawei Cloud BSSINTL: clients."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Unpack

from ..client.auth.credentials import AccessKey, AccessToken
from ..client.client import AsyncClient, Client
from ..client.options import AsyncClientOptions, ClientOptions
from .operations import API, LIST_INVOICES, OPERATIONS

if TYPE_CHECKING:
    from ..client.pages import AsyncPages, Pages
    from .models import Invoice, ListInvoicesResponse


class HuaweiBssintl(Client):
    """Client for Huawei Cloud BSSINTL.

    Invoice applications of a Huawei Cloud International account

    Args:
        auth: `AccessToken` or `AccessKey`, or a function that returns it; read from the environment if omitted.
        domain_id: The account asked about: the account ID of the customer (English page) or the partner ID,
            partner_id (Chinese page). Part of the path, so it holds no slash and is neither `.` nor `..`; AK/SK
            signing repeats it in the header X-Domain-Id. 1 to 64 characters. Read from HUAWEICLOUD_SDK_DOMAIN_ID if
            omitted.
        **options: See `ClientOptions`.

    - domain_id：所查询的账号：英文页为客户账号 ID，中文页为合作伙伴 ID（partner_id）。位于路径中，因此不得含有斜杠，
      也不得为 `.` 或 `..`；使用 AK/SK 签名时还会放入 X-Domain-Id 消息头。1 至 64 个字符。
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
        auth: AccessToken | AccessKey | Callable[[], AccessToken | AccessKey] | None = None,
        domain_id: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(auth, {"domain_id": domain_id}, options)

    def list_invoices(
        self,
        *,
        start_time: datetime,
        end_time: datetime,
        offset: int,
        limit: int,
        timeout: float | None = None,
        max_retries: int | None = None,
    ) -> ListInvoicesResponse:
        """List the invoice applications of a period.

        Returns one page of the invoice applications filed between start_time and end_time. An item is an application
        and not always an invoice: drafts, rejections and returns are in the list too, so look at invoiceState and
        requestMode before adding up amounts.

        Customers call it with the AK/SK or token of the customer and get what Billing Center shows under Invoices.
        Partners call the same URI with the AK/SK or token of the partner and get what Partner Center shows under 伙
        伴账务 > 发票中心.

        offset counts pages, from 1; it does not count records. The pages leave open whether the ends of the period
        belong to it, how long it may be, how items are sorted, and whether count means the page or the total. The
        documented request has no body, yet carries Content-Type: application/json. The vendor's API Explorer can
        send trial calls and generates example SDK code.

        Args:
            start_time: Start of the period in which the applications were filed. UTC to the second in the form
                yyyy-MM-dd'T'HH:mm:ss'Z'; the letter Z is fixed, neither an offset such as +00:00 nor fractions of a
                second fit.
            end_time: End of the period in which the applications were filed, in the same form as start_time (UTC,
                yyyy-MM-dd'T'HH:mm:ss'Z'). Whether the last second itself belongs to the period is not documented.
            offset: Number of the page, 1 to 99999. In spite of its name it is no record offset: the next page is
                offset + 1, never offset + limit.
            limit: Records per page, 1 to 100.
            timeout: Seconds for each step of an attempt; default: that of the client.
            max_retries: Retries after a failure that may pass; default: that of the client.

        Returns:
            The response; its `report` lists the drift.

        Raises:
            InvalidRequest: The arguments break the contract; nothing was sent.
            ApiError: The service rejected the call.
            InvalidResponse: The response breaks its contract.
            TransportError: No response came.

        Vendor page: https://support.huaweicloud.com/intl/en-us/api-oce/miv_01005.html

        按页返回 start_time 与 end_time 之间提交的开票申请。每一项是“申请”，不一定是发票：草稿、驳回、退票也在其中，
        汇总金额前须先看 invoiceState 与 requestMode。客户使用客户 AK/SK 或 Token 调用，内容对应费用中心的 Invoices；
        伙伴使用伙伴 AK/SK 或 Token 调用同一 URI，内容对应伙伴中心“伙伴账务 > 发票中心”。offset 是从 1 开始的页码，不
        是记录偏移量。文档未说明：起止时刻是否包含在内、时间跨度上限、排序方式，以及 count 是本页条数还是总数。文档示
        例为无消息体的 GET，但带有 Content-Type: application/json。可在 API Explorer 中调试，并可由其生成 SDK 示例代
        码。

        - start_time：申请提交时间段的起点。UTC，精确到秒，格式 yyyy-MM-dd'T'HH:mm:ss'Z'；Z 为固定字母，不接受 +00:00
          之类的时区偏移，也不带小数秒。
        - end_time：申请提交时间段的终点，格式同 start_time（UTC，yyyy-MM-dd'T'HH:mm:ss'Z'）。是否包含该时刻，文档未
          说明。
        - offset：页码，1 至 99999。名为 offset，却不是记录偏移量：下一页是 offset + 1，而不是 offset + limit。
        - limit：每页记录数，1 至 100。
        """
        return self._call(
            LIST_INVOICES,
            {"start_time": start_time, "end_time": end_time, "offset": offset, "limit": limit},
            timeout,
            max_retries,
        )

    def iter_invoices(
        self,
        *,
        start_time: datetime,
        end_time: datetime,
        limit: int = 100,
        strict: bool = True,
        timeout: float | None = None,
        max_retries: int | None = None,
    ) -> Pages[Invoice]:
        """Iterate over the records of all pages of `list_invoices`, each record once.

        Args:
            start_time: As in `list_invoices`.
            end_time: As in `list_invoices`.
            limit: Records per page.
            strict: Raise IncompletePages at the end if completeness can't be confirmed.
            timeout: Seconds for each step of an attempt; default: that of the client.
            max_retries: Retries after a failure that may pass; default: that of the client.

        Returns:
            An iterable; its `receipt` counts pages, records and duplicates.

        Raises:
            IncompletePages: Records may be missing.

        All other errors are those of `list_invoices`.
        """
        return self._pages(
            LIST_INVOICES,
            {"start_time": start_time, "end_time": end_time, "limit": limit},
            strict,
            timeout,
            max_retries,
        )


class AsyncHuaweiBssintl(AsyncClient):
    """Async client for Huawei Cloud BSSINTL; see `HuaweiBssintl`."""

    _api = API
    _operations = OPERATIONS

    @staticmethod
    def _models() -> Any:
        from . import models

        return models

    def __init__(
        self,
        *,
        auth: (
            AccessToken | AccessKey | Callable[[], AccessToken | AccessKey | Awaitable[AccessToken | AccessKey]] | None
        ) = None,
        domain_id: str | None = None,
        **options: Unpack[AsyncClientOptions],
    ) -> None:
        super().__init__(auth, {"domain_id": domain_id}, options)

    async def list_invoices(
        self,
        *,
        start_time: datetime,
        end_time: datetime,
        offset: int,
        limit: int,
        timeout: float | None = None,
        max_retries: int | None = None,
    ) -> ListInvoicesResponse:
        """See `HuaweiBssintl.list_invoices`."""
        return await self._call(
            LIST_INVOICES,
            {"start_time": start_time, "end_time": end_time, "offset": offset, "limit": limit},
            timeout,
            max_retries,
        )

    def iter_invoices(
        self,
        *,
        start_time: datetime,
        end_time: datetime,
        limit: int = 100,
        strict: bool = True,
        timeout: float | None = None,
        max_retries: int | None = None,
    ) -> AsyncPages[Invoice]:
        """See `HuaweiBssintl.iter_invoices`; use `async for`."""
        return self._pages(
            LIST_INVOICES,
            {"start_time": start_time, "end_time": end_time, "limit": limit},
            strict,
            timeout,
            max_retries,
        )
