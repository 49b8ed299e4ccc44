# Generated from schemas/kingdee_invoice; edit the contract instead.
"""Kingdee invoice cloud, invoices of an application bill: clients."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Unpack

from ..client.auth.credentials import AccessToken, AppLogin
from ..client.client import AsyncClient, Client
from ..client.options import AsyncClientOptions, ClientOptions
from .operations import API, OPERATIONS, QUERY_BILL_INVOICES

if TYPE_CHECKING:
    from .models import QueryBillInvoicesResponse


class KingdeeInvoice(Client):
    """Client for Kingdee invoice cloud, invoices of an application bill.

    Read the issued invoices, with their lines, of one invoicing application bill.

    Args:
        auth: `AccessToken` or `AppLogin`, or a function that returns it; read from the environment if omitted.
        business_system_code: Code of the calling business system as registered on the platform. It selects the
            callback address and whether `data` is base64 or AES. The table column holds 32 characters. Read from
            KINGDEE_BUSINESS_SYSTEM_CODE if omitted.
        aes_key: Key that encrypts requests and decrypts responses.
        **options: See `ClientOptions`.

    - business_system_code：对接业务系统来源编码，在平台登记。平台据此选择回调地址以及 `data` 采用 base64 还是 AES。
      数据字典列宽 32。
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
        auth: AccessToken | AppLogin | Callable[[], AccessToken | AppLogin] | None = None,
        business_system_code: str | None = None,
        aes_key: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(auth, {"business_system_code": business_system_code}, options, aes_key)

    def query_bill_invoices(
        self,
        *,
        seller_taxpayer_id: str,
        serial_no: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
    ) -> QueryBillInvoicesResponse:
        """Query the invoices of an application bill.

        Returns the invoices issued for the invoicing application bill of one seller, grouped by bill. One bill may
        yield several invoices (split) and several bills one invoice (merged); this is inferred from the flag for it
        and not said on the page.

        That the query has no effect on the server, so that it may be repeated, is inferred from its being a query.
        The page gives no paging, rate limit or timeout. Whether a bill without invoices answers with an empty array,
        with an entry without `invoiceList` or with a failure is not documented: expect all three.

        Success and failure both arrive as HTTP 200; the body tells them apart.

        Args:
            seller_taxpayer_id: Taxpayer number of the seller, at most 20 characters. Older numbers have 15, newer
                ones 18.
            serial_no: Number of the application bill, despite the name. Its label is that of `billNo` in the answer,
                so send the bill number and not an invoice's `serialNo`. Not marked mandatory, yet a query by seller
                alone has no bound. INVOICE.QUERY limits it to 50 characters; no limit is given here.
            timeout: Seconds for each step of an attempt; default: that of the client.
            max_retries: Retries after a failure that may pass; default: that of the client.

        Returns:
            The response; its `report` lists the drift.

        Raises:
            InvalidRequest: The arguments break the contract; nothing was sent.
            ApiError: The service rejected the call.
            InvalidResponse: The response breaks its contract.
            TransportError: No response came.

        Vendor page: https://open-ultimate.piaozone.com/project-3905935/api-146003729

        开票申请单发票查询。查询某一销售方的开票申请单已开具的发票，按单据分组。一张单据可拆分为多张发票，多张单据也
        可合并为一张发票（由相应标志推断，页面未说明）。查询不改变服务端数据，因而可以重复调用：这一点由其查询性质推
        断。页面未说明分页、频率限制和超时。单据尚无发票时，返回空数组、缺少`invoiceList` 的条目还是失败报文，均无说
        明，三种情况都应处理。成功与失败的 HTTP 状态码都是 200，须以响应体判断。

        - seller_taxpayer_id：销售方纳税人识别号，最长 20 个字符。旧号 15 位，新号 18 位。
        - serial_no：单据编号。名为 serialNo，标签却与响应的 `billNo` 相同：应传单据编号，而不是发票的 `serialNo`。未
          标必需，但只按销售方查询没有范围限制。相邻接口限 50 个字符，本页未给。
        """
        return self._call(
            QUERY_BILL_INVOICES,
            {"seller_taxpayer_id": seller_taxpayer_id, "serial_no": serial_no},
            timeout,
            max_retries,
        )


class AsyncKingdeeInvoice(AsyncClient):
    """Async client for Kingdee invoice cloud, invoices of an application bill; see `KingdeeInvoice`."""

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
            AccessToken | AppLogin | Callable[[], AccessToken | AppLogin | Awaitable[AccessToken | AppLogin]] | None
        ) = None,
        business_system_code: str | None = None,
        aes_key: str | None = None,
        **options: Unpack[AsyncClientOptions],
    ) -> None:
        super().__init__(auth, {"business_system_code": business_system_code}, options, aes_key)

    async def query_bill_invoices(
        self,
        *,
        seller_taxpayer_id: str,
        serial_no: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
    ) -> QueryBillInvoicesResponse:
        """See `KingdeeInvoice.query_bill_invoices`."""
        return await self._call(
            QUERY_BILL_INVOICES,
            {"seller_taxpayer_id": seller_taxpayer_id, "serial_no": serial_no},
            timeout,
            max_retries,
        )
