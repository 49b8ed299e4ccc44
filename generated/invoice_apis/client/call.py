"""One call as a flow: build, sign, send and parse, with retries."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import ApiError, InvoiceApisError, TransportError
from ..operation import Operation
from ..validation.contract import contract
from . import request as requests
from .auth.schemes import AuthScheme, CallContext
from .encryption import Cipher
from .http.effects import Environment, Flow, Send, Sleep
from .http.failure import NO_ENVELOPE
from .http.messages import Request, Response
from .response import parse_response
from .retry import Retries

if TYPE_CHECKING:
    from ..models.base import Reply

R = TypeVar("R", bound="Reply")
log = logging.getLogger("invoice_apis")


@dataclass(frozen=True, slots=True)
class Limits:
    """Time limits and retries of a call."""

    timeout: float
    """Seconds for each step of one attempt: connect, write, each read."""
    deadline: float
    """Seconds for the call with all its attempts and delays. No attempt starts later."""
    max_retries: int
    backoff: float
    """Upper bound of the first delay in seconds; doubles with each retry."""


@dataclass(frozen=True)
class Caller:
    """Makes the calls of one client: base URL, authentication, values, cipher, environment."""

    base_url: str
    scheme: AuthScheme | None = field(repr=False)
    values: Mapping[str, Any] = field(repr=False)
    """Arguments that the client adds to every call."""
    cipher: Cipher | None
    environment: Environment

    def call(self, operation: Operation, model: type[R], arguments: Mapping[str, Any], limits: Limits) -> Flow[R]:
        """Make a call. Raises InvalidRequest, ApiError, InvalidResponse and TransportError."""
        deadline = self.environment.monotonic() + limits.deadline
        retries = Retries(limits.max_retries if operation.safe else 0, limits.backoff, deadline)
        attempts, may_renew = 0, True
        while True:
            attempts += 1
            request = None
            value = requests.build_value(operation, {**self.values, **arguments}, self.environment)
            try:
                request = yield from self._sign(operation, value, limits.timeout, retries)
                time_left = retries.time_left(self.environment)
                response = yield Send(request, min(limits.timeout, time_left), time_left)
                return self._parse(request, response, operation, model, value)
            except (ApiError, TransportError) as error:
                failure = error
            is_expired = may_renew and request is not None and self._is_expired(request, failure)
            if is_expired and self.environment.monotonic() < deadline:
                log.info("%s: the token has expired; getting a new one", operation.id)
                may_renew, attempts = False, attempts - 1
                continue
            delay = retries.delay(failure, attempts, self.environment)
            if delay is None:
                raise failure
            log.info("%s: %s; retrying in %.3f s", operation.id, _describe(failure), delay)
            yield Sleep(delay)

    def _sign(
        self, operation: Operation, value: requests.RequestValue, timeout: float, retries: Retries
    ) -> Flow[Request]:
        """Build and sign the request of one attempt."""
        request = requests.build_request(operation, value, self.base_url, self.cipher)
        if self.scheme is None or not operation.security:
            return request
        context = CallContext(timeout, lambda: retries.time_left(self.environment), operation.envelope or NO_ENVELOPE)
        return (yield from self.scheme.authorize(request, self.environment, context))

    def _parse(
        self, request: Request, response: Response, operation: Operation, model: type[R], value: requests.RequestValue
    ) -> R:
        log.debug("%s: HTTP %d in %.3f s", operation.id, response.status, response.elapsed)

        def secrets() -> tuple[str, ...]:
            own = self.scheme.secrets if self.scheme else ()
            return own + request.secret_values + contract(f"{operation.id}.request").sensitive_values(value)

        return parse_response(response, operation, model, secrets, self.environment, self.cipher)

    def _is_expired(self, request: Request, failure: InvoiceApisError) -> bool:
        if self.scheme is None or not isinstance(failure, ApiError):
            return False
        return self.scheme.is_expired(request, failure.code, failure.status)


def _describe(failure: InvoiceApisError) -> str:
    return f"HTTP {failure.status}, {failure.code}" if isinstance(failure, ApiError) else str(failure)
