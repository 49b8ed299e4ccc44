"""The exceptions of the package.

InvoiceApisError
├── ConfigurationError  a client can't be created or used with these arguments (also a ValueError)
├── InvalidRequest      the arguments break the request's contract; nothing was sent
├── ApiError            the service rejected the call, by HTTP status or in the body
├── InvalidResponse     the payload breaks its contract; with the report
│   └── IncompletePages a pagination ended, and records may be missing
└── TransportError      no response: connection, timeout, broken transfer
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .receipt import Receipt
    from .validation.report import Report


class InvoiceApisError(Exception):
    """Base class of all exceptions of this package."""


class ConfigurationError(InvoiceApisError, ValueError):
    """A client can't be created or used: unknown region, no credentials, a missing extra, a closed client."""


class InvalidRequest(InvoiceApisError):
    """The arguments break the contract of the request; nothing was sent.

    `report` has the findings. The report and the message mask sensitive values.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(str(report))
        self.report = report

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.report,)


class ApiError(InvoiceApisError):
    """The service rejected the call, by HTTP status or in the body."""

    def __init__(
        self,
        status: int,
        code: str | None,
        message: str,
        request_id: str | None = None,
        retryable: bool = False,
        retry_after: float | None = None,
    ) -> None:
        suffix = f" (request id {request_id})" if request_id else ""
        super().__init__(f"HTTP {status}, {code or 'no code'}: {message}{suffix}")
        self.status = status
        """HTTP status; 200 when only the body reports the failure."""
        self.code = code
        """The vendor's error code, if any."""
        self.message = message
        """The message of the service; secrets and sensitive arguments in it are masked."""
        self.request_id = request_id
        """Id of the call for the vendor's support, if any."""
        self.retryable = retryable
        """Whether the same call may succeed later."""
        self.retry_after = retry_after
        """Seconds to wait before a retry, if the service asks for it."""

    def __reduce__(self) -> tuple[Any, ...]:
        fields = (self.status, self.code, self.message, self.request_id, self.retryable, self.retry_after)
        return type(self), fields


class InvalidResponse(InvoiceApisError):
    """A response breaks its contract.

    `report` has the findings. The report and the message mask sensitive values.
    """

    def __init__(self, report: Report, status: int | None = None, request_id: str | None = None) -> None:
        super().__init__(str(report))
        self.report = report
        self.status = status
        """HTTP status; None when the payload did not come from a call."""
        self.request_id = request_id
        """Id of the call for the vendor's support, if any."""

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.report, self.status, self.request_id)


class IncompletePages(InvalidResponse):
    """A pagination ended, and records may be missing; `receipt` has the reason."""

    def __init__(self, report: Report, receipt: Receipt) -> None:
        super().__init__(report)
        self.receipt = receipt

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.report, self.receipt)


class TransportError(InvoiceApisError):
    """No response: the connection failed, a timeout passed, or the transfer broke."""

    def __init__(self, message: str, retryable: bool = True) -> None:
        super().__init__(message)
        self.retryable = retryable
        """Whether the same call may succeed later; False for a rejected certificate, for example."""

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (*self.args, self.retryable)
