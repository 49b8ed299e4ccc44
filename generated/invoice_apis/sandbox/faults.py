"""Faults: what the sandbox does wrong when it is asked to. Written `NAME` or `NAME=VALUE`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

ALWAYS = math.inf


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that there is."""

    name: str
    words: str
    means: Literal["times", "seconds", "page", "records", ""] = ""
    """What a value says; empty for faults that take none."""
    default: float = ALWAYS

    @property
    def least(self) -> int:
        """The smallest value that makes sense: the first page has none before it, and no page is empty."""
        return {"page": 2, "records": 1}.get(self.means, 0)


FAULTS = (
    Fault("429", "too many requests, with Retry-After: 0", "times"),
    Fault("throttled", "too many requests, as documented", "times"),
    Fault("500", "trouble inside the service", "times"),
    Fault("slow", "waits before it answers", "seconds", 5),
    Fault("reset", "closes the connection without an answer", "times"),
    Fault("truncated", "breaks off in the middle of the body", "times"),
    Fault("html", "an error page for people, status 502", "times"),
    Fault("html-200", "a page for people, status 200", "times"),
    Fault("empty", "no body, status 200", "times"),
    Fault("failure-200", "a failure in the body, status 200", "times"),
    Fault("redirect", "points to another address", "times"),
    Fault("expired-token", "says that the token ran out", "times", 1),
    Fault("repeated-page", "this page repeats the one before", "page", 2),
    Fault("shrinking-count", "the count falls by one with every page"),
    Fault("late-insert", "a record is put in front after page 1"),
    Fault("capped-limit", "gives at most so many records for a page", "records", 50),
    Fault("page-count", "counts the records of the page, not all"),
    Fault("new-code", "each record has a code that is not documented"),
    Fault("new-member", "each record has a member that is not documented"),
    Fault("null", "each record has a null where none is documented"),
    Fault("flipped-type", "each record has a member of another, tolerated type"),
    Fault("too-long", "each record has a text or list that is longer than documented"),
    Fault("out-of-range", "each record has a number beyond the documented limits"),
    Fault("odd-text", "each record has a text of another form than documented"),
    Fault("bad-base64", "encoded members do not open"),
    Fault("wrong-shape", "an object where the list should be"),
)
_BY_NAME = {fault.name: fault for fault in FAULTS}


class Faults:
    """The faults of one sandbox; those that come a number of times are counted down.

    Only the server's own thread asks, so nothing here needs a lock.
    """

    def __init__(self, wanted: Iterable[str]) -> None:
        self._values = dict(_parsed(text) for text in ([wanted] if isinstance(wanted, str) else wanted))

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def value(self, name: str) -> float:
        """What was said of a fault that is wanted, or its default."""
        return self._values[name]

    def take(self, name: str) -> bool:
        """Whether a counted fault strikes now; that uses it up once."""
        left = self._values.get(name, 0)
        if left > 0:
            self._values[name] = left - 1
        return left > 0


def _parsed(text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    fault = _BY_NAME.get(name)
    if fault is None:
        known = ", ".join(_BY_NAME)
        raise ValueError(f"there is no fault {name!r}; there are: {known}")
    if not equals:
        return name, fault.default
    if not fault.means:
        raise ValueError(f"the fault {name} takes no value")
    try:
        number = float(value) if fault.means == "seconds" else int(value)
    except ValueError:
        number = -1
    if not fault.least <= number < ALWAYS:
        raise ValueError(f"the fault {name} takes a number of {fault.means}, as in {name}=2, and not {value!r}")
    return name, number
