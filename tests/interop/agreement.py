"""All clients read the same records with both types of keys, and are rejected alike with wrong ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

import official
import ours
from invoice_apis import AccessKey
from invoice_apis.sandbox import Sandbox
from outcomes import outcome
from table import Row, render_table
from tested_client import Record, TestedClient

ROWS = 237
CLIENTS_BY_API: tuple[tuple[type[TestedClient], ...], ...] = (
    (ours.Huawei, ours.AsyncHuawei, official.Huawei, official.AsyncHuawei),
    (ours.Alibaba, ours.AsyncAlibaba, official.Alibaba, official.AsyncAlibaba),
)
"""Clients of each API. The first is the reference."""

KINDS = {"lasting key": "AccessKey", "temporary key": "temporary"}

WRONG_KEYS: dict[str, tuple[str, Callable[[AccessKey], AccessKey], str, str]] = {
    "wrong secret": (
        "AccessKey",
        lambda key: replace(key, secret_key="wrong"),
        "status 401, code APIGW.0301, request id",
        "status 400, code SignatureDoesNotMatch, request id",
    ),
    "wrong secret of a temporary key": (
        "temporary",
        lambda key: replace(key, secret_key="wrong"),
        "status 401, code APIGW.0301, request id",
        "status 400, code SignatureDoesNotMatch, request id",
    ),
    "unknown key": (
        "AccessKey",
        lambda key: replace(key, access_key="unknown"),
        "status 401, code APIGW.0301, request id",
        "status 404, code InvalidAccessKeyId.NotFound, request id",
    ),
    "temporary key without its token": (
        "temporary",
        lambda key: replace(key, security_token=None),
        "status 401, code APIGW.0301, request id",
        "status 400, code InvalidSecurityToken.Expired, request id",
    ),
}
"""Key type, modification, and the documented rejection of each API."""


def pagination_rows() -> Iterator[Row]:
    """Every client with every type of key."""
    for key_type, name in KINDS.items():
        for clients in CLIENTS_BY_API:
            reference: list[Record] = []
            for client in clients:
                found, requests, rejections = _read_all(client, name)
                reference = reference or found
                cells = (
                    client.api,
                    key_type,
                    client.name,
                    str(requests),
                    str(len(found)),
                    str(sum(map(_count_values, found))),
                )
                yield Row((*cells, str(_total_amount(found))), _mismatch(found, reference, rejections))


def rejection_rows() -> Iterator[Row]:
    """Every client with every wrong key. Only the class of the error differs."""
    for description, (name, modify, *documented) in WRONG_KEYS.items():
        for clients, expected in zip(CLIENTS_BY_API, documented, strict=True):
            for client in clients:
                with Sandbox(rows=1) as sandbox:
                    tested = client(sandbox, modify(sandbox.auth(client.api, name)))
                    found = outcome(partial(tested.page, 1))
                is_right = found.endswith(f": {expected}")
                yield Row((client.api, description, client.name, found), "" if is_right else expected)


def tables() -> Iterator[tuple[str, list[Row]]]:
    """Each table as text, with its rows."""
    rows = list(pagination_rows())
    head = ("API", "credentials", "client", "requests", "records", "values", "sum of amounts")
    yield render_table(
        f"{ROWS} records, read by each client and compared value by value; no request rejected", head, rows
    ), rows
    rows = list(rejection_rows())
    yield render_table("Wrong credentials", ("API", "credentials", "client", "outcome"), rows), rows


def _read_all(client: type[TestedClient], key_type: str) -> tuple[list[Record], int, list[str]]:
    """Records, number of requests, and reasons of rejections."""
    with Sandbox(rows=ROWS) as sandbox:
        found = list(client(sandbox, sandbox.auth(client.api, key_type)).all_records())
        return (
            found,
            len(sandbox.requests),
            [received.refused for received in sandbox.requests if received.refused],
        )


def _mismatch(found: list[Record], reference: list[Record], rejections: list[str]) -> str:
    if rejections:
        return f"no rejection, not: {', '.join(rejections)}"
    if len(found) != ROWS:
        return f"{ROWS} records"
    pairs = zip(found, reference, strict=True)
    return next((f"{right}, not {record}" for record, right in pairs if record != right), "")


def _count_values(value: Any) -> int:
    """Number of values in a record."""
    if isinstance(value, dict):
        return sum(map(_count_values, value.values()))
    return sum(map(_count_values, value)) if isinstance(value, list) else 1


def _total_amount(records: list[Record]) -> Decimal | str:
    amounts = [record["invoiceAmount"] for record in records if "invoiceAmount" in record]
    return sum(amounts, Decimal()) if amounts else "none"
