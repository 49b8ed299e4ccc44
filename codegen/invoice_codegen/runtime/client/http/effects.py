"""Effects: what a call asks its driver to do (see `client.py`).

A flow is a generator. It yields an effect, receives the result and finally returns the reply. So one flow serves both
the blocking and the async client.
"""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias, TypeVar

from .messages import Request

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Send:
    """Send a request. Results in a `Response`; TransportError is raised into the flow."""

    request: Request
    timeout: float
    """Seconds for each of: connect, write, read, wait for a free connection."""
    total_timeout: float
    """Seconds for the whole exchange."""


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait some seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Locked:
    """Run another flow under the client's lock. Results in what the flow returns; TransportError is raised into the flow."""

    flow: Callable[[], Flow[Any]]
    timeout: float
    """Seconds to wait for the lock."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Call a function of the caller. Results in what it returns, awaited in an async client."""

    function: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Work:
    """Compute something from a body. Results in what the function returns; its errors are raised into the flow.

    Also raises TransportError into the flow, when the work on a large body takes longer than `timeout`.
    """

    function: Callable[[], Any]
    size: int
    """Bytes of the body. A large one is worked on in a thread, so that an event loop goes on and a deadline is kept."""
    timeout: float
    """Seconds for the work on a large body; none are left when it is not above zero."""


Effect: TypeAlias = Send | Sleep | Locked | Ask | Work
Flow: TypeAlias = Generator[Effect, Any, T]


class Environment:
    """Clock and randomness; replace it in tests."""

    def now(self) -> datetime:
        """Current time, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds on a monotonic clock."""
        return time.monotonic()

    def nonce(self) -> str:
        """Unique text."""
        return uuid.uuid4().hex

    def random(self) -> float:
        """Random number from 0 up to 1."""
        return random.random()
