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


class _CallError(InvoiceApisError):
    """An error of a call. The message names the operation and the host."""

    operation: str | None = None
    """Operation that was called, `<api>/<operationId>`."""
    host: str | None = None
    """Host that was called, with the port unless it is the default."""

    @property
    def api(self) -> str | None:
        """The API: the first part of `operation`."""
        return self.operation.partition("/")[0] if self.operation else None

    def __str__(self) -> str:
        return f"{self.operation} at {self.host}: {self._text()}" if self.operation else self._text()

    def _text(self) -> str:
        return super().__str__()


class ApiError(_CallError):
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
        super().__init__(status, code, message, request_id, retryable, retry_after)
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
        self.failure: Any = None
        """The failure where it has a contract of its own that accepts it: a model, or plain JSON if the contract names no member."""
        self.report: Report | None = None
        """The report of that contract on the failure; None for a failure without one."""
        self.hint: str | None = None
        """What helps: the documented meaning of the code, or how far this machine's clock is off; often None."""

    def _text(self) -> str:
        hint = f"; {self.hint}" if self.hint else ""
        suffix = f" (request id {self.request_id})" if self.request_id else ""
        return f"HTTP {self.status}, {self.code or 'no code'}: {self.message}{suffix}{hint}"


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


class TransportError(_CallError):
    """No response: the connection failed, a timeout passed, or the transfer broke."""

    def __init__(self, message: str, retryable: bool = True) -> None:
        super().__init__(message)
        self.retryable = retryable
        """Whether the same call may succeed later; False for a rejected certificate, for example."""
