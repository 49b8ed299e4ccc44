"""Replies of the server, and the faults that replace them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from .faults import Faults

JSON = {"Content-Type": "application/json;charset=UTF-8"}
HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGE = b"<html><head><title>%d</title></head><body><h1>%d</h1><hr>gateway</body></html>"


@dataclass(frozen=True, slots=True)
class Reply:
    """A response and how it is sent."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: JSON)
    delay: float = 0.0
    """Seconds to wait before sending."""
    cut: Literal["reset", "truncated"] | None = None
    """`reset`: close the connection without a response; `truncated`: close it within the body."""


Reject = Callable[[str, int | None], Reply]
"""Builds the documented refusal for a reason, with another status if given."""


def _throttled(reject: Reject) -> Reply:
    reply = reject("throttled", 429)
    return Reply(429, reply.body, {**reply.headers, "Retry-After": "0"})


FAULT_REPLIES: Mapping[str, Callable[[Reject], Reply]] = {
    "429": _throttled,
    "throttled": lambda reject: reject("throttled", None),
    "500": lambda reject: reject("server", 500),
    "reset": lambda reject: Reply(0, cut="reset"),
    "truncated": lambda reject: Reply(200, b'{"', cut="truncated"),
    "html": lambda reject: Reply(502, PAGE % (502, 502), HTML),
    "html-200": lambda reject: Reply(200, PAGE % (200, 200), HTML),
    "empty": lambda reject: Reply(200),
    "failure-200": lambda reject: reject("server", 200),
    "redirect": lambda reject: Reply(302, headers={"Location": "/elsewhere"}),
}
"""Faults that replace the response."""


def fault_reply(faults: Faults, reject: Reject) -> Reply | None:
    """Reply of an active fault; None if there is none."""
    for name, make_reply in FAULT_REPLIES.items():
        if faults.take(name):
            return make_reply(reject)
    return None
