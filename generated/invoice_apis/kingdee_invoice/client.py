"""Kingdee invoice cloud, invoices of an application bill: clients.

Generated; edit the contract instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from ..client.auth.credentials import AccessToken, AppLogin
from ..client.client import AsyncClient, Client
from ..client.options import AsyncClientOptions, ClientOptions
from .operations import API, QUERY_BILL_INVOICES

if TYPE_CHECKING:
    from .models import QueryBillInvoicesResponse


class KingdeeInvoice(Client):
    """Kingdee invoice cloud, invoices of an application bill.

    `auth` takes AccessToken or AppLogin; without it, credentials come from the environment.

    Read the issued invoices, with their lines, of one invoicing application bill. Interface code
    BILL.INVOICE.QUERY of the Kingdee invoice cloud (Xinghan edition, piaozone). Every interface of the service
    is a POST to one path; `interfaceCode` in the body chooses among them, and `data` carries the business
    content as base64 text of JSON.

    The records are issued invoices with goods lines. No currency is stated for any amount. Empty text means "no
    value". The page types the envelope only; the members of an invoice are known from its sample, their
    meanings from sibling pages, data models and table dictionaries of the same vendor. No code list of an
    invoice member stands on the page, so all labels are open.

    金蝶发票云：按开票申请单查询发票。金蝶发票云（星瀚旗舰版）接口 BILL.INVOICE.QUERY。所有接口共用同一 POST 地
    址，由请求体的 `interfaceCode` 区分，业务内容以 JSON 的 base64文本放在 `data` 中。

    返回的是已开具的发票及其明细行。各处均未注明币种；空字符串表示无值。页面只定义外层结构，发票成员取自示例，含
    义取自同一厂商的相邻接口、数据模型和数据字典；页面未列出任何发票成员的代码表，因此标签仅供参考，不作限制。
    """

    _api = API

    @staticmethod
    def _models() -> Any:
        from . import models

        return models

    def __init__(
        self,
        *,
        auth: AccessToken | AppLogin | None = None,
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
        """Query the invoices of an application bill. Returns the invoices issued for the invoicing application
        bill of one seller, grouped by bill. One bill may yield several invoices (split) and several bills one
        invoice (merged); this is inferred from the flag for it and not said on the page.

        That the query has no effect on the server, so that it may be repeated, is inferred from its being a
        query. The page gives no paging, rate limit or timeout. Whether a bill without invoices answers with an
        empty array, with an entry without `invoiceList` or with a failure is not documented: expect all three.

        Success and failure both arrive as HTTP 200; the body tells them apart.

        Arguments:
        - seller_taxpayer_id: Taxpayer number of the seller, at most 20 characters. Older numbers have 15, newer
        ones 18. At least 1 characters. At most 20 characters. 销售方纳税人识别号，最长 20 个字符。旧号 15 位，
        新号 18 位。至少 1 个字符。最多 20 个字符。
        - serial_no: Number of the application bill, despite the name. Its label is that of `billNo` in the
        answer, so send the bill number and not an invoice's `serialNo`. Not marked mandatory, yet a query by
        seller alone has no bound. INVOICE.QUERY limits it to 50 characters; no limit is given here. 单据编号。
        名为 serialNo，标签却与响应的 `billNo` 相同：应传单据编号，而不是发票的 `serialNo`。未标必需，但只按销售
        方查询没有范围限制。相邻接口限 50 个字符，本页未给。

        Raises InvalidRequest before anything is sent, ApiError, InvalidResponse and TransportError.

        Vendor page: https://open-ultimate.piaozone.com/project-3905935/api-146003729

        开票申请单发票查询。查询某一销售方的开票申请单已开具的发票，按单据分组。一张单据可拆分为多张发票，多张单
        据也可合并为一张发票（由相应标志推断，页面未说明）。

        查询不改变服务端数据，因而可以重复调用：这一点由其查询性质推断。页面未说明分页、频率限制和超时。单据尚无
        发票时，返回空数组、缺少`invoiceList` 的条目还是失败报文，均无说明，三种情况都应处理。

        成功与失败的 HTTP 状态码都是 200，须以响应体判断。
        """
        return self._call(
            QUERY_BILL_INVOICES,
            {"seller_taxpayer_id": seller_taxpayer_id, "serial_no": serial_no},
            timeout,
            max_retries,
        )


class AsyncKingdeeInvoice(AsyncClient):
    """Kingdee invoice cloud, invoices of an application bill.

    `auth` takes AccessToken or AppLogin; without it, credentials come from the environment.

    Read the issued invoices, with their lines, of one invoicing application bill. Interface code
    BILL.INVOICE.QUERY of the Kingdee invoice cloud (Xinghan edition, piaozone). Every interface of the service
    is a POST to one path; `interfaceCode` in the body chooses among them, and `data` carries the business
    content as base64 text of JSON.

    The records are issued invoices with goods lines. No currency is stated for any amount. Empty text means "no
    value". The page types the envelope only; the members of an invoice are known from its sample, their
    meanings from sibling pages, data models and table dictionaries of the same vendor. No code list of an
    invoice member stands on the page, so all labels are open.

    金蝶发票云：按开票申请单查询发票。金蝶发票云（星瀚旗舰版）接口 BILL.INVOICE.QUERY。所有接口共用同一 POST 地
    址，由请求体的 `interfaceCode` 区分，业务内容以 JSON 的 base64文本放在 `data` 中。

    返回的是已开具的发票及其明细行。各处均未注明币种；空字符串表示无值。页面只定义外层结构，发票成员取自示例，含
    义取自同一厂商的相邻接口、数据模型和数据字典；页面未列出任何发票成员的代码表，因此标签仅供参考，不作限制。
    """

    _api = API

    @staticmethod
    def _models() -> Any:
        from . import models

        return models

    def __init__(
        self,
        *,
        auth: AccessToken | AppLogin | None = None,
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
        """Query the invoices of an application bill. Returns the invoices issued for the invoicing application
        bill of one seller, grouped by bill. One bill may yield several invoices (split) and several bills one
        invoice (merged); this is inferred from the flag for it and not said on the page.

        That the query has no effect on the server, so that it may be repeated, is inferred from its being a
        query. The page gives no paging, rate limit or timeout. Whether a bill without invoices answers with an
        empty array, with an entry without `invoiceList` or with a failure is not documented: expect all three.

        Success and failure both arrive as HTTP 200; the body tells them apart.

        Arguments:
        - seller_taxpayer_id: Taxpayer number of the seller, at most 20 characters. Older numbers have 15, newer
        ones 18. At least 1 characters. At most 20 characters. 销售方纳税人识别号，最长 20 个字符。旧号 15 位，
        新号 18 位。至少 1 个字符。最多 20 个字符。
        - serial_no: Number of the application bill, despite the name. Its label is that of `billNo` in the
        answer, so send the bill number and not an invoice's `serialNo`. Not marked mandatory, yet a query by
        seller alone has no bound. INVOICE.QUERY limits it to 50 characters; no limit is given here. 单据编号。
        名为 serialNo，标签却与响应的 `billNo` 相同：应传单据编号，而不是发票的 `serialNo`。未标必需，但只按销售
        方查询没有范围限制。相邻接口限 50 个字符，本页未给。

        Raises InvalidRequest before anything is sent, ApiError, InvalidResponse and TransportError.

        Vendor page: https://open-ultimate.piaozone.com/project-3905935/api-146003729

        开票申请单发票查询。查询某一销售方的开票申请单已开具的发票，按单据分组。一张单据可拆分为多张发票，多张单
        据也可合并为一张发票（由相应标志推断，页面未说明）。

        查询不改变服务端数据，因而可以重复调用：这一点由其查询性质推断。页面未说明分页、频率限制和超时。单据尚无
        发票时，返回空数组、缺少`invoiceList` 的条目还是失败报文，均无说明，三种情况都应处理。

        成功与失败的 HTTP 状态码都是 200，须以响应体判断。
        """
        return await self._call(
            QUERY_BILL_INVOICES,
            {"seller_taxpayer_id": seller_taxpayer_id, "serial_no": serial_no},
            timeout,
            max_retries,
        )
