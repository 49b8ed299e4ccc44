# Generated from schemas/alibaba_bss; edit the contract instead.
"""Alibaba Cloud BSS OpenAPI, invoice titles: operations as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..operation import Api, Condition, Envelope, Operation, Parameter, Refusal, SecurityScheme, Server

if TYPE_CHECKING:
    from .models import QueryInvoicingCustomerListResponse

API: Final = Api(
    name="alibaba_bss",
    servers=(
        Server(
            url="https://business.aliyuncs.com",
            regions=(
                "cn-hangzhou",
                "cn-shanghai",
                "cn-qingdao",
                "cn-beijing",
                "cn-zhangjiakou",
                "cn-huhehaote",
                "cn-wulanchabu",
                "cn-shenzhen",
                "cn-chengdu",
                "cn-hongkong",
                "cn-hangzhou-finance",
                "cn-shanghai-finance-1",
                "cn-shenzhen-finance-1",
                "cn-beijing-finance-1",
                "cn-north-2-gov-1",
            ),
        ),
        Server(
            url="https://business.ap-southeast-1.aliyuncs.com",
            regions=(
                "ap-southeast-1",
                "ap-southeast-2",
                "ap-southeast-3",
                "ap-southeast-5",
                "ap-northeast-1",
                "ap-northeast-2",
                "ap-south-1",
                "eu-central-1",
                "eu-west-1",
                "me-east-1",
                "us-east-1",
                "us-west-1",
            ),
        ),
    ),
    security_schemes=(
        SecurityScheme(
            name="AccessKey",
            scheme="acs3-hmac-sha256",
            place="header",
            wire="Authorization",
            env=(
                ("access_key", "ALIBABA_CLOUD_ACCESS_KEY_ID"),
                ("secret_key", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
                ("security_token", "ALIBABA_CLOUD_SECURITY_TOKEN"),
            ),
            refusals=(
                Refusal(
                    reason="unknown-key",
                    status=404,
                    code="InvalidAccessKeyId.NotFound",
                    message="Specified access key is not found.",
                ),
                Refusal(
                    reason="signature",
                    status=400,
                    code="SignatureDoesNotMatch",
                    message="Specified signature is not matched with our calculation.",
                ),
                Refusal(
                    reason="clock",
                    status=400,
                    code="InvalidTimeStamp.Expired",
                    message="Specified time stamp or date value is expired.",
                ),
                Refusal(
                    reason="nonce",
                    status=400,
                    code="SignatureNonceUsed",
                    message="Specified signature nonce was used already.",
                ),
                Refusal(
                    reason="token",
                    status=400,
                    code="InvalidSecurityToken.Expired",
                    message="Specified SecurityToken is expired.",
                ),
            ),
        ),
    ),
    client="AlibabaBss",
    title=(("en", "Alibaba Cloud BSS OpenAPI, invoice titles"), ("zh", "阿里云 BSS OpenAPI：发票抬头")),
)

QUERY_INVOICING_CUSTOMER_LIST: Final[Operation[QueryInvoicingCustomerListResponse]] = Operation(
    id="alibaba_bss/QueryInvoicingCustomerList",
    name="query_invoicing_customer_list",
    method="POST",
    path="/",
    parameters=(
        Parameter(
            name="x_acs_action",
            wire="x-acs-action",
            place="header",
            pointer="/header/x-acs-action",
            type="str",
            required=True,
            const="QueryInvoicingCustomerList",
        ),
        Parameter(
            name="x_acs_version",
            wire="x-acs-version",
            place="header",
            pointer="/header/x-acs-version",
            type="str",
            required=True,
            const="2017-12-14",
        ),
        Parameter(name="owner_id", wire="OwnerId", place="query", pointer="/query/OwnerId", type="int"),
    ),
    security=(("AccessKey",),),
    reply="QueryInvoicingCustomerListResponse",
    safe=True,
    envelope=Envelope(
        success=(Condition(pointer="/Success", form="in", values=(True,)),),
        failure=(
            Condition(pointer="/Success", form="in", values=(False,)),
            Condition(pointer="/Code", form="not-in", values=("Success",)),
        ),
        needs=("/Data/CustomerInvoiceList",),
        code=("/Code",),
        message=("/Message",),
        request_id=("/RequestId",),
        request_id_headers=("x-acs-request-id",),
        retryable=("Throttling*", "ServiceUnavailable", "InternalError"),
        retry_after_ms_headers=("x-acs-retry-after",),
        refusals=(
            Refusal(
                reason="request",
                status=400,
                code="InvalidParameter",
                message="A parameter of the request is not valid.",
            ),
            Refusal(
                reason="throttled",
                status=400,
                code="Throttling.User",
                message="Request was denied due to user flow control.",
            ),
            Refusal(
                reason="server",
                status=500,
                code="InternalError",
                message="The request processing has failed due to some unknown error.",
            ),
        ),
    ),
)

OPERATIONS: Final = (QUERY_INVOICING_CUSTOMER_LIST,)
