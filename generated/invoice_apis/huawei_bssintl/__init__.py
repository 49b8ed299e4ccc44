# Generated from schemas/huawei_bssintl; edit the contract instead.
"""Huawei Cloud BSSINTL, version 1.0.

Invoice applications of a Huawei Cloud International account

The invoice part of the billing service of Huawei Cloud International. One operation lists the invoice applications
of an account: drafts, running and finished ones, and returns. The two archived pages of this URI are: English for
customers, Chinese for partners. Where they mean different things, both meanings are given here. All amounts are USD.

华为云国际站 BSSINTL。华为云国际站运营服务的发票部分，仅一个操作：列出账号的开票申请，含草稿、处理中、已完成以及退
票。本契约所据的两份存档页面描述同一 URI：英文页面向客户，中文页面向伙伴；两页含义不同之处，这里一并写明。金额均为美
元（USD）。
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .client import AsyncHuaweiBssintl, HuaweiBssintl
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
    from .models import GatewayError, Invoice, ListInvoicesResponse, PostAddress, TaxInfo

__all__ = [
    "AsyncHuaweiBssintl",
    "ChannelType",
    "ErrorCode",
    "GatewayError",
    "HuaweiBssintl",
    "Invoice",
    "InvoiceClass",
    "InvoiceMethod",
    "InvoiceMode",
    "InvoiceState",
    "InvoiceType",
    "ListInvoicesResponse",
    "PostAddress",
    "RequestMode",
    "SubTaxClass",
    "TaxClass",
    "TaxInfo",
    "TitleType",
    "TradeType",
]

_LAZY = {
    ".client": ("AsyncHuaweiBssintl", "HuaweiBssintl"),
    ".codes": (
        "ChannelType",
        "ErrorCode",
        "InvoiceClass",
        "InvoiceMethod",
        "InvoiceMode",
        "InvoiceState",
        "InvoiceType",
        "RequestMode",
        "SubTaxClass",
        "TaxClass",
        "TitleType",
        "TradeType",
    ),
    ".models": ("GatewayError", "Invoice", "ListInvoicesResponse", "PostAddress", "TaxInfo"),
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
