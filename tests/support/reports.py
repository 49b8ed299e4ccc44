"""Payloads for report pages: findings over months, failures, and hostile text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import invoice_apis as ia

RECORD = ia.contract("huawei_bssintl/Invoice")
REPLY = ia.contract("huawei_bssintl/ListInvoices.response")
SECRET = "13800138000"
"""A value of a sensitive member."""
EVIL = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "\u202egnp.exe",
    "]]>",
    "`|`<b onmouseover=alert(3)>b</b>",
    "[a](javascript:alert(4))",
    "&lt;script&gt;",
    "\u0001\ufffe",
    "</style><style>*{display:none}",
    "\"' onload=alert(5)",
)
"""Text that is markup, or that terminals and pages draw otherwise than it is."""


def record(**members: Any) -> dict[str, Any]:
    """A record without findings, but for some members."""
    return {"requestId": "IV1", "invoiceAmount": 1, "invoiceState": 8, **members}


def archive() -> Iterator[dict[str, Any]]:
    """Records with errors, drift and known drift in three months, and one without a time."""
    for day in range(1, 10):
        yield record(applyTime=f"2026-01-0{day}T08:00:00Z")
    for day in range(1, 4):
        yield record(applyTime=f"2026-02-0{day}T08:00:00Z", invoiceAmount={"value": 1})
    yield record(applyTime="2026-02-05T08:00:00Z", invoiceState=99)
    yield record(applyTime="2026-04-05T08:00:00Z", invoiceState=17, colour="red")
    yield record(applyTime="2026-04-06T08:00:00Z", invoiceState=99, cancelReason=None)
    yield record(invoiceTitle=[SECRET])


def write(path: Path, documents: Iterator[dict[str, Any]]) -> Path:
    """An archive."""
    path.write_text("".join(f"{json.dumps(document)}\n" for document in documents), "utf-8")
    return path


def hostile() -> Iterator[dict[str, Any]]:
    """Records whose names and values are hostile."""
    for number, text in enumerate(EVIL):
        yield record(**{f"{text}{number}": text}, invoiceState=text, applyTime=text, srcRequestId=text * 20)
