# Generated from schemas/kingdee_invoice; edit the contract instead.
"""Kingdee invoice cloud, invoices of an application bill: documented codes. Any other code keeps its value."""

from __future__ import annotations

from ..models.enums import OpenIntEnum, OpenStrEnum


class BuyerProperty(OpenIntEnum):
    """Nature of the buyer. Other providers number the same notions differently.

    购买方性质。其他厂商对同一概念的编号不同。0 企业；1 个人。
    """

    ENTERPRISE = 0

    INDIVIDUAL = 1


class DownloadFlag(OpenIntEnum):
    """State of the layout file.

    版式文件下载标识。0 未下载；1 版式文件生成中；2 已下载。
    """

    NOT_DOWNLOADED = 0

    GENERATING = 1
    """Layout file being generated."""

    DOWNLOADED = 2


class LineProperty(OpenIntEnum):
    """Nature of a line. A discount line has a negative amount and follows the line that it discounts; a discounted line
    is followed by its discount.

    行性质。折扣行金额为负，紧跟在被折扣行之后。0 正常商品行；1 折扣行；2 被折扣行。
    """

    NORMAL = 0
    """Normal line."""

    DISCOUNT = 1
    """Discount line."""

    DISCOUNTED = 2
    """Discounted line. On bills that go in (BILL.PUSH, table sim_original_bill) 2 is a normal line; 1 is a discount
    there too."""


class PrivilegeFlag(OpenIntEnum):
    """Tax preference of a line.

    是否享受优惠。0 不享受；1 享受。
    """

    NOT_APPLIED = 0

    APPLIED = 1


class TaxFlag(OpenStrEnum):
    """Whether prices were entered with tax. The vendor's model lists the codes 0 and 1; the labels stand in a table
    dictionary.

    含税标志。厂商模型列出代码 0、1，标签取自数据字典。0 不含税；1 含税。
    """

    TAX_EXCLUDED = "0"

    TAX_INCLUDED = "1"


class ZeroTaxRateFlag(OpenStrEnum):
    """Kind of a zero rate.

    零税率标识。1 出口退税；2 不征税；3 普通零税率。
    """

    EXPORT_REFUND = "1"
    """Export refund. The table of motor-vehicle invoices says 免税 (exempt)."""

    NOT_TAXABLE = "2"

    ORDINARY_ZERO_RATE = "3"


class InventoryFlag(OpenIntEnum):
    """Whether the invoice has a separate list of goods.

    清单标志。0 非清单发票；1 清单发票。
    """

    WITHOUT_LIST = 0
    """No goods list."""

    WITH_LIST = 1
    """With goods list."""


class InvoiceProperty(OpenIntEnum):
    """Blue or red invoice.

    开票类型。0 蓝票；1 红票。
    """

    BLUE = 0
    """Blue (positive) invoice."""

    RED = 1
    """Red (credit) invoice."""


class InvoiceSource(OpenStrEnum):
    """How an invoice came to the platform. Sibling interfaces list these codes under 数据来源; that they apply here is
    inferred from the sample ("4" fits an application bill). A rival reading is the kind of tax device.

    数据来源。代码见于相邻接口，用于此处系由示例推断（"4" 与申请单相符）；另一种解释是税控设备类型。0 单张；1 批量导
    入；2 数据同步；3 直接开票接口；4 单据拆合；5 作废重开；6 空白作废；7 扫码开票；8 excel导入；9 进项下载；10 公有
    云同步；11 手工新增红字信息表编号；12 小票码开票。
    """

    SINGLE = "0"
    """Single invoice."""

    BATCH_IMPORT = "1"

    DATA_SYNC = "2"
    """Data synchronisation."""

    DIRECT_INTERFACE = "3"
    """Direct issuing interface. The table dictionary says 接口同步 (interface synchronisation)."""

    BILL_SPLIT_MERGE = "4"
    """Bill split/merge (application bill). As a device type (column fissuesource) 4 would be 金税盘-托管 (hosted tax
    disk)."""

    VOIDED_AND_REISSUED = "5"
    """Voided and re-issued."""

    BLANK_VOID = "6"

    SCAN_CODE = "7"
    """Scan-code issuing."""

    EXCEL_IMPORT = "8"

    INPUT_DOWNLOAD = "9"
    """Input-side download."""

    PUBLIC_CLOUD_SYNC = "10"
    """Public-cloud synchronisation."""

    RED_INFO_ADDED_BY_HAND = "11"
    """Red information sheet number added by hand."""

    RECEIPT_CODE = "12"
    """Receipt-code issuing."""


class InvoiceStatus(OpenIntEnum):
    """State of an invoice. The vendor's list is 0, 1, 2, 3, 4, 6 and 7; no source says what 1 means, so it has no
    label.

    发票状态。厂商列出 0、1、2、3、4、6、7；1 的含义未见说明，故无标签。0 正常；2 待开；3 红冲；4 开票失败；6 作废；7
    作废中。
    """

    NORMAL = 0

    TO_BE_ISSUED = 2
    """To be issued. 4.1.04 says 开票中 (being issued); one public client says 部分红冲 (partly offset)."""

    OFFSET = 3
    """Offset by a red invoice."""

    ISSUING_FAILED = 4

    VOIDED = 6

    BEING_VOIDED = 7


class InvoiceType(OpenStrEnum):
    """Kind of invoice. The vendor's model holds exactly these seven codes. A sibling page gives the length as 4
    although two codes have 5 characters; the column holds 8.

    发票种类。厂商模型恰有这七个代码。相邻页面写长度为 4，而其中两个代码有 5 位；列宽 8。004 增值税纸质专用发票；007
    增值税纸质普通发票；025 增值税普通发票(卷票)；026 增值税电子普通发票；028 增值税电子专用发票；08xdp 数电票(增值税
    专用发票)；10xdp 数电票(普通发票)。
    """

    PAPER_SPECIAL = "004"
    """Paper special VAT invoice."""

    PAPER_ORDINARY = "007"
    """Paper ordinary VAT invoice."""

    ROLL_ORDINARY = "025"
    """Ordinary VAT invoice, roll."""

    ELECTRONIC_ORDINARY = "026"
    """Electronic ordinary VAT invoice."""

    ELECTRONIC_SPECIAL = "028"
    """Electronic special VAT invoice."""

    DIGITAL_SPECIAL = "08xdp"
    """Fully digital special VAT invoice."""

    DIGITAL_ORDINARY = "10xdp"
    """Fully digital ordinary invoice."""


class IssueStatus(OpenStrEnum):
    """Progress of issuing. No API page carries the labels.

    开票状态。标签未见于接口页面。0 已开票；1 开票中；2 未开票；3 开票失败；4 已提交。
    """

    ISSUED = "0"

    ISSUING = "1"

    NOT_ISSUED = "2"

    ISSUING_FAILED = "3"

    SUBMITTED = "4"


class PrintFlag(OpenIntEnum):
    """State of printing of a paper invoice.

    纸票打印标识。0 未打印；1 已打印；2 打印失败。
    """

    NOT_PRINTED = 0

    PRINTED = 1

    PRINT_FAILED = 2


class RedReason(OpenStrEnum):
    """Reason of a red invoice. The bill stores these codes; the column of the invoice is free text of 200 characters,
    so other words may come.

    冲红原因。单据表存放这些代码；发票表中该列为 200 字符的自由文本，可能出现其他内容。1 销货退回；2 开票有误；3 服务
    中止；4 销售折让。
    """

    GOODS_RETURNED = "1"
    """Goods returned.
    ALLE.INVOICE.RED: 01 is issued in error, returned is 02."""

    ISSUED_IN_ERROR = "2"
    """Issued in error.
    ALLE.INVOICE.RED: 02 is returned, issued in error is 01."""

    SERVICE_TERMINATED = "3"

    SALES_ALLOWANCE = "4"


class SpecialRedFlag(OpenIntEnum):
    """Special red offset.

    特殊红冲标志。0 否；1 是。
    """

    NO = 0

    YES = 1


class SplitOrMergeFlag(OpenStrEnum):
    """What was done to the bills to make the invoice. No API page carries the labels; their use here is inferred.

    合并拆分标志。标签未见于接口页面，用于此处系推断。0 不拆分不合并；1 要拆分不合并；2 不拆分要合并；3 要拆分要合
    并。
    """

    NEITHER = "0"
    """Neither split nor merged."""

    SPLIT = "1"
    """Split, not merged."""

    MERGED = "2"
    """Merged, not split."""

    SPLIT_AND_MERGED = "3"
    """Both."""


class ErrorCode(OpenStrEnum):
    """Result code of an envelope. The vendor's list of codes is not public, so most have no label. Other endpoints of
    the platform (rim, bds) use "0000" for success, and callbacks use "9999" for failure; neither belongs to this
    path. For ALLE.INVOICE.OPEN a third-party client treats "30001" as risk control; that meaning is inferred, so the
    code is not listed.

    响应码。厂商的返回码清单未公开，多数代码没有标签。平台其他端点（rim、bds）以 "0000" 表示成功，回调以 "9999" 表示
    失败，均不属于本地址。对于 ALLE.INVOICE.OPEN，有第三方客户端把 "30001" 当作风险控制；该含义系推断，故未列入代码
    表。0 成功；401 token已过期；10127 重复号。
    """

    SUCCESS = "0"

    TOKEN_EXPIRED = "401"
    """Token invalid or expired. HTTP 200."""

    DUPLICATE_SERIAL_NUMBER = "10127"
    """Duplicate serial number. HTTP 200."""
