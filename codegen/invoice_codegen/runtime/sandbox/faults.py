"""Faults that the sandbox can simulate, written `NAME` or `NAME=VALUE`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..i18n.message import Message
from ..i18n.suggest import unknown_name

ALWAYS = math.inf


@dataclass(frozen=True, slots=True)
class Fault:
    """A supported fault."""

    name: str
    description: str
    unit: Literal["times", "seconds", "page", "records", ""] = ""
    """Unit of the value; empty if the fault takes none."""
    default: float = ALWAYS

    @property
    def usage(self) -> str:
        """How it is written: `slow[=SECONDS]`."""
        return f"{self.name}[={self.unit.upper()}]" if self.unit else self.name

    @property
    def minimum(self) -> int:
        """Smallest valid value: page 1 has no predecessor, and pages are not empty."""
        return {"page": 2, "records": 1}.get(self.unit, 0)


FAULTS = (
    Fault("429", "too many requests, with Retry-After: 0", "times"),
    Fault("throttled", "too many requests, as documented", "times"),
    Fault("500", "internal error of the service", "times"),
    Fault("slow", "waits before it responds", "seconds", 5),
    Fault("reset", "closes the connection without a response", "times"),
    Fault("truncated", "closes the connection within the body", "times"),
    Fault("html", "an HTML error page, status 502", "times"),
    Fault("html-200", "an HTML page, status 200", "times"),
    Fault("empty", "no body, status 200", "times"),
    Fault("failure-200", "a failure in the body, status 200", "times"),
    Fault("redirect", "redirects to another URL", "times"),
    Fault("expired-token", "rejects the token as expired", "times", 1),
    Fault("repeated-page", "this page repeats the previous one", "page", 2),
    Fault("shrinking-count", "the total count falls by one with every page"),
    Fault("late-insert", "a record is inserted at the front after page 1"),
    Fault("capped-limit", "returns at most so many records per page", "records", 50),
    Fault("page-count", "the total count is that of the page"),
    Fault("ignored-page", "each page is the first one, whatever the request asks for"),
    Fault("empty-page", "a page has no records, though more follow", "times", 1),
    Fault("no-end", "each page says that more records follow"),
    Fault("repeated-token", "each page leads to page 2, by token or address"),
    Fault("alternating-token", "pages lead to page 2 and 3 in turn, by token or address"),
    Fault("foreign-link", "the address of the next page is that of another server"),
    Fault("relative-link", "the address of the next page is without scheme and host"),
    Fault("new-code", "each record has an undocumented code"),
    Fault("new-member", "each record has an undocumented member"),
    Fault("null", "each record has an undocumented null"),
    Fault("flipped-type", "each record has a member of another, tolerated type"),
    Fault("too-long", "each record has a text longer than documented"),
    Fault("out-of-range", "each record has a number outside of the documented limits"),
    Fault("odd-text", "each record has a text in another format than documented"),
    Fault("bad-base64", "encoded members are not base64"),
    Fault("wrong-shape", "an object in place of the list"),
)
_BY_NAME = {fault.name: fault for fault in FAULTS}


class Faults:
    """Active faults of one sandbox, with their remaining counts. Used by the server's thread alone, so without a lock."""

    def __init__(self, faults: Iterable[str]) -> None:
        self._values = dict(_parse(text) for text in ([faults] if isinstance(faults, str) else faults))

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def value(self, name: str) -> float:
        """Value of an active fault."""
        return self._values[name]

    def take(self, name: str) -> bool:
        """Whether a counted fault occurs now. Uses up one count."""
        left = self._values.get(name, 0)
        if left > 0:
            self._values[name] = left - 1
        return left > 0


def _parse(text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    fault = _BY_NAME.get(name)
    if fault is None:
        raise ValueError(unknown_name(Message("fault"), name, _BY_NAME))
    if not equals:
        return name, fault.default
    if not fault.unit:
        raise ValueError(f"fault {name} takes no value")
    try:
        number = float(value) if fault.unit == "seconds" else int(value)
    except ValueError:
        number = -1
    if not fault.minimum <= number < ALWAYS:
        raise ValueError(f"fault {name}: expected a number of {fault.unit}, as in {name}=2, found {value!r}")
    return name, number
