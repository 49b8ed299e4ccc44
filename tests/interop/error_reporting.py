"""Faults of services, and how the official SDKs and our clients report them.

Expected outcomes are fixed, so that a new version of an SDK that does better is noticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import official
import ours
from invoice_apis.sandbox import Sandbox
from outcomes import outcome
from table import Row, render_table
from tested_client import TestedClient

ROWS = 237
CLIENTS: dict[str, tuple[type[TestedClient], type[TestedClient], type[TestedClient], type[TestedClient]]] = {
    "huawei_bssintl": (official.Huawei, official.AsyncHuawei, ours.Huawei, ours.AsyncHuawei),
    "alibaba_bss": (official.Alibaba, official.AsyncAlibaba, ours.Alibaba, ours.AsyncAlibaba),
}


@dataclass(frozen=True, slots=True)
class Situation:
    """A fault of the sandbox and its outcomes for both sides. `sdk_async` is set if the SDK's async client differs."""

    api: str
    description: str
    fault: str
    sdk: str
    own_client: str
    sdk_async: str = ""
    is_paginated: bool = False


SITUATIONS = (
    Situation(
        "huawei_bssintl",
        "200 with error_code",
        "failure-200",
        "no error, 0 records",
        "ApiError: status 200, code CBC.0999, request id",
    ),
    Situation(
        "huawei_bssintl",
        "200 with an HTML page",
        "html-200",
        "no error, 0 records",
        "InvalidResponse: status 200",
    ),
    Situation("huawei_bssintl", "200 without body", "empty", "no error, 0 records", "InvalidResponse: status 200"),
    Situation("huawei_bssintl", "302", "redirect", "no error, 0 records", "ApiError: status 302"),
    Situation(
        "huawei_bssintl",
        "an object in place of the list",
        "wrong-shape",
        "no error, 1 records",
        "InvalidResponse: status 200, request id",
    ),
    Situation(
        "huawei_bssintl",
        "429 with Retry-After",
        "429",
        "ClientRequestException: status 429, code 429",
        "ApiError: status 429, code APIGW.0308, wait 0.0, request id",
        sdk_async="RetryError",
    ),
    Situation(
        "huawei_bssintl",
        "truncated response",
        "truncated",
        "ChunkedEncodingError",
        "TransportError",
    ),
    Situation(
        "huawei_bssintl",
        "page 2 repeats page 1",
        "repeated-page",
        "no error, 237 records, 100 duplicates",
        "IncompletePages",
        is_paginated=True,
    ),
    Situation(
        "huawei_bssintl",
        "a record is inserted at the front after page 1",
        "late-insert",
        "no error, 238 records, 1 duplicates",
        "IncompletePages",
        is_paginated=True,
    ),
    Situation(
        "huawei_bssintl",
        "pages are smaller than requested",
        "capped-limit",
        "no error, 50 records",
        "no error, 237 records",
        is_paginated=True,
    ),
    Situation(
        "alibaba_bss",
        "200 with Success: false",
        "failure-200",
        "no error, 0 records",
        "ApiError: status 200, code InternalError, request id",
    ),
    Situation(
        "alibaba_bss",
        "an object in place of the list",
        "wrong-shape",
        "no error, 0 records",
        "InvalidResponse: status 200, request id",
    ),
    Situation("alibaba_bss", "302", "redirect", "ClientException: status 404", "ApiError: status 302"),
    Situation("alibaba_bss", "502 with an HTML page", "html", "UnretryableException", "ApiError: status 502"),
    Situation(
        "alibaba_bss",
        "200 with an HTML page",
        "html-200",
        "UnretryableException",
        "InvalidResponse: status 200",
    ),
    Situation(
        "alibaba_bss",
        "429 with Retry-After",
        "429",
        "ClientException: status 429, code Throttling.User, request id",
        "ApiError: status 429, code Throttling.User, wait 0.0, request id",
    ),
)


def tables() -> Iterator[tuple[str, list[Row]]]:
    """The table as text, with its rows."""
    rows = [_row(situation) for situation in SITUATIONS]
    head = ("API", "situation", "official SDK", "its async form, where it differs", "ours, both forms")
    yield render_table(
        "Outcomes of faults, each call sent once; the SDKs do not paginate, so theirs is a loop until a page is not full",
        head,
        rows,
    ), rows


def _row(situation: Situation) -> Row:
    found = [_found(situation, client) for client in CLIENTS[situation.api]]
    expected = [situation.sdk, situation.sdk_async or situation.sdk, situation.own_client, situation.own_client]
    sdk, sdk_async, own_client, _ = found
    cells = (situation.api, situation.description, sdk, "" if sdk_async == sdk else sdk_async, own_client)
    pairs = zip(CLIENTS[situation.api], expected, found, strict=True)
    mismatch = [f"{client.name}: {right}, not {actual}" for client, right, actual in pairs if right != actual]
    return Row(cells, "; ".join(mismatch))


def _found(situation: Situation, client: type[TestedClient]) -> str:
    with Sandbox(rows=ROWS, faults=[situation.fault]) as sandbox:
        tested = client(sandbox, sandbox.auth(client.api, "AccessKey"))
        return outcome(tested.all_records if situation.is_paginated else partial(tested.page, 1))
