"""Both sides walk the same records with keys of both kinds, and are refused alike with wrong ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

import official
import ours
from callers import Caller, Record
from invoice_apis import AccessKey
from invoice_apis.sandbox import Sandbox
from lines import Line, drawn
from outcomes import outcome

ROWS = 237
SIDES: tuple[tuple[type[Caller], ...], ...] = (
    (ours.Huawei, ours.AsyncHuawei, official.Huawei, official.AsyncHuawei),
    (ours.Alibaba, ours.AsyncAlibaba, official.Alibaba, official.AsyncAlibaba),
)
"""For each API its clients. The first is the measure of the others."""

KINDS = {"lasting key": "AccessKey", "temporary key": "temporary"}

SPOILT: dict[str, tuple[str, Callable[[AccessKey], AccessKey], str, str]] = {
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
"""What is done to a key of which kind, and the documented refusals of the APIs."""


def lines_of_walks() -> Iterator[Line]:
    """Every client with every kind of key."""
    for way, name in KINDS.items():
        for clients in SIDES:
            measure: list[Record] = []
            for client in clients:
                found, requests, refused = _walked(client, name)
                measure = measure or found
                told = (client.api, way, client.name, str(requests), str(len(found)), str(sum(map(_leaves, found))))
                yield Line((*told, str(_sum(found))), _difference(found, measure, refused))


def lines_of_refusals() -> Iterator[Line]:
    """Every client with every spoilt key; errors differ in name only."""
    for what, (name, spoil, *documented) in SPOILT.items():
        for clients, expected in zip(SIDES, documented, strict=True):
            for client in clients:
                with Sandbox(rows=1) as box:
                    caller = client(box, spoil(box.auth(client.api, name)))
                    found = outcome(partial(caller.page, 1))
                is_right = found.endswith(f": {expected}")
                yield Line((client.api, what, client.name, found), "" if is_right else expected)


def tables() -> Iterator[tuple[str, list[Line]]]:
    """Each table as text, with its lines."""
    lines = list(lines_of_walks())
    head = ("API", "credentials", "client", "requests", "records", "values", "sum of amounts")
    yield drawn(
        f"{ROWS} records, walked by each client, compared value by value; no request refused", head, lines
    ), lines
    lines = list(lines_of_refusals())
    yield drawn("Credentials that are not right", ("API", "credentials", "client", "outcome"), lines), lines


def _walked(client: type[Caller], way: str) -> tuple[list[Record], int, list[str]]:
    """The records, how many requests they took, and the reasons for which requests were refused."""
    with Sandbox(rows=ROWS) as box:
        found = list(client(box, box.auth(client.api, way)).walk())
        return found, len(box.requests), [received.refused for received in box.requests if received.refused]


def _difference(found: list[Record], measure: list[Record], refused: list[str]) -> str:
    if refused:
        return f"no refusal, not: {', '.join(refused)}"
    if len(found) != ROWS:
        return f"{ROWS} records"
    pairs = zip(found, measure, strict=True)
    return next((f"{right}, not {record}" for record, right in pairs if record != right), "")


def _leaves(value: Any) -> int:
    """How many values a record holds."""
    if isinstance(value, dict):
        return sum(map(_leaves, value.values()))
    return sum(map(_leaves, value)) if isinstance(value, list) else 1


def _sum(records: list[Record]) -> Decimal | str:
    amounts = [record["invoiceAmount"] for record in records if "invoiceAmount" in record]
    return sum(amounts, Decimal()) if amounts else "none"
