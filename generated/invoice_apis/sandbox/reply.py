"""What the server does with a request: an answer, sooner or later, whole or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from .faults import Faults

JSON = {"Content-Type": "application/json;charset=UTF-8"}
HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGE = b"<html><head><title>%d</title></head><body><h1>%d</h1><hr>gateway</body></html>"


@dataclass(frozen=True, slots=True)
class Reaction:
    """An answer, and how it goes out."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: JSON)
    delay: float = 0.0
    """Seconds before it is sent."""
    cut: Literal["reset", "truncated"] | None = None
    """`reset`: the connection is closed and nothing sent; `truncated`: closed in the middle of the body."""


Refuse = Callable[[str, int | None], Reaction]
"""Gives the documented refusal for a reason, with another status if one is given."""


def _throttled(refuse: Refuse) -> Reaction:
    said = refuse("throttled", 429)
    return Reaction(429, said.body, {**said.headers, "Retry-After": "0"})


TROUBLES: Mapping[str, Callable[[Refuse], Reaction]] = {
    "429": _throttled,
    "throttled": lambda refuse: refuse("throttled", None),
    "500": lambda refuse: refuse("server", 500),
    "reset": lambda refuse: Reaction(0, cut="reset"),
    "truncated": lambda refuse: Reaction(200, b'{"', cut="truncated"),
    "html": lambda refuse: Reaction(502, PAGE % (502, 502), HTML),
    "html-200": lambda refuse: Reaction(200, PAGE % (200, 200), HTML),
    "empty": lambda refuse: Reaction(200),
    "failure-200": lambda refuse: refuse("server", 200),
    "redirect": lambda refuse: Reaction(302, headers={"Location": "/elsewhere"}),
}
"""The faults that take the place of an answer."""


def trouble(faults: Faults, refuse: Refuse) -> Reaction | None:
    """What a fault makes of this call; None when none strikes."""
    for name, react in TROUBLES.items():
        if faults.take(name):
            return react(refuse)
    return None
