"""Huawei Cloud BSSINTL: clients.

Generated; edit the contract instead.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Unpack

from ..client.auth.credentials import AccessKey, AccessToken
from ..client.client import AsyncClient, Client
from ..client.options import AsyncClientOptions, ClientOptions
from .operations import API, LIST_INVOICES

if TYPE_CHECKING:
    from ..client.pages import AsyncPages, Pages
    from .models import Invoice, ListInvoicesResponse


class HuaweiBssintl(Client):
    """Huawei Cloud BSSINTL.

    `auth` takes AccessToken or AccessKey; without it, credentials come from the environment.

    Invoice applications of a Huawei Cloud International account. The invoice part of the billing service of
    Huawei Cloud International. One operation lists the invoice applications of an account: drafts, running and
    finished ones, and returns. The two archived pages of this URI are: English for customers, Chinese for
    partners. Where they mean different things, both meanings are given here. All amounts are USD.

    华为云国际站 BSSINTL。华为云国际站运营服务的发票部分，仅一个操作：列出账号的开票申请，含草稿、处理中、已完成
    以及退票。本契约所据的两份存档页面描述同一 URI：英文页面向客户，中文页面向伙伴；两页含义不同之处，这里一并写
    明。金额均为美元（USD）。
    """

    _api = API

    @staticmethod
    def _models() -> Any:
        from . import models

        return models

    def __init__(
        self,
        *,
        auth: AccessToken | AccessKey | None = None,
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
        """List the invoice applications of a period. Returns one page of the invoice applications filed between
        start_time and end_time. An item is an application and not always an invoice: drafts, rejections and
        returns are in the list too, so look at invoiceState and requestMode before adding up amounts.

        Customers call it with the AK/SK or token of the customer and get what Billing Center shows under
        Invoices. Partners call the same URI with the AK/SK or token of the partner and get what Partner Center
        shows under 伙伴账务 > 发票中心.

        offset counts pages, from 1; it does not count records. The pages leave open whether the ends of the
        period belong to it, how long it may be, how items are sorted, and whether count means the page or the
        total. The documented request has no body, yet carries Content-Type: application/json. The vendor's API
        Explorer can send trial calls and generates example SDK code.

        Arguments:
        - start_time: Start of the period in which the applications were filed. UTC to the second in the form
        yyyy-MM-dd'T'HH:mm:ss'Z'; the letter Z is fixed, neither an offset such as +00:00 nor fractions of a
        second fit. At most 64 characters. 申请提交时间段的起点。UTC，精确到秒，格式 yyyy-MM-dd'T'HH:mm:ss'Z'；Z
        为固定字母，不接受 +00:00 之类的时区偏移，也不带小数秒。
        - end_time: End of the period in which the applications were filed, in the same form as start_time (UTC,
        yyyy-MM-dd'T'HH:mm:ss'Z'). Whether the last second itself belongs to the period is not documented. At
        most 64 characters. 申请提交时间段的终点，格式同 start_time（UTC，yyyy-MM-dd'T'HH:mm:ss'Z'）。是否包含该
        时刻，文档未说明。
        - offset: Number of the page, 1 to 99999. In spite of its name it is no record offset: the next page is
        offset + 1, never offset + limit. At least 1. At most 99999. 页码，1 至 99999。名为 offset，却不是记录偏
        移量：下一页是 offset + 1，而不是 offset + limit。
        - limit: Records per page, 1 to 100. At least 1. At most 100. 每页记录数，1 至 100。

        Raises InvalidRequest before anything is sent, ApiError, InvalidResponse and TransportError.

        Vendor page: https://support.huaweicloud.com/intl/en-us/api-oce/miv_01005.html

        按页返回 start_time 与 end_time 之间提交的开票申请。每一项是“申请”，不一定是发票：草稿、驳回、退票也在其
        中，汇总金额前须先看 invoiceState 与 requestMode。

        客户使用客户 AK/SK 或 Token 调用，内容对应费用中心的 Invoices；伙伴使用伙伴 AK/SK 或 Token 调用同一 URI，
        内容对应伙伴中心“伙伴账务 > 发票中心”。

        offset 是从 1 开始的页码，不是记录偏移量。文档未说明：起止时刻是否包含在内、时间跨度上限、排序方式，以及
        count 是本页条数还是总数。

        文档示例为无消息体的 GET，但带有 Content-Type: application/json。可在 API Explorer 中调试，并可由其生成
        SDK 示例代码。
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
        """All records of `list_invoices`, page after page, each once. A walk that can't vouch for having seen
        every record raises IncompletePages at its end, unless `strict` is false; `receipt` says what was seen.

        Arguments:
        - start_time: Start of the period in which the applications were filed. UTC to the second in the form
        yyyy-MM-dd'T'HH:mm:ss'Z'; the letter Z is fixed, neither an offset such as +00:00 nor fractions of a
        second fit. At most 64 characters. 申请提交时间段的起点。UTC，精确到秒，格式 yyyy-MM-dd'T'HH:mm:ss'Z'；Z
        为固定字母，不接受 +00:00 之类的时区偏移，也不带小数秒。
        - end_time: End of the period in which the applications were filed, in the same form as start_time (UTC,
        yyyy-MM-dd'T'HH:mm:ss'Z'). Whether the last second itself belongs to the period is not documented. At
        most 64 characters. 申请提交时间段的终点，格式同 start_time（UTC，yyyy-MM-dd'T'HH:mm:ss'Z'）。是否包含该
        时刻，文档未说明。
        - limit: Records per page, 1 to 100. At least 1. At most 100. 每页记录数，1 至 100。

        Raises InvalidRequest before anything is sent, ApiError, InvalidResponse and TransportError.
        """
        return self._pages(
            LIST_INVOICES,
            {"start_time": start_time, "end_time": end_time, "limit": limit},
            strict,
            timeout,
            max_retries,
        )


class AsyncHuaweiBssintl(AsyncClient):
    """Huawei Cloud BSSINTL.

    `auth` takes AccessToken or AccessKey; without it, credentials come from the environment.

    Invoice applications of a Huawei Cloud International account. The invoice part of the billing service of
    Huawei Cloud International. One operation lists the invoice applications of an account: drafts, running and
    finished ones, and returns. The two archived pages of this URI are: English for customers, Chinese for
    partners. Where they mean different things, both meanings are given here. All amounts are USD.

    华为云国际站 BSSINTL。华为云国际站运营服务的发票部分，仅一个操作：列出账号的开票申请，含草稿、处理中、已完成
    以及退票。本契约所据的两份存档页面描述同一 URI：英文页面向客户，中文页面向伙伴；两页含义不同之处，这里一并写
    明。金额均为美元（USD）。
    """

    _api = API

    @staticmethod
    def _models() -> Any:
        from . import models

        return models

    def __init__(
        self,
        *,
        auth: AccessToken | AccessKey | None = None,
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
        """List the invoice applications of a period. Returns one page of the invoice applications filed between
        start_time and end_time. An item is an application and not always an invoice: drafts, rejections and
        returns are in the list too, so look at invoiceState and requestMode before adding up amounts.

        Customers call it with the AK/SK or token of the customer and get what Billing Center shows under
        Invoices. Partners call the same URI with the AK/SK or token of the partner and get what Partner Center
        shows under 伙伴账务 > 发票中心.

        offset counts pages, from 1; it does not count records. The pages leave open whether the ends of the
        period belong to it, how long it may be, how items are sorted, and whether count means the page or the
        total. The documented request has no body, yet carries Content-Type: application/json. The vendor's API
        Explorer can send trial calls and generates example SDK code.

        Arguments:
        - start_time: Start of the period in which the applications were filed. UTC to the second in the form
        yyyy-MM-dd'T'HH:mm:ss'Z'; the letter Z is fixed, neither an offset such as +00:00 nor fractions of a
        second fit. At most 64 characters. 申请提交时间段的起点。UTC，精确到秒，格式 yyyy-MM-dd'T'HH:mm:ss'Z'；Z
        为固定字母，不接受 +00:00 之类的时区偏移，也不带小数秒。
        - end_time: End of the period in which the applications were filed, in the same form as start_time (UTC,
        yyyy-MM-dd'T'HH:mm:ss'Z'). Whether the last second itself belongs to the period is not documented. At
        most 64 characters. 申请提交时间段的终点，格式同 start_time（UTC，yyyy-MM-dd'T'HH:mm:ss'Z'）。是否包含该
        时刻，文档未说明。
        - offset: Number of the page, 1 to 99999. In spite of its name it is no record offset: the next page is
        offset + 1, never offset + limit. At least 1. At most 99999. 页码，1 至 99999。名为 offset，却不是记录偏
        移量：下一页是 offset + 1，而不是 offset + limit。
        - limit: Records per page, 1 to 100. At least 1. At most 100. 每页记录数，1 至 100。

        Raises InvalidRequest before anything is sent, ApiError, InvalidResponse and TransportError.

        Vendor page: https://support.huaweicloud.com/intl/en-us/api-oce/miv_01005.html

        按页返回 start_time 与 end_time 之间提交的开票申请。每一项是“申请”，不一定是发票：草稿、驳回、退票也在其
        中，汇总金额前须先看 invoiceState 与 requestMode。

        客户使用客户 AK/SK 或 Token 调用，内容对应费用中心的 Invoices；伙伴使用伙伴 AK/SK 或 Token 调用同一 URI，
        内容对应伙伴中心“伙伴账务 > 发票中心”。

        offset 是从 1 开始的页码，不是记录偏移量。文档未说明：起止时刻是否包含在内、时间跨度上限、排序方式，以及
        count 是本页条数还是总数。

        文档示例为无消息体的 GET，但带有 Content-Type: application/json。可在 API Explorer 中调试，并可由其生成
        SDK 示例代码。
        """
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
        """All records of `list_invoices`, page after page, each once. A walk that can't vouch for having seen
        every record raises IncompletePages at its end, unless `strict` is false; `receipt` says what was seen.

        Arguments:
        - start_time: Start of the period in which the applications were filed. UTC to the second in the form
        yyyy-MM-dd'T'HH:mm:ss'Z'; the letter Z is fixed, neither an offset such as +00:00 nor fractions of a
        second fit. At most 64 characters. 申请提交时间段的起点。UTC，精确到秒，格式 yyyy-MM-dd'T'HH:mm:ss'Z'；Z
        为固定字母，不接受 +00:00 之类的时区偏移，也不带小数秒。
        - end_time: End of the period in which the applications were filed, in the same form as start_time (UTC,
        yyyy-MM-dd'T'HH:mm:ss'Z'). Whether the last second itself belongs to the period is not documented. At
        most 64 characters. 申请提交时间段的终点，格式同 start_time（UTC，yyyy-MM-dd'T'HH:mm:ss'Z'）。是否包含该
        时刻，文档未说明。
        - limit: Records per page, 1 to 100. At least 1. At most 100. 每页记录数，1 至 100。

        Raises InvalidRequest before anything is sent, ApiError, InvalidResponse and TransportError.
        """
        return self._pages(
            LIST_INVOICES,
            {"start_time": start_time, "end_time": end_time, "limit": limit},
            strict,
            timeout,
            max_retries,
        )
