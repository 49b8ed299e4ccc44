"""One call as a flow: build, sign, send and parse, with retries."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import ApiError, InvalidResponse, InvoiceApisError, TransportError
from ..operation import Operation
from ..validation.contract import contract
from . import request as requests
from .attempt import Attempt
from .auth.schemes import AuthScheme, CallContext
from .encryption import Cipher
from .http.effects import Environment, Flow, Send, Sleep, Work
from .http.failure import NO_ENVELOPE, clock_hint
from .http.messages import Request, Response
from .links import Link, origin
from .response import parse_response, read_failure
from .retry import Retries

if TYPE_CHECKING:
    from ..models.base import Reply
    from .download import Download

R = TypeVar("R", bound="Reply | Download | None")
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


@dataclass(slots=True)
class _Progress:
    """What is known of an attempt so far."""

    number: int
    started: float
    link: Link | None
    """Address of the page, where a response named it."""
    request: Request | None = None
    response: Response | None = None


@dataclass(frozen=True)
class Caller:
    """Makes the calls of one client: base URL, authentication, values, cipher, environment, hook."""

    base_url: str
    scheme: AuthScheme | None = field(repr=False)
    values: Mapping[str, Any] = field(repr=False)
    """Arguments that the client adds to every call."""
    cipher: Cipher | None
    environment: Environment
    on_attempt: Callable[[Attempt], object] | None = None
    models: Callable[[], Any] | None = None
    """Returns the models of failures."""

    @cached_property
    def host(self) -> str:
        """Host of the service, and port unless it is the default."""
        return Request("GET", self.base_url, "").host

    def call(
        self,
        operation: Operation,
        model: type[R] | None,
        arguments: Mapping[str, Any],
        limits: Limits,
        link: Link | None = None,
    ) -> Flow[R]:
        """Make a call, to an address that a response named if there is a `link`. Raises InvalidRequest, ApiError,
        InvalidResponse and TransportError.
        """
        deadline = self.environment.monotonic() + limits.deadline
        retries = Retries(limits.max_retries if operation.safe else 0, limits.backoff, deadline)
        arguments = requests.with_idempotency_key(operation, arguments, self.environment)
        attempts, number, may_renew = 0, 0, True
        while True:
            attempts, number = attempts + 1, number + 1
            value = requests.build_value(operation, {**self.values, **arguments}, self.environment)
            progress = _Progress(number, self.environment.monotonic(), link)
            try:
                return (yield from self._attempt(operation, model, value, limits.timeout, retries, progress))
            except (ApiError, TransportError) as error:
                failure = error
            is_expired = may_renew and self._is_expired(progress.request, failure)
            if is_expired and self.environment.monotonic() < deadline:
                log.info("%s: the token has expired; getting a new one", operation.id)
                may_renew, attempts = False, attempts - 1
                continue
            delay = retries.delay(failure, attempts, self.environment)
            if delay is None:
                raise failure
            log.info("%s: %s; retrying in %.3f s", operation.id, _describe(failure), delay)
            yield Sleep(delay)

    def _attempt(
        self,
        operation: Operation,
        model: type[R] | None,
        value: requests.RequestValue,
        timeout: float,
        retries: Retries,
        progress: _Progress,
    ) -> Flow[R]:
        """One attempt. Its errors say where they happened, and the hook learns of its result."""
        try:
            request = progress.request = yield from self._sign(operation, value, progress.link, timeout, retries)
            time_left = retries.time_left(self.environment)
            response = progress.response = yield Send(request, min(timeout, time_left), time_left)
            log.debug("%s: HTTP %d in %.3f s", operation.id, response.status, response.elapsed)
            work = partial(self._parse, request, response, operation, model, value)
            reply: R = yield Work(work, len(response.body), retries.deadline - self.environment.monotonic())
        except (ApiError, InvalidResponse, TransportError) as error:
            if isinstance(error, (ApiError, TransportError)):
                error.operation, error.host = operation.id, self.host
            self._report(operation, progress, error)
            raise
        self._report(operation, progress, None)
        return reply

    def _report(self, operation: Operation, progress: _Progress, error: InvoiceApisError | None) -> None:
        if self.on_attempt is None:
            return
        attempt = Attempt(
            operation=operation.id,
            method=operation.method,
            path=operation.path,
            host=self.host,
            number=progress.number,
            status=progress.response.status if progress.response else getattr(error, "status", None),
            elapsed=self.environment.monotonic() - progress.started,
            error=None if error is None else type(error).__name__,
            retryable=getattr(error, "retryable", False),
        )
        self.on_attempt(attempt)

    def _sign(
        self,
        operation: Operation,
        value: requests.RequestValue,
        link: Link | None,
        timeout: float,
        retries: Retries,
    ) -> Flow[Request]:
        """Build and sign the request of one attempt."""
        request = requests.build_request(operation, value, self.base_url, self.cipher)
        request = request if link is None else self._follow(request, link)
        if self.scheme is None or not operation.security:
            return request
        context = CallContext(timeout, lambda: retries.time_left(self.environment), operation.envelope or NO_ENVELOPE)
        return (yield from self.scheme.authorize(request, self.environment, context))

    def _follow(self, request: Request, link: Link) -> Request:
        """The request for a page at an address. A token in its query is left out: the scheme adds the current one."""
        own = self.scheme.scheme.wire if self.scheme is not None and self.scheme.scheme.place == "query" else None
        query = tuple(pair for pair in link.query if pair[0] != own)
        return request._replace(base_url=origin(self.base_url), path=link.path, query=query)

    def _parse(
        self,
        request: Request,
        response: Response,
        operation: Operation,
        model: type[R] | None,
        value: requests.RequestValue,
    ) -> R:
        def secrets() -> tuple[str, ...]:
            own = self.scheme.secrets if self.scheme else ()
            return own + request.secret_values + contract(f"{operation.id}.request").sensitive_values(value)

        try:
            return parse_response(response, operation, model, secrets, self.environment, self.cipher, request.full_path)
        except ApiError as error:
            if self.models is not None:
                read_failure(error, response, operation, self.models, secrets)
            error.hint = self._hint(error, response, operation)
            raise

    def _hint(self, error: ApiError, response: Response, operation: Operation) -> str | None:
        """What helps with a refusal, as far as it is known here."""
        if self.scheme is not None and operation.security:
            difference = clock_hint(response, error.code in self.scheme.clock_codes, self.environment.now())
            if difference is not None:
                return difference
        return error.hint

    def _is_expired(self, request: Request | None, failure: InvoiceApisError) -> bool:
        if self.scheme is None or request is None or not isinstance(failure, ApiError):
            return False
        return self.scheme.is_expired(request, failure.code, failure.status)


def _describe(failure: InvoiceApisError) -> str:
    return f"HTTP {failure.status}, {failure.code}" if isinstance(failure, ApiError) else str(failure)
