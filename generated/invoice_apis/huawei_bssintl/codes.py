# Generated from schemas/huawei_bssintl; edit the contract instead.
"""Huawei Cloud BSSINTL: documented codes. Any other code keeps its value."""

from __future__ import annotations

from ..models.enums import OpenIntEnum, OpenStrEnum


class TitleType(OpenIntEnum):
    """Kind of party the title names. Not the codes of other providers, which start elsewhere.

    抬头类型。抬头主体的类别。其他服务商的编码与此不同。0 个人；1 企业。
    """

    INDIVIDUAL = 0
    """Individual customer."""

    CORPORATE = 1
    """Corporate customer."""


class ChannelType(OpenIntEnum):
    """Channel of an application.

    渠道类型。申请的渠道。0 华为云。
    """

    HUAWEI_CLOUD = 0


class InvoiceType(OpenIntEnum):
    """VAT invoice kind.

    Special or general VAT invoice. Other providers use the same two numbers the other way round.

    发票种类（增值税）。增值税专用发票或普通发票。其他服务商的同样两个数字含义可能相反。0 增值税专用发票；1 增值税普
    通发票。
    """

    SPECIAL_VAT = 0
    """Special VAT invoice."""

    GENERAL_VAT = 1
    """General VAT invoice."""


class InvoiceMethod(OpenIntEnum):
    """Basis of the invoice.

    开票方式。开票的依据。0 账期；1 到账；2 订单。
    """

    BILL = 0
    """Invoicing by bill. The English page speaks of the bill, the Chinese page of the billing cycle."""

    PAYMENT = 1
    """Invoicing by payment. The English page speaks of the payment, the Chinese page of funds received."""

    ORDER = 2
    """Invoicing by order."""


class InvoiceClass(OpenIntEnum):
    """Tax or commercial invoice.

    Class of the invoice.

    发票类别（税票或商票）。发票的类别。0 税票；1 商票。
    """

    TAX = 0
    """Tax invoice."""

    COMMERCIAL = 1
    """Business invoice. The English page says business invoice, the Chinese page commercial invoice."""


class InvoiceState(OpenIntEnum):
    """State of an application. 2, 3, 10 and 12 are not listed on either page.

    开票状态。申请的状态。两页均未列出 2、3、10、12。0 草稿；1 待审核；4 等待导出发票文件；5 等待发票文件回填；6 等待
    邮寄确认；7 等待回执确认；8 完成；9 已退票；11 等待驳回审核；13 退票待审核；14 待退票状态回填；15 退票失败。
    """

    DRAFT = 0

    WAITING_REVIEW = 1
    """Waiting for the first trial. The English page says first trial, the Chinese page plainly that a review is
    pending."""

    WAITING_EXPORT = 4
    """Waiting for the export invoice file."""

    WAITING_BACKFILL = 5
    """Waiting for the invoice file backfile."""

    WAITING_MAIL_CONFIRMATION = 6
    """Waiting for the mail confirmation."""

    WAITING_RECEIPT_CONFIRMATION = 7
    """Waiting for receipt confirmation."""

    COMPLETE = 8

    REFUNDED_OR_RETURNED = 9
    """Refunded. The English page says refunded; the Chinese page says the invoice was returned, which says nothing
    about money."""

    WAITING_REJECTION_REVIEW = 11
    """Waiting for rebut audit. The English page says rebut audit; the Chinese page says a rejection waits for its
    review."""

    WAITING_RETURN_REVIEW = 13
    """Invoice return audit. The English page names an audit of the return; the Chinese page says the return waits for
    its review."""

    WAITING_RETURN_STATUS = 14
    """Waiting return cis notify. The English page waits for a notice of a system called cis, the Chinese page for the
    return status to be filled in."""

    RETURN_FAILED = 15
    """Invoice return failed."""


class InvoiceMode(OpenStrEnum):
    """Medium of the invoice. "1" stands in the sample without a label anywhere, so it has no name here.

    发票类型（介质）。发票的介质。示例中的 "1" 没有任何来源给出含义，故此处不命名。0 纸质票。
    """

    PAPER = "0"
    """Paper invoice."""


class RequestMode(OpenStrEnum):
    """Application type.

    Kind of application. The two meanings of "2" cannot be reconciled from the pages.

    申请类型。申请的类别。"2" 在两页中的含义不同，无法据文档统一。0 开票申请；1 退票申请；2 正向开票已退票。
    """

    CREATION = "0"
    """Invoice creation application."""

    RETURN = "1"
    """Invoice return application."""

    CHANGE_OR_RETURNED = "2"
    """Invoice change application. The English page says an application for a change; the Chinese page and the official
    SDK say a regular (forward) invoice already returned."""


class TradeType(OpenIntEnum):
    """Kind of transaction. 0, 1, 2 and 9 are not listed on either page. Where the pages disagree, a name holds both
    meanings.

    交易类型。交易的类别。两页均未列出 0、1、2、9。两页含义不一时，代码名同时含两种含义。3 结算信用卡扣减；4 结算未结
    清开票；5 先开票后到款；6 BP月结开票；7 充值开票；8 包年/包月在线支付开票；10 普通提现开票。
    """

    CREDIT_CARD_SETTLEMENT = 3
    """Settlement by credit card. The Chinese page speaks of a deduction from the credit card at settlement."""

    BILLING_OR_UNSETTLED = 4
    """Settlement by billing. The English page says settled by billing; the Chinese page says invoiced while the
    settlement is still open."""

    PAYMENT_OR_INVOICE_FIRST = 5
    """Invoicing by payment. The English page ties the invoice to the payment; the Chinese page says invoice first,
    payment later."""

    BP_SETTLEMENT = 6
    """BP settle by billing. The Chinese page adds that the settlement is monthly. BP is explained on neither page."""

    RECHARGE = 7
    """Invoicing by recharge."""

    ONLINE_ORDER_PAYMENT = 8
    """Order payment online. The Chinese page speaks of yearly and monthly subscriptions only, the English page of any
    order."""

    REFUND_OR_WITHDRAWAL = 10
    """Invoicing by refund. The English page says refund; the Chinese page says ordinary withdrawal of funds."""


class TaxClass(OpenStrEnum):
    """A tax by its abbreviation. The pages spell none of them out. At most 64 characters.

    以缩写表示的税种。两页均未给出全称。最多 64 个字符。
    """

    VAT = "VAT"

    ISS = "ISS"

    WHT = "WHT"

    GST = "GST"


class SubTaxClass(OpenStrEnum):
    """Tax subclass.

    A more precise tax by its abbreviation. The pages spell none of them out and tie none to a tax class. At most 64
    characters.

    以缩写表示的税种子类。两页均未给出全称，也未说明与税种的对应关系。最多 64 个字符。
    """

    PIS = "PIS"

    COFINS = "COFINS"

    CGST = "CGST"

    SGST = "SGST"

    IGST = "IGST"

    ISS = "ISS"

    WHT = "WHT"

    VAT = "VAT"


class ErrorCode(OpenStrEnum):
    """Code of a failure. The pages list the CBC codes; codes of the gateway come on top of them, so the list is not
    closed. At most 20 characters.

    失败的错误码。两页列出的是 CBC 开头的代码，此外还有网关的代码，因此列表不是封闭的。最多 20 个字符。CBC.0100 参数
    错误；CBC.0151 访问拒绝；CBC.0999 其他错误；APIGW.0308 超出流控值限制。
    """

    PARAMETER_ERROR = "CBC.0100"
    """Parameter error. HTTP 400."""

    ACCESS_DENIED = "CBC.0151"
    """Access denied. HTTP 403."""

    OTHER_ERROR = "CBC.0999"
    """Other errors. HTTP 500."""

    APIG_THROTTLED = "APIG.0308"
    """The throttling threshold has been reached. HTTP 429."""

    APIGW_THROTTLED = "APIGW.0308"
    """The throttling threshold has been reached. HTTP 429."""
