"""When a call is sent again, and how long to wait before: exponential back-off with full jitter."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import ApiError, InvoiceApisError, TransportError
from .http.effects import Environment


@dataclass(frozen=True, slots=True)
class Retries:
    """The limits of one call."""

    most: int
    """How often it may be sent again."""
    backoff: float
    """The longest first pause in seconds; it doubles with each retry."""
    ends: float
    """When the call must be over, on the monotonic clock."""

    LONGEST = 20.0

    def left(self, ambient: Environment) -> float:
        """Seconds until then, for a request that is to go out now. Raises TransportError when there are none."""
        left = self.ends - ambient.monotonic()
        if left <= 0:
            raise TransportError("the deadline of the call passed before its request was sent")
        return left

    def pause(self, failure: InvoiceApisError, sent: int, ambient: Environment) -> float | None:
        """Seconds to wait before sending again, after `sent` attempts; None when this failure is final."""
        if sent > self.most or not may_pass(failure):
            return None
        pause = ambient.chance() * min(self.LONGEST, self.backoff * 2 ** min(sent - 1, 30))
        if isinstance(failure, ApiError) and failure.retry_after is not None:
            pause = failure.retry_after
        return pause if ambient.monotonic() + pause < self.ends else None


def may_pass(failure: InvoiceApisError) -> bool:
    """Whether the same request may succeed later."""
    return isinstance(failure, (ApiError, TransportError)) and failure.retryable
