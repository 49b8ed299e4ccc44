# Generated from schemas/kingdee_invoice; edit the contract instead.
"""Kingdee invoice cloud, invoices of an application bill: operations as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..operation import Api, ClientValue, Condition, Envelope, Operation, Parameter, Refusal, SecurityScheme, Server

if TYPE_CHECKING:
    from .models import QueryBillInvoicesResponse

API: Final = Api(
    name="kingdee_invoice",
    servers=(
        Server(url="https://cosmic.piaozone.com/{tenant}", variables=(("tenant", "your-tenant"),)),
        Server(url="https://cosmic-sandbox.piaozone.com/{tenant}", variables=(("tenant", "your-tenant"),)),
        Server(url="https://cosmic-demo.piaozone.com/{tenant}", variables=(("tenant", "your-tenant"),)),
        Server(url="https://{tenant}.kdcloud.com", variables=(("tenant", "your-tenant"),)),
        Server(url="https://{tenant}.test.kdcloud.com", variables=(("tenant", "your-tenant"),)),
        Server(url="https://{host}/ierp", variables=(("host", "erp.example.com"),)),
    ),
    security_schemes=(
        SecurityScheme(
            name="accessTokenQuery",
            scheme="token",
            place="query",
            wire="access_token",
            env=(("token", "KINGDEE_ACCESS_TOKEN"),),
        ),
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
            env=(
                ("app_id", "KINGDEE_APP_ID"),
                ("app_secret", "KINGDEE_APP_SECRET"),
                ("account_id", "KINGDEE_ACCOUNT_ID"),
                ("user", "KINGDEE_USER"),
                ("usertype", "KINGDEE_USERTYPE"),
                ("tenant_id", "KINGDEE_TENANT_ID"),
            ),
            refusals=(Refusal(reason="token", status=200, code="401", message="token已过期"),),
        ),
    ),
    values=(ClientValue(name="business_system_code", required=True, env="KINGDEE_BUSINESS_SYSTEM_CODE"),),
    client="KingdeeInvoice",
    title=(
        ("en", "Kingdee invoice cloud, invoices of an application bill"),
        ("zh", "金蝶发票云：按开票申请单查询发票"),
    ),
)

QUERY_BILL_INVOICES: Final[Operation[QueryBillInvoicesResponse]] = Operation(
    id="kingdee_invoice/QueryBillInvoices",
    name="query_bill_invoices",
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
    reply="QueryBillInvoicesResponse",
    safe=True,
    encoded=("/body/data",),
    cipher="aes-128-gcm",
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
        message=("/message", "/errorMsg", "/returnMsg"),
    ),
)

OPERATIONS: Final = (QUERY_BILL_INVOICES,)
