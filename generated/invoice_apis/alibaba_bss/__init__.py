# Generated from schemas/alibaba_bss; edit the contract instead.
"""Alibaba Cloud BSS OpenAPI, invoice titles, version 2017-12-14.

Reads the invoice titles kept for an Alibaba Cloud account.

One RPC-style operation of BSS OpenAPI (later named Expenses and Costs). It returns invoice titles: the company, tax
and bank details that go on invoices. It returns neither issued invoices nor amounts.

阿里云 BSS OpenAPI：发票抬头。BSS OpenAPI（后改名为“费用与成本”）中的一个 RPC 风格接口，返回发票抬头，即开票所用的公
司、税务和银行信息；不返回已开具的发票，也不含金额。
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .client import AlibabaBss, AsyncAlibabaBss
    from .codes import CustomerType, InvoiceKind, StatusCode, TaxpayerType
    from .models import (
        AccessDeniedDetail,
        CustomerInvoice,
        CustomerInvoiceList,
        InvoicingCustomerData,
        QueryInvoicingCustomerListResponse,
    )

__all__ = [
    "AccessDeniedDetail",
    "AlibabaBss",
    "AsyncAlibabaBss",
    "CustomerInvoice",
    "CustomerInvoiceList",
    "CustomerType",
    "InvoiceKind",
    "InvoicingCustomerData",
    "QueryInvoicingCustomerListResponse",
    "StatusCode",
    "TaxpayerType",
]

_LAZY = {
    ".client": ("AlibabaBss", "AsyncAlibabaBss"),
    ".codes": ("CustomerType", "InvoiceKind", "StatusCode", "TaxpayerType"),
    ".models": (
        "AccessDeniedDetail",
        "CustomerInvoice",
        "CustomerInvoiceList",
        "InvoicingCustomerData",
        "QueryInvoicingCustomerListResponse",
    ),
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
