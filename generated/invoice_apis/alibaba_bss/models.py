# Generated from schemas/alibaba_bss; edit the contract instead.
"""Alibaba Cloud BSS OpenAPI, invoice titles: models of payloads."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from ..models.base import Model, Reply
from ..models.fields import ABSENT, NEEDED, Scalar
from ..models.values import Integer, LocalDateTimeText, SensitiveText, YearMonth, YearMonthText
from .codes import CustomerType, InvoiceKind, StatusCode, TaxpayerType


class CustomerInvoice(Model):
    """One invoice title, that is, the details an invoice is made out to. In spite of its name it is not an invoice.

    一个发票抬头，即开票所用的抬头信息。名称虽为 CustomerInvoice，但并不是发票。
    """

    _contract_id: ClassVar[str] = "alibaba_bss/CustomerInvoice"
    type: Annotated[Scalar[InvoiceKind | str], Field(alias="Type")] = ABSENT
    """Kind of VAT invoice; the current Chinese edition calls it the default kind (默认发票类型)."""

    status: Annotated[Scalar[Integer | str], Field(alias="Status")] = ABSENT
    """Status of the title, as a code. The page does not say what the codes mean (ALI-11)."""

    adjust_type: Annotated[Scalar[Integer | str], Field(alias="AdjustType")] = ABSENT
    """Kind of change made to the title, as a code without a documented list (ALI-12). These are not the codes of Type,
    although the English page speaks of a type of invoice (ALI-14)."""

    bank: Annotated[Scalar[str], Field(alias="Bank")] = ABSENT
    """Name of the bank that keeps the account in BankNo. It has no part in issuing the invoice (ALI-20)."""

    start_cycle: Annotated[Scalar[YearMonth | YearMonthText], Field(alias="StartCycle")] = ABSENT
    """First billing cycle as a yyyyMM
    number: 202002 is February 2020. The page calls it the start of payment, later editions the first month in which
    the title is valid (ALI-09). From 190001 to 999912."""

    title_change_instructions: Annotated[Scalar[str], Field(alias="TitleChangeInstructions")] = ABSENT
    """Document that explains a change of the title. A bare file name in the example."""

    user_id: Annotated[Scalar[Integer | str], Field(alias="UserId")] = ABSENT
    """Id of the user. It may pass 2^53, so never let it become a float or a spreadsheet number (ALI-19)."""

    operating_license_address: Annotated[Scalar[SensitiveText], Field(alias="OperatingLicenseAddress")] = ABSENT
    """Address on the business licence. Kept as sent; the sample ends it with a line feed (ALI-04)."""

    invoice_title: Annotated[Scalar[SensitiveText], Field(alias="InvoiceTitle")] = ABSENT
    """Company name that goes on the invoice as its title. Kept as sent; the sample ends it with a line feed (ALI-05).
    """

    user_nick: Annotated[Scalar[SensitiveText], Field(alias="UserNick")] = ABSENT
    """The user's nickname."""

    operating_license_phone: Annotated[Scalar[SensitiveText], Field(alias="OperatingLicensePhone")] = ABSENT
    """Phone number on the business licence. Free text; the example masks digits with letters (ALI-22)."""

    end_cycle: Annotated[Scalar[YearMonth | YearMonthText], Field(alias="EndCycle")] = ABSENT
    """Last billing cycle as a yyyyMM
    number: 202003 is March 2020. The page calls it the end of payment, later editions the last month in which the
    title is valid (ALI-10). From 190001 to 999912."""

    default_remark: Annotated[Scalar[SensitiveText], Field(alias="DefaultRemark")] = ABSENT
    """Remark added to an invoice when this title is chosen. Kept as sent; the sample ends it with a line feed (ALI-06).
    """

    taxation_license: Annotated[Scalar[str], Field(alias="TaxationLicense")] = ABSENT
    """Scan of the tax registration certificate, as a path and file name. Not a URL; the example has no path (ALI-23).
    """

    register_no: Annotated[Scalar[SensitiveText], Field(alias="RegisterNo")] = ABSENT
    """Tax registration number. Text even when all digits; no length is documented (ALI-21)."""

    gmt_create: Annotated[Scalar[LocalDateTimeText], Field(alias="GmtCreate")] = ABSENT
    """When the title was
    created: date and 24-hour time, as yyyy-MM-dd HH:mm:ss. No time zone is documented, whatever the name suggests
    (ALI-07)."""

    taxpayer_type: Annotated[Scalar[TaxpayerType | str], Field(alias="TaxpayerType")] = ABSENT
    """Kind of taxpayer."""

    customer_type: Annotated[Scalar[CustomerType | str], Field(alias="CustomerType")] = ABSENT
    """Kind of customer, as verified by Alipay."""

    issue_type: Annotated[Scalar[Integer | str], Field(alias="IssueType")] = ABSENT
    """Kind of issuing, as a code. The page does not say what the codes mean (ALI-13)."""

    id: Annotated[Scalar[Integer | str], Field(alias="Id")] = ABSENT
    """Id of the invoice title, not of an invoice. ApplyInvoice takes it as CustomerId (ALI-18). Like UserId it may pass
    2^53 (ALI-19)."""

    bank_no: Annotated[Scalar[SensitiveText], Field(alias="BankNo")] = ABSENT
    """Bank account number. Text; the 24 digits of the example fit no 64-bit integer (ALI-21)."""


class CustomerInvoiceList(Model):
    """Object around the list of invoice titles; the list is its member CustomerInvoice. The table shows an array here,
    the sample and the official SDK show this wrapper. Without the list it is empty in a way that no source shows
    (ALI-02).

    包裹发票抬头列表的对象，列表在其成员 CustomerInvoice 中。文档表格写作数组，示例和官方 SDK 均为此包裹结构；没有列
    表成员的空对象未见于任何来源（ALI-02）。
    """

    _contract_id: ClassVar[str] = "alibaba_bss/CustomerInvoiceList"
    customer_invoice: Annotated[list[CustomerInvoice] | None, Field(alias="CustomerInvoice")] = None
    """The invoice titles; no paging is documented."""


class InvoicingCustomerData(Model):
    """Payload of the reply.

    响应中的业务数据。
    """

    _contract_id: ClassVar[str] = "alibaba_bss/InvoicingCustomerData"
    _needed: ClassVar[tuple[str, ...]] = ("CustomerInvoiceList",)

    customer_invoice_list: Annotated[Annotated[CustomerInvoiceList, NEEDED], Field(alias="CustomerInvoiceList")] = (
        CustomerInvoiceList()
    )
    """Object around the list of invoice titles; the list is its member CustomerInvoice."""


class AccessDeniedDetail(Model):
    """Why RAM refused the call. Open; the vendor may send more members than these.

    RAM 拒绝访问的原因。开放结构，官方可能返回更多成员。
    """

    _contract_id: ClassVar[str] = "alibaba_bss/AccessDeniedDetail"
    auth_action: Annotated[Scalar[str], Field(alias="AuthAction")] = ABSENT
    """The RAM action that was refused;
    for this operation bss:QueryCustomerInvoiceInfo."""

    auth_principal_type: Annotated[Scalar[str], Field(alias="AuthPrincipalType")] = ABSENT
    """Kind of identity that called, such as a RAM user or a RAM role."""

    auth_principal_display_name: Annotated[Scalar[SensitiveText], Field(alias="AuthPrincipalDisplayName")] = ABSENT
    """The identity that called; for a RAM user its id, for a RAM role the names of role and session."""

    no_permission_type: Annotated[Scalar[str], Field(alias="NoPermissionType")] = ABSENT
    """Whether a policy denied the call or no policy allowed it."""

    policy_type: Annotated[Scalar[str], Field(alias="PolicyType")] = ABSENT
    """Kind of policy that decided."""

    encoded_diagnostic_message: Annotated[Scalar[str], Field(alias="EncodedDiagnosticMessage")] = ABSENT
    """Encrypted details. The RAM operation DecodeDiagnosticMessage makes them readable."""


class QueryInvoicingCustomerListResponse(Reply):
    """Reply of QueryInvoicingCustomerList.

    QueryInvoicingCustomerList 的响应。
    """

    _contract_id: ClassVar[str] = "alibaba_bss/QueryInvoicingCustomerList.response"
    _needed: ClassVar[tuple[str, ...]] = ("Data",)

    code: Annotated[Scalar[StatusCode | Integer], Field(alias="Code")] = ABSENT
    """Result as a
    word: Success, or an error code."""

    message: Annotated[Scalar[str], Field(alias="Message")] = ABSENT
    """Text for people. It is filled on success too, so a text here does not mean that something went wrong."""

    request_id: Annotated[Scalar[str], Field(alias="RequestId")] = ABSENT
    """Trace id that the service gave to this call. Quote it to Alibaba Cloud support; it names no business record."""

    success: Annotated[bool | None, Field(alias="Success")] = None
    """Whether the call succeeded. This decides, not the HTTP status. A body from the gateway lacks it."""

    data: Annotated[Annotated[InvoicingCustomerData, NEEDED], Field(alias="Data")] = InvoicingCustomerData()
    """Payload of the reply."""

    host_id: Annotated[Scalar[str], Field(alias="HostId")] = ABSENT
    """Host that answered."""

    recommend: Annotated[Scalar[str], Field(alias="Recommend")] = ABSENT
    """Link to the vendor's diagnosis of this error."""

    access_denied_detail: Annotated[AccessDeniedDetail | None, Field(alias="AccessDeniedDetail")] = None
    """Why RAM refused the call."""
