# Generated from schemas/alibaba_bss; edit the contract instead.
"""Alibaba Cloud BSS OpenAPI, invoice titles: documented codes. Any other code keeps its value."""

from __future__ import annotations

from ..models.enums import OpenIntEnum, OpenStrEnum


class StatusCode(OpenStrEnum):
    """Result as a word: Success, or an error code. It is no HTTP status. The page refers to an online list for the
    error codes; those named here are the gateway's common ones, with the HTTP status that the vendor's tables give.

    以单词表示的结果：Success 或错误码，不是 HTTP 状态码。文档只给出错误码查询入口；此处列出网关的公共错误码及官方错
    误码表中的 HTTP 状态码。Success 调用成功；Throttling 请求被限流；Throttling.User 用户调用频率超限；Throttling.Api
    接口调用频率超限；ServiceUnavailable 服务暂时不可用；InternalError 服务内部未知错误；SignatureDoesNotMatch 签名不
    匹配；InvalidAccessKeyId.NotFound AccessKey ID 不存在；InvalidTimeStamp.Expired 请求时间与服务器时间相差超过 15
    分钟；SignatureNonceUsed 签名随机数重复；Forbidden.RAM 调用者没有 RAM 权限，或该接口不支持 RAM；NotApplicable 该
    账号不适用于此服务地址：国际站账号须使用中国内地以外的地域，例如 ap-southeast-1；InvalidOwnerId OwnerId 无效。
    """

    SUCCESS = "Success"
    """The call succeeded."""

    THROTTLING = "Throttling"
    """Too many calls. HTTP 400."""

    THROTTLING_USER = "Throttling.User"
    """Too many calls by this user. HTTP 400."""

    THROTTLING_API = "Throttling.Api"
    """Too many calls of this API. HTTP 400."""

    SERVICE_UNAVAILABLE = "ServiceUnavailable"
    """The service is unavailable for now. HTTP 503."""

    INTERNAL_ERROR = "InternalError"
    """Unknown error in the service. HTTP 500."""

    SIGNATURE_DOES_NOT_MATCH = "SignatureDoesNotMatch"
    """The signature is wrong. HTTP 400 in the Mobile Push table, 403 in the DNS table."""

    INVALID_ACCESS_KEY_ID_NOT_FOUND = "InvalidAccessKeyId.NotFound"
    """No such AccessKey id. HTTP 404 in the PolarDB table, 400 in the Mobile Push and DNS tables."""

    INVALID_TIME_STAMP_EXPIRED = "InvalidTimeStamp.Expired"
    """Request time more than 15 minutes from the server's time. HTTP 400."""

    SIGNATURE_NONCE_USED = "SignatureNonceUsed"
    """The nonce was used before. HTTP 400."""

    FORBIDDEN_RAM = "Forbidden.RAM"
    """RAM does not allow the caller this operation, or the operation can't be used under RAM. HTTP 403."""

    NOT_APPLICABLE = "NotApplicable"
    """This host does not serve the
    account: an account of the international site needs a region outside of the Chinese mainland, such as
    ap-southeast-1."""

    INVALID_OWNER_ID = "InvalidOwnerId"
    """The OwnerId is not valid. HTTP 400."""


class InvoiceKind(OpenIntEnum):
    """Kind of VAT invoice; the current Chinese edition calls it the default kind (默认发票类型). Huawei numbers the
    same two kinds the other way round (X-01).

    增值税发票种类；新版中文页称“默认发票类型”。华为云对这两类发票的编号恰好相反（X-01）。0 增值税普通发票；1 增值税
    专用发票。
    """

    PLAIN_VAT = 0
    """Plain value-added tax (VAT) invoice."""

    SPECIAL_VAT = 1
    """Special VAT invoice."""


class TaxpayerType(OpenIntEnum):
    """Kind of taxpayer. Code 2 is mistranslated on the English page (ALI-16).

    纳税人类型。英文页对代码 2 的译名有误（ALI-16）。1 一般纳税人；2 小规模纳税人。
    """

    GENERAL = 1
    """General taxpayer."""

    SMALL_SCALE = 2
    """Special taxpayer. The English page says special taxpayer, the Chinese edition 小规模纳税人, which is small-scale
    taxpayer."""


class CustomerType(OpenIntEnum):
    """Kind of customer, as verified by Alipay. The codes start at 1; Huawei's start at 0 (X-02).

    客户的支付宝认证类型。代码从 1 开始，华为云则从 0 开始（X-02）。1 个人；2 公司。
    """

    INDIVIDUAL = 1

    COMPANY = 2
