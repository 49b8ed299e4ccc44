"""Kingdee invoice cloud, invoices of an application bill: models of what comes over the wire.

Generated; edit the contract instead.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from ..models.base import Model, Reply
from ..models.values import DecimalText, Integer, JsonObject, SensitiveText, ShanghaiMillis
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
    """One line of an invoice. The sample shows 21 members; the vendor's line model has three more, placed last
    here. Lengths limit nothing.

    发票明细行。示例有 21 个成员，厂商的明细模型另有三个，列在最后。长度不作限制。
    """

    amount: Decimal | DecimalText | None = None
    """Amount of the line excluding tax, 14 digits with 2 decimals in siblings. Negative on a discount line.

    金额（不含税），相邻接口为 (14,2)。折扣行为负数。
    """

    bill_source_id: Annotated[str | Integer | None, Field(alias="billSourceId")] = None
    """Line id of the calling system, as the caller sent it with the bill; meant for writing back. Sibling limit
    32; column width 50.

    业务系统明细 id，即调用方推送单据时传入的值，用于回写。相邻接口限 32，列宽 50。
    """

    detail_id: Annotated[str | Integer | None, Field(alias="detailId")] = None
    """Line id. The line model calls it the id of the business system, but 4.1.01 answers that it is not the
    caller's `billSourceId`, and the sample value is a platform id, exact because it is text. Treat it as
    opaque. Sibling limit 32.

    明细 id。明细模型称其为业务系统明细 id，但 4.1.01 的问答说明它不是调用方的 `billSourceId`，示例值也是平台生
    成的 id（文本，未被舍入）。不应解释其内容。相邻接口限 32。
    """

    detail_row_no: Annotated[Integer | str | None, Field(alias="detailRowNo")] = None
    """Position of the line. A sibling counts from 1, the sample has 0; whether that is the first line or unset is
    unknown. At least 0.

    明细行序号。2.1.02 从 1 开始，示例为 0；是从零计数还是未赋值不明。最小 0。
    """

    goods_name: Annotated[str | None, Field(alias="goodsName")] = None
    """Name of the goods or service, with the short name of its tax category between asterisks in front. Sibling
    limit 92 GBK bytes with that prefix; column width 128.

    商品名称，前面带有以星号括起的税收分类简称。相邻接口限 92 个 GBK 字节（含前缀），列宽 128。
    """

    include_tax_amount: Annotated[Decimal | DecimalText | None, Field(alias="includeTaxAmount")] = None
    """Amount of the line including tax, 14 digits with 2 decimals in siblings.

    含税金额，相邻接口为 (14,2)。
    """

    include_tax_price: Annotated[DecimalText | Decimal | None, Field(alias="includeTaxPrice")] = None
    """Unit price including tax, as text with ten decimals.

    含税单价，文本，带 10 位小数。
    """

    line_property: Annotated[LineProperty | str | None, Field(alias="lineProperty")] = None
    """Nature of the line. A number here. The bill that goes in (BILL.PUSH) counts otherwise.

    行性质，此处为数字。推单接口 BILL.PUSH 的代码含义不同。
    """

    price: DecimalText | Decimal | None = None
    """Unit price excluding tax, as text. Ten decimals in the sample, (14,8) in siblings, numeric(23,10) in the
    table.

    单价（不含税），文本。示例为 10 位小数，相邻接口为 (14,8)，数据字典为 numeric(23,10)。
    """

    privilege_content: Annotated[str | None, Field(alias="privilegeContent")] = None
    """Words of the tax preference that applies. Sibling limit 50.

    享受优惠内容。相邻接口限 50。
    """

    privilege_flag: Annotated[PrivilegeFlag | str | None, Field(alias="privilegeFlag")] = None
    """Whether a tax preference applies. A number here.

    是否享受优惠，此处为数字。
    """

    quantity: DecimalText | Decimal | None = None
    """Quantity as text, ten decimals in the sample. May be empty, the price then too. Sibling limit 20.

    数量，文本，示例为 10 位小数。可与单价一同为空。相邻接口限 20。
    """

    revenue_code: Annotated[str | Integer | None, Field(alias="revenueCode")] = None
    """Tax classification code of the goods or service, 19 digits kept as text.

    税收分类编码，19 位数字，以文本保存。
    """

    revenue_name: Annotated[str | None, Field(alias="revenueName")] = None
    """Short name of the tax category. Empty in the sample although `goodsName` carries one. Column width 50.

    税收分类简称。示例中为空，而 `goodsName` 中带有简称。列宽 50。
    """

    seq: Integer | str | None = None
    """Number of the line. 0 on the only line of the sample, so do not assume that it starts at 1. At least 0.

    明细序号。示例唯一一行为 0，不可假定从 1 开始。最小 0。
    """

    specification: str | None = None
    """Specification or model of the goods. The sibling page says 40 GBK bytes in words and 90 in its length mark;
    column width 50.

    规格型号。相邻接口文字写 40 个 GBK 字节，长度标注却为 90；列宽 50。
    """

    tax_amount: Annotated[Decimal | DecimalText | None, Field(alias="taxAmount")] = None
    """Tax of the line, 14 digits with 2 decimals in siblings.

    税额，相邻接口为 (14,2)。
    """

    tax_flag: Annotated[TaxFlag | Integer | None, Field(alias="taxFlag")] = None
    """Whether the prices entered on the bill include tax. Text here.

    含税标志（录入的价格是否含税），此处为文本。
    """

    tax_rate: Annotated[DecimalText | Decimal | None, Field(alias="taxRate")] = None
    """Tax rate as a fraction in text, "0.09" for 9 %. At most 5 characters and 3 decimals in siblings. The table
    lists 0, 0.01, 0.015, 0.03, 0.04, 0.05, 0.06, 0.09, 0.10, 0.11, 0.13, 0.15, 0.16 and 0.17. Bills may also go
    in with "1%" or "1".

    税率，以文本表示的小数，"0.09" 即 9%。相邻接口最长 5 位、最多 3 位小数。数据字典列出 0、0.01、0.015、0.03、
    0.04、0.05、0.06、0.09、0.10、0.11、0.13、0.15、0.16、0.17；推单时还可写 "1%" 或 "1"。
    """

    units: str | None = None
    """Unit of measure. The sample has a filler character. Sibling limit 22 GBK bytes.

    计量单位。示例为填充字。相邻接口限 22 个 GBK 字节。
    """

    zero_tax_rate_flag: Annotated[ZeroTaxRateFlag | Integer | None, Field(alias="zeroTaxRateFlag")] = None
    """Why the rate is zero. Empty when it is not, as far as the sample tells. One character.

    零税率标识，一个字符。从示例看，非零税率时为空。
    """

    remain_red_amount: Annotated[Decimal | DecimalText | None, Field(alias="remainRedAmount")] = None
    """Amount of the line excluding tax that red invoices may still offset, (14,2). In the line model but not in
    the sample.

    剩余可红冲金额（不含税），(14,2)。见于明细模型，示例中没有。
    """

    remain_red_quantity: Annotated[DecimalText | Decimal | None, Field(alias="remainRedQuantity")] = None
    """Quantity of the line that red invoices may still offset, as text. In the line model but not in the sample.

    剩余可红冲数量，文本。见于明细模型，示例中没有。
    """

    remain_red_tax: Annotated[Decimal | DecimalText | None, Field(alias="remainRedTax")] = None
    """Tax of the line that red invoices may still offset, (14,2). In the line model but not in the sample.

    剩余可红冲税额，(14,2)。见于明细模型，示例中没有。
    """


class Invoice(Model):
    """An issued invoice. The page announces 54 members without naming them; its sample has these 51. No type,
    length or mandatory mark is documented for any of them. Lengths below are those of sibling pages or table
    columns and limit nothing here.

    已开具的发票。页面注明有 54 个成员但未列名，示例中有以下 51 个；类型、长度、是否必需均无说明。下列长度取自相
    邻接口或数据字典，不作限制。
    """

    abolish_reason: Annotated[str | None, Field(alias="abolishReason")] = None
    """Why the invoice was voided. Column width 50.

    作废原因。列宽 50。
    """

    bill_no: Annotated[str | None, Field(alias="billNo")] = None
    """Number of the application bill, repeated from the enclosing entry. Opaque. Column width 50.

    单据编号，与外层 `billNo` 重复。不应解析其中的数字。列宽 50。
    """

    buyer_address_and_tel: Annotated[SensitiveText | None, Field(alias="buyerAddressAndTel")] = None
    """Address and telephone of the buyer in one text. Sibling limit 100 GBK bytes; column width 150.

    购买方地址和电话，合为一段文本。相邻接口限 100 个 GBK 字节，列宽 150。
    """

    buyer_bank_and_account: Annotated[SensitiveText | None, Field(alias="buyerBankAndAccount")] = None
    """Bank and account number of the buyer in one text. Sibling limit 100 GBK bytes; column width 150.

    购买方银行和账号，合为一段文本。相邻接口限 100 个 GBK 字节，列宽 150。
    """

    buyer_name: Annotated[SensitiveText | None, Field(alias="buyerName")] = None
    """Name of the buyer, which may be a person. Sibling limit 100 GBK bytes.

    购买方名称，可能是个人。相邻接口限 100 个 GBK 字节。
    """

    buyer_property: Annotated[BuyerProperty | str | None, Field(alias="buyerProperty")] = None
    """Whether the buyer is an enterprise or an individual. A number here.

    购买方性质（企业或个人），此处为数字。
    """

    buyer_recipient_mail: Annotated[SensitiveText | None, Field(alias="buyerRecipientMail")] = None
    """Mailbox to which the electronic invoice goes. Sibling limit 100.

    购买方邮箱，用于接收电子发票。相邻接口限 100。
    """

    buyer_recipient_phone: Annotated[SensitiveText | None, Field(alias="buyerRecipientPhone")] = None
    """Mobile number to which the electronic invoice goes. Sibling limit 50.

    购买方手机号，用于接收电子发票。相邻接口限 50。
    """

    buyer_taxpayer_id: Annotated[SensitiveText | None, Field(alias="buyerTaxpayerId")] = None
    """Taxpayer number of the buyer; empty for an individual. Sibling limit 20; 18 characters in the sample.

    购买方税号；个人为空。相邻接口限 20，示例为 18 位。
    """

    can_red_amount: Annotated[Decimal | DecimalText | None, Field(alias="canRedAmount")] = None
    """Amount without tax that red invoices may still offset. Read from a column of like meaning, not from an API
    page. Two decimals by analogy with the other amounts.

    剩余可红冲金额（不含税）。含义由数据字典中意义相近的列推断，非接口页面所述；小数位数类比其他金额，为两位。
    """

    can_red_tax_amount: Annotated[Decimal | DecimalText | None, Field(alias="canRedTaxAmount")] = None
    """Tax that red invoices may still offset.

    可红冲税额。
    """

    canceler: SensitiveText | None = None
    """Person who voided the invoice. Column width 50.

    作废人。列宽 50。
    """

    check_code: Annotated[str | Integer | None, Field(alias="checkCode")] = None
    """Check code, 20 digits on ordinary invoices from tax-control devices and empty on all others. Column width
    50.

    校验码。税控普通发票为 20 位数字，其他发票为空。列宽 50。
    """

    contract_no: Annotated[str | None, Field(alias="contractNo")] = None
    """Contract number, taken over from the application bill. Column width 50.

    合同编号，来自开票申请单。列宽 50。
    """

    device_no: Annotated[str | Integer | None, Field(alias="deviceNo")] = None
    """Number of the tax-control device, digits kept as text. Digital invoices have none. Column width 20.

    设备编号（税控设备），以文本保存数字；数电票为空。列宽 20。
    """

    download_flag: Annotated[DownloadFlag | str | None, Field(alias="downloadFlag")] = None
    """How far the download of the layout file (PDF or OFD) has come. A number here.

    版式文件（PDF、OFD）的下载标识，此处为数字。
    """

    drawer: SensitiveText | None = None
    """Person who issued the invoice. Sibling limit 10; column width 50.

    开票人。相邻接口限 10，列宽 50。
    """

    goods: list[Goods] | None = None
    """Lines of the invoice. In the sample the line amounts add up to the totals of the invoice.

    发票明细行。示例中各行金额之和等于发票合计。
    """

    id: Integer | str | None = None
    """Primary key of the invoice on the platform: a bare integer of 18 or 19 digits, beyond 2^53. Never read it as
    a double. The sample value went through one: the true id lies between 1223726550327785344 and
    1223726550327785600, so never join on it.

    发票主键，18 至 19 位整数，超过 2^53，绝不可按双精度读取。页面示例值已被双精度舍入，真实值在
    1223726550327785344 与 1223726550327785600 之间，不可用于关联。
    """

    invoice_file_url: Annotated[SensitiveText | None, Field(alias="invoiceFileUrl")] = None
    """Address of the layout file: PDF for ordinary electronic invoices from Aisino or Baiwang devices; OFD for
    electronic special invoices, for ukey devices and for digital invoices. Empty for paper invoices, as far as
    the sample tells. Sibling limit 200; column width 330.

    版式文件下载地址。航信、百望设备的电子普票为 PDF；电子专票、ukey 设备及数电票为 OFD。从示例看纸质发票为空。
    相邻接口限 200，列宽 330。
    """

    invoice_image_url: Annotated[SensitiveText | None, Field(alias="invoiceImageUrl")] = None
    """Address of a preview image made from the PDF. Column width 330.

    由 PDF 转成的预览图片地址。列宽 330。
    """

    include_tax_amount: Annotated[Decimal | DecimalText | None, Field(alias="includeTaxAmount")] = None
    """Total of the invoice including tax. At most 14 digits with 2 decimals in siblings. The sample shows an
    integer token, 100, beside 91.74: both are decimals.

    价税合计。相邻接口为 (14,2)。示例为整数形式的 100，与 91.74 一样都是小数。
    """

    inventory_flag: Annotated[InventoryFlag | str | None, Field(alias="inventoryFlag")] = None
    """Whether the goods stand on a list apart from the invoice. A number here; page 5.1.03 calls it
    `inventoryMark` and sends text.

    清单标志，此处为数字；5.1.03 中名为 `inventoryMark`，为文本。
    """

    invoice_code: Annotated[str | Integer | None, Field(alias="invoiceCode")] = None
    """Code of the invoice, digits kept as text: 10 in the sample, at most 12 in siblings. Empty for digital
    invoices, which have a number only (inferred).

    发票代码，以文本保存数字；示例 10 位，相邻接口最长 12 位。数电票只有号码，代码应为空（推断）。
    """

    invoice_date: Annotated[ShanghaiMillis | str | None, Field(alias="invoiceDate")] = None
    """Day of issue, as the epoch milliseconds (13 digits) of its midnight at +08:00. 1629043200000 is 2021-08-16;
    read in UTC it becomes the day before. Callbacks send text instead. The lower limit tells seconds apart and
    is on no page (KD-06). At least 100000000000.

    开票日期，东八区当日零点的 13 位毫秒时间戳。1629043200000 即 2021-08-16，按 UTC 解读会早一天。回调接口中为文
    本。下限用于识别以秒计的时间戳，任何页面均未列出（KD-06）。最小 100000000000。
    """

    invoice_number: Annotated[str | Integer | None, Field(alias="invoiceNumber")] = None
    """Number of the invoice, digits kept as text: 8 from tax-control devices, 20 on digital invoices. Callbacks
    and the ALLE interfaces name it `invoiceNum`. Sibling limit 50.

    发票号码，以文本保存数字；税控发票 8 位，数电票 20 位。回调及 ALLE 接口中名为 `invoiceNum`。相邻接口限 50。
    """

    invoice_property: Annotated[InvoiceProperty | str | None, Field(alias="invoiceProperty")] = None
    """Whether the invoice is blue (positive) or red (credit). A number here.

    开票类型（蓝票或红票），此处为数字。
    """

    invoice_source: Annotated[InvoiceSource | Integer | None, Field(alias="invoiceSource")] = None
    """How the invoice came to the platform. Text here. The code list is that of a sibling member and its use here
    is inferred.

    数据来源，此处为文本。代码表属于相邻接口的同类成员，用于此处系推断。
    """

    invoice_status: Annotated[InvoiceStatus | str | None, Field(alias="invoiceStatus")] = None
    """State of the invoice. A number here, text in siblings.

    发票状态，此处为数字，相邻接口为文本。
    """

    invoice_type: Annotated[InvoiceType | Integer | None, Field(alias="invoiceType")] = None
    """Kind of invoice. Text whose leading zeros count. Codes 01 and 02 belong to the ALLE interfaces.

    发票种类，文本，前导零有意义。01、02 属于 ALLE 接口。
    """

    issue_status: Annotated[IssueStatus | Integer | None, Field(alias="issueStatus")] = None
    """Progress of issuing. Text here. The order is not the natural one, "0" is issued.

    开票状态，此处为文本。注意顺序："0" 表示已开票。
    """

    merge_differ_tax_amount: Annotated[Decimal | DecimalText | None, Field(alias="mergeDifferTaxAmount")] = None
    """Tax difference left by merging bills. Meaning read from the name alone; it may be negative or have a
    fraction.

    合并税额差。含义仅由名称推断；可能为负数或带小数。
    """

    org_name: Annotated[str | None, Field(alias="orgName")] = None
    """Name of the organisation unit of the tenant that issues (inferred).

    开票组织名称（推断）。
    """

    original_invoice_code: Annotated[str | Integer | None, Field(alias="originalInvoiceCode")] = None
    """On a red invoice, the code of the blue invoice that it offsets. Sibling limit 12.

    红票对应的原蓝票发票代码。相邻接口限 12。
    """

    original_invoice_number: Annotated[str | Integer | None, Field(alias="originalInvoiceNumber")] = None
    """On a red invoice, the number of the blue invoice that it offsets. 8 digits from tax-control devices, 20 on
    digital invoices.

    红票对应的原蓝票发票号码。税控 8 位，数电票 20 位。
    """

    payee: SensitiveText | None = None
    """Cashier who took the payment. Sibling limits 10 (5.1.03) and 30 (4.1.04); column width 50.

    收款人。相邻接口限 10（5.1.03）或 30（4.1.04），列宽 50。
    """

    print_flag: Annotated[PrintFlag | str | None, Field(alias="printFlag")] = None
    """Whether the paper invoice was printed. A number here, text in the callback.

    纸票打印标识，此处为数字，回调接口为文本。
    """

    red_info_bill_no: Annotated[str | Integer | None, Field(alias="redInfoBillNo")] = None
    """Number of the red information sheet; on digital invoices, of the red confirmation. Sibling lengths 16
    (5.1.03, 2.1.02) and, for a confirmation, 30 (2.1.08); column width 50.

    红字信息表编号；数电票为红字确认单编号。相邻接口为 16（5.1.03、2.1.02），确认单为 30（2.1.08），列宽 50。
    """

    red_reason: Annotated[RedReason | Integer | None, Field(alias="redReason")] = None
    """Why the red invoice was made. The labels are those of the bill table; ALLE.INVOICE.RED orders its codes
    otherwise.

    冲红原因。标签取自单据表；ALLE.INVOICE.RED 的代码顺序不同，不可混用。
    """

    remark: SensitiveText | None = None
    """Remark printed on the invoice; free text that may name people or accounts. Sibling limit 230 GBK bytes;
    column width 512.

    备注，印在发票上的自由文本，可能含个人或账户信息。相邻接口限 230 个 GBK 字节，列宽 512。
    """

    reviewer: SensitiveText | None = None
    """Person who checked the invoice. Sibling limits 10 (5.1.03) and 30 (4.1.04); column width 50.

    复核人。相邻接口限 10（5.1.03）或 30（4.1.04），列宽 50。
    """

    seller_address_and_tel: Annotated[SensitiveText | None, Field(alias="sellerAddressAndTel")] = None
    """Address and telephone of the seller in one text. The sample has filler here. Column width 150.

    销售方地址和电话，合为一段文本。示例内容为填充文字。列宽 150。
    """

    seller_bank_and_account: Annotated[SensitiveText | None, Field(alias="sellerBankAndAccount")] = None
    """Bank and account number of the seller in one text. The sample has filler here. Column width 150.

    销售方银行和账号，合为一段文本。示例内容为填充文字。列宽 150。
    """

    seller_name: Annotated[str | None, Field(alias="sellerName")] = None
    """Name of the seller. Sibling limit 100 GBK bytes.

    销售方名称。相邻接口限 100 个 GBK 字节。
    """

    seller_taxpayer_id: Annotated[SensitiveText | None, Field(alias="sellerTaxpayerId")] = None
    """Taxpayer number of the seller, 15 to 20 characters; 15 in the sample. The limit is that of siblings (KD-29).
    At most 20 characters.

    销售方税号，15 至 20 位，示例为 15 位。上限取自相邻接口（KD-29）。最多 20 个字符。
    """

    serial_no: Annotated[str | None, Field(alias="serialNo")] = None
    """Number made anew when bills are split or merged; it identifies one request for an invoice. Not the
    `serialNo` of the query, which asks for `billNo`. 26 characters in the sample; 50 in siblings and in the
    column.

    序列号，单据拆分或合并后重新生成，标识一次开票请求。与查询条件中的 `serialNo`（单据编号）不是一回事。示例 26
    位，相邻接口及列宽为 50。
    """

    special_red_flag: Annotated[SpecialRedFlag | str | None, Field(alias="specialRedFlag")] = None
    """Mark of a special red offset. What makes one special is not documented. A number here.

    特殊红冲标志，此处为数字。何谓特殊未见说明。
    """

    split_or_merge_flag: Annotated[SplitOrMergeFlag | Integer | None, Field(alias="splitOrMergeFlag")] = None
    """Whether bills were split or merged for this invoice. Text here. That the labels of the bill table apply is
    inferred.

    合并拆分标志，此处为文本。单据表中的标签适用于此处系推断。
    """

    terminal_no: Annotated[str | Integer | None, Field(alias="terminalNo")] = None
    """Number of the terminal of the issuing device. Column width 50.

    开票终端号码。列宽 50。
    """

    total_amount: Annotated[Decimal | DecimalText | None, Field(alias="totalAmount")] = None
    """Total of the invoice excluding tax, 14 digits with 2 decimals in siblings. The table column ftotalamount
    includes tax: do not map by name.

    合计金额，不含税，相邻接口为 (14,2)。数据字典的 ftotalamount 却是含税金额，不可按名称对应。
    """

    total_tax_amount: Annotated[Decimal | DecimalText | None, Field(alias="totalTaxAmount")] = None
    """Total tax of the invoice, 14 digits with 2 decimals in siblings.

    合计税额，相邻接口为 (14,2)。
    """


class BillInvoices(Model):
    """One application bill and the invoices issued for it.

    一张开票申请单及为其开具的发票。
    """

    invoice_list: Annotated[list[Invoice] | None, Field(alias="invoiceList")] = None
    """Invoices of the bill. Optional by the page; absent means the same as empty.

    发票列表。页面标为可选，缺失等同于空。
    """

    bill_no: Annotated[str | None, Field(alias="billNo")] = None
    """Number of the application bill, as asked for in `serialNo` of the request. Opaque text. The table column
    holds 50 characters.

    单据编号，对应请求的 `serialNo`。不应从中解析日期。数据字典列宽 50。
    """


class QueryBillInvoicesResponse(Reply):
    """Answer to a query that succeeded.

    Vendor page: https://open-ultimate.piaozone.com/project-3905935/api-146003729

    查询成功的响应。
    """

    _contract_id: ClassVar[str] = "kingdee_invoice/QueryBillInvoices.response"

    data: list[BillInvoices] | JsonObject | None = None
    """Bills with their invoices. On the wire it is base64 text of a UTF-8 JSON array; the page shows the decoded
    form. Failures leave it out or empty.

    返回内容：各单据及其发票。实际传输为 UTF-8 JSON 数组的 base64 文本，页面展示的是解码后的形式。失败时缺失或为
    空。
    """

    error_code: Annotated[ErrorCode | Integer | None, Field(alias="errorCode")] = None
    """Result code as text; "0" is success.

    响应码，文本；"0" 表示成功。
    """

    success: bool | None = None
    """Whether the call succeeded. Success takes true here and "0" in `errorCode`; HTTP 200 says nothing.

    响应状态。此处为 true 且 `errorCode` 为 "0" 才是成功；HTTP 200 不说明成败。
    """

    message: str | None = None
    """Text for people, usually the reason of a failure. The page omits it; sibling pages have it.

    描述信息，通常为失败原因。本页未列出，相邻接口均有。
    """

    status: bool | None = None
    """Second result flag that some replies carry and some clients test. It takes no part in the decision here.

    部分响应附带的状态标志，有的客户端据此判断；本契约不以它判断成败。
    """

    return_code: Annotated[ErrorCode | Integer | None, Field(alias="returnCode")] = None
    """Code of a refusal by the platform in front of the interface, such as an expired token. It then takes the
    place of `errorCode`.

    平台层拒绝时的代码，例如令牌过期，此时代替 `errorCode`。
    """
