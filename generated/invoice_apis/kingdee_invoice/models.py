# Generated from schemas/kingdee_invoice; edit the contract instead.
"""Kingdee invoice cloud, invoices of an application bill: models of payloads."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from ..models.base import Model, Reply
from ..models.fields import ABSENT, NEEDED, Scalar
from ..models.values import DecimalNumber, DecimalText, Integer, SensitiveText, ShanghaiMillis
from .codes import (
    BuyerProperty,
    DownloadFlag,
    ErrorCode,
    InventoryFlag,
    InvoiceProperty,
    InvoiceSource,
    InvoiceStatus,
    InvoiceType,
    IssueStatus,
    LineProperty,
    PrintFlag,
    PrivilegeFlag,
    RedReason,
    SpecialRedFlag,
    SplitOrMergeFlag,
    TaxFlag,
    ZeroTaxRateFlag,
)


class Goods(Model):
    """One line of an invoice. The sample shows 21 members; the vendor's line model has three more, placed last here.
    Lengths limit nothing.

    发票明细行。示例有 21 个成员，厂商的明细模型另有三个，列在最后。长度不作限制。
    """

    _contract_id: ClassVar[str] = "kingdee_invoice/Goods"
    amount: Scalar[DecimalNumber | DecimalText] = ABSENT
    """Amount of the line excluding tax, 14 digits with 2 decimals in siblings. Negative on a discount line."""

    bill_source_id: Annotated[Scalar[str | Integer], Field(alias="billSourceId")] = ABSENT
    """Line id of the calling system, as the caller sent it with the bill; meant for writing back. Sibling limit 32;
    column width 50."""

    detail_id: Annotated[Scalar[str | Integer], Field(alias="detailId")] = ABSENT
    """Line id. The line model calls it the id of the business system, but 4.1.01 answers that it is not the caller's
    `billSourceId`, and the sample value is a platform id, exact because it is text. Treat it as opaque. Sibling
    limit 32."""

    detail_row_no: Annotated[Scalar[Integer | str], Field(alias="detailRowNo")] = ABSENT
    """Position of the line. A sibling counts from 1, the sample has 0; whether that is the first line or unset is
    unknown. At least 0."""

    goods_name: Annotated[Scalar[str], Field(alias="goodsName")] = ABSENT
    """Name of the goods or service, with the short name of its tax category between asterisks in front. Sibling limit
    92 GBK bytes with that prefix; column width 128."""

    include_tax_amount: Annotated[Scalar[DecimalNumber | DecimalText], Field(alias="includeTaxAmount")] = ABSENT
    """Amount of the line including tax, 14 digits with 2 decimals in siblings."""

    include_tax_price: Annotated[Scalar[DecimalText | DecimalNumber], Field(alias="includeTaxPrice")] = ABSENT
    """Unit price including tax, as text with ten decimals."""

    line_property: Annotated[Scalar[LineProperty | str], Field(alias="lineProperty")] = ABSENT
    """Nature of the line. A number here. The bill that goes in (BILL.PUSH) counts otherwise."""

    price: Scalar[DecimalText | DecimalNumber] = ABSENT
    """Unit price excluding tax, as text. Ten decimals in the sample, (14,8) in siblings, numeric(23,10) in the table.
    """

    privilege_content: Annotated[Scalar[str], Field(alias="privilegeContent")] = ABSENT
    """Words of the tax preference that applies. Sibling limit 50."""

    privilege_flag: Annotated[Scalar[PrivilegeFlag | str], Field(alias="privilegeFlag")] = ABSENT
    """Whether a tax preference applies. A number here."""

    quantity: Scalar[DecimalText | DecimalNumber] = ABSENT
    """Quantity as text, ten decimals in the sample. May be empty, the price then too. Sibling limit 20."""

    revenue_code: Annotated[Scalar[str | Integer], Field(alias="revenueCode")] = ABSENT
    """Tax classification code of the goods or service, 19 digits kept as text."""

    revenue_name: Annotated[Scalar[str], Field(alias="revenueName")] = ABSENT
    """Short name of the tax category. Empty in the sample although `goodsName` carries one. Column width 50."""

    seq: Scalar[Integer | str] = ABSENT
    """Number of the line. 0 on the only line of the sample, so do not assume that it starts at 1. At least 0."""

    specification: Scalar[str] = ABSENT
    """Specification or model of the goods. The sibling page says 40 GBK bytes in words and 90 in its length mark;
    column width 50."""

    tax_amount: Annotated[Scalar[DecimalNumber | DecimalText], Field(alias="taxAmount")] = ABSENT
    """Tax of the line, 14 digits with 2 decimals in siblings."""

    tax_flag: Annotated[Scalar[TaxFlag | Integer], Field(alias="taxFlag")] = ABSENT
    """Whether the prices entered on the bill include tax. Text here."""

    tax_rate: Annotated[Scalar[DecimalText | DecimalNumber], Field(alias="taxRate")] = ABSENT
    """Tax rate as a fraction in text, "0.09" for 9 %. At most 5 characters and 3 decimals in siblings. The table lists
    0, 0.01, 0.015, 0.03, 0.04, 0.05, 0.06, 0.09, 0.10, 0.11, 0.13, 0.15, 0.16 and 0.17. Bills may also go in with
    "1%" or "1"."""

    units: Scalar[str] = ABSENT
    """Unit of measure. The sample has a filler character. Sibling limit 22 GBK bytes."""

    zero_tax_rate_flag: Annotated[Scalar[ZeroTaxRateFlag | Integer], Field(alias="zeroTaxRateFlag")] = ABSENT
    """Why the rate is zero. Empty when it is not, as far as the sample tells. One character."""

    remain_red_amount: Annotated[Scalar[DecimalNumber | DecimalText], Field(alias="remainRedAmount")] = ABSENT
    """Amount of the line excluding tax that red invoices may still offset, (14,2). In the line model but not in the
    sample."""

    remain_red_quantity: Annotated[Scalar[DecimalText | DecimalNumber], Field(alias="remainRedQuantity")] = ABSENT
    """Quantity of the line that red invoices may still offset, as text. In the line model but not in the sample."""

    remain_red_tax: Annotated[Scalar[DecimalNumber | DecimalText], Field(alias="remainRedTax")] = ABSENT
    """Tax of the line that red invoices may still offset, (14,2). In the line model but not in the sample."""


class Invoice(Model):
    """An issued invoice. The page announces 54 members without naming them; its sample has these 51. No type, length or
    mandatory mark is documented for any of them. Lengths below are those of sibling pages or table columns and limit
    nothing here.

    已开具的发票。页面注明有 54 个成员但未列名，示例中有以下 51 个；类型、长度、是否必需均无说明。下列长度取自相邻接
    口或数据字典，不作限制。
    """

    _contract_id: ClassVar[str] = "kingdee_invoice/Invoice"
    abolish_reason: Annotated[Scalar[str], Field(alias="abolishReason")] = ABSENT
    """Why the invoice was voided. Column width 50."""

    bill_no: Annotated[Scalar[str], Field(alias="billNo")] = ABSENT
    """Number of the application bill, repeated from the enclosing entry. Opaque. Column width 50."""

    buyer_address_and_tel: Annotated[Scalar[SensitiveText], Field(alias="buyerAddressAndTel")] = ABSENT
    """Address and telephone of the buyer in one text. Sibling limit 100 GBK bytes; column width 150."""

    buyer_bank_and_account: Annotated[Scalar[SensitiveText], Field(alias="buyerBankAndAccount")] = ABSENT
    """Bank and account number of the buyer in one text. Sibling limit 100 GBK bytes; column width 150."""

    buyer_name: Annotated[Scalar[SensitiveText], Field(alias="buyerName")] = ABSENT
    """Name of the buyer, which may be a person. Sibling limit 100 GBK bytes."""

    buyer_property: Annotated[Scalar[BuyerProperty | str], Field(alias="buyerProperty")] = ABSENT
    """Whether the buyer is an enterprise or an individual. A number here."""

    buyer_recipient_mail: Annotated[Scalar[SensitiveText], Field(alias="buyerRecipientMail")] = ABSENT
    """Mailbox to which the electronic invoice goes. Sibling limit 100."""

    buyer_recipient_phone: Annotated[Scalar[SensitiveText], Field(alias="buyerRecipientPhone")] = ABSENT
    """Mobile number to which the electronic invoice goes. Sibling limit 50."""

    buyer_taxpayer_id: Annotated[Scalar[SensitiveText], Field(alias="buyerTaxpayerId")] = ABSENT
    """Taxpayer number of the buyer; empty for an individual. Sibling limit 20; 18 characters in the sample."""

    can_red_amount: Annotated[Scalar[DecimalNumber | DecimalText], Field(alias="canRedAmount")] = ABSENT
    """Amount without tax that red invoices may still offset. Read from a column of like meaning, not from an API page.
    Two decimals by analogy with the other amounts."""

    can_red_tax_amount: Annotated[Scalar[DecimalNumber | DecimalText], Field(alias="canRedTaxAmount")] = ABSENT
    """Tax that red invoices may still offset."""

    canceler: Scalar[SensitiveText] = ABSENT
    """Person who voided the invoice. Column width 50."""

    check_code: Annotated[Scalar[str | Integer], Field(alias="checkCode")] = ABSENT
    """Check code, 20 digits on ordinary invoices from tax-control devices and empty on all others. Column width 50."""

    contract_no: Annotated[Scalar[str], Field(alias="contractNo")] = ABSENT
    """Contract number, taken over from the application bill. Column width 50."""

    device_no: Annotated[Scalar[str | Integer], Field(alias="deviceNo")] = ABSENT
    """Number of the tax-control device, digits kept as text. Digital invoices have none. Column width 20."""

    download_flag: Annotated[Scalar[DownloadFlag | str], Field(alias="downloadFlag")] = ABSENT
    """How far the download of the layout file (PDF or OFD) has come. A number here."""

    drawer: Scalar[SensitiveText] = ABSENT
    """Person who issued the invoice. Sibling limit 10; column width 50."""

    goods: list[Goods] | None = None
    """Lines of the invoice. In the sample the line amounts add up to the totals of the invoice."""

    id: Scalar[Integer | str] = ABSENT
    """Primary key of the invoice on the
    platform: a bare integer of 18 or 19 digits, beyond 2^53. Never read it as a double. The sample value went
    through one: the true id lies between 1223726550327785344 and 1223726550327785600, so never join on it."""

    invoice_file_url: Annotated[Scalar[SensitiveText], Field(alias="invoiceFileUrl")] = ABSENT
    """Address of the layout
    file: PDF for ordinary electronic invoices from Aisino or Baiwang devices; OFD for electronic special invoices,
    for ukey devices and for digital invoices. Empty for paper invoices, as far as the sample tells. Sibling limit
    200; column width 330."""

    invoice_image_url: Annotated[Scalar[SensitiveText], Field(alias="invoiceImageUrl")] = ABSENT
    """Address of a preview image made from the PDF. Column width 330."""

    include_tax_amount: Annotated[Scalar[DecimalNumber | DecimalText], Field(alias="includeTaxAmount")] = ABSENT
    """Total of the invoice including tax. At most 14 digits with 2 decimals in siblings. The sample shows an integer
    token, 100, beside 91.74: both are decimals."""

    inventory_flag: Annotated[Scalar[InventoryFlag | str], Field(alias="inventoryFlag")] = ABSENT
    """Whether the goods stand on a list apart from the invoice. A number here; page 5.1.03 calls it `inventoryMark` and
    sends text."""

    invoice_code: Annotated[Scalar[str | Integer], Field(alias="invoiceCode")] = ABSENT
    """Code of the invoice,
    digits kept as text: 10 in the sample, at most 12 in siblings. Empty for digital invoices, which have a number
    only (inferred)."""

    invoice_date: Annotated[Scalar[ShanghaiMillis | str], Field(alias="invoiceDate")] = ABSENT
    """Day of issue,
    as the epoch milliseconds (13 digits) of its midnight at +08:00. 1629043200000 is 2021-08-16; read in UTC it
    becomes the day before. Callbacks send text instead. The lower limit tells seconds apart and is on no page
    (KD-06). At least 100000000000."""

    invoice_number: Annotated[Scalar[str | Integer], Field(alias="invoiceNumber")] = ABSENT
    """Number of the invoice,
    digits kept as text: 8 from tax-control devices, 20 on digital invoices. Callbacks and the ALLE interfaces name
    it `invoiceNum`. Sibling limit 50."""

    invoice_property: Annotated[Scalar[InvoiceProperty | str], Field(alias="invoiceProperty")] = ABSENT
    """Whether the invoice is blue (positive) or red (credit). A number here."""

    invoice_source: Annotated[Scalar[InvoiceSource | Integer], Field(alias="invoiceSource")] = ABSENT
    """How the invoice came to the platform. Text here. The code list is that of a sibling member and its use here is
    inferred."""

    invoice_status: Annotated[Scalar[InvoiceStatus | str], Field(alias="invoiceStatus")] = ABSENT
    """State of the invoice. A number here, text in siblings."""

    invoice_type: Annotated[Scalar[InvoiceType | Integer], Field(alias="invoiceType")] = ABSENT
    """Kind of invoice. Text whose leading zeros count. Codes 01 and 02 belong to the ALLE interfaces."""

    issue_status: Annotated[Scalar[IssueStatus | Integer], Field(alias="issueStatus")] = ABSENT
    """Progress of issuing. Text here. The order is not the natural one, "0" is issued."""

    merge_differ_tax_amount: Annotated[Scalar[DecimalNumber | DecimalText], Field(alias="mergeDifferTaxAmount")] = (
        ABSENT
    )
    """Tax difference left by merging bills. Meaning read from the name alone; it may be negative or have a fraction."""

    org_name: Annotated[Scalar[str], Field(alias="orgName")] = ABSENT
    """Name of the organisation unit of the tenant that issues (inferred)."""

    original_invoice_code: Annotated[Scalar[str | Integer], Field(alias="originalInvoiceCode")] = ABSENT
    """Code of the blue invoice that a red invoice offsets. Sibling limit 12."""

    original_invoice_number: Annotated[Scalar[str | Integer], Field(alias="originalInvoiceNumber")] = ABSENT
    """Number of the blue invoice that a red invoice offsets. 8 digits from tax-control devices, 20 on digital invoices.
    """

    payee: Scalar[SensitiveText] = ABSENT
    """Cashier who took the payment. Sibling limits 10 (5.1.03) and 30 (4.1.04); column width 50."""

    print_flag: Annotated[Scalar[PrintFlag | str], Field(alias="printFlag")] = ABSENT
    """Whether the paper invoice was printed. A number here, text in the callback."""

    red_info_bill_no: Annotated[Scalar[str | Integer], Field(alias="redInfoBillNo")] = ABSENT
    """Number of the red information sheet; on digital invoices, of the red confirmation. Sibling lengths 16 (5.1.03,
    2.1.02) and, for a confirmation, 30 (2.1.08); column width 50."""

    red_reason: Annotated[Scalar[RedReason | Integer], Field(alias="redReason")] = ABSENT
    """Why the red invoice was made. The labels are those of the bill table; ALLE.INVOICE.RED orders its codes
    otherwise."""

    remark: Scalar[SensitiveText] = ABSENT
    """Remark printed on the invoice; free text that may name people or accounts. Sibling limit 230 GBK bytes; column
    width 512."""

    reviewer: Scalar[SensitiveText] = ABSENT
    """Person who checked the invoice. Sibling limits 10 (5.1.03) and 30 (4.1.04); column width 50."""

    seller_address_and_tel: Annotated[Scalar[SensitiveText], Field(alias="sellerAddressAndTel")] = ABSENT
    """Address and telephone of the seller in one text. The sample has filler here. Column width 150."""

    seller_bank_and_account: Annotated[Scalar[SensitiveText], Field(alias="sellerBankAndAccount")] = ABSENT
    """Bank and account number of the seller in one text. The sample has filler here. Column width 150."""

    seller_name: Annotated[Scalar[str], Field(alias="sellerName")] = ABSENT
    """Name of the seller. Sibling limit 100 GBK bytes."""

    seller_taxpayer_id: Annotated[Scalar[SensitiveText], Field(alias="sellerTaxpayerId")] = ABSENT
    """Taxpayer number of the seller, 15 to 20 characters; 15 in the sample. The limit is that of siblings (KD-29)."""

    serial_no: Annotated[Scalar[str], Field(alias="serialNo")] = ABSENT
    """Number made anew when bills are split or merged; it identifies one request for an invoice. Not the `serialNo` of
    the query, which asks for `billNo`. 26 characters in the sample; 50 in siblings and in the column."""

    special_red_flag: Annotated[Scalar[SpecialRedFlag | str], Field(alias="specialRedFlag")] = ABSENT
    """Mark of a special red offset. What makes one special is not documented. A number here."""

    split_or_merge_flag: Annotated[Scalar[SplitOrMergeFlag | Integer], Field(alias="splitOrMergeFlag")] = ABSENT
    """Whether bills were split or merged for this invoice. Text here. That the labels of the bill table apply is
    inferred."""

    terminal_no: Annotated[Scalar[str | Integer], Field(alias="terminalNo")] = ABSENT
    """Number of the terminal of the issuing device. Column width 50."""

    total_amount: Annotated[Scalar[DecimalNumber | DecimalText], Field(alias="totalAmount")] = ABSENT
    """Total of the invoice excluding tax, 14 digits with 2 decimals in siblings. The table column ftotalamount includes
    tax: do not map by name."""

    total_tax_amount: Annotated[Scalar[DecimalNumber | DecimalText], Field(alias="totalTaxAmount")] = ABSENT
    """Total tax of the invoice, 14 digits with 2 decimals in siblings."""


class BillInvoices(Model):
    """One application bill and the invoices issued for it.

    一张开票申请单及为其开具的发票。
    """

    _contract_id: ClassVar[str] = "kingdee_invoice/BillInvoices"
    invoice_list: Annotated[list[Invoice] | None, Field(alias="invoiceList")] = None
    """Invoices of the bill. Optional by the page; absent means the same as empty."""

    bill_no: Annotated[Scalar[str], Field(alias="billNo")] = ABSENT
    """Number of the application bill, as asked for in `serialNo` of the request. Opaque text. The table column holds 50
    characters."""


class QueryBillInvoicesResponse(Reply):
    """Answer to a query that succeeded.

    查询成功的响应。
    """

    _contract_id: ClassVar[str] = "kingdee_invoice/QueryBillInvoices.response"
    _single_items: ClassVar[tuple[str, ...]] = ("data",)

    _needed: ClassVar[tuple[str, ...]] = ("data",)

    data: Annotated[list[BillInvoices], NEEDED] = []
    """Bills with their invoices. On the wire it is base64 text of a UTF-8 JSON array; the page shows the decoded form.
    Failures leave it out or empty."""

    error_code: Annotated[Scalar[ErrorCode | Integer], Field(alias="errorCode")] = ABSENT
    """Result code as text; "0" is success."""

    success: bool | None = None
    """Whether the call succeeded. Success takes true here and "0" in `errorCode`; HTTP 200 says nothing."""

    message: Scalar[str] = ABSENT
    """Text for people, usually the reason of a failure. The page omits it; sibling pages have it."""

    error_msg: Annotated[Scalar[str], Field(alias="errorMsg")] = ABSENT
    """Text for people, where `message` is missing. Not on the page; it pairs with `errorCode` (KD-37)."""

    return_msg: Annotated[Scalar[str], Field(alias="returnMsg")] = ABSENT
    """Text for people of a refusal by the platform. Not on the page; it pairs with `returnCode` (KD-37)."""

    status: bool | None = None
    """Second result flag that some replies carry and some clients test. It takes no part in the decision here."""

    return_code: Annotated[Scalar[ErrorCode | Integer], Field(alias="returnCode")] = ABSENT
    """Code of a refusal by the platform in front of the interface, such as an expired token. It then takes the place of
    `errorCode`."""
