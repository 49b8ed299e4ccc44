"""Alibaba Cloud BSS OpenAPI, invoice titles: documented codes. Any other code keeps its value.

Generated; edit the contract instead.
"""

from __future__ import annotations

from ..models.enums import OpenIntEnum, OpenStrEnum


class StatusCode(OpenStrEnum):
    """Result as a word: Success, or an error code. It is no HTTP status. The page refers to an online list for the
    error codes; those named here are the gateway's common ones, with the HTTP status that the vendor's tables
    give.

    以单词表示的结果：Success 或错误码，不是 HTTP 状态码。文档只给出错误码查询入口；此处列出网关的公共错误码及官
    方错误码表中的 HTTP 状态码。
    """

    SUCCESS = "Success"
    """the call succeeded

    调用成功
    """

    THROTTLING = "Throttling"
    """too many calls. HTTP 400. Source: Alibaba Cloud DNS and PolarDB error codes,
    help.aliyun.com/en/dns/error-code.

    请求被限流
    """

    THROTTLING_USER = "Throttling.User"
    """too many calls by this user. HTTP 400. Source: Mobile Push error codes,
    help.aliyun.com/document_detail/48054.html.

    用户调用频率超限
    """

    THROTTLING_API = "Throttling.Api"
    """too many calls of this API. HTTP 400. Source: Mobile Push error codes,
    help.aliyun.com/document_detail/48054.html.

    接口调用频率超限
    """

    SERVICE_UNAVAILABLE = "ServiceUnavailable"
    """the service is unavailable for now. HTTP 503. Source: Alibaba Cloud DNS error codes,
    help.aliyun.com/en/dns/error-code.

    服务暂时不可用
    """

    INTERNAL_ERROR = "InternalError"
    """unknown error in the service. HTTP 500. Source: Alibaba Cloud DNS error codes,
    help.aliyun.com/en/dns/error-code.

    服务内部未知错误
    """

    SIGNATURE_DOES_NOT_MATCH = "SignatureDoesNotMatch"
    """the signature is wrong. Source: Mobile Push and DNS error codes. Conflict: HTTP 400 in the Mobile Push
    table, 403 in the DNS table.

    签名不匹配
    """

    INVALID_ACCESS_KEY_ID_NOT_FOUND = "InvalidAccessKeyId.NotFound"
    """no such AccessKey id. Source: Mobile Push, DNS and PolarDB error codes. Conflict: HTTP 404 in the PolarDB
    table, 400 in the Mobile Push and DNS tables.

    AccessKey ID 不存在
    """

    INVALID_TIME_STAMP_EXPIRED = "InvalidTimeStamp.Expired"
    """request time more than 15 minutes from the server's time. HTTP 400. Source: Mobile Push error codes,
    help.aliyun.com/document_detail/48054.html.

    请求时间与服务器时间相差超过 15 分钟
    """

    SIGNATURE_NONCE_USED = "SignatureNonceUsed"
    """the nonce was used before. HTTP 400. Source: Mobile Push error codes,
    help.aliyun.com/document_detail/48054.html.

    签名随机数重复
    """

    FORBIDDEN_RAM = "Forbidden.RAM"
    """RAM does not allow the caller this operation, or the operation can't be used under RAM. HTTP 403. Source:
    PolarDB client error codes, help.aliyun.com/en/polardb/client-error-codes.

    调用者没有 RAM 权限，或该接口不支持 RAM
    """

    INVALID_OWNER_ID = "InvalidOwnerId"
    """the OwnerId is not valid. HTTP 400. Source: PolarDB client error codes,
    help.aliyun.com/en/polardb/client-error-codes.

    OwnerId 无效
    """


class InvoiceKind(OpenIntEnum):
    """Kind of VAT invoice; the current Chinese edition calls it the default kind (默认发票类型). Huawei numbers
    the same two kinds the other way round (X-01).

    增值税发票种类；新版中文页称“默认发票类型”。华为云对这两类发票的编号恰好相反（X-01）。
    """

    PLAIN_VAT = 0
    """plain value-added tax (VAT) invoice. Source: zh from the Chinese edition.

    增值税普通发票
    """

    SPECIAL_VAT = 1
    """special VAT invoice. Source: zh from the current Chinese edition.

    增值税专用发票
    """


class TaxpayerType(OpenIntEnum):
    """Kind of taxpayer. Code 2 is mistranslated on the English page (ALI-16).

    纳税人类型。英文页对代码 2 的译名有误（ALI-16）。
    """

    GENERAL = 1
    """general taxpayer. Source: zh from the Chinese edition.

    一般纳税人
    """

    SMALL_SCALE = 2
    """special taxpayer. Source: zh from the Chinese edition. Conflict: The English page says special taxpayer, the
    Chinese edition 小规模纳税人, which is small-scale taxpayer.

    小规模纳税人
    """


class CustomerType(OpenIntEnum):
    """Kind of customer, as verified by Alipay. The codes start at 1; Huawei's start at 0 (X-02).

    客户的支付宝认证类型。代码从 1 开始，华为云则从 0 开始（X-02）。
    """

    INDIVIDUAL = 1
    """individual. Source: zh from the Chinese edition.

    个人
    """

    COMPANY = 2
    """company. Source: zh from the Chinese edition.

    公司
    """
