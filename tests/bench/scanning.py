"""The scanner on hostile texts: the time for a byte does not grow with the text. `python tests/bench/scanning.py`."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from typing import Any

import invoice_apis as ia
from invoice_apis import scanner

SMALL, FACTOR = 1 << 18, 16
CONTRACT = ia.contract("huawei_bssintl/ListInvoices.response")
ENCODED = ia.contract("kingdee_invoice/QueryBillInvoices.response")


def repeated(before: bytes, part: bytes, after: bytes, separator: bytes = b",") -> Callable[[int], bytes]:
    """A text of about a size, with one part again and again."""
    return lambda size: before + separator.join([part] * (size // len(part + separator))) + after


ITEMS = b'{"count":1,"invoices":[', b"]}"
SHAPES: dict[str, tuple[ia.Contract, Callable[[int], bytes]]] = {
    "records": (CONTRACT, repeated(ITEMS[0], b'{"requestId":"IV1","invoiceState":8}', ITEMS[1])),
    "records with the members in another order": (
        CONTRACT,
        repeated(ITEMS[0], b'{"invoiceState":8,"email":"a","requestId":"IV1"}', ITEMS[1]),
    ),
    "32 new members in each object": (
        CONTRACT,
        repeated(b'{"x":[', b"{" + b",".join(b'"member%02d":1' % number for number in range(32)) + b"}", b"]}"),
    ),
    "100 levels, again and again": (CONTRACT, repeated(b'{"x":[', b"[" * 97 + b"]" * 97, b"]}")),
    "nothing but opening brackets": (CONTRACT, lambda size: b"[" * size),
    "one long text": (CONTRACT, lambda size: b'{"x":"%b"}' % (b"a" * size)),
    "one long text of escapes": (CONTRACT, lambda size: b'{"x":"%b"}' % (b"\\u00e9" * (size // 6))),
    "one long text of Chinese": (CONTRACT, lambda size: b'{"x":"%b"}' % ("中".encode() * (size // 3))),
    "one long number": (CONTRACT, lambda size: b'{"x":%b}' % (b"1" * size)),
    "one long name": (CONTRACT, lambda size: b'{"%b":1}' % (b"a" * size)),
    "base64 of one text": (
        ENCODED,
        lambda size: b'{"success":true,"errorCode":"0","data":"%b"}' % base64.b64encode(b'["%b"]' % (b"a" * size)),
    ),
    "base64 of escaped slashes": (ENCODED, lambda size: b'{"data":"%b"}' % (rb"\/" * (size // 2))),
}


def seconds(scan: Callable[[bytes], Any], raw: bytes) -> float:
    """The least CPU time of some scans."""

    def once() -> float:
        start = time.thread_time()
        scan(raw)
        return time.thread_time() - start

    return min(once() for _ in range(7))


def rows() -> Iterator[str]:
    """A line for each shape."""
    yield f"{'text':<44}{'ns a byte':>10}{f'{FACTOR} times as long':>20}"
    for name, (contract, shape) in SHAPES.items():
        own = scanner.load(contract.rules)
        assert own is not None
        small, large = (shape(size) for size in (SMALL, SMALL * FACTOR))
        short, long = (seconds(own.judge, raw) / len(raw) * 1e9 for raw in (small, large))
        yield f"{name:<44}{short:>10.3f}{long:>20.3f}"


if __name__ == "__main__":
    print("\n".join(rows()))
