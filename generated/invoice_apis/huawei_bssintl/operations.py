"""Huawei Cloud BSSINTL: operations as data.

Generated; edit the contract instead.
"""

from __future__ import annotations

from typing import Final

from .._runtime.operation import Condition, Envelope, Operation, Paging, Parameter, SecurityScheme, Server

SERVERS: Final = (
    Server(url="https://bss-intl.myhuaweicloud.com", regions=("ap-southeast-1",)),
    Server(url="https://bss.myhuaweicloud.eu", regions=("eu-west-101",)),
)

SECURITY_SCHEMES: Final = (
    SecurityScheme(name="IamToken", scheme="token", place="header", wire="X-Auth-Token"),
    SecurityScheme(
        name="AccessKey",
        scheme="sdk-hmac-sha256",
        place="header",
        wire="Authorization",
        options=(("domain_header", "X-Domain-Id"), ("domain_parameter", "domain_id")),
    ),
)

LIST_INVOICES: Final = Operation(
    id="huawei_bssintl/ListInvoices",
    method="GET",
    path="/v1.0/{domain_id}/payments/intl-invoices",
    parameters=(
        Parameter(
            name="domain_id",
            wire="domain_id",
            place="path",
            pointer="/path/domain_id",
            type="str",
            required=True,
            filled_by="client",
        ),
        Parameter(
            name="start_time",
            wire="start_time",
            place="query",
            pointer="/query/start_time",
            type="datetime",
            required=True,
        ),
        Parameter(
            name="end_time",
            wire="end_time",
            place="query",
            pointer="/query/end_time",
            type="datetime",
            required=True,
        ),
        Parameter(name="offset", wire="offset", place="query", pointer="/query/offset", type="int", required=True),
        Parameter(name="limit", wire="limit", place="query", pointer="/query/limit", type="int", required=True),
    ),
    security=(("IamToken",), ("AccessKey",)),
    safe=True,
    envelope=Envelope(
        success=(
            Condition(pointer="/error_code", form="absent"),
            Condition(pointer="/error", form="absent"),
            Condition(pointer="/code", form="absent"),
        ),
        failure=(
            Condition(pointer="/error_code", form="present"),
            Condition(pointer="/error", form="present"),
            Condition(pointer="/code", form="present"),
        ),
        needs=("/invoices",),
        code=("/error_code", "/code", "/error/code"),
        message=("/error_msg", "/message", "/error/message"),
        request_id_headers=("X-Request-Id",),
        retryable=("APIG.0308", "APIGW.0308"),
    ),
    paging=Paging(
        style="page-number",
        page="offset",
        size="limit",
        items="/invoices",
        total="/count",
        key="/requestId",
    ),
)
"""List the invoice applications of a period. Returns one page of the invoice applications filed between start_time
and end_time. An item is an application and not always an invoice: drafts, rejections and returns are in the
list too, so look at invoiceState and requestMode before adding up amounts.

Customers call it with the AK/SK or token of the customer and get what Billing Center shows under Invoices.
Partners call the same URI with the AK/SK or token of the partner and get what Partner Center shows under 伙伴账
务 > 发票中心.

offset counts pages, from 1; it does not count records. The pages leave open whether the ends of the period
belong to it, how long it may be, how items are sorted, and whether count means the page or the total. The
documented request has no body, yet carries Content-Type: application/json. The vendor's API Explorer can send
trial calls and generates example SDK code.

按页返回 start_time 与 end_time 之间提交的开票申请。每一项是“申请”，不一定是发票：草稿、驳回、退票也在其中，汇总
金额前须先看 invoiceState 与 requestMode。

客户使用客户 AK/SK 或 Token 调用，内容对应费用中心的 Invoices；伙伴使用伙伴 AK/SK 或 Token 调用同一 URI，内容对
应伙伴中心“伙伴账务 > 发票中心”。

offset 是从 1 开始的页码，不是记录偏移量。文档未说明：起止时刻是否包含在内、时间跨度上限、排序方式，以及 count
是本页条数还是总数。

文档示例为无消息体的 GET，但带有 Content-Type: application/json。可在 API Explorer 中调试，并可由其生成 SDK 示例
代码。
"""
