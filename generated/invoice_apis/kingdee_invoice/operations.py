"""Kingdee invoice cloud, invoices of an application bill: operations as data.

Generated; edit the contract instead.
"""

from __future__ import annotations

from typing import Final

from .._runtime.operation import Condition, Envelope, Operation, Parameter, SecurityScheme, Server

SERVERS: Final = (
    Server(url="https://cosmic.piaozone.com/{tenant}", variables=(("tenant", "your-tenant"),)),
    Server(url="https://cosmic-sandbox.piaozone.com/{tenant}", variables=(("tenant", "your-tenant"),)),
    Server(url="https://cosmic-demo.piaozone.com/{tenant}", variables=(("tenant", "your-tenant"),)),
    Server(url="https://{tenant}.kdcloud.com", variables=(("tenant", "your-tenant"),)),
    Server(url="https://{tenant}.test.kdcloud.com", variables=(("tenant", "your-tenant"),)),
    Server(url="https://{host}/ierp", variables=(("host", "erp.example.com"),)),
)

SECURITY_SCHEMES: Final = (
    SecurityScheme(name="accessTokenQuery", scheme="token", place="query", wire="access_token"),
    SecurityScheme(name="accessTokenHeader", scheme="token", place="header", wire="access_token"),
    SecurityScheme(
        name="appLogin",
        scheme="app-login",
        place="query",
        wire="access_token",
        options=(
            ("app_token_path", "/api/getAppToken.do"),
            ("login_path", "/api/login.do"),
            ("lifetime", 7200),
            ("renew_early", 60),
            ("expired_codes", ("401",)),
        ),
    ),
)

QUERY_BILL_INVOICES: Final = Operation(
    id="kingdee_invoice/QueryBillInvoices",
    method="POST",
    path="/kapi/app/sim/openApi",
    parameters=(
        Parameter(
            name="request_id",
            wire="requestId",
            place="body",
            pointer="/body/requestId",
            type="str",
            filled_by="now-ms",
        ),
        Parameter(
            name="business_system_code",
            wire="businessSystemCode",
            place="body",
            pointer="/body/businessSystemCode",
            type="str",
            required=True,
            filled_by="client",
        ),
        Parameter(
            name="interface_code",
            wire="interfaceCode",
            place="body",
            pointer="/body/interfaceCode",
            type="str",
            required=True,
            const="BILL.INVOICE.QUERY",
        ),
        Parameter(
            name="seller_taxpayer_id",
            wire="sellerTaxpayerId",
            place="body",
            pointer="/body/data/sellerTaxpayerId",
            type="str",
            required=True,
        ),
        Parameter(name="serial_no", wire="serialNo", place="body", pointer="/body/data/serialNo", type="str"),
    ),
    security=(("accessTokenQuery",), ("accessTokenHeader",), ("appLogin",)),
    safe=True,
    encoded=("/body/data",),
    envelope=Envelope(
        success=(
            Condition(pointer="/errorCode", form="in", values=("0", 0)),
            Condition(pointer="/success", form="in", values=(True,)),
        ),
        failure=(
            Condition(pointer="/success", form="in", values=(False,)),
            Condition(pointer="/errorCode", form="not-in", values=("0", 0)),
            Condition(pointer="/returnCode", form="present"),
        ),
        needs=("/data",),
        code=("/errorCode", "/returnCode"),
        message=("/message",),
    ),
)
"""Query the invoices of an application bill. Returns the invoices issued for the invoicing application bill of one
seller, grouped by bill. One bill may yield several invoices (split) and several bills one invoice (merged);
this is inferred from the flag for it and not said on the page.

That the query has no effect on the server, so that it may be repeated, is inferred from its being a query. The
page gives no paging, rate limit or timeout. Whether a bill without invoices answers with an empty array, with
an entry without `invoiceList` or with a failure is not documented: expect all three.

Success and failure both arrive as HTTP 200; the body tells them apart.

开票申请单发票查询。查询某一销售方的开票申请单已开具的发票，按单据分组。一张单据可拆分为多张发票，多张单据也可合
并为一张发票（由相应标志推断，页面未说明）。

查询不改变服务端数据，因而可以重复调用：这一点由其查询性质推断。页面未说明分页、频率限制和超时。单据尚无发票时，
返回空数组、缺少`invoiceList` 的条目还是失败报文，均无说明，三种情况都应处理。

成功与失败的 HTTP 状态码都是 200，须以响应体判断。
"""
