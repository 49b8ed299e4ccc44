"""What every security scheme has: credentials, `sign` for clients, an authenticator for the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ...operation import Envelope, SecurityScheme
from ..http.effects import Environment, Flow
from ..http.messages import Request
from .credentials import Credentials
from .verification import Authenticator


@dataclass(frozen=True, slots=True)
class CallContext:
    """What a login needs to know of its call."""

    timeout: float
    """Seconds for each step of a request."""
    time_left: Callable[[], float] = field(repr=False)
    """Seconds until the deadline of the call. Raises TransportError after it."""
    envelope: Envelope = field(repr=False)
    """Where the service reports failures."""


class AuthScheme:
    """Base of authentication schemes."""

    credentials_type: type[Credentials]
    """Type of credentials that the scheme takes."""
    authenticator: type[Authenticator]
    """The service's side, in the sandbox."""
    openapi_type: tuple[str, str | None] = ("apiKey", None)
    """`type` and `scheme` of the security scheme in OpenAPI."""
    required_options: frozenset[str] = frozenset()
    optional_options: frozenset[str] = frozenset()
    """Options of `x-sdk-auth`."""
    token_paths: tuple[str, ...] = ()
    """Options with the paths of requests for a token, which the sandbox serves."""

    headers: frozenset[str] = frozenset()
    """Headers that it writes besides the one that its security scheme names, in lower case."""

    def __init__(self, scheme: SecurityScheme, credentials: Credentials, values: Mapping[str, str]) -> None:
        self.scheme = scheme
        self.credentials = credentials
        self.options = dict(scheme.options)
        self.values = values

    @classmethod
    def supports(cls, scheme: SecurityScheme, credentials: Credentials) -> bool:
        """Whether the scheme takes these credentials."""
        return isinstance(credentials, cls.credentials_type)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values to mask."""
        return self.credentials.secrets

    @property
    def clock_codes(self) -> frozenset[str]:
        """Documented codes of a refusal for the time of the request and for nothing else."""
        others = {refusal.code for refusal in self.scheme.refusals if refusal.reason != "clock"}
        return frozenset(it.code for it in self.scheme.refusals if it.reason == "clock" and it.code not in others)

    def authorize(self, request: Request, environment: Environment, context: CallContext) -> Flow[Request]:
        """Authenticate a request. A flow, because a login sends requests of its own."""
        yield from ()
        return self.sign(request, environment)

    def sign(self, request: Request, environment: Environment) -> Request:
        """Authenticate a request, for schemes that send nothing of their own."""
        return request

    def is_expired(self, request: Request, code: str | None, status: int) -> bool:
        """Whether a failure means that the token expired and the next attempt gets a new one."""
        return False
