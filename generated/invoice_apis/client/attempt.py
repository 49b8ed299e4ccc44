"""What a hook learns of one attempt of a call."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt of a call, as `on_attempt` gets it. It holds no argument, header, credential or text of the service."""

    operation: str
    """`<api>/<operationId>`."""
    method: str
    """HTTP method."""
    path: str
    """Path as the contract writes it, with the names of its parameters in braces."""
    host: str
    """Host, and port unless it is the default."""
    number: int
    """Number of the attempt in its call, from 1."""
    status: int | None
    """HTTP status; None if no response came."""
    elapsed: float
    """Seconds from the beginning of the attempt to its result, a login included."""
    error: str | None
    """Class of the error: `ApiError`, `InvalidResponse` or `TransportError`; None for a success."""
    retryable: bool = False
    """Whether the same call may succeed later."""

    @property
    def api(self) -> str:
        """The API: the first part of `operation`."""
        return self.operation.partition("/")[0]
