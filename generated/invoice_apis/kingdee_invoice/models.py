# Generated from schemas/kingdee_invoice; edit the contract instead.
"""Kingdee invoice cloud, invoices of an application bill: models of payloads."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from ..models.base import Model, Reply
from ..models.values import DecimalText, Integer, SensitiveText, ShanghaiMillis
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
    amount: Decimal | DecimalText | None = None
    """Amount of the line excluding tax, 14 digits with 2 decimals in siblings. Negative on a discount line."""

    bill_source_id: Annotated[str | Integer | None, Field(alias="billSourceId")] = None
    """Line id of the calling system, as the caller sent it with the bill; meant for writing back. Sibling limit 32;
    column width 50."""

    detail_id: Annotated[str | Integer | None, Field(alias="detailId")] = None
    """Line id. The line model calls it the id of the business system, but 4.1.01 answers that it is not the caller's
    `billSourceId`, and the sample value is a platform id, exact because it is text. Treat it as opaque. Sibling
    limit 32."""

    detail_row_no: Annotated[Integer | str | None, Field(alias="detailRowNo")] = None
    """Position of the line. A sibling counts from 1, the sample has 0; whether that is the first line or unset is
    unknown. At least 0."""

    goods_name: Annotated[str | None, Field(alias="goodsName")] = None
    """Name of the goods or service, with the short name of its tax category between asterisks in front. Sibling limit
    92 GBK bytes with that prefix; column width 128."""

    include_tax_amount: Annotated[Decimal | DecimalText | None, Field(alias="includeTaxAmount")] = None
    """Amount of the line including tax, 14 digits with 2 decimals in siblings."""

    include_tax_price: Annotated[DecimalText | Decimal | None, Field(alias="includeTaxPrice")] = None
    """Unit price including tax, as text with ten decimals."""

    line_property: Annotated[LineProperty | str | None, Field(alias="lineProperty")] = None
    """Nature of the line. A number here. The bill that goes in (BILL.PUSH) counts otherwise."""

    price: DecimalText | Decimal | None = None
    """Unit price excluding tax, as text. Ten decimals in the sample, (14,8) in siblings, numeric(23,10) in the table.
    """

    privilege_content: Annotated[str | None, Field(alias="privilegeContent")] = None
    """Words of the tax preference that applies. Sibling limit 50."""

    privilege_flag: Annotated[PrivilegeFlag | str | None, Field(alias="privilegeFlag")] = None
    """Whether a tax preference applies. A number here."""

    quantity: DecimalText | Decimal | None = None
    """Quantity as text, ten decimals in the sample. May be empty, the price then too. Sibling limit 20."""

    revenue_code: Annotated[str | Integer | None, Field(alias="revenueCode")] = None
    """Tax classification code of the goods or service, 19 digits kept as text."""

    revenue_name: Annotated[str | None, Field(alias="revenueName")] = None
    """Short name of the tax category. Empty in the sample although `goodsName` carries one. Column width 50."""

    seq: Integer | str | None = None
    """Number of the line. 0 on the only line of the sample, so do not assume that it starts at 1. At least 0."""

    specification: str | None = None
    """Specification or model of the goods. The sibling page says 40 GBK bytes in words and 90 in its length mark;
    column width 50."""

    tax_amount: Annotated[Decimal | DecimalText | None, Field(alias="taxAmount")] = None
    """Tax of the line, 14 digits with 2 decimals in siblings."""

    tax_flag: Annotated[TaxFlag | Integer | None, Field(alias="taxFlag")] = None
    """Whether the prices entered on the bill include tax. Text here."""

    tax_rate: Annotated[DecimalText | Decimal | None, Field(alias="taxRate")] = None
    """Tax rate as a fraction in text, "0.09" for 9 %. At most 5 characters and 3 decimals in siblings. The table lists
    0, 0.01, 0.015, 0.03, 0.04, 0.05, 0.06, 0.09, 0.10, 0.11, 0.13, 0.15, 0.16 and 0.17. Bills may also go in with
    "1%" or "1"."""

    units: str | None = None
    """Unit of measure. The sample has a filler character. Sibling limit 22 GBK bytes."""

    zero_tax_rate_flag: Annotated[ZeroTaxRateFlag | Integer | None, Field(alias="zeroTaxRateFlag")] = None
    """Why the rate is zero. Empty when it is not, as far as the sample tells. One character."""

    remain_red_amount: Annotated[Decimal | DecimalText | None, Field(alias="remainRedAmount")] = None
    """Amount of the line excluding tax that red invoices may still offset, (14,2). In the line model but not in the
    sample."""

    remain_red_quantity: Annotated[DecimalText | Decimal | None, Field(alias="remainRedQuantity")] = None
    """Quantity of the line that red invoices may still offset, as text. In the line model but not in the sample."""

    remain_red_tax: Annotated[Decimal | DecimalText | None, Field(alias="remainRedTax")] = None
    """Tax of the line that red invoices may still offset, (14,2). In the line model but not in the sample."""


class Invoice(Model):
    """An issued invoice. The page announces 54 members without naming them; its sample has these 51. No type, length or
    mandatory mark is documented for any of them. Lengths below are those of sibling pages or table columns and limit
    nothing here.

    已开具的发票。页面注明有 54 个成员但未列名，示例中有以下 51 个；类型、长度、是否必需均无说明。下列长度取自相邻接
    口或数据字典，不作限制。
    """

    _contract_id: ClassVar[str] = "kingdee_invoice/Invoice"
    abolish_reason: Annotated[str | None, Field(alias="abolishReason")] = None
    """Why the invoice was voided. Column width 50."""

    bill_no: Annotated[str | None, Field(alias="billNo")] = None
    """Number of the application bill, repeated from the enclosing entry. Opaque. Column width 50."""

    buyer_address_and_tel: Annotated[SensitiveText | None, Field(alias="buyerAddressAndTel")] = None
    """Address and telephone of the buyer in one text. Sibling limit 100 GBK bytes; column width 150."""

    buyer_bank_and_account: Annotated[SensitiveText | None, Field(alias="buyerBankAndAccount")] = None
    """Bank and account number of the buyer in one text. Sibling limit 100 GBK bytes; column width 150."""

    buyer_name: Annotated[SensitiveText | None, Field(alias="buyerName")] = None
    """Name of the buyer, which may be a person. Sibling limit 100 GBK bytes."""

    buyer_property: Annotated[BuyerProperty | str | None, Field(alias="buyerProperty")] = None
    """Whether the buyer is an enterprise or an individual. A number here."""

    buyer_recipient_mail: Annotated[SensitiveText | None, Field(alias="buyerRecipientMail")] = None
    """Mailbox to which the electronic invoice goes. Sibling limit 100."""

    buyer_recipient_phone: Annotated[SensitiveText | None, Field(alias="buyerRecipientPhone")] = None
    """Mobile number to which the electronic invoice goes. Sibling limit 50."""

    buyer_taxpayer_id: Annotated[SensitiveText | None, Field(alias="buyerTaxpayerId")] = None
    """Taxpayer number of the buyer; empty for an individual. Sibling limit 20; 18 characters in the sample."""

    can_red_amount: Annotated[Decimal | DecimalText | None, Field(alias="canRedAmount")] = None
    """Amount without tax that red invoices may still offset. Read from a column of like meaning, not from an API page.
    Two decimals by analogy with the other amounts."""

    can_red_tax_amount: Annotated[Decimal | DecimalText | None, Field(alias="canRedTaxAmount")] = None
    """Tax that red invoices may still offset."""

    canceler: SensitiveText | None = None
    """Person who voided the invoice. Column width 50."""

    check_code: Annotated[str | Integer | None, Field(alias="checkCode")] = None
    """Check code, 20 digits on ordinary invoices from tax-control devices and empty on all others. Column width 50."""

    contract_no: Annotated[str | None, Field(alias="contractNo")] = None
    """Contract number, taken over from the application bill. Column width 50."""

    device_no: Annotated[str | Integer | None, Field(alias="deviceNo")] = None
    """Number of the tax-control device, digits kept as text. Digital invoices have none. Column width 20."""

    download_flag: Annotated[DownloadFlag | str | None, Field(alias="downloadFlag")] = None
    """How far the download of the layout file (PDF or OFD) has come. A number here."""

    drawer: SensitiveText | None = None
    """Person who issued the invoice. Sibling limit 10; column width 50."""

    goods: list[Goods] | None = None
    """Lines of the invoice. In the sample the line amounts add up to the totals of the invoice."""

    id: Integer | str | None = None
    """Primary key of the invoice on the
    platform: a bare integer of 18 or 19 digits, beyond 2^53. Never read it as a double. The sample value went
    through one: the true id lies between 1223726550327785344 and 1223726550327785600, so never join on it."""

    invoice_file_url: Annotated[SensitiveText | None, Field(alias="invoiceFileUrl")] = None
    """Address of the layout
    file: PDF for ordinary electronic invoices from Aisino or Baiwang devices; OFD for electronic special invoices,
    for ukey devices and for digital invoices. Empty for paper invoices, as far as the sample tells. Sibling limit
    200; column width 330."""

    invoice_image_url: Annotated[SensitiveText | None, Field(alias="invoiceImageUrl")] = None
    """Address of a preview image made from the PDF. Column width 330."""

    include_tax_amount: Annotated[Decimal | DecimalText | None, Field(alias="includeTaxAmount")] = None
    """Total of the invoice including tax. At most 14 digits with 2 decimals in siblings. The sample shows an integer
    token, 100, beside 91.74: both are decimals."""

    inventory_flag: Annotated[InventoryFlag | str | None, Field(alias="inventoryFlag")] = None
    """Whether the goods stand on a list apart from the invoice. A number here; page 5.1.03 calls it `inventoryMark` and
    sends text."""

    invoice_code: Annotated[str | Integer | None, Field(alias="invoiceCode")] = None
    """Code of the invoice,
    digits kept as text: 10 in the sample, at most 12 in siblings. Empty for digital invoices, which have a number
    only (inferred)."""

    invoice_date: Annotated[ShanghaiMillis | str | None, Field(alias="invoiceDate")] = None
    """Day of issue,
    as the epoch milliseconds (13 digits) of its midnight at +08:00. 1629043200000 is 2021-08-16; read in UTC it
    becomes the day before. Callbacks send text instead. The lower limit tells seconds apart and is on no page
    (KD-06). At least 100000000000."""

    invoice_number: Annotated[str | Integer | None, Field(alias="invoiceNumber")] = None
    """Number of the invoice,
    digits kept as text: 8 from tax-control devices, 20 on digital invoices. Callbacks and the ALLE interfaces name
    it `invoiceNum`. Sibling limit 50."""

    invoice_property: Annotated[InvoiceProperty | str | None, Field(alias="invoiceProperty")] = None
    """Whether the invoice is blue (positive) or red (credit). A number here."""

    invoice_source: Annotated[InvoiceSource | Integer | None, Field(alias="invoiceSource")] = None
    """How the invoice came to the platform. Text here. The code list is that of a sibling member and its use here is
    inferred."""

    invoice_status: Annotated[InvoiceStatus | str | None, Field(alias="invoiceStatus")] = None
    """State of the invoice. A number here, text in siblings."""

    invoice_type: Annotated[InvoiceType | Integer | None, Field(alias="invoiceType")] = None
    """Kind of invoice. Text whose leading zeros count. Codes 01 and 02 belong to the ALLE interfaces."""

    issue_status: Annotated[IssueStatus | Integer | None, Field(alias="issueStatus")] = None
    """Progress of issuing. Text here. The order is not the natural one, "0" is issued."""

    merge_differ_tax_amount: Annotated[Decimal | DecimalText | None, Field(alias="mergeDifferTaxAmount")] = None
    """Tax difference left by merging bills. Meaning read from the name alone; it may be negative or have a fraction."""

    org_name: Annotated[str | None, Field(alias="orgName")] = None
    """Name of the organisation unit of the tenant that issues (inferred)."""

    original_invoice_code: Annotated[str | Integer | None, Field(alias="originalInvoiceCode")] = None
    """On a red invoice, the code of the blue invoice that it offsets. Sibling limit 12."""

    original_invoice_number: Annotated[str | Integer | None, Field(alias="originalInvoiceNumber")] = None
    """On a red invoice, the number of the blue invoice that it offsets. 8 digits from tax-control devices, 20 on
    digital invoices."""

    payee: SensitiveText | None = None
    """Cashier who took the payment. Sibling limits 10 (5.1.03) and 30 (4.1.04); column width 50."""

    print_flag: Annotated[PrintFlag | str | None, Field(alias="printFlag")] = None
    """Whether the paper invoice was printed. A number here, text in the callback."""

    red_info_bill_no: Annotated[str | Integer | None, Field(alias="redInfoBillNo")] = None
    """Number of the red information sheet; on digital invoices, of the red confirmation. Sibling lengths 16 (5.1.03,
    2.1.02) and, for a confirmation, 30 (2.1.08); column width 50."""

    red_reason: Annotated[RedReason | Integer | None, Field(alias="redReason")] = None
    """Why the red invoice was made. The labels are those of the bill table; ALLE.INVOICE.RED orders its codes
    otherwise."""

    remark: SensitiveText | None = None
    """Remark printed on the invoice; free text that may name people or accounts. Sibling limit 230 GBK bytes; column
    width 512."""

    reviewer: SensitiveText | None = None
    """Person who checked the invoice. Sibling limits 10 (5.1.03) and 30 (4.1.04); column width 50."""

    seller_address_and_tel: Annotated[SensitiveText | None, Field(alias="sellerAddressAndTel")] = None
    """Address and telephone of the seller in one text. The sample has filler here. Column width 150."""

    seller_bank_and_account: Annotated[SensitiveText | None, Field(alias="sellerBankAndAccount")] = None
    """Bank and account number of the seller in one text. The sample has filler here. Column width 150."""

    seller_name: Annotated[str | None, Field(alias="sellerName")] = None
    """Name of the seller. Sibling limit 100 GBK bytes."""

    seller_taxpayer_id: Annotated[SensitiveText | None, Field(alias="sellerTaxpayerId")] = None
    """Taxpayer number of the seller, 15 to 20 characters; 15 in the sample. The limit is that of siblings (KD-29)."""

    serial_no: Annotated[str | None, Field(alias="serialNo")] = None
    """Number made anew when bills are split or merged; it identifies one request for an invoice. Not the `serialNo` of
    the query, which asks for `billNo`. 26 characters in the sample; 50 in siblings and in the column."""

    special_red_flag: Annotated[SpecialRedFlag | str | None, Field(alias="specialRedFlag")] = None
    """Mark of a special red offset. What makes one special is not documented. A number here."""

    split_or_merge_flag: Annotated[SplitOrMergeFlag | Integer | None, Field(alias="splitOrMergeFlag")] = None
    """Whether bills were split or merged for this invoice. Text here. That the labels of the bill table apply is
    inferred."""

    terminal_no: Annotated[str | Integer | None, Field(alias="terminalNo")] = None
    """Number of the terminal of the issuing device. Column width 50."""

    total_amount: Annotated[Decimal | DecimalText | None, Field(alias="totalAmount")] = None
    """Total of the invoice excluding tax, 14 digits with 2 decimals in siblings. The table column ftotalamount includes
    tax: do not map by name."""

    total_tax_amount: Annotated[Decimal | DecimalText | None, Field(alias="totalTaxAmount")] = None
    """Total tax of the invoice, 14 digits with 2 decimals in siblings."""


class BillInvoices(Model):
    """One application bill and the invoices issued for it.

    一张开票申请单及为其开具的发票。
    """

    _contract_id: ClassVar[str] = "kingdee_invoice/BillInvoices"
    invoice_list: Annotated[list[Invoice] | None, Field(alias="invoiceList")] = None
    """Invoices of the bill. Optional by the page; absent means the same as empty."""

    bill_no: Annotated[str | None, Field(alias="billNo")] = None
    """Number of the application bill, as asked for in `serialNo` of the request. Opaque text. The table column holds 50
    characters."""


class QueryBillInvoicesResponse(Reply):
    """Answer to a query that succeeded.

    查询成功的响应。
    """

    _contract_id: ClassVar[str] = "kingdee_invoice/QueryBillInvoices.response"
    _single_items: ClassVar[tuple[str, ...]] = ("data",)

    data: list[BillInvoices] | None = None
    """Bills with their invoices. On the wire it is base64 text of a UTF-8 JSON array; the page shows the decoded form.
    Failures leave it out or empty."""

    error_code: Annotated[ErrorCode | Integer | None, Field(alias="errorCode")] = None
    """Result code as text; "0" is success."""

    success: bool | None = None
    """Whether the call succeeded. Success takes true here and "0" in `errorCode`; HTTP 200 says nothing."""

    message: str | None = None
    """Text for people, usually the reason of a failure. The page omits it; sibling pages have it."""

    error_msg: Annotated[str | None, Field(alias="errorMsg")] = None
    """Text for people, where `message` is missing. Not on the page; it pairs with `errorCode` (KD-37)."""

    return_msg: Annotated[str | None, Field(alias="returnMsg")] = None
    """Text for people of a refusal by the platform. Not on the page; it pairs with `returnCode` (KD-37)."""

    status: bool | None = None
    """Second result flag that some replies carry and some clients test. It takes no part in the decision here."""

    return_code: Annotated[ErrorCode | Integer | None, Field(alias="returnCode")] = None
    """Code of a refusal by the platform in front of the interface, such as an expired token. It then takes the place of
    `errorCode`."""
