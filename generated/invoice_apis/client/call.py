"""One call from arguments to reply, as a flow of steps: check, prove, send, understand, and again if that may help."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import ApiError, InvoiceApisError, TransportError
from ..operation import Operation
from ..validation.contract import contract
from . import request as requests
from .auth.schemes import Call, Scheme
from .encryption import Cipher
from .http.effects import Environment, Flow, Send, Sleep
from .http.failure import NO_ENVELOPE
from .http.messages import Request, Response
from .response import understood
from .retry import Retries

if TYPE_CHECKING:
    from ..models.base import Reply

R = TypeVar("R", bound="Reply")
log = logging.getLogger("invoice_apis")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a call may take and how often it may be sent."""

    timeout: float
    """Seconds for each part of one attempt: connect, send, each wait for more of the answer."""
    deadline: float
    """Seconds for the call with all its attempts and pauses; none starts later."""
    max_retries: int
    backoff: float
    """The longest first pause in seconds; it doubles with each retry."""


@dataclass(frozen=True)
class Exchange:
    """A service as one client sees it: where it is, how to prove who calls, what the world is like."""

    base: str
    scheme: Scheme | None = field(repr=False)
    values: Mapping[str, Any] = field(repr=False)
    """Arguments that the client fills in for every call."""
    cipher: Cipher | None
    ambient: Environment

    def call(self, operation: Operation, reply: type[R], arguments: Mapping[str, Any], limits: Limits) -> Flow[R]:
        """The reply to a call. Raises InvalidRequest, ApiError, InvalidResponse, TransportError."""
        ends = self.ambient.monotonic() + limits.deadline
        retries = Retries(limits.max_retries if operation.safe else 0, limits.backoff, ends)
        sent, may_renew = 0, True
        while True:
            sent += 1
            request = None
            value = requests.logical(operation, {**self.values, **arguments}, self.ambient)
            try:
                request = yield from self._proven(operation, value, limits.timeout, retries)
                left = retries.left(self.ambient)
                answer = yield Send(request, min(limits.timeout, left), left)
                return self._understood(request, answer, operation, reply, value)
            except (ApiError, TransportError) as error:
                failure = error
            has_outlived = may_renew and request is not None and self._outlived(request, failure)
            if has_outlived and self.ambient.monotonic() < ends:
                log.info("%s: the token ran out; getting a new one", operation.id)
                may_renew, sent = False, sent - 1
                continue
            pause = retries.pause(failure, sent, self.ambient)
            if pause is None:
                raise failure
            log.info("%s: %s; sending again in %.3f s", operation.id, _told(failure), pause)
            yield Sleep(pause)

    def _proven(self, operation: Operation, value: requests.Logical, timeout: float, retries: Retries) -> Flow[Request]:
        """The request of one attempt, signed anew."""
        request = requests.wired(operation, value, self.base, self.cipher)
        if self.scheme is None or not operation.security:
            return request
        call = Call(timeout, lambda: retries.left(self.ambient), operation.envelope or NO_ENVELOPE)
        return (yield from self.scheme.authorized(request, self.ambient, call))

    def _understood(
        self, request: Request, answer: Response, operation: Operation, reply: type[R], value: requests.Logical
    ) -> R:
        log.debug("%s: HTTP %d in %.3f s", operation.id, answer.status, answer.elapsed)

        def secrets() -> tuple[str, ...]:
            own = self.scheme.secrets if self.scheme else ()
            return own + request.hidden + contract(f"{operation.id}.request").sensitive_values(value)

        return understood(answer, operation, reply, secrets, self.ambient, self.cipher)

    def _outlived(self, request: Request, failure: InvoiceApisError) -> bool:
        if self.scheme is None or not isinstance(failure, ApiError):
            return False
        return self.scheme.outlived(request, failure.code, failure.status)


def _told(failure: InvoiceApisError) -> str:
    return f"HTTP {failure.status}, {failure.code}" if isinstance(failure, ApiError) else str(failure)
