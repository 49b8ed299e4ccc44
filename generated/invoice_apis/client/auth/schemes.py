"""The schemes that sign or carry a token: each turns a request into one that the service believes."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ...operation import Envelope, SecurityScheme
from ..http.effects import Environment, Flow
from ..http.messages import Request
from . import acs3, sdk_hmac
from .credentials import AccessKey, AccessToken, Credentials, UserPassword


@dataclass(frozen=True, slots=True)
class Call:
    """What a login must know of the call that it is for."""

    timeout: float
    """Seconds for each part of a request."""
    left: Callable[[], float] = field(repr=False)
    """Seconds until the deadline of the call. Raises TransportError when there are none."""
    envelope: Envelope = field(repr=False)
    """How the service tells its failures."""


class Scheme:
    """A way to prove who calls, with the credentials and the client's own values in hand."""

    takes: type[Credentials]
    """The credentials that it works with."""

    def __init__(self, how: SecurityScheme, credentials: Credentials, values: Mapping[str, str]) -> None:
        self.how = how
        self.credentials = credentials
        self.options = dict(how.options)
        self.values = values

    @classmethod
    def fits(cls, how: SecurityScheme, credentials: Credentials) -> bool:
        """Whether it can use these credentials."""
        return isinstance(credentials, cls.takes)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values that must not be shown."""
        return self.credentials.secrets

    def authorized(self, request: Request, ambient: Environment, call: Call) -> Flow[Request]:
        """The request with its proof; a flow, because a login sends requests of its own."""
        yield from ()
        return self.prove(request, ambient)

    def prove(self, request: Request, ambient: Environment) -> Request:
        """The request with its proof, for schemes that send nothing."""
        return request

    def outlived(self, request: Request, code: str | None, status: int) -> bool:
        """Whether a failure means that the proof ran out, and the next attempt brings a new one."""
        return False


class Acs3(Scheme):
    """`acs3-hmac-sha256`."""

    takes = AccessKey
    credentials: AccessKey

    def prove(self, request: Request, ambient: Environment) -> Request:
        """Signed, with a time and a nonce."""
        return acs3.signed(request, self.credentials, ambient.now(), ambient.nonce())


class SdkHmac(Scheme):
    """`sdk-hmac-sha256`; the domain header repeats a value of the client."""

    takes = AccessKey
    credentials: AccessKey

    def prove(self, request: Request, ambient: Environment) -> Request:
        """Signed, with a time."""
        header, value = self.options.get("domain_header"), self.values.get(str(self.options.get("domain_parameter")))
        if header and value:
            request = request.with_headers({str(header): value})
        return sdk_hmac.signed(request, self.credentials, ambient.now())


class Token(Scheme):
    """`token`: in the query or in a header, as the contract says."""

    takes = AccessToken
    credentials: AccessToken

    @classmethod
    def fits(cls, how: SecurityScheme, credentials: Credentials) -> bool:
        """Whether the token goes where this scheme has it."""
        return isinstance(credentials, AccessToken) and credentials.place in (None, how.place)

    def prove(self, request: Request, ambient: Environment) -> Request:
        """With the token."""
        return carrying(request, self.how, self.credentials.token)


class Basic(Scheme):
    """`basic`: HTTP basic authentication."""

    takes = UserPassword
    credentials: UserPassword

    def prove(self, request: Request, ambient: Environment) -> Request:
        """With name and password."""
        return request.with_headers({"Authorization": f"Basic {self._pair}"})

    @property
    def secrets(self) -> tuple[str, ...]:
        """Name and password, also as they are sent."""
        return (*super().secrets, self._pair)

    @property
    def _pair(self) -> str:
        return base64.b64encode(f"{self.credentials.user}:{self.credentials.password}".encode()).decode()


def carrying(request: Request, how: SecurityScheme, token: str) -> Request:
    """The request with a token where the scheme has it."""
    return request.with_secret(how.place, how.wire or "", token)
