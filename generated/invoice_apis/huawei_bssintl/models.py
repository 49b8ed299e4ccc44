"""Huawei Cloud BSSINTL: models of what comes over the wire.

Generated; edit the contract instead.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from ..models.base import Model, Reply
from ..models.values import DateTimeText, DecimalText, Integer, SensitiveText, YearMonthText
from .codes import (
    ChannelType,
    ErrorCode,
    InvoiceClass,
    InvoiceMethod,
    InvoiceMode,
    InvoiceState,
    InvoiceType,
    RequestMode,
    SubTaxClass,
    TaxClass,
    TitleType,
    TradeType,
)


class PostAddress(Model):
    """Postal address. Whom and where the post goes to (PostAddressInfoIntl on the pages). All of it is masked in
    the sample.

    邮寄地址。收件人及其地址（文档名 PostAddressInfoIntl）。示例中均已打码。
    """

    address: SensitiveText | None = None
    """Address. Address of the recipient. At most 1024 characters.

    地址。收件人的地址。最多 1024 个字符。
    """

    recipients: SensitiveText | None = None
    """Recipient. Name of the recipient. One string in spite of the plural. At most 1024 characters.

    收件人。收件人姓名。字段名虽为复数，值是一个字符串。最多 1024 个字符。
    """

    zip_code: Annotated[SensitiveText | None, Field(alias="zipCode")] = None
    """Post code. Post code of the address. At most 256 characters.

    邮政编码。收件地址的邮政编码。最多 256 个字符。
    """

    mobile_phone: Annotated[SensitiveText | None, Field(alias="mobilePhone")] = None
    """Mobile phone. Mobile phone number of the recipient. At most 256 characters.

    手机号码。收件人的手机号码。最多 256 个字符。
    """


class TaxInfo(Model):
    """Tax. One tax on an invoice.

    税务信息。发票上的一项税。
    """

    tax_class: Annotated[TaxClass | Integer | None, Field(alias="taxClass")] = None
    """Tax class. The tax. At most 64 characters.

    税种。最多 64 个字符。
    """

    tax_rate: Annotated[DecimalText | Decimal | None, Field(alias="taxRate")] = None
    """Tax rate. Rate of the tax, a decimal number in a string. The pages do not say whether it is a fraction or a
    percentage; the sample values read as fractions. At most 64 characters.

    税率。税率，以字符串表示的十进制小数。文档未说明是小数还是百分数；示例值看来是小数。最多 64 个字符。
    """

    sub_tax_class: Annotated[SubTaxClass | Integer | None, Field(alias="subTaxClass")] = None
    """Tax subclass. The tax more precisely. VAT, ISS and WHT stand in the list of taxClass as well. At most 64
    characters.

    税种子类。税种的子类。VAT、ISS、WHT 在 taxClass 的列表中也有。最多 64 个字符。
    """

    tax_amount: Annotated[Decimal | DecimalText | None, Field(alias="taxAmount")] = None
    """Tax amount. Amount of the tax, in USD. A JSON number, unlike the rate; read it as a decimal, not as a binary
    float.

    税额。税金金额，单位美元（USD）。与税率不同，是 JSON 数字；应按十进制小数读取，不要用二进制浮点数。
    """

    tax_visible_flag: Annotated[str | None, Field(alias="taxVisibleFlag")] = None
    """Tax shown. Whether the tax is shown. The official SDK says "Y" for shown, "N" for not shown; the pages lack
    this member.

    是否展示。该项税是否展示。官方 SDK 注明 "Y" 展示、"N" 不展示；两页均无此字段。
    """

    tax_accounting_flag: Annotated[str | None, Field(alias="taxAccountingFlag")] = None
    """Tax booked. Whether the tax is booked. The official SDK says "Y" for booked, "N" for not booked; the pages
    lack this member.

    是否入账。该项税是否入账。官方 SDK 注明 "Y" 入账、"N" 不入账；两页均无此字段。
    """


class Invoice(Model):
    """Invoice application. One invoice application (IntlInvoiceRequestInfo on the pages, InvoiceRequestInfoIntl in
    the official SDK). The pages mark no member as mandatory and none as nullable, yet two are null in both
    sample invoices.

    开票申请。一条开票申请（文档名 IntlInvoiceRequestInfo，官方 SDK 名 InvoiceRequestInfoIntl）。文档未标明哪些
    成员必有、哪些可为 null，而示例的两张发票中均有两个成员为 null。
    """

    request_id: Annotated[str | None, Field(alias="requestId")] = None
    """Application number. Number of the invoice application. Called request ID on the pages, but no trace ID of
    the call: that one is the response header X-Request-Id. At most 64 characters.

    申请编号。开票申请的编号。文档称“请求ID”，但不是本次调用的追踪 ID；后者在响应头 X-Request-Id 中。最多 64 个
    字符。
    """

    cancel_reason: Annotated[str | None, Field(alias="cancelReason")] = None
    """Rejection reason. Why the application was rejected; the name says cancel, both pages say rejection. null in
    the sample. At most 256 characters.

    驳回原因。申请被驳回的原因；字段名意为“取消”，两页均写“驳回”。示例中为 null。最多 256 个字符。
    """

    title_type: Annotated[TitleType | str | None, Field(alias="titleType")] = None
    """Title type. Whether the invoice title is that of an individual or of a company.

    抬头类型。抬头属于个人还是企业。中文页称“开票类型”。
    """

    channel_type: Annotated[ChannelType | str | None, Field(alias="channelType")] = None
    """Channel. Channel of the application; the pages know one channel.

    渠道类型。申请的渠道，文档仅有一种。
    """

    invoice_type: Annotated[InvoiceType | str | None, Field(alias="invoiceType")] = None
    """VAT invoice kind. Special or general VAT invoice. One of three members that the English page calls invoice
    type: see also invoiceClass and invoiceMode.

    发票种类（增值税）。增值税专用或普通发票。英文页把三个字段都称为 Invoice type，另见 invoiceClass 与
    invoiceMode。
    """

    invoice_title: Annotated[SensitiveText | None, Field(alias="invoiceTitle")] = None
    """Invoice title. Name the invoice is made out to; for an individual (titleType 0) the name of a person. At
    most 1024 characters.

    发票抬头。发票开给谁；个人（titleType 为 0）时即为姓名。最多 1024 个字符。
    """

    invoice_amount: Annotated[Decimal | DecimalText | None, Field(alias="invoiceAmount")] = None
    """Invoiced amount. Amount invoiced, in USD. A JSON number without a documented scale; read it as a decimal,
    not as a binary float.

    已开票金额。已开票的金额，单位美元（USD）。JSON 数字，小数位数未说明；应按十进制小数读取，不要用二进制浮点数。
    """

    invoice_method: Annotated[InvoiceMethod | str | None, Field(alias="invoiceMethod")] = None
    """Invoicing method. What the invoice is issued for; the pages name the bases differently.

    开票方式。依据什么开票；两页对各取值的叫法不同。
    """

    invoice_class: Annotated[InvoiceClass | str | None, Field(alias="invoiceClass")] = None
    """Tax or commercial invoice. Tax or commercial invoice. One of three members that the English page calls
    invoice type: see also invoiceType and invoiceMode.

    发票类别（税票或商票）。税票或商票。英文页把三个字段都称为 Invoice type，另见 invoiceType 与 invoiceMode。
    """

    invoice_state: Annotated[InvoiceState | str | None, Field(alias="invoiceState")] = None
    """Invoicing state. Where the application stands. Only 8 is complete; leave other states out of a sum of
    invoices.

    开票状态。申请所处的状态。只有 8 表示完成；汇总发票金额时应排除其他状态。
    """

    apply_opera: Annotated[SensitiveText | None, Field(alias="applyOpera")] = None
    """Applicant. Who applied for the invoice. The name is cut short by the vendor; the value is masked in the
    sample. At most 32 characters.

    申请人。提出开票申请的人员。字段名为官方的缩写；示例中已打码。最多 32 个字符。
    """

    address_info: Annotated[PostAddress | None, Field(alias="addressInfo")] = None
    """Postal address. Where to and to whom the invoice is posted.

    邮寄地址。发票邮寄的地址与收件人。
    """

    apply_time: Annotated[DateTimeText | None, Field(alias="applyTime")] = None
    """Application time. When the application was filed, UTC. The pages give no form here; the sample has the one
    of the request, yyyy-MM-dd'T'HH:mm:ss'Z'. At most 64 characters.

    申请时间。提交申请的时间，UTC。文档此处未给出格式；示例与请求参数相同，为 yyyy-MM-dd'T'HH:mm:ss'Z'。最多 64
    个字符。
    """

    invoice_mode: Annotated[InvoiceMode | Integer | None, Field(alias="invoiceMode")] = None
    """Invoice medium. Paper or not. A string. The pages list "0" only, while both sample invoices carry "1". One
    of three members that the English page calls invoice type: see also invoiceType and invoiceClass.

    发票类型（介质）。发票的介质，字符串。文档只列出 "0"，而示例两张发票均为 "1"。英文页把三个字段都称为 Invoice
    type，另见 invoiceType 与 invoiceClass。
    """

    email: SensitiveText | None = None
    """Mailbox for electronic invoices. Where an electronic invoice is mailed to. Up to 400 characters, more than
    one mail address can have, so it may be a list; not checked as an address. At most 400 characters.

    电子发票邮箱。电子发票的接收邮箱。最长 400 个字符，超过单个邮箱地址的上限，可能不止一个；不按邮箱格式校验。
    最多 400 个字符。
    """

    request_mode: Annotated[RequestMode | Integer | None, Field(alias="requestMode")] = None
    """Application type. What is applied for. A string, though its documented range [0-2] looks like a number's.
    The pages differ on "2".

    申请类型。申请的是什么。字符串，尽管取值范围写作 [0-2]。两页对 "2" 的说法不同。
    """

    src_request_id: Annotated[str | None, Field(alias="srcRequestId")] = None
    """Original application number. For a return, the number (requestId) of the application that is returned. null
    in the sample. At most 64 characters.

    原申请编号。退票时，被退的原申请编号（requestId）。示例中为 null。最多 64 个字符。
    """

    sales_id: Annotated[str | None, Field(alias="salesId")] = None
    """Signing entity. ID of the signing entity; the pages do not list the entities. At most 64 characters.

    签约主体。签约主体的 ID，文档未列出具体主体。最多 64 个字符。
    """

    invoice_no: Annotated[str | None, Field(alias="invoiceNo")] = None
    """Invoice number. Number of the invoice. At most 32 characters.

    发票号码。发票的号码。最多 32 个字符。
    """

    trade_type: Annotated[TradeType | str | None, Field(alias="tradeType")] = None
    """Transaction type. The kind of transaction invoiced. The labels of the pages disagree for most values; decide
    by number, not by label.

    交易类型。所开票交易的类型。多数取值两页说法不一，应以数值为准，不要以文字为准。
    """

    bill_cycle: Annotated[YearMonthText | None, Field(alias="billCycle")] = None
    """Billing cycle. Billing cycle of the invoice. The pages give no form; the sample has year and month, yyyyMM.
    At most 64 characters.

    发票账期。发票所属账期。文档未给出格式；示例为年月 yyyyMM。最多 64 个字符。
    """

    tax_list: Annotated[list[TaxInfo] | None, Field(alias="taxList")] = None
    """Taxes. The taxes on the invoice, one entry each. No rule ties rate, tax and invoiced amount together in the
    samples.

    税务信息。发票上的各项税。示例中税率、税额与开票金额之间没有统一的算式。
    """


class GatewayError(Model):
    """Nested failure. A failure as an object of its own. Open; it may have more members than these, which are
    kept.

    嵌套失败信息。以独立对象表示的失败信息。开放结构，可能有更多成员，均予保留。
    """

    code: str | Integer | None = None
    """Error code. Code of the failure. The SDK passes on an integer such as 401 as it is.

    错误码。失败的错误码。若为整数（例如 401），SDK 原样给出。
    """

    message: str | None = None
    """Error message. The failure in words. For people; do not parse it.

    错误描述。失败的文字描述。供人阅读，不要解析。
    """


class ListInvoicesResponse(Reply):
    """Page of invoice applications. What a successful call returns. The response table of the pages also holds
    error_code and error_msg; these come on failure only.

    Vendor page: https://support.huaweicloud.com/intl/en-us/api-oce/miv_01005.html

    开票申请分页。调用成功时的响应。文档的响应参数表还含 error_code 与 error_msg，二者仅在失败时返回。
    """

    _contract_id: ClassVar[str] = "huawei_bssintl/ListInvoices.response"

    count: Integer | None = None
    """Record count. Number of records, present on success only. The pages do not say whether it counts this page
    or all pages; in the sample both readings fit (2 records, count 2). Do not let it alone decide when a walk
    is complete.

    记录数。记录数，仅成功时返回。文档未说明是本页条数还是总数，示例两种理解都成立（2 条，count 为 2）。不要仅凭
    它判断是否取完。
    """

    invoices: list[Invoice] | None = None
    """Applications. The applications of this page. A success must hold the list; an empty page has an empty one.

    开票申请。本页的开票申请。成功的响应必须带有该列表；没有记录时为空列表。
    """

    error_code: ErrorCode | Integer | None = None
    """Error code. Code of the failure, present on failure only. The Chinese page calls it a status code; it is not
    the HTTP status. At most 20 characters.

    错误码。错误码，仅失败时返回。中文页称“状态码”，但并非 HTTP 状态码。最多 20 个字符。
    """

    error_msg: str | None = None
    """Error message. The failure in words, present on failure only. For people; do not parse it. At most 1000
    characters.

    错误描述。失败的文字描述，仅失败时返回。供人阅读，不要解析。最多 1000 个字符。
    """

    code: str | Integer | None = None
    """Error code, other form. Code of the failure in the form code and message. Neither page shows it; error_code
    counts where both are there.

    错误码（另一形式）。code 与 message 形式的错误码。两页均未列出；与 error_code 同时出现时以 error_code 为准。
    """

    message: str | None = None
    """Error message, other form. The failure in words, in the form code and message. Neither page shows it. For
    people; do not parse it.

    错误描述（另一形式）。code 与 message 形式的失败描述。两页均未列出。供人阅读，不要解析。
    """

    error: GatewayError | None = None
    """Nested failure. The failure in the nested form. Neither page shows it.

    嵌套失败信息。嵌套形式的失败信息。两页均未列出。
    """
