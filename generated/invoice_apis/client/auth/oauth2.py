"""`client-credentials`: OAuth 2.0 for applications (RFC 6749, section 4.4), with bearer tokens."""

from __future__ import annotations

import base64
import re
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from ... import jsontext
from ..http.effects import Environment, Flow
from ..http.messages import Request, Response, percent_encode
from .cached_token import CachedToken, TokenLogin
from .credentials import ClientCredentials
from .schemes import CallContext
from .tokens import TokenAuthenticator
from .verification import TokenIssuer, TokenReply

DEFAULT_LIFETIME = 3600
"""Seconds that a token lives if neither contract nor response says so."""
MAX_LIFETIME = 31_536_000
"""Seconds; a longer lifetime is another unit, or a date."""
_FORM = "application/x-www-form-urlencoded"
_TOKEN = re.compile(r"[!-~]+")
"""What a header takes."""


def client_pair(credentials: ClientCredentials) -> str:
    """Id and secret as in the header `Authorization`: percent-encoded, then base64 (RFC 6749, section 2.3.1)."""
    pair = f"{percent_encode(credentials.client_id)}:{percent_encode(credentials.client_secret)}"
    return base64.b64encode(pair.encode()).decode()


def token_address(token_url: str, servers: tuple[str, ...], base_url: str) -> tuple[str, str]:
    """Host and path of the token endpoint.

    On a documented server the token comes from the documented URL. A `base_url` of the caller's own (a sandbox, a proxy)
    stands for the service with its token endpoint, and so does any host where the contract gives a path only.
    """
    parts = urlsplit(token_url)
    templates = ("[^/]+".join(map(re.escape, re.split(r"\{[^{}]+\}", server.rstrip("/")))) for server in servers)
    if parts.netloc and any(re.fullmatch(template, base_url) for template in templates):
        return f"{parts.scheme}://{parts.netloc}", parts.path
    own = urlsplit(base_url)
    return f"{own.scheme}://{own.netloc}", parts.path


class ClientCredentialsAuthenticator(TokenAuthenticator, TokenIssuer):
    """The token endpoint, and its tokens."""

    def issue(self, step: str, request: Request, now: datetime) -> TokenReply:
        """Response to a request for a token (RFC 6749, sections 5.1 and 5.2)."""
        form = dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
        if form.get("grant_type") != "client_credentials":
            return _refusal(400, "unsupported_grant_type", "grant_type must be client_credentials")
        options = dict(self.scheme.options)
        if form.get("scope", "") != str(options.get("scope", "")):
            return _refusal(400, "invalid_scope", "the scope is not the documented one")
        if not self._knows(request, form, options.get("client_auth") == "body"):
            return _refusal(401, "invalid_client", "client id or secret is missing or wrong")
        lifetime = int(str(options.get("lifetime", DEFAULT_LIFETIME)))
        token = self.account.issue_token("access", now + timedelta(seconds=lifetime))
        granted = {"access_token": token, "token_type": "Bearer", "expires_in": lifetime}
        return TokenReply(200, jsontext.write(granted), is_granted=True)

    def _knows(self, request: Request, form: dict[str, str], in_body: bool) -> bool:
        own = self.account.credentials[self.scheme.name]
        assert isinstance(own, ClientCredentials)
        if in_body:
            found, expected = (
                f"{form.get('client_id')}:{form.get('client_secret')}",
                f"{own.client_id}:{own.client_secret}",
            )
        else:
            found, expected = request.header("Authorization") or "", f"Basic {client_pair(own)}"
        return compare_digest(found.encode(), expected.encode())


def _refusal(status: int, error: str, description: str) -> TokenReply:
    return TokenReply(status, jsontext.write({"error": error, "error_description": description}), is_granted=False)


class OAuth2ClientCredentials(TokenLogin):
    """`client-credentials`."""

    credentials_type = ClientCredentials
    authenticator = ClientCredentialsAuthenticator
    openapi_type = ("oauth2", None)
    headers = frozenset({"authorization"})
    optional_options = frozenset({"client_auth", "lifetime", "renew_early", "expired_codes"})
    token_paths = ("token_url",)
    default_lifetime = DEFAULT_LIFETIME
    default_early = 60
    expired_codes = ("401",)
    error_codes = ("/error",)
    error_messages = ("/error_description", "/message")
    credentials: ClientCredentials

    @property
    def secrets(self) -> tuple[str, ...]:
        """Id and secret, plain and encoded, and the current token."""
        return (*super().secrets, client_pair(self.credentials))

    def log_in(self, base_url: str, environment: Environment, context: CallContext) -> Flow[CachedToken]:
        """One request."""
        response = yield from self.send(self._request(base_url), context)
        cached = self._parse(response, environment)
        if cached is None:
            raise self.rejected(response, environment, context.envelope)
        return cached

    def _request(self, base_url: str) -> Request:
        """Request for a token. Built in a frame of its own: tracebacks may show local variables."""
        servers: Any = self.options.get("servers", ())
        host, path = token_address(str(self.options["token_url"]), servers, base_url)
        members = {"grant_type": "client_credentials"}
        if scope := self.options.get("scope"):
            members["scope"] = str(scope)
        headers = {"Content-Type": _FORM, "Accept": "application/json"}
        if self.options.get("client_auth") == "body":
            members |= {"client_id": self.credentials.client_id, "client_secret": self.credentials.client_secret}
        else:
            headers["Authorization"] = f"Basic {client_pair(self.credentials)}"
        return Request("POST", host, path, headers=tuple(headers.items()), body=urlencode(members).encode())

    def _parse(self, response: Response, environment: Environment) -> CachedToken | None:
        """The token of a response; None if it grants none."""
        try:
            data = jsontext.read(response.body)
        except jsontext.Unreadable:
            return None
        token = data.get("access_token") if isinstance(data, dict) else None
        if response.status != 200 or not isinstance(token, str) or not _TOKEN.fullmatch(token):
            return None
        return self.cached(token, _lifetime(data.get("expires_in")), environment)


def _lifetime(value: Any) -> float | None:
    """Seconds, also as text, if they are plausible."""
    seconds = int(value) if isinstance(value, str) and re.fullmatch("[0-9]{1,9}", value) else value
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 < seconds <= MAX_LIFETIME:
        return None
    return float(seconds)
