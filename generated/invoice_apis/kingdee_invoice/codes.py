"""Kingdee invoice cloud, invoices of an application bill: documented codes. Any other code keeps its value.

Generated; edit the contract instead.
"""

from __future__ import annotations

from ..models.enums import OpenIntEnum, OpenStrEnum


class BuyerProperty(OpenIntEnum):
    """Nature of the buyer. Other providers number the same notions differently.

    购买方性质。其他厂商对同一概念的编号不同。
    """

    ENTERPRISE = 0
    """Enterprise. Source: 5.1.03.

    企业
    """

    INDIVIDUAL = 1
    """Individual. Source: 5.1.03.

    个人
    """


class DownloadFlag(OpenIntEnum):
    """State of the layout file.

    版式文件下载标识。
    """

    NOT_DOWNLOADED = 0
    """Not downloaded. Source: table sim_vatinvoice.

    未下载
    """

    GENERATING = 1
    """Layout file being generated. Source: table sim_vatinvoice.

    版式文件生成中
    """

    DOWNLOADED = 2
    """Downloaded. Source: table sim_vatinvoice.

    已下载
    """


class LineProperty(OpenIntEnum):
    """Nature of a line. A discount line has a negative amount and follows the line that it discounts; a discounted
    line is followed by its discount.

    行性质。折扣行金额为负，紧跟在被折扣行之后。
    """

    NORMAL = 0
    """Normal line. Source: 5.1.03.

    正常商品行
    """

    DISCOUNT = 1
    """Discount line. Source: 5.1.03.

    折扣行
    """

    DISCOUNTED = 2
    """Discounted line. Source: 5.1.03. Conflict: On bills that go in (BILL.PUSH, table sim_original_bill) 2 is a
    normal line; 1 is a discount there too.

    被折扣行
    """


class PrivilegeFlag(OpenIntEnum):
    """Tax preference of a line.

    是否享受优惠。
    """

    NOT_APPLIED = 0
    """Not applied. Source: 5.1.03.

    不享受
    """

    APPLIED = 1
    """Applied. Source: 5.1.03.

    享受
    """


class TaxFlag(OpenStrEnum):
    """Whether prices were entered with tax. The vendor's model lists the codes 0 and 1; the labels stand in a
    table dictionary.

    含税标志。厂商模型列出代码 0、1，标签取自数据字典。
    """

    TAX_EXCLUDED = "0"
    """Tax excluded. Source: table with ftaxflag.

    不含税
    """

    TAX_INCLUDED = "1"
    """Tax included. Source: table with ftaxflag.

    含税
    """


class ZeroTaxRateFlag(OpenStrEnum):
    """Kind of a zero rate.

    零税率标识。
    """

    EXPORT_REFUND = "1"
    """Export refund. Source: 5.1.03. Conflict: The table of motor-vehicle invoices says 免税 (exempt).

    出口退税
    """

    NOT_TAXABLE = "2"
    """Not taxable. Source: 5.1.03 and table of motor-vehicle invoices.

    不征税
    """

    ORDINARY_ZERO_RATE = "3"
    """Ordinary zero rate. Source: 5.1.03 and table of motor-vehicle invoices.

    普通零税率
    """


class InventoryFlag(OpenIntEnum):
    """Whether the invoice has a separate list of goods.

    清单标志。
    """

    WITHOUT_LIST = 0
    """No goods list. Source: 5.1.03.

    非清单发票
    """

    WITH_LIST = 1
    """With goods list. Source: 5.1.03.

    清单发票
    """


class InvoiceProperty(OpenIntEnum):
    """Blue or red invoice.

    开票类型。
    """

    BLUE = 0
    """Blue (positive) invoice. Source: 5.1.03.

    蓝票
    """

    RED = 1
    """Red (credit) invoice. Source: 5.1.03.

    红票
    """


class InvoiceSource(OpenStrEnum):
    """How an invoice came to the platform. Sibling interfaces list these codes under 数据来源; that they apply
    here is inferred from the sample ("4" fits an application bill). A rival reading is the kind of tax device.

    数据来源。代码见于相邻接口，用于此处系由示例推断（"4" 与申请单相符）；另一种解释是税控设备类型。
    """

    SINGLE = "0"
    """Single invoice. Source: 4.1.04 and table sim_vatinvoice; use here inferred.

    单张
    """

    BATCH_IMPORT = "1"
    """Batch import. Source: 4.1.04 and table sim_vatinvoice; use here inferred.

    批量导入
    """

    DATA_SYNC = "2"
    """Data synchronisation. Source: 4.1.04 and table sim_vatinvoice; use here inferred.

    数据同步
    """

    DIRECT_INTERFACE = "3"
    """Direct issuing interface. Source: 4.1.04; use here inferred. Conflict: The table dictionary says 接口同步
    (interface synchronisation).

    直接开票接口
    """

    BILL_SPLIT_MERGE = "4"
    """Bill split/merge (application bill). Source: 4.1.04 and table sim_vatinvoice; use here inferred. Conflict:
    As a device type (column fissuesource) 4 would be 金税盘-托管 (hosted tax disk).

    单据拆合
    """

    VOIDED_AND_REISSUED = "5"
    """Voided and re-issued. Source: 4.1.04 and table sim_vatinvoice; use here inferred.

    作废重开
    """

    BLANK_VOID = "6"
    """Blank void. Source: 4.1.04 and table sim_vatinvoice; use here inferred.

    空白作废
    """

    SCAN_CODE = "7"
    """Scan-code issuing. Source: 4.1.04 and table sim_vatinvoice; use here inferred.

    扫码开票
    """

    EXCEL_IMPORT = "8"
    """Excel import. Source: 4.1.04 and table sim_vatinvoice; use here inferred.

    excel导入
    """

    INPUT_DOWNLOAD = "9"
    """Input-side download. Source: 4.1.04 and table sim_vatinvoice; use here inferred.

    进项下载
    """

    PUBLIC_CLOUD_SYNC = "10"
    """Public-cloud synchronisation. Source: 4.1.04 and table sim_vatinvoice; use here inferred.

    公有云同步
    """

    RED_INFO_ADDED_BY_HAND = "11"
    """Red information sheet number added by hand. Source: 4.1.04 and table sim_vatinvoice; use here inferred.

    手工新增红字信息表编号
    """

    RECEIPT_CODE = "12"
    """Receipt-code issuing. Source: 4.1.04; use here inferred.

    小票码开票
    """


class InvoiceStatus(OpenIntEnum):
    """State of an invoice. The vendor's list is 0, 1, 2, 3, 4, 6 and 7; no source says what 1 means, so it has no
    label.

    发票状态。厂商列出 0、1、2、3、4、6、7；1 的含义未见说明，故无标签。
    """

    NORMAL = 0
    """Normal. Source: 5.1.03, 4.1.04 and table sim_vatinvoice.

    正常
    """

    TO_BE_ISSUED = 2
    """To be issued. Source: 5.1.03. Conflict: 4.1.04 says 开票中 (being issued); one public client says 部分红冲
    (partly offset).

    待开
    """

    OFFSET = 3
    """Offset by a red invoice. Source: 5.1.03, 4.1.04 and table sim_vatinvoice.

    红冲
    """

    ISSUING_FAILED = 4
    """Issuing failed. Source: 4.1.04.

    开票失败
    """

    VOIDED = 6
    """Voided. Source: 5.1.03 and table sim_vatinvoice.

    作废
    """

    BEING_VOIDED = 7
    """Being voided. Source: table sim_vatinvoice.

    作废中
    """


class InvoiceType(OpenStrEnum):
    """Kind of invoice. The vendor's model holds exactly these seven codes. A sibling page gives the length as 4
    although two codes have 5 characters; the column holds 8.

    发票种类。厂商模型恰有这七个代码。相邻页面写长度为 4，而其中两个代码有 5 位；列宽 8。
    """

    PAPER_SPECIAL = "004"
    """Paper special VAT invoice. Source: 5.1.03 and table sim_vatinvoice.

    增值税纸质专用发票
    """

    PAPER_ORDINARY = "007"
    """Paper ordinary VAT invoice. Source: 5.1.03 and table sim_vatinvoice.

    增值税纸质普通发票
    """

    ROLL_ORDINARY = "025"
    """Ordinary VAT invoice, roll. Source: table sim_vatinvoice.

    增值税普通发票(卷票)
    """

    ELECTRONIC_ORDINARY = "026"
    """Electronic ordinary VAT invoice. Source: 5.1.03 and table sim_vatinvoice.

    增值税电子普通发票
    """

    ELECTRONIC_SPECIAL = "028"
    """Electronic special VAT invoice. Source: 5.1.03 and table sim_vatinvoice.

    增值税电子专用发票
    """

    DIGITAL_SPECIAL = "08xdp"
    """Fully digital special VAT invoice. Source: table sim_vatinvoice.

    数电票(增值税专用发票)
    """

    DIGITAL_ORDINARY = "10xdp"
    """Fully digital ordinary invoice. Source: table sim_vatinvoice.

    数电票(普通发票)
    """


class IssueStatus(OpenStrEnum):
    """Progress of issuing. No API page carries the labels.

    开票状态。标签未见于接口页面。
    """

    ISSUED = "0"
    """Issued. Source: table sim_vatinvoice.

    已开票
    """

    ISSUING = "1"
    """Issuing. Source: table sim_vatinvoice.

    开票中
    """

    NOT_ISSUED = "2"
    """Not issued. Source: table sim_vatinvoice.

    未开票
    """

    ISSUING_FAILED = "3"
    """Issuing failed. Source: table sim_vatinvoice.

    开票失败
    """

    SUBMITTED = "4"
    """Submitted. Source: table sim_vatinvoice.

    已提交
    """


class PrintFlag(OpenIntEnum):
    """State of printing of a paper invoice.

    纸票打印标识。
    """

    NOT_PRINTED = 0
    """Not printed. Source: 5.1.03 and table sim_vatinvoice.

    未打印
    """

    PRINTED = 1
    """Printed. Source: 5.1.03 and table sim_vatinvoice.

    已打印
    """

    PRINT_FAILED = 2
    """Print failed. Source: table sim_vatinvoice.

    打印失败
    """


class RedReason(OpenStrEnum):
    """Reason of a red invoice. The bill stores these codes; the column of the invoice is free text of 200
    characters, so other words may come.

    冲红原因。单据表存放这些代码；发票表中该列为 200 字符的自由文本，可能出现其他内容。
    """

    GOODS_RETURNED = "1"
    """Goods returned. Source: table sim_original_bill. Conflict: ALLE.INVOICE.RED: 01 is issued in error, returned
    is 02.

    销货退回
    """

    ISSUED_IN_ERROR = "2"
    """Issued in error. Source: table sim_original_bill. Conflict: ALLE.INVOICE.RED: 02 is returned, issued in
    error is 01.

    开票有误
    """

    SERVICE_TERMINATED = "3"
    """Service terminated. Source: table sim_original_bill.

    服务中止
    """

    SALES_ALLOWANCE = "4"
    """Sales allowance. Source: table sim_original_bill.

    销售折让
    """


class SpecialRedFlag(OpenIntEnum):
    """Special red offset.

    特殊红冲标志。
    """

    NO = 0
    """No. Source: table sim_vatinvoice.

    否
    """

    YES = 1
    """Yes. Source: table sim_vatinvoice.

    是
    """


class SplitOrMergeFlag(OpenStrEnum):
    """What was done to the bills to make the invoice. No API page carries the labels; their use here is inferred.

    合并拆分标志。标签未见于接口页面，用于此处系推断。
    """

    NEITHER = "0"
    """Neither split nor merged. Source: table sim_original_bill; use here inferred.

    不拆分不合并
    """

    SPLIT = "1"
    """Split, not merged. Source: table sim_original_bill; use here inferred.

    要拆分不合并
    """

    MERGED = "2"
    """Merged, not split. Source: table sim_original_bill; use here inferred.

    不拆分要合并
    """

    SPLIT_AND_MERGED = "3"
    """Both. Source: table sim_original_bill; use here inferred.

    要拆分要合并
    """


class ErrorCode(OpenStrEnum):
    """Result code of an envelope. The vendor's list of codes is not public, so most have no label. Other endpoints
    of the platform (rim, bds) use "0000" for success, and callbacks use "9999" for failure; neither belongs to
    this path. For ALLE.INVOICE.OPEN a third-party client treats "30001" as risk control; that meaning is
    inferred, so the code is not listed.

    响应码。厂商的返回码清单未公开，多数代码没有标签。平台其他端点（rim、bds）以 "0000" 表示成功，回调以 "9999"
    表示失败，均不属于本地址。对于 ALLE.INVOICE.OPEN，有第三方客户端把 "30001" 当作风险控制；该含义系推断，故未
    列入代码表。
    """

    SUCCESS = "0"
    """Success. Source: model 苍穹API接口返回值.

    成功
    """

    TOKEN_EXPIRED = "401"
    """Token invalid or expired. HTTP 200. Source: public clients and public note on Cosmic authentication; not
    confirmed by a vendor page.

    token已过期
    """

    DUPLICATE_SERIAL_NUMBER = "10127"
    """Duplicate serial number. HTTP 200. Source: fapiaozone-sdk; about ALLE.INVOICE.OPEN on the same path.

    重复号
    """
