"""Huawei Cloud BSSINTL: documented codes. Any other code keeps its value.

Generated; edit the contract instead.
"""

from __future__ import annotations

from ..models.enums import OpenIntEnum, OpenStrEnum


class TitleType(OpenIntEnum):
    """Title type. Kind of party the title names. Not the codes of other providers, which start elsewhere.

    抬头类型。抬头主体的类别。其他服务商的编码与此不同。
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
    """Channel. Channel of an application.

    渠道类型。申请的渠道。
    """

    HUAWEI_CLOUD = 0
    """HUAWEI CLOUD

    华为云
    """


class InvoiceType(OpenIntEnum):
    """VAT invoice kind. Special or general VAT invoice. Other providers use the same two numbers the other way
    round.

    发票种类（增值税）。增值税专用发票或普通发票。其他服务商的同样两个数字含义可能相反。
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
    """Invoicing method. Basis of the invoice.

    开票方式。开票的依据。
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
    """Tax or commercial invoice. Class of the invoice.

    发票类别（税票或商票）。发票的类别。
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
    """Invoicing state. State of an application. 2, 3, 10 and 12 are not listed on either page.

    开票状态。申请的状态。两页均未列出 2、3、10、12。
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
    """Invoice medium. Medium of the invoice. "1" stands in the sample without a label anywhere, so it has no name
    here.

    发票类型（介质）。发票的介质。示例中的 "1" 没有任何来源给出含义，故此处不命名。
    """

    PAPER = "0"
    """Paper invoice

    纸质票
    """


class RequestMode(OpenStrEnum):
    """Application type. Kind of application. The two meanings of "2" cannot be reconciled from the pages.

    申请类型。申请的类别。"2" 在两页中的含义不同，无法据文档统一。
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
    """Transaction type. Kind of transaction. 0, 1, 2 and 9 are not listed on either page. Where the pages
    disagree, a name holds both meanings.

    交易类型。交易的类别。两页均未列出 0、1、2、9。两页含义不一时，代码名同时含两种含义。
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
    """Tax class. A tax by its abbreviation. The pages spell none of them out. At most 64 characters.

    税种。以缩写表示的税种。两页均未给出全称。最多 64 个字符。
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
    """Tax subclass. A more precise tax by its abbreviation. The pages spell none of them out and tie none to a tax
    class. At most 64 characters.

    税种子类。以缩写表示的税种子类。两页均未给出全称，也未说明与税种的对应关系。最多 64 个字符。
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
    """Error code. Code of a failure. The pages list the CBC codes; codes of the gateway come on top of them, so
    the list is not closed. At most 20 characters.

    错误码。失败的错误码。两页列出的是 CBC 开头的代码，此外还有网关的代码，因此列表不是封闭的。最多 20 个字符。
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
    2024-05-29); the status is that of Request Throttling (Customer Operation Capabilities, API Reference,
    2024-10-29).
    """

    APIGW_THROTTLED = "APIGW.0308"
    """The throttling threshold has been reached. HTTP 429. Source: Error Codes (API Request Signing Guide).

    超出流控值限制
    """
