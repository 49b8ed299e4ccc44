# Generated from schemas/huawei_bssintl; edit the contract instead.
"""Huawei Cloud BSSINTL: models of payloads."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from ..models.base import Model, Reply
from ..models.fields import ABSENT, NEEDED, Scalar
from ..models.values import DateTimeText, DecimalNumber, DecimalText, Integer, SensitiveText, YearMonthText
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
    """Postal address.

    Whom and where the post goes to (PostAddressInfoIntl on the pages). All of it is masked in the sample.

    邮寄地址。收件人及其地址（文档名 PostAddressInfoIntl）。示例中均已打码。
    """

    _contract_id: ClassVar[str] = "huawei_bssintl/PostAddress"
    address: Scalar[SensitiveText] = ABSENT
    """Address of the recipient. At most 1024 characters."""

    recipients: Scalar[SensitiveText] = ABSENT
    """Name of the recipient. One string in spite of the plural. At most 1024 characters."""

    zip_code: Annotated[Scalar[SensitiveText], Field(alias="zipCode")] = ABSENT
    """Post code of the address. At most 256 characters."""

    mobile_phone: Annotated[Scalar[SensitiveText], Field(alias="mobilePhone")] = ABSENT
    """Mobile phone number of the recipient. At most 256 characters."""


class TaxInfo(Model):
    """One tax on an invoice.

    税务信息。发票上的一项税。
    """

    _contract_id: ClassVar[str] = "huawei_bssintl/TaxInfo"
    tax_class: Annotated[Scalar[TaxClass | Integer], Field(alias="taxClass")] = ABSENT
    """The tax. At most 64 characters."""

    tax_rate: Annotated[Scalar[DecimalText | DecimalNumber], Field(alias="taxRate")] = ABSENT
    """Rate of the tax, a decimal number in a string. The pages do not say whether it is a fraction or a percentage; the
    sample values read as fractions. At most 64 characters."""

    sub_tax_class: Annotated[Scalar[SubTaxClass | Integer], Field(alias="subTaxClass")] = ABSENT
    """The tax more precisely. VAT, ISS and WHT stand in the list of taxClass as well. At most 64 characters."""

    tax_amount: Annotated[Scalar[DecimalNumber | DecimalText], Field(alias="taxAmount")] = ABSENT
    """Amount of the tax, in USD. A JSON number, unlike the rate; read it as a decimal, not as a binary float."""

    tax_visible_flag: Annotated[Scalar[str], Field(alias="taxVisibleFlag")] = ABSENT
    """Whether the tax is shown. The official SDK says "Y" for shown, "N" for not shown; the pages lack this member."""

    tax_accounting_flag: Annotated[Scalar[str], Field(alias="taxAccountingFlag")] = ABSENT
    """Whether the tax is booked. The official SDK says "Y" for booked, "N" for not booked; the pages lack this member.
    """


class Invoice(Model):
    """One invoice application (IntlInvoiceRequestInfo on the pages, InvoiceRequestInfoIntl in the official SDK). The
    pages mark no member as mandatory and none as nullable, yet two are null in both sample invoices.

    一条开票申请（文档名 IntlInvoiceRequestInfo，官方 SDK 名 InvoiceRequestInfoIntl）。文档未标明哪些成员必有、哪些可
    为 null，而示例的两张发票中均有两个成员为 null。
    """

    _contract_id: ClassVar[str] = "huawei_bssintl/Invoice"
    request_id: Annotated[Scalar[str], Field(alias="requestId")] = ABSENT
    """Number of the invoice application. Called request ID on the pages,
    but no trace ID of the call: that one is the response header X-Request-Id. At most 64 characters."""

    cancel_reason: Annotated[Scalar[str], Field(alias="cancelReason")] = ABSENT
    """Why the application was rejected; the name says cancel, both pages say rejection. null in the sample. At most 256
    characters."""

    title_type: Annotated[Scalar[TitleType | str], Field(alias="titleType")] = ABSENT
    """Whether the invoice title is that of an individual or of a company."""

    channel_type: Annotated[Scalar[ChannelType | str], Field(alias="channelType")] = ABSENT
    """Channel of the application; the pages know one channel."""

    invoice_type: Annotated[Scalar[InvoiceType | str], Field(alias="invoiceType")] = ABSENT
    """Special or general VAT invoice.
    One of three members that the English page calls invoice type: see also invoiceClass and invoiceMode."""

    invoice_title: Annotated[Scalar[SensitiveText], Field(alias="invoiceTitle")] = ABSENT
    """Name the invoice is made out to; for an individual (titleType 0) the name of a person. At most 1024 characters.
    """

    invoice_amount: Annotated[Scalar[DecimalNumber | DecimalText], Field(alias="invoiceAmount")] = ABSENT
    """Amount invoiced, in USD. A JSON number without a documented scale; read it as a decimal, not as a binary float.
    """

    invoice_method: Annotated[Scalar[InvoiceMethod | str], Field(alias="invoiceMethod")] = ABSENT
    """What the invoice is issued for; the pages name the bases differently."""

    invoice_class: Annotated[Scalar[InvoiceClass | str], Field(alias="invoiceClass")] = ABSENT
    """Tax or commercial invoice.
    One of three members that the English page calls invoice type: see also invoiceType and invoiceMode."""

    invoice_state: Annotated[Scalar[InvoiceState | str], Field(alias="invoiceState")] = ABSENT
    """Where the application stands. Only 8 is complete; leave other states out of a sum of invoices."""

    apply_opera: Annotated[Scalar[SensitiveText], Field(alias="applyOpera")] = ABSENT
    """Who applied for the invoice. The name is cut short by the vendor; the value is masked in the sample. At most 32
    characters."""

    address_info: Annotated[PostAddress | None, Field(alias="addressInfo")] = None
    """Where to and to whom the invoice is posted."""

    apply_time: Annotated[Scalar[DateTimeText], Field(alias="applyTime")] = ABSENT
    """When the application was filed, UTC. The pages give no form here; the sample has the one of the request,
    yyyy-MM-dd'T'HH:mm:ss'Z'. At most 64 characters."""

    invoice_mode: Annotated[Scalar[InvoiceMode | Integer], Field(alias="invoiceMode")] = ABSENT
    """Paper or not. A string. The pages list "0" only, while both sample invoices carry "1". One of three members that
    the English page calls invoice type: see also invoiceType and invoiceClass."""

    email: Scalar[SensitiveText] = ABSENT
    """Where an electronic invoice is mailed to. Up to 400 characters, more than one mail address can have, so it may be
    a list; not checked as an address."""

    request_mode: Annotated[Scalar[RequestMode | Integer], Field(alias="requestMode")] = ABSENT
    """What is applied for. A string, though its documented range [0-2] looks like a number's. The pages differ on "2".
    """

    src_request_id: Annotated[Scalar[str], Field(alias="srcRequestId")] = ABSENT
    """For a return, the number (requestId) of the application that is returned. null in the sample. At most 64
    characters."""

    sales_id: Annotated[Scalar[str], Field(alias="salesId")] = ABSENT
    """ID of the signing entity; the pages do not list the entities. At most 64 characters."""

    invoice_no: Annotated[Scalar[str], Field(alias="invoiceNo")] = ABSENT
    """Number of the invoice. At most 32 characters."""

    trade_type: Annotated[Scalar[TradeType | str], Field(alias="tradeType")] = ABSENT
    """The kind of transaction invoiced. The labels of the pages disagree for most values; decide by number, not by
    label."""

    bill_cycle: Annotated[Scalar[YearMonthText], Field(alias="billCycle")] = ABSENT
    """Billing cycle of the invoice. The pages give no form; the sample has year and month, yyyyMM. At most 64
    characters."""

    tax_list: Annotated[list[TaxInfo] | None, Field(alias="taxList")] = None
    """The taxes on the invoice, one entry each. No rule ties rate, tax and invoiced amount together in the samples."""


class GatewayError(Model):
    """Nested failure.

    A failure as an object of its own. Open; it may have more members than these, which are kept.

    嵌套失败信息。以独立对象表示的失败信息。开放结构，可能有更多成员，均予保留。
    """

    _contract_id: ClassVar[str] = "huawei_bssintl/GatewayError"
    code: Scalar[str | Integer] = ABSENT
    """Code of the failure. The SDK passes on an integer such as 401 as it is."""

    message: Scalar[str] = ABSENT
    """The failure in words. For people; do not parse it."""


class ListInvoicesResponse(Reply):
    """Page of invoice applications.

    What a successful call returns. The response table of the pages also holds error_code and error_msg; these come
    on failure only.

    开票申请分页。调用成功时的响应。文档的响应参数表还含 error_code 与 error_msg，二者仅在失败时返回。
    """

    _contract_id: ClassVar[str] = "huawei_bssintl/ListInvoices.response"
    _needed: ClassVar[tuple[str, ...]] = ("invoices",)

    count: Scalar[Integer | str] = ABSENT
    """Number of records, present on success only. The pages do not say whether it counts this page or all pages; in the
    sample both readings fit (2 records, count 2). Do not let it alone decide when a walk is complete."""

    invoices: Annotated[list[Invoice], NEEDED] = []
    """The applications of this page. A success must hold the list; an empty page has an empty one."""

    error_code: Scalar[ErrorCode | Integer] = ABSENT
    """Code of the failure, present on failure only. The Chinese page calls it a status code; it is not the HTTP status.
    At most 20 characters."""

    error_msg: Scalar[str] = ABSENT
    """The failure in words, present on failure only. For people; do not parse it. At most 1000 characters."""

    code: Scalar[str | Integer] = ABSENT
    """Code of the failure in the form code and message. Neither page shows it; error_code counts where both are there.
    """

    message: Scalar[str] = ABSENT
    """The failure in words, in the form code and message. Neither page shows it. For people; do not parse it."""

    error: GatewayError | None = None
    """The failure in the nested form. Neither page shows it."""

    request_id: Scalar[str] = ABSENT
    """Id that the gateway gave to the call it refused, for the vendor's support. Neither page shows it (HW-55). It is
    no requestId of a record."""

    encoded_authorization_message: Scalar[SensitiveText] = ABSENT
    """Why the authorization was refused, in an encoding that only the vendor's decoding service reads. Neither page
    shows it (HW-55). Masked, since it holds who asked for what."""
