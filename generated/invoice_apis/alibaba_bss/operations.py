"""Alibaba Cloud BSS OpenAPI, invoice titles: operations as data.

Generated; edit the contract instead.
"""

from __future__ import annotations

from typing import Final

from .._runtime.operation import Condition, Envelope, Operation, Parameter, SecurityScheme, Server

SERVERS: Final = (
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
)

SECURITY_SCHEMES: Final = (
    SecurityScheme(name="AccessKey", scheme="acs3-hmac-sha256", place="header", wire="Authorization"),
)

QUERY_INVOICING_CUSTOMER_LIST: Final = Operation(
    id="alibaba_bss/QueryInvoicingCustomerList",
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
    ),
)
"""List the invoice titles of the account. Returns the invoice titles of the calling account. The page documents
neither paging nor filter, so one reply is taken as the whole list. All parameters travel in headers and query;
the body is empty. The operation only reads, so a call may be repeated, each time with a new nonce and a new
signature.

查询账号下的发票抬头。返回当前账号的发票抬头。文档未提供分页和筛选，因此一次响应即视为全部。参数全部放在请求头和
查询串中，请求体为空。本接口只读，可以重试；每次重试须重新生成随机数并重新签名。
"""
