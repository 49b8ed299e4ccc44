"""Authentication schemes: each signs a request or adds a token."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ...errors import ConfigurationError
from ...operation import Envelope, SecurityScheme
from ..http.effects import Environment, Flow
from ..http.messages import Request
from ..texts import text_problem
from . import acs3, sdk_hmac
from .credentials import AccessKey, AccessToken, Credentials, UserPassword


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


class Acs3(AuthScheme):
    """`acs3-hmac-sha256`."""

    credentials_type = AccessKey
    credentials: AccessKey

    def sign(self, request: Request, environment: Environment) -> Request:
        """Sign with a timestamp and a nonce."""
        return acs3.sign_request(request, self.credentials, environment.now(), environment.nonce())


class SdkHmac(AuthScheme):
    """`sdk-hmac-sha256`. The domain header repeats a value of the client."""

    credentials_type = AccessKey
    credentials: AccessKey

    def __init__(self, scheme: SecurityScheme, credentials: Credentials, values: Mapping[str, str]) -> None:
        super().__init__(scheme, credentials, values)
        name = str(self.options.get("domain_parameter"))
        value: object = values.get(name) if "domain_header" in self.options else None
        if isinstance(value, str) and (problem := text_problem(value, is_header=True)):
            raise ConfigurationError(f"{name} {problem}")

    def sign(self, request: Request, environment: Environment) -> Request:
        """Sign with a timestamp."""
        header, value = self.options.get("domain_header"), self.values.get(str(self.options.get("domain_parameter")))
        if header and value:
            request = request.with_headers({str(header): value})
        return sdk_hmac.sign_request(request, self.credentials, environment.now())


class Token(AuthScheme):
    """`token`: in the query or in a header, as the contract says."""

    credentials_type = AccessToken
    credentials: AccessToken

    @classmethod
    def supports(cls, scheme: SecurityScheme, credentials: Credentials) -> bool:
        """Whether the token may be sent in this place."""
        return isinstance(credentials, AccessToken) and credentials.place in (None, scheme.place)

    def sign(self, request: Request, environment: Environment) -> Request:
        """Add the token."""
        return with_token(request, self.scheme, self.credentials.token)


class Basic(AuthScheme):
    """`basic`: HTTP basic authentication."""

    credentials_type = UserPassword
    credentials: UserPassword

    def sign(self, request: Request, environment: Environment) -> Request:
        """Add user name and password."""
        return request.with_headers({"Authorization": f"Basic {self._pair}"})

    @property
    def secrets(self) -> tuple[str, ...]:
        """User name and password, plain and encoded."""
        return (*super().secrets, self._pair)

    @property
    def _pair(self) -> str:
        return base64.b64encode(f"{self.credentials.user}:{self.credentials.password}".encode()).decode()


def with_token(request: Request, scheme: SecurityScheme, token: str) -> Request:
    """Add a token in the place of the scheme."""
    return request.with_secret(scheme.place, scheme.wire or "", token)
