"""The service itself, without a network: each request gets a reaction, and is noted down."""

from __future__ import annotations

import random
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from .. import jsontext
from ..client.http.messages import Request
from ..client.http.redaction import redacted
from ..operation import Operation, SecurityScheme
from ..validation.contract import contract
from . import login, refusals, request
from .accounts import Account
from .authentication import GUARDS, Denied, Guard
from .faults import Faults
from .records import Shelf
from .reply import JSON, Reaction, trouble
from .routes import Route, Service, asked_for, routes

REMEMBERED = 10_000
"""How many requests are kept to look at."""


@dataclass(frozen=True, slots=True)
class Received:
    """A request that reached the sandbox."""

    api: str
    operation: str
    """The operation's name, or the option that names a step of a login: `app_token_path`, `login_path`."""
    value: dict[str, Any] | None = field(repr=False)
    """The logical request, encoded members opened; None when it did not come to that."""
    headers: dict[str, str] = field(repr=False)
    """What was sent beside it; secrets are masked."""
    refused: str | None = None
    """The reason of a refusal."""


class Desk:
    """All services of the package, at one address. Not for use by several threads at once."""

    def __init__(
        self, known: Iterable[Service], rows: int, faults: Faults, seed: int, clock: Callable[[], datetime]
    ) -> None:
        known = tuple(known)
        self.accounts = {service.id: Account.of(service, seed) for service in known}
        self.requests: deque[Received] = deque(maxlen=REMEMBERED)
        self._routes = tuple(routes(known))
        self.faults, self.clock = faults, clock
        self._dice = random.Random(f"request ids {seed}")
        operations = [operation for service in known for operation in service.operations]
        self._shelves = {operation.id: Shelf(operation, rows, seed, faults) for operation in operations}

    def answer(self, request: Request) -> Reaction:
        """The reaction to a request."""
        found = asked_for(self._routes, request)
        if found is None:
            return Reaction(404, jsontext.write({"message": "no operation of any contract stands at this path"}))
        route, groups = found
        if route.operation is None:
            return self._login(route, request)
        call = _Call(self, route.service, route.operation, groups, request)
        return call.answer(self._shelves[route.operation.id])

    def _login(self, route: Route, request: Request) -> Reaction:
        assert route.login is not None
        account = self.accounts[route.service.id]
        scheme, step = route.login
        body, is_granted = login.answered(account, scheme, step, request.body, self.clock())
        self.note(account, step, None, request, None if is_granted else "unknown-key")
        return Reaction(200, body)

    def note(
        self, account: Account, name: str, value: dict[str, Any] | None, request: Request, refused: str | None
    ) -> None:
        """Keep what was received, for tests to look at."""
        secrets = account.secrets
        headers = {name: redacted(text, secrets) for name, text in request.headers if name.lower() != "authorization"}
        self.requests.append(Received(account.service.id, name, value, headers, refused))

    def new_id(self) -> str:
        """An id for a request."""
        return str(uuid.UUID(int=self._dice.getrandbits(128), version=4)).upper()


@dataclass
class _Call:
    """One request to an operation."""

    desk: Desk
    service: Service
    operation: Operation
    groups: dict[str, str]
    request: Request

    def __post_init__(self) -> None:
        self.account = self.desk.accounts[self.service.id]
        self.id = self.desk.new_id()
        self.value: dict[str, Any] | None = None
        self.guards = list(self._guards())
        self.guard = next((guard for guard in self.guards if guard.is_meant(self.request)), None)

    def answer(self, shelf: Shelf) -> Reaction:
        """Proof, faults, request, answer: in the order in which services look at them."""
        refused = None
        try:
            self._prove()
            tokens = [guard.how.wire or "" for guard in self.guards if guard.how.place == "query"]
            self.value = request.opened(self.operation, self.groups, self.request, tokens)
            reaction = trouble(self.desk.faults, self.refuse)
            if reaction is None:
                self.value = request.checked(self.operation, self.value)
                reaction = Reaction(200, shelf.body(self.value, self.id), self._headers())
        except Denied as no:
            refused, reaction = no.reason, self.refuse(no.reason, None, no.message)
        name = self.operation.id.partition("/")[2]
        self.desk.note(self.account, name, self.value, self.request, refused)
        slow = "slow" in self.desk.faults
        return replace(reaction, delay=self.desk.faults.value("slow")) if slow else reaction

    def refuse(self, reason: str, status: int | None, message: str = "") -> Reaction:
        """The documented refusal."""
        envelope = self.operation.envelope
        said = refusals.refusal(reason, self._schemes(), envelope)
        judge = contract(f"{self.operation.id}.response")
        told = f"{said.message} {message}".strip() if message else said.message
        body = refusals.body(judge, envelope, said, told, self.id)
        return Reaction(status or said.status, body, self._headers())

    def _prove(self) -> None:
        if not self.operation.security:
            return
        if self.guard is None:
            raise Denied(self.guards[0].missing, "The request holds no proof of who calls.")
        needed = [
            parameter.wire
            for parameter in self.operation.parameters
            if parameter.place == "header" and self.request.header(parameter.wire) is not None
        ]
        self.guard.check(self.request, self.desk.clock(), needed)
        if self.guard.has_token(self.request) and self.desk.faults.take("expired-token"):
            self.guard.end_token(self.request)
            raise Denied("token")

    def _guards(self) -> Iterator[Guard]:
        for scheme in self.service.schemes(self.operation):
            yield GUARDS[scheme.scheme](scheme, self.account)

    def _schemes(self) -> list[SecurityScheme]:
        """That of the proof that came first: what it says of a refusal counts more than what others say."""
        return sorted(
            (guard.how for guard in self.guards), key=lambda how: self.guard is None or how is not self.guard.how
        )

    def _headers(self) -> dict[str, str]:
        names = self.operation.envelope.request_id_headers if self.operation.envelope else ()
        return {**JSON, **dict.fromkeys(names[:1], self.id)}
