# Generated from schemas/huawei_bssintl; edit the contract instead.
"""Huawei Cloud BSSINTL: operations as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..operation import (
    Api,
    ClientValue,
    Condition,
    Envelope,
    Operation,
    Paging,
    Parameter,
    Refusal,
    SecurityScheme,
    Server,
)

if TYPE_CHECKING:
    from .models import Invoice, ListInvoicesResponse

API: Final = Api(
    name="huawei_bssintl",
    servers=(
        Server(url="https://bss-intl.myhuaweicloud.com", regions=("ap-southeast-1",)),
        Server(url="https://bss.myhuaweicloud.eu", regions=("eu-west-101",)),
    ),
    security_schemes=(
        SecurityScheme(
            name="IamToken",
            scheme="token",
            place="header",
            wire="X-Auth-Token",
            refusals=(
                Refusal(
                    reason="token",
                    status=401,
                    code="APIGW.0301",
                    message="Incorrect IAM authentication information: decrypt token fail",
                ),
            ),
        ),
        SecurityScheme(
            name="AccessKey",
            scheme="sdk-hmac-sha256",
            place="header",
            wire="Authorization",
            options=(("domain_header", "X-Domain-Id"), ("domain_parameter", "domain_id")),
            env=(
                ("access_key", "HUAWEICLOUD_SDK_AK"),
                ("secret_key", "HUAWEICLOUD_SDK_SK"),
                ("security_token", "HUAWEICLOUD_SDK_SECURITY_TOKEN"),
            ),
            refusals=(
                Refusal(
                    reason="unknown-key",
                    status=401,
                    code="APIGW.0301",
                    message="Incorrect IAM authentication information: Get secretKey failed",
                ),
                Refusal(
                    reason="signature",
                    status=401,
                    code="APIGW.0301",
                    message="Incorrect IAM authentication information: verify aksk signature fail",
                ),
                Refusal(
                    reason="clock",
                    status=401,
                    code="APIGW.0301",
                    message="Incorrect IAM authentication information: signature expired",
                ),
                Refusal(
                    reason="token",
                    status=401,
                    code="APIGW.0301",
                    message="Incorrect IAM authentication information: decrypt token fail",
                ),
            ),
        ),
    ),
    values=(ClientValue(name="domain_id", required=True, env="HUAWEICLOUD_SDK_DOMAIN_ID"),),
    client="HuaweiBssintl",
    title=(("en", "Huawei Cloud BSSINTL"), ("zh", "华为云国际站 BSSINTL")),
)

LIST_INVOICES: Final[Operation[ListInvoicesResponse, Invoice]] = Operation(
    id="huawei_bssintl/ListInvoices",
    name="list_invoices",
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
        Parameter(
            name="content_type",
            wire="Content-Type",
            place="header",
            pointer="/header/Content-Type",
            type="str",
            const="application/json",
        ),
    ),
    security=(("IamToken",), ("AccessKey",)),
    reply="ListInvoicesResponse",
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
        request_id=("/request_id",),
        request_id_headers=("X-Request-Id",),
        retryable=("APIG.0308", "APIGW.0308"),
        refusals=(
            Refusal(reason="request", status=400, code="CBC.0100", message="Parameter error."),
            Refusal(
                reason="throttled",
                status=429,
                code="APIGW.0308",
                message="The throttling threshold has been reached.",
            ),
            Refusal(reason="server", status=500, code="CBC.0999", message="Other errors."),
        ),
    ),
    paging=Paging(
        style="page-number",
        page="offset",
        size="limit",
        items="/invoices",
        total="/count",
        key="/requestId",
    ),
    walk="iter_invoices",
)

OPERATIONS: Final = (LIST_INVOICES,)
