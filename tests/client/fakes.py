"""Calls without a network and without waiting: a test takes the steps of a flow itself and moves the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from invoice_apis import InvoiceApisError, TransportError
from invoice_apis.client.auth.credentials import Credentials
from invoice_apis.client.auth.registry import chosen
from invoice_apis.client.call import Exchange, Limits
from invoice_apis.client.http.effects import Environment, Flow, Locked, Send, Sleep
from invoice_apis.client.http.messages import Request, Response
from invoice_apis.operation import Operation, SecurityScheme
from invoice_apis.sandbox.accounts import Account
from invoice_apis.sandbox.faults import Faults
from invoice_apis.sandbox.service import Desk
from support.calling import APIS, api_of, good, good_answer
from support.emitted import reply_of

START = datetime(2026, 1, 31, 12, tzinfo=UTC)
JSON = {"content-type": "application/json"}
Serve = Callable[[Request], Response]


class FakeClock(Environment):
    """A clock that moves when it is told to, and chance that is always the same."""

    def __init__(self, chance: float = 0.5) -> None:
        self.seconds = 0.0
        self._chance = chance
        self._nonces = count()

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def nonce(self) -> str:
        return f"nonce-{next(self._nonces)}"

    def chance(self) -> float:
        return self._chance


class FlowDriver:
    """A client without a driver, and everything that its calls asked for, each with the time."""

    def __init__(
        self,
        operation: Operation,
        serve: Serve,
        scheme: SecurityScheme | None = None,
        auth: Credentials | None = None,
        world: FakeClock | None = None,
        takes: float = 0.0,
    ) -> None:
        self._operation, self._serve, self._takes = operation, serve, takes
        self.world = world or FakeClock()
        values = good(operation).values
        ways = [scheme] if scheme else api_of(operation).api.security_schemes
        proof = chosen(ways, auth, values) if auth else None
        self._exchange = Exchange("https://service.test", proof, values, None, self.world)
        self.steps: list[tuple[float, Send | Sleep]] = []

    def flow(self, operation: Operation | None = None, **limits: Any) -> Flow[Any]:
        """A call that has not begun."""
        told = Limits(**{"timeout": 30, "deadline": 120, "max_retries": 2, "backoff": 0, **limits})
        own = self._operation
        return self._exchange.call(operation or own, reply_of(own.id), good(own).arguments, told)

    def call(self, operation: Operation | None = None, **limits: Any) -> Any:
        """The reply, or the error."""
        return self.run(self.flow(operation, **limits))

    def run(self, flow: Flow[Any], value: Any = None) -> Any:
        """What a flow gives, from its beginning or from an answer that it waits for."""
        error = None
        while True:
            try:
                step = flow.send(value) if error is None else flow.throw(error)
            except StopIteration as end:
                return end.value
            value, error = None, None
            try:
                value = self.run(step.flow()) if isinstance(step, Locked) else self._take(step)
            except InvoiceApisError as failure:
                error = failure

    def _take(self, step: Send | Sleep) -> Response | None:
        self.steps.append((self.world.seconds, step))
        try:
            return self._serve(step.request) if isinstance(step, Send) else None
        finally:
            self.world.seconds += step.seconds if isinstance(step, Sleep) else self._takes

    @property
    def sent(self) -> list[Send]:
        return [step for _, step in self.steps if isinstance(step, Send)]

    @property
    def sent_at(self) -> list[float]:
        return [time for time, step in self.steps if isinstance(step, Send)]

    @property
    def pauses(self) -> list[float]:
        return [step.seconds for _, step in self.steps if isinstance(step, Sleep)]


def fine(operation: Operation) -> Response:
    return Response(200, JSON, good_answer(operation))


def in_turn(*answers: Response | TransportError) -> Serve:
    """Answers one after the other; the last one stays."""
    turns: Iterator[Response | TransportError] = iter(answers)
    current = answers[0]

    def serve(request: Request) -> Response:
        nonlocal current
        current = next(turns, current)
        if isinstance(current, TransportError):
            raise current
        return current

    return serve


class FakeService:
    """The sandbox without its server: what it believes and refuses is what the documents say."""

    def __init__(self, world: FakeClock, *faults: str) -> None:
        self.desk = Desk(APIS.values(), 2, Faults(faults), 0, world.now)

    def __call__(self, request: Request) -> Response:
        reaction = self.desk.answer(request)
        headers = {name.lower(): value for name, value in reaction.headers.items()}
        return Response(reaction.status, headers, reaction.body)

    def account(self, operation: Operation) -> Account:
        return self.desk.accounts[api_of(operation).id]

    @property
    def came(self) -> list[tuple[str, str | None]]:
        """What was asked for, and the reasons of refusals."""
        return [(received.operation, received.refused) for received in self.desk.requests]
