"""Run in a process of its own: a program that uses the emitted package of the small made-up APIs.

`python -I other_apis_user.py FOLDER`; FOLDER holds `invoice_apis`.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
from decimal import Decimal
from typing import Any


def create_with_an_idempotency_key(api: Any) -> None:
    """A creating call is retried, and all its attempts have one key; another call has another key."""
    with sandbox(faults=["500=1", "500=2"]) as box:
        with api.ReceiptDesk(base_url=box.url, auth=box.auth("receipt_desk"), backoff=0) as client:
            client.issue_receipt(amount=Decimal("12.50"))
            client.issue_receipt(amount=Decimal("12.50"))
            client.issue_receipt(amount=Decimal("12.50"), idempotency_key="given")
        first, again, once_more, second, given = [key(received) for received in box.requests]
        assert first == again == once_more, "the attempts of one call"
        assert len({first, second, given}) == 3
        assert given == "given"
    with sandbox(faults=["500=1"]) as box:
        one, other = asyncio.run(create_awaiting(api, box))
        assert one == other


async def create_awaiting(api: Any, box: Any) -> list[str]:
    async with api.AsyncReceiptDesk(base_url=box.url, auth=box.auth("receipt_desk"), backoff=0) as client:
        await client.issue_receipt(amount=Decimal("12.50"))
    return [key(received) for received in box.requests]


def key(received: Any) -> str:
    return str(received.value["header"]["Idempotency-Key"])


def sandbox(**options: Any) -> Any:
    return importlib.import_module("invoice_apis.sandbox").Sandbox(**options)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    create_with_an_idempotency_key(importlib.import_module("invoice_apis.receipt_desk"))
