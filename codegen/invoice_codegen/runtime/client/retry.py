"""Retries: exponential backoff with full jitter."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import ApiError, InvoiceApisError, TransportError
from .http.effects import Environment


@dataclass(frozen=True, slots=True)
class Retries:
    """Retry limits of one call."""

    max_retries: int
    """Number of retries allowed."""
    backoff: float
    """Upper bound of the first delay in seconds; doubles with each retry."""
    deadline: float
    """End of the call, on the monotonic clock."""

    MAX_DELAY = 20.0

    def time_left(self, environment: Environment) -> float:
        """Seconds until the deadline. Raises TransportError after it."""
        time_left = self.deadline - environment.monotonic()
        if time_left <= 0:
            raise TransportError("the deadline of the call passed before the request was sent")
        return time_left

    def delay(self, failure: InvoiceApisError, attempts: int, environment: Environment) -> float | None:
        """Seconds to wait before the next attempt; None if the failure is final."""
        if attempts > self.max_retries or not _is_retryable(failure):
            return None
        delay = environment.random() * min(self.MAX_DELAY, self.backoff * 2 ** min(attempts - 1, 30))
        if isinstance(failure, ApiError) and failure.retry_after is not None:
            delay = failure.retry_after
        return delay if environment.monotonic() + delay < self.deadline else None


def _is_retryable(failure: InvoiceApisError) -> bool:
    """Whether a retry may succeed."""
    return isinstance(failure, (ApiError, TransportError)) and failure.retryable
