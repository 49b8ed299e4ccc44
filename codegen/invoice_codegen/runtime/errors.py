"""The errors that leave the package.

InvoiceApisError
├── ConfigurationError  a client can't be made as asked (also a ValueError)
├── InvalidRequest      the arguments break the request's contract; nothing was sent
├── ApiError            the service said no, by HTTP status or in the body
├── InvalidResponse     a payload that its contract refuses, with the report
│   └── IncompletePages a walk over pages that can't vouch for having seen every record
└── TransportError      no answer: connection, time limit, broken transfer
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .receipt import Receipt
    from .validation.report import Report


class InvoiceApisError(Exception):
    """Base of every error of this package."""


class ConfigurationError(InvoiceApisError, ValueError):
    """A client can't be made or used as asked: an unknown region, no credentials, a missing extra, closed already."""


class InvalidRequest(InvoiceApisError):
    """The arguments break the contract of the request; nothing was sent.

    `report` says what is wrong and where; no sensitive value stands in it or in the message.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(str(report))
        self.report = report

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.report,)


class ApiError(InvoiceApisError):
    """The service said no."""

    def __init__(
        self,
        status: int,
        code: str | None,
        message: str,
        request_id: str | None = None,
        retryable: bool = False,
        retry_after: float | None = None,
    ) -> None:
        told = f" (request id {request_id})" if request_id else ""
        super().__init__(f"HTTP {status}, {code or 'no code'}: {message}{told}")
        self.status = status
        """HTTP status; 200 where the service says no in the body only."""
        self.code = code
        """The vendor's error code; None when the answer carries none."""
        self.message = message
        """What the service says, for people; secrets and sensitive arguments that it repeats are masked."""
        self.request_id = request_id
        """Id of the call for the vendor's support; None when the answer carries none."""
        self.retryable = retryable
        """Whether the same call may succeed later."""
        self.retry_after = retry_after
        """Seconds that the service asks to wait; None when it does not say."""

    def __reduce__(self) -> tuple[Any, ...]:
        told = (self.status, self.code, self.message, self.request_id, self.retryable, self.retry_after)
        return type(self), told


class InvalidResponse(InvoiceApisError):
    """A response does not have the structure that its contract needs.

    `report` says what is wrong and where; no sensitive value stands in it or in the message.
    """

    def __init__(self, report: Report, status: int | None = None, request_id: str | None = None) -> None:
        super().__init__(str(report))
        self.report = report
        self.status = status
        """HTTP status; None when the payload did not come from a call."""
        self.request_id = request_id
        """Id of the call for the vendor's support; None when the answer carries none."""

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.report, self.status, self.request_id)


class IncompletePages(InvalidResponse):
    """A walk over pages ended and can't vouch for having seen every record; `receipt` says why."""

    def __init__(self, report: Report, receipt: Receipt) -> None:
        super().__init__(report)
        self.receipt = receipt

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.report, self.receipt)


class TransportError(InvoiceApisError):
    """No answer came: the connection failed, a time limit passed, or the transfer broke off."""

    def __init__(self, message: str, retryable: bool = True) -> None:
        super().__init__(message)
        self.retryable = retryable
        """Whether the same call may succeed later; a certificate that is refused once is refused again."""

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (*self.args, self.retryable)
