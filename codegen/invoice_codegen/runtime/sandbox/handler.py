"""The services without the network: a reply to each request, and a log of requests."""

from __future__ import annotations

import random
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from .. import jsontext
from ..client.auth.registry import SCHEMES
from ..client.auth.verification import Authenticator, AuthError, TokenIssuer
from ..client.http.messages import Request
from ..client.http.redaction import redact
from ..operation import Operation, SecurityScheme
from . import refusals
from . import request as requests
from .accounts import Account
from .documents import document
from .faults import Faults
from .paging import MARK
from .records import Records
from .refusals import RequestRejected
from .reply import JSON, Reply, fault_reply
from .routes import Route, Service, find_route, routes

MAX_REQUESTS = 10_000
"""Size of the log of requests."""


@dataclass(frozen=True, slots=True)
class Received:
    """A request that the sandbox received."""

    api: str
    operation: str
    """Name of the operation, or the option with the path of a token: `app_token_path`, `login_path`, `token_url`."""
    value: dict[str, Any] | None = field(repr=False)
    """Logical value, encoded members decoded; None if the request was rejected earlier."""
    headers: dict[str, str] = field(repr=False)
    """Headers, secrets masked."""
    refused: str | None = None
    """Reason of a rejection."""


class RequestHandler:
    """Handles requests to all services. Not thread-safe."""

    def __init__(
        self, services: Iterable[Service], rows: int, faults: Faults, seed: int, clock: Callable[[], datetime]
    ) -> None:
        services = tuple(services)
        self.accounts = {service.id: Account.create(service, seed) for service in services}
        self.requests: deque[Received] = deque(maxlen=MAX_REQUESTS)
        self._routes = tuple(routes(services))
        self.faults, self.clock = faults, clock
        self._rng = random.Random(f"request ids {seed}")
        operations = [operation for service in services for operation in service.operations]
        self._records = {each.id: Records(each, rows, seed, faults) for each in operations if each.reply}

    def handle(self, request: Request) -> Reply:
        """Handle a request."""
        found = find_route(self._routes, request)
        if found is None:
            return Reply(404, jsontext.write({"message": "no operation has this path"}))
        route, path_parameters = found
        if route.operation is None:
            return self._login(route, request)
        call = _Call(self, route.service, route.operation, path_parameters, request)
        return call.handle(self._records.get(route.operation.id))

    def _login(self, route: Route, request: Request) -> Reply:
        assert route.login is not None
        account = self.accounts[route.service.id]
        scheme, step = route.login
        issuer = SCHEMES[scheme.scheme].authenticator(scheme, account)
        assert isinstance(issuer, TokenIssuer), "its scheme has token_paths"
        reply = issuer.issue(step, request, self.clock())
        self.note(account, step, None, request, None if reply.is_granted else "unknown-key")
        return Reply(reply.status, reply.body)

    def note(
        self, account: Account, name: str, value: dict[str, Any] | None, request: Request, reason: str | None
    ) -> None:
        """Add a request to the log."""
        secrets = account.secrets
        headers = {name: redact(text, secrets) for name, text in request.headers if name.lower() != "authorization"}
        self.requests.append(Received(account.service.id, name, value, headers, reason))

    def new_id(self) -> str:
        """New request id."""
        return str(uuid.UUID(int=self._rng.getrandbits(128), version=4)).upper()


@dataclass
class _Call:
    """One request to an operation."""

    handler: RequestHandler
    service: Service
    operation: Operation
    path_parameters: dict[str, str]
    request: Request

    def __post_init__(self) -> None:
        self.account = self.handler.accounts[self.service.id]
        self.id = self.handler.new_id()
        self.value: dict[str, Any] | None = None
        self.authenticators = list(self._authenticators())
        self.authenticator = next(
            (authenticator for authenticator in self.authenticators if authenticator.matches(self.request)), None
        )

    def handle(self, records: Records | None) -> Reply:
        """Authenticate, apply faults, validate and reply, in the order of the vendors."""
        reason = None
        try:
            self._authenticate()
            paging = self.operation.paging
            own = [*self._query_tokens(), *([MARK] if paging and paging.style == "next-link" else [])]
            self.value = requests.parse_request(self.operation, self.path_parameters, self.request, own)
            reply = fault_reply(self.handler.faults, self.reject)
            if reply is None:
                self.value = requests.validate_request(self.operation, self.value)
                reply = self._success(records)
        except (AuthError, RequestRejected) as error:
            reason, reply = error.reason, self.reject(error.reason, None, error.message)
        name = self.operation.id.partition("/")[2]
        self.handler.note(self.account, name, self.value, self.request, reason)
        slow = "slow" in self.handler.faults
        return replace(reply, delay=self.handler.faults.value("slow")) if slow else reply

    def reject(self, reason: str, status: int | None, message: str = "") -> Reply:
        """The documented rejection."""
        envelope = self.operation.envelope
        refusal = refusals.find_refusal(reason, self._schemes(), envelope)
        text = f"{refusal.message} {message}".strip() if message else refusal.message
        status = status or refusal.status
        target = refusals.contract_of(self.operation, status)
        return Reply(status, refusals.refusal_body(target, envelope, refusal, text, self.id), self._headers())

    def _success(self, records: Records | None) -> Reply:
        """The documented success; one with content, if there is one."""
        assert self.value is not None
        if self.operation.download:
            name = self.operation.id.partition("/")[2]
            content, headers = document(self.operation.download[0], name)
            return Reply(self.operation.status, content, {**headers, **self._ids()})
        if records is None:
            return Reply(self.operation.status, headers=self._ids())
        body, headers = records.respond(self.value, self.id, self._address())
        return Reply(self.operation.status, body, {**self._headers(), **headers})

    def _authenticate(self) -> None:
        if not self.operation.security:
            return
        if self.authenticator is None:
            raise AuthError(self.authenticators[0].missing_reason, "The request has no credentials.")
        required_headers = [
            parameter.wire
            for parameter in self.operation.parameters
            if parameter.place == "header" and self.request.header(parameter.wire) is not None
        ]
        self.authenticator.verify(self.request, self.handler.clock(), required_headers)
        if self.authenticator.has_token(self.request) and self.handler.faults.take("expired-token"):
            self.authenticator.expire_token(self.request)
            raise AuthError("token")

    def _authenticators(self) -> Iterator[Authenticator]:
        for scheme in self.service.schemes(self.operation):
            yield SCHEMES[scheme.scheme].authenticator(scheme, self.account)

    def _query_tokens(self) -> list[str]:
        """Query parameters of authentication."""
        schemes = (authenticator.scheme for authenticator in self.authenticators)
        return [scheme.wire or "" for scheme in schemes if scheme.place == "query"]

    def _address(self) -> Request:
        """Where the request went, without the token of its caller."""
        tokens = self._query_tokens()
        return self.request._replace(query=tuple(pair for pair in self.request.query if pair[0] not in tokens))

    def _schemes(self) -> list[SecurityScheme]:
        """Security schemes, the one of the request first: its documented rejections take precedence."""
        return sorted(
            (authenticator.scheme for authenticator in self.authenticators),
            key=lambda scheme: self.authenticator is None or scheme is not self.authenticator.scheme,
        )

    def _headers(self) -> dict[str, str]:
        return {**JSON, **self._ids()}

    def _ids(self) -> dict[str, str]:
        names = self.operation.envelope.request_id_headers if self.operation.envelope else ()
        return dict.fromkeys(names[:1], self.id)
