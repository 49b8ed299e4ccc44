"""What a call does, step by step, without doing it: flows ask for steps, and drivers take them (see `client.py`).

A flow is a generator. It yields a step, gets back what came of it, and returns the result of the call; so one flow
serves the client that blocks and the one that awaits.
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
    """Send a request; gives the `Answer`, or raises TransportError into the flow."""

    request: Request
    timeout: float
    """Seconds for each of: connect, write, read, wait for a free connection."""
    within: float
    """Seconds for all of it."""


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait some seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Locked:
    """Run another flow while no other call of the same client does; gives its result, or raises TransportError."""

    flow: Callable[[], Flow[Any]]
    within: float
    """Seconds to wait for the others."""


Step: TypeAlias = Send | Sleep | Locked
Flow: TypeAlias = Generator[Step, Any, T]


class Environment:
    """What a call takes from the world besides its arguments: time and chance."""

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()

    def nonce(self) -> str:
        """Text that does not repeat."""
        return uuid.uuid4().hex

    def chance(self) -> float:
        """A number from 0 up to 1."""
        return random.random()
