"""What services do wrong now and then, and what callers learn of it: of the official SDKs and of our clients.

The expected outcomes are written down, so that a new version of an SDK which does better is noticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import official
import ours
from callers import Caller
from invoice_apis.sandbox import Sandbox
from lines import Line, drawn
from outcomes import outcome

ROWS = 237
CLIENTS: dict[str, tuple[type[Caller], type[Caller], type[Caller], type[Caller]]] = {
    "huawei_bssintl": (official.Huawei, official.AsyncHuawei, ours.Huawei, ours.AsyncHuawei),
    "alibaba_bss": (official.Alibaba, official.AsyncAlibaba, ours.Alibaba, ours.AsyncAlibaba),
}


@dataclass(frozen=True, slots=True)
class Situation:
    """A fault of the sandbox and the outcomes, the SDK's and ours; `promised` where the SDK's async form differs."""

    api: str
    what: str
    fault: str
    sdk: str
    own: str
    promised: str = ""
    is_walk: bool = False


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
        "200 with a web page",
        "html-200",
        "no error, 0 records",
        "InvalidResponse: status 200",
    ),
    Situation("huawei_bssintl", "200 without body", "empty", "no error, 0 records", "InvalidResponse: status 200"),
    Situation("huawei_bssintl", "302", "redirect", "no error, 0 records", "ApiError: status 302"),
    Situation(
        "huawei_bssintl",
        "an object where the list should be",
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
        promised="RetryError",
    ),
    Situation(
        "huawei_bssintl",
        "answer cut in the middle",
        "truncated",
        "ChunkedEncodingError",
        "TransportError",
    ),
    Situation(
        "huawei_bssintl",
        "page 2 repeats page 1",
        "repeated-page",
        "no error, 237 records, 100 of them twice",
        "IncompletePages",
        is_walk=True,
    ),
    Situation(
        "huawei_bssintl",
        "a record is put in front after page 1",
        "late-insert",
        "no error, 238 records, 1 of them twice",
        "IncompletePages",
        is_walk=True,
    ),
    Situation(
        "huawei_bssintl",
        "pages are smaller than asked for",
        "capped-limit",
        "no error, 50 records",
        "no error, 237 records",
        is_walk=True,
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
        "an object where the list should be",
        "wrong-shape",
        "no error, 0 records",
        "InvalidResponse: status 200, request id",
    ),
    Situation("alibaba_bss", "302", "redirect", "ClientException: status 404", "ApiError: status 302"),
    Situation("alibaba_bss", "502 with a web page", "html", "UnretryableException", "ApiError: status 502"),
    Situation(
        "alibaba_bss",
        "200 with a web page",
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


def tables() -> Iterator[tuple[str, list[Line]]]:
    """The table as text with its lines."""
    lines = [_line(situation) for situation in SITUATIONS]
    head = ("API", "situation", "official SDK", "its async form, where it differs", "ours, both forms")
    yield drawn(
        "What callers learn, each call sent once; the SDKs have no walk, so theirs is a loop until a page is not full",
        head,
        lines,
    ), lines


def _line(situation: Situation) -> Line:
    found = [_found(situation, client) for client in CLIENTS[situation.api]]
    expected = [situation.sdk, situation.promised or situation.sdk, situation.own, situation.own]
    sdk, promised, own, _ = found
    cells = (situation.api, situation.what, sdk, "" if promised == sdk else promised, own)
    pairs = zip(CLIENTS[situation.api], expected, found, strict=True)
    wrong = [f"{client.name}: {right}, not {told}" for client, right, told in pairs if right != told]
    return Line(cells, "; ".join(wrong))


def _found(situation: Situation, client: type[Caller]) -> str:
    with Sandbox(rows=ROWS, faults=[situation.fault]) as box:
        caller = client(box, box.auth(client.api, "AccessKey"))
        return outcome(caller.walk if situation.is_walk else partial(caller.page, 1))
