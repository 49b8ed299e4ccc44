"""Huawei Cloud BSSINTL: documented codes. Any other code keeps its value.

Generated; edit the contract instead.
"""

from __future__ import annotations

from .._runtime.codes import OpenIntEnum, OpenStrEnum


class TitleType(OpenIntEnum):
    """Title type. Whether the invoice title is that of an individual or of a company.

    抬头属于个人还是企业。中文页称“开票类型”。
    """

    INDIVIDUAL = 0
    """Individual customer

    个人
    """

    CORPORATE = 1
    """Corporate customer

    企业
    """


class ChannelType(OpenIntEnum):
    """Channel. Channel of the application; the pages know one channel.

    申请的渠道，文档仅有一种。
    """

    HUAWEI_CLOUD = 0
    """HUAWEI CLOUD

    华为云
    """


class InvoiceType(OpenIntEnum):
    """VAT invoice kind. Special or general VAT invoice. One of three members that the English page calls invoice
    type: see also invoiceClass and invoiceMode.

    增值税专用或普通发票。英文页把三个字段都称为 Invoice type，另见 invoiceClass 与 invoiceMode。
    """

    SPECIAL_VAT = 0
    """Special VAT invoice

    增值税专用发票
    """

    GENERAL_VAT = 1
    """General VAT invoice

    增值税普通发票
    """


class InvoiceMethod(OpenIntEnum):
    """Invoicing method. What the invoice is issued for; the pages name the bases differently.

    依据什么开票；两页对各取值的叫法不同。
    """

    BILL = 0
    """Invoicing by bill. Conflict: The English page speaks of the bill, the Chinese page of the billing cycle.

    账期
    """

    PAYMENT = 1
    """Invoicing by payment. Conflict: The English page speaks of the payment, the Chinese page of funds received.

    到账
    """

    ORDER = 2
    """Invoicing by order

    订单
    """


class InvoiceClass(OpenIntEnum):
    """Tax or commercial invoice. Tax or commercial invoice. One of three members that the English page calls
    invoice type: see also invoiceType and invoiceMode.

    税票或商票。英文页把三个字段都称为 Invoice type，另见 invoiceType 与 invoiceMode。
    """

    TAX = 0
    """Tax invoice

    税票
    """

    COMMERCIAL = 1
    """Business invoice. Conflict: The English page says business invoice, the Chinese page commercial invoice.

    商票
    """


class InvoiceState(OpenIntEnum):
    """Invoicing state. Where the application stands. Only 8 is complete; leave other states out of a sum of
    invoices.

    申请所处的状态。只有 8 表示完成；汇总发票金额时应排除其他状态。
    """

    DRAFT = 0
    """Draft

    草稿
    """

    WAITING_REVIEW = 1
    """Waiting for the first trial. Conflict: The English page says first trial, the Chinese page plainly that a
    review is pending.

    待审核
    """

    WAITING_EXPORT = 4
    """Waiting for the export invoice file

    等待导出发票文件
    """

    WAITING_BACKFILL = 5
    """Waiting for the invoice file backfile

    等待发票文件回填
    """

    WAITING_MAIL_CONFIRMATION = 6
    """Waiting for the mail confirmation

    等待邮寄确认
    """

    WAITING_RECEIPT_CONFIRMATION = 7
    """Waiting for receipt confirmation

    等待回执确认
    """

    COMPLETE = 8
    """Complete

    完成
    """

    REFUNDED_OR_RETURNED = 9
    """Refunded. Conflict: The English page says refunded; the Chinese page says the invoice was returned, which
    says nothing about money.

    已退票
    """

    WAITING_REJECTION_REVIEW = 11
    """Waiting for rebut audit. Conflict: The English page says rebut audit; the Chinese page says a rejection
    waits for its review.

    等待驳回审核
    """

    WAITING_RETURN_REVIEW = 13
    """Invoice return audit. Conflict: The English page names an audit of the return; the Chinese page says the
    return waits for its review.

    退票待审核
    """

    WAITING_RETURN_STATUS = 14
    """Waiting return cis notify. Conflict: The English page waits for a notice of a system called cis, the Chinese
    page for the return status to be filled in.

    待退票状态回填
    """

    RETURN_FAILED = 15
    """Invoice return failed

    退票失败
    """


class InvoiceMode(OpenStrEnum):
    """Invoice medium. Paper or not. A string. The pages list "0" only, while both sample invoices carry "1". One
    of three members that the English page calls invoice type: see also invoiceType and invoiceClass.

    发票的介质，字符串。文档只列出 "0"，而示例两张发票均为 "1"。英文页把三个字段都称为 Invoice type，另见
    invoiceType 与 invoiceClass。
    """

    PAPER = "0"
    """Paper invoice

    纸质票
    """


class RequestMode(OpenStrEnum):
    """Application type. What is applied for. A string, though its documented range [0-2] looks like a number's.
    The pages differ on "2".

    申请的是什么。字符串，尽管取值范围写作 [0-2]。两页对 "2" 的说法不同。
    """

    CREATION = "0"
    """Invoice creation application

    开票申请
    """

    RETURN = "1"
    """Invoice return application

    退票申请
    """

    CHANGE_OR_RETURNED = "2"
    """Invoice change application. Conflict: The English page says an application for a change; the Chinese page
    and the official SDK say a regular (forward) invoice already returned.

    正向开票已退票
    """


class TradeType(OpenIntEnum):
    """Transaction type. The kind of transaction invoiced. The labels of the pages disagree for most values; decide
    by number, not by label.

    所开票交易的类型。多数取值两页说法不一，应以数值为准，不要以文字为准。
    """

    CREDIT_CARD_SETTLEMENT = 3
    """Settlement by credit card. Conflict: The Chinese page speaks of a deduction from the credit card at
    settlement.

    结算信用卡扣减
    """

    BILLING_OR_UNSETTLED = 4
    """Settlement by billing. Conflict: The English page says settled by billing; the Chinese page says invoiced
    while the settlement is still open.

    结算未结清开票
    """

    PAYMENT_OR_INVOICE_FIRST = 5
    """Invoicing by payment. Conflict: The English page ties the invoice to the payment; the Chinese page says
    invoice first, payment later.

    先开票后到款
    """

    BP_SETTLEMENT = 6
    """BP settle by billing. Conflict: The Chinese page adds that the settlement is monthly. BP is explained on
    neither page.

    BP月结开票
    """

    RECHARGE = 7
    """Invoicing by recharge

    充值开票
    """

    ONLINE_ORDER_PAYMENT = 8
    """Order payment online. Conflict: The Chinese page speaks of yearly and monthly subscriptions only, the
    English page of any order.

    包年/包月在线支付开票
    """

    REFUND_OR_WITHDRAWAL = 10
    """Invoicing by refund. Conflict: The English page says refund; the Chinese page says ordinary withdrawal of
    funds.

    普通提现开票
    """


class TaxClass(OpenStrEnum):
    """Tax class. The tax. At most 64 characters.

    税种。最多 64 个字符。
    """

    VAT = "VAT"
    """VAT"""

    ISS = "ISS"
    """ISS"""

    WHT = "WHT"
    """WHT"""

    GST = "GST"
    """GST"""


class SubTaxClass(OpenStrEnum):
    """Tax subclass. The tax more precisely. VAT, ISS and WHT stand in the list of taxClass as well. At most 64
    characters.

    税种的子类。VAT、ISS、WHT 在 taxClass 的列表中也有。最多 64 个字符。
    """

    PIS = "PIS"
    """PIS"""

    COFINS = "COFINS"
    """COFINS"""

    CGST = "CGST"
    """CGST"""

    SGST = "SGST"
    """SGST"""

    IGST = "IGST"
    """IGST"""

    ISS = "ISS"
    """ISS"""

    WHT = "WHT"
    """WHT"""

    VAT = "VAT"
    """VAT"""


class ErrorCode(OpenStrEnum):
    """Error code. Code of the failure, present on failure only. The Chinese page calls it a status code; it is not
    the HTTP status. At most 20 characters.

    错误码，仅失败时返回。中文页称“状态码”，但并非 HTTP 状态码。最多 20 个字符。
    """

    PARAMETER_ERROR = "CBC.0100"
    """Parameter error. HTTP 400.

    参数错误。
    """

    ACCESS_DENIED = "CBC.0151"
    """Access denied. HTTP 403.

    访问拒绝。
    """

    OTHER_ERROR = "CBC.0999"
    """Other errors. HTTP 500.

    其他错误。
    """

    APIG_THROTTLED = "APIG.0308"
    """The throttling threshold has been reached. HTTP 429. Source: APIG.0308报错处理方法 (Partner Center, FAQ,
    2024-05-29).
    """

    APIGW_THROTTLED = "APIGW.0308"
    """The throttling threshold has been reached. HTTP 429. Source: Error Codes (API Request Signing Guide).

    超出流控值限制
    """
