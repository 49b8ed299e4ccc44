"""Kingdee invoice cloud, invoices of an application bill: documented codes. Any other code keeps its value.

Generated; edit the contract instead.
"""

from __future__ import annotations

from .._runtime.codes import OpenIntEnum, OpenStrEnum


class BuyerProperty(OpenIntEnum):
    """Whether the buyer is an enterprise or an individual. A number here.

    购买方性质（企业或个人），此处为数字。
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
    """How far the download of the layout file (PDF or OFD) has come. A number here.

    版式文件（PDF、OFD）的下载标识，此处为数字。
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
    """Nature of the line. A number here. The bill that goes in (BILL.PUSH) counts otherwise.

    行性质，此处为数字。推单接口 BILL.PUSH 的代码含义不同。
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
    """Whether a tax preference applies. A number here.

    是否享受优惠，此处为数字。
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
    """Whether the prices entered on the bill include tax. Text here.

    含税标志（录入的价格是否含税），此处为文本。
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
    """Why the rate is zero. Empty when it is not, as far as the sample tells. One character.

    零税率标识，一个字符。从示例看，非零税率时为空。
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
    """Whether the goods stand on a list apart from the invoice. A number here; page 5.1.03 calls it
    `inventoryMark` and sends text.

    清单标志，此处为数字；5.1.03 中名为 `inventoryMark`，为文本。
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
    """Whether the invoice is blue (positive) or red (credit). A number here.

    开票类型（蓝票或红票），此处为数字。
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
    """How the invoice came to the platform. Text here. The code list is that of a sibling member and its use here
    is inferred.

    数据来源，此处为文本。代码表属于相邻接口的同类成员，用于此处系推断。
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
    """State of the invoice. A number here, text in siblings.

    发票状态，此处为数字，相邻接口为文本。
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
    """Kind of invoice. Text whose leading zeros count. Codes 01 and 02 belong to the ALLE interfaces.

    发票种类，文本，前导零有意义。01、02 属于 ALLE 接口。
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
    """Progress of issuing. Text here. The order is not the natural one, "0" is issued.

    开票状态，此处为文本。注意顺序："0" 表示已开票。
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
    """Whether the paper invoice was printed. A number here, text in the callback.

    纸票打印标识，此处为数字，回调接口为文本。
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
    """Why the red invoice was made. The labels are those of the bill table; ALLE.INVOICE.RED orders its codes
    otherwise.

    冲红原因。标签取自单据表；ALLE.INVOICE.RED 的代码顺序不同，不可混用。
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
    """Mark of a special red offset. What makes one special is not documented. A number here.

    特殊红冲标志，此处为数字。何谓特殊未见说明。
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
    """Whether bills were split or merged for this invoice. Text here. The labels come from the bill table.

    合并拆分标志，此处为文本。标签取自单据表。
    """

    NEITHER = "0"
    """Neither split nor merged. Source: table sim_original_bill.

    不拆分不合并
    """

    SPLIT = "1"
    """Split, not merged. Source: table sim_original_bill.

    要拆分不合并
    """

    MERGED = "2"
    """Merged, not split. Source: table sim_original_bill.

    不拆分要合并
    """

    SPLIT_AND_MERGED = "3"
    """Both. Source: table sim_original_bill.

    要拆分要合并
    """


class ErrorCode(OpenStrEnum):
    """Result code as text; "0" is success.

    响应码，文本；"0" 表示成功。
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
