# Generated from schemas/kingdee_invoice; edit the contract instead.
"""Kingdee invoice cloud, invoices of an application bill, version 1.1.03.

Read the issued invoices, with their lines, of one invoicing application bill.

Interface code BILL.INVOICE.QUERY of the Kingdee invoice cloud (Xinghan edition, piaozone). Every interface of the
service is a POST to one path; `interfaceCode` in the body chooses among them, and `data` carries the business
content as base64 text of JSON.

The records are issued invoices with goods lines. No currency is stated for any amount. Empty text means "no value".
The page types the envelope only; the members of an invoice are known from its sample, their meanings from sibling
pages, data models and table dictionaries of the same vendor. No code list of an invoice member stands on the page,
so all labels are open.

金蝶发票云：按开票申请单查询发票。金蝶发票云（星瀚旗舰版）接口 BILL.INVOICE.QUERY。所有接口共用同一 POST 地址，由请求
体的 `interfaceCode` 区分，业务内容以 JSON 的 base64文本放在 `data` 中。返回的是已开具的发票及其明细行。各处均未注明
币种；空字符串表示无值。页面只定义外层结构，发票成员取自示例，含义取自同一厂商的相邻接口、数据模型和数据字典；页面未
列出任何发票成员的代码表，因此标签仅供参考，不作限制。
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .client import AsyncKingdeeInvoice, KingdeeInvoice
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
    from .models import BillInvoices, Goods, Invoice, QueryBillInvoicesResponse

__all__ = [
    "AsyncKingdeeInvoice",
    "BillInvoices",
    "BuyerProperty",
    "DownloadFlag",
    "ErrorCode",
    "Goods",
    "InventoryFlag",
    "Invoice",
    "InvoiceProperty",
    "InvoiceSource",
    "InvoiceStatus",
    "InvoiceType",
    "IssueStatus",
    "KingdeeInvoice",
    "LineProperty",
    "PrintFlag",
    "PrivilegeFlag",
    "QueryBillInvoicesResponse",
    "RedReason",
    "SpecialRedFlag",
    "SplitOrMergeFlag",
    "TaxFlag",
    "ZeroTaxRateFlag",
]

_LAZY = {
    ".client": ("AsyncKingdeeInvoice", "KingdeeInvoice"),
    ".codes": (
        "BuyerProperty",
        "DownloadFlag",
        "ErrorCode",
        "InventoryFlag",
        "InvoiceProperty",
        "InvoiceSource",
        "InvoiceStatus",
        "InvoiceType",
        "IssueStatus",
        "LineProperty",
        "PrintFlag",
        "PrivilegeFlag",
        "RedReason",
        "SpecialRedFlag",
        "SplitOrMergeFlag",
        "TaxFlag",
        "ZeroTaxRateFlag",
    ),
    ".models": ("BillInvoices", "Goods", "Invoice", "QueryBillInvoicesResponse"),
}


def __getattr__(name: str) -> Any:
    """Import a name on first use: a client does not load the models."""
    for module, names in _LAZY.items():
        if name in names:
            return getattr(import_module(module, __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Names that were not used yet, too."""
    return sorted({*globals(), *__all__})
