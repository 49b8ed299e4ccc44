"""Calls without network and waiting: a driver performs the effects of a flow under a fake clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from invoice_apis import InvoiceApisError, TransportError
from invoice_apis.client.auth.credentials import Credentials
from invoice_apis.client.auth.registry import choose_scheme
from invoice_apis.client.call import Caller, Limits
from invoice_apis.client.http.effects import Ask, Environment, Flow, Locked, Send, Sleep, Work
from invoice_apis.client.http.messages import Request, Response
from invoice_apis.operation import Operation, SecurityScheme
from invoice_apis.sandbox.accounts import Account
from invoice_apis.sandbox.faults import Faults
from invoice_apis.sandbox.handler import RequestHandler
from support.calling import APIS, api_of, documented_call, documented_response
from support.emitted import reply_of

START = datetime(2026, 1, 31, 12, tzinfo=UTC)
JSON = {"content-type": "application/json"}
Serve = Callable[[Request], Response]


class FakeClock(Environment):
    """A clock that tests move, and constant randomness."""

    def __init__(self, random: float = 0.5) -> None:
        self.seconds = 0.0
        self._random = random
        self._nonces = count()

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def nonce(self) -> str:
        return f"nonce-{next(self._nonces)}"

    def random(self) -> float:
        return self._random


class FlowDriver:
    """Drives the flows of one client and records every effect with its time."""

    def __init__(
        self,
        operation: Operation,
        serve: Serve,
        scheme: SecurityScheme | None = None,
        auth: Credentials | None = None,
        clock: FakeClock | None = None,
        duration: float = 0.0,
    ) -> None:
        self._operation, self._serve, self._duration = operation, serve, duration
        self.clock = clock or FakeClock()
        values = documented_call(operation).values
        schemes = [scheme] if scheme else api_of(operation).api.security_schemes
        auth_scheme = choose_scheme(schemes, auth, values) if auth else None
        self._caller = Caller("https://service.test", auth_scheme, values, None, self.clock)
        self.effects: list[tuple[float, Send | Sleep]] = []

    def flow(self, operation: Operation | None = None, **limits: Any) -> Flow[Any]:
        """A flow that has not started."""
        call_limits = Limits(**{"timeout": 30, "deadline": 120, "max_retries": 2, "backoff": 0, **limits})
        own = self._operation
        return self._caller.call(operation or own, reply_of(own.id), documented_call(own).arguments, call_limits)

    def call(self, operation: Operation | None = None, **limits: Any) -> Any:
        """The reply; raises the error."""
        return self.run(self.flow(operation, **limits))

    def run(self, flow: Flow[Any], value: Any = None) -> Any:
        """Result of a flow, from its start or from a response it waits for."""
        error = None
        while True:
            try:
                effect = flow.send(value) if error is None else flow.throw(error)
            except StopIteration as end:
                return end.value
            value, error = None, None
            try:
                if isinstance(effect, Locked):
                    value = self.run(effect.flow())
                elif isinstance(effect, (Ask, Work)):
                    value = effect.function()
                else:
                    value = self._perform(effect)
            except InvoiceApisError as failure:
                error = failure

    def _perform(self, effect: Send | Sleep) -> Response | None:
        self.effects.append((self.clock.seconds, effect))
        try:
            return self._serve(effect.request) if isinstance(effect, Send) else None
        finally:
            self.clock.seconds += effect.seconds if isinstance(effect, Sleep) else self._duration

    @property
    def sent(self) -> list[Send]:
        return [effect for _, effect in self.effects if isinstance(effect, Send)]

    @property
    def sent_at(self) -> list[float]:
        return [time for time, effect in self.effects if isinstance(effect, Send)]

    @property
    def delays(self) -> list[float]:
        return [effect.seconds for _, effect in self.effects if isinstance(effect, Sleep)]


def success(operation: Operation) -> Response:
    return Response(200, JSON, documented_response(operation))


def respond_in_turn(*responses: Response | TransportError) -> Serve:
    """Responses in turn; the last one repeats."""
    turns: Iterator[Response | TransportError] = iter(responses)
    current = responses[0]

    def serve(request: Request) -> Response:
        nonlocal current
        current = next(turns, current)
        if isinstance(current, TransportError):
            raise current
        return current

    return serve


class FakeService:
    """The sandbox without its server."""

    def __init__(self, clock: FakeClock, *faults: str) -> None:
        self.handler = RequestHandler(APIS.values(), 2, Faults(faults), 0, clock.now)

    def __call__(self, request: Request) -> Response:
        reply = self.handler.handle(request)
        headers = {name.lower(): value for name, value in reply.headers.items()}
        return Response(reply.status, headers, reply.body)

    def account(self, operation: Operation) -> Account:
        return self.handler.accounts[api_of(operation).id]

    @property
    def log(self) -> list[tuple[str, str | None]]:
        """Operations received, each with the reason of its rejection."""
        return [(received.operation, received.refused) for received in self.handler.requests]
