"""The `x-sdk-` extensions of a contract as strict models.

This module defines which extensions, options and members exist; codegen/docs/contracts.md documents what they mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from ..runtime.client.auth.registry import SCHEMES
from ..runtime.operation import PagingStyle
from .strict import JsonType, Omittable, Pointer, Strict

_ENV = "The environment variable of this argument, for callers who give none."


class Zh(Strict):
    """`x-sdk-zh`: the Chinese title and description."""

    title: Omittable[str] = None
    """The title in Chinese."""
    description: Omittable[str] = None
    """The description in Chinese."""


def _zh(value: Any) -> Any:
    return {"description": value} if isinstance(value, str) else value


ZhField = Annotated[Omittable[Zh], BeforeValidator(_zh), Field(alias="x-sdk-zh")]


class Source(Strict):
    """An item of `x-sdk-source`: the source of a fact."""

    page: str
    """The title of the page."""
    url: Omittable[str] = None
    """Its address."""
    date: Omittable[str] = None
    """The date that it prints."""
    note: Omittable[str] = None
    """What of it is meant, or where in it the fact stands."""


def _list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


SourceField = Annotated[Omittable[list[Source]], BeforeValidator(_list), Field(alias="x-sdk-source")]
Sources = Annotated[list[Source], BeforeValidator(_list), Field(alias="x-sdk-source", min_length=1)]


class Refusal(Strict):
    """An item of `refusals`: the service's error response for one reason."""

    reason: Literal["unknown-key", "signature", "clock", "nonce", "token", "request", "throttled", "server"]
    """Why the service refuses."""
    status: int = Field(ge=100, le=599)
    """The HTTP status."""
    code: str
    """The code in the response."""
    message: str
    """The message in the response."""


AUTH_REASONS = frozenset({"unknown-key", "signature", "clock", "nonce", "token"})
"""The reasons that concern authentication; the others concern the call."""


if TYPE_CHECKING:
    SchemeName = str
else:
    SchemeName = Literal[tuple(SCHEMES)]


class Auth(Strict):
    """`x-sdk-auth`: the authentication scheme and its options."""

    scheme: SchemeName
    """How requests are signed."""
    service: Annotated[Omittable[str], Field(pattern="^[a-z0-9-]+$")] = None
    """The name of the service in the signature."""
    prefix: Annotated[Omittable[str], Field(pattern="^[!-~]+$")] = None
    """What stands before the token or key."""
    domain_header: Omittable[str] = Field(None, alias="domain-header")
    """The header that repeats a path parameter."""
    domain_parameter: Omittable[str] = Field(None, alias="domain-parameter")
    """The path parameter that a header repeats."""
    client_auth: Omittable[Literal["header", "body"]] = Field(None, alias="client-auth")
    """Where the token endpoint takes the credentials."""
    app_token_path: Omittable[str] = Field(None, alias="app-token-path")
    """The path that gives the token of the app."""
    login_path: Omittable[str] = Field(None, alias="login-path")
    """The path that gives the token of the user."""
    lifetime: Omittable[int] = None
    """Seconds for which a token is valid."""
    renew_early: Omittable[int] = Field(None, alias="renew-early")
    """Seconds before the end of a token at which a new one is fetched."""
    expired_codes: Omittable[list[str]] = Field(None, alias="expired-codes")
    """Codes of failures by which a token has expired."""
    env: dict[str, Annotated[str, Field(pattern="^[A-Z][A-Z0-9_]*$")]] = {}
    """The environment variables of the credentials, by name."""
    refusals: list[Refusal] = []
    """The service's responses to wrong credentials, by reason."""


AUTH_OPTIONS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    name: (scheme.required_options, scheme.optional_options) for name, scheme in SCHEMES.items()
}
"""For each scheme, the options that it requires and the options that it allows besides."""


class Condition(Strict):
    """A condition of `x-sdk-envelope`, in exactly one of four forms."""

    pointer: Pointer
    """The member of the response."""
    one_of: Omittable[list[str | int | bool | None]] = Field(None, alias="in")
    """It has one of these values."""
    none_of: Omittable[list[str | int | bool | None]] = Field(None, alias="not-in")
    """It is there, with none of these values."""
    absent: Omittable[Literal[True]] = None
    """It is missing or null."""
    present: Omittable[Literal[True]] = None
    """It is there, and not null."""

    @model_validator(mode="after")
    def _one_form(self) -> Condition:
        forms = [self.one_of, self.none_of, self.absent, self.present]
        if sum(form is not None for form in forms) != 1:
            raise ValueError("a condition needs exactly one of: in, not-in, absent, present")
        return self


class Envelope(Strict):
    """`x-sdk-envelope`: the conditions of success and failure in a response."""

    by_status: Omittable[Literal[True]] = Field(None, alias="by-status")
    """HTTP statuses alone tell failures; in place of `success` and `failure`."""
    success: list[Condition] = Field([], min_length=1)
    """All of these hold in a success."""
    failure: list[Condition] = Field([], min_length=1)
    """Any of these holds in a failure."""
    needs: list[Pointer] = []
    """Members that a success must have, not null."""
    code: list[Pointer] = []
    """Where the code of a failure stands; the first pointer that is there."""
    message: list[Pointer] = []
    """Where the message of a failure stands; the first pointer that is there."""
    request_id: list[Pointer] = Field([], alias="request-id")
    """Where the request id stands; the first pointer that is there."""
    request_id_headers: list[str] = Field([], alias="request-id-headers")
    """Headers with the request id."""
    retryable: list[str] = []
    """Codes of failures that may be retried; a `*` at the end stands for any rest."""
    retry_after_ms_headers: list[str] = Field([], alias="retry-after-ms-headers")
    """Headers with the waiting time in milliseconds; `Retry-After` is always read."""
    refusals: list[Refusal] = []
    """The service's responses to bad requests, by reason."""
    payload: Omittable[Pointer] = None
    """The member of the request body with the business payload."""

    @model_validator(mode="after")
    def _one_rule(self) -> Envelope:
        if self.by_status and (self.success or self.failure):
            raise ValueError("by-status: true stands in place of success and failure")
        if not self.by_status and not (self.success and self.failure):
            raise ValueError("an envelope needs success and failure, or by-status: true")
        return self


class Paging(Strict):
    """`x-sdk-paging`: how to request a list page by page."""

    style: PagingStyle
    """What the next request sends."""
    page: Omittable[str] = None
    """The argument that selects the page: a query parameter by name, or a pointer into the request."""
    size: Omittable[str] = None
    """The argument for the number of records of a page."""
    items: Pointer
    """The list in the response."""
    total: Omittable[Pointer] = None
    """The integer in the response that counts all records."""
    key: Omittable[Pointer] = None
    """The scalar of a record that identifies it."""
    first: Omittable[int] = None
    """The number of the first page or record, where it is not the usual one."""
    next: Annotated[Omittable[str], Field(pattern=r"^(Link|(/[^/]+)+)$")] = None
    """Where the response has the next token or address; `Link` for the header."""
    more: Omittable[Pointer] = None
    """The boolean in the response that says whether records follow."""
    walk: Annotated[Omittable[str], Field(pattern="^iter(_[a-z0-9]+)+$")] = None
    """The name of the method, in place of the one that follows from `items`."""


PAGING_OPTIONS: dict[PagingStyle, tuple[frozenset[str], frozenset[str]]] = {
    "page-number": (frozenset({"page"}), frozenset({"size", "first", "more"})),
    "offset": (frozenset({"page"}), frozenset({"size", "first", "more"})),
    "token": (frozenset({"page", "next"}), frozenset({"size", "more"})),
    "next-link": (frozenset({"next"}), frozenset({"size", "more"})),
    "last-id": (frozenset({"page", "key"}), frozenset({"size", "more"})),
}
"""For each style, the options that it requires and those that it allows, beside `items`, `total`, `key` and `walk`."""


class Period(Strict):
    """An item of `x-sdk-period`: two members of a request, the first of which must not be after the second."""

    start: Pointer
    """The member that is the start: `/query/start_time`."""
    end: Pointer
    """The member that is the end."""


PeriodsField = Annotated[Omittable[list[Period]], BeforeValidator(_list), Field(alias="x-sdk-period", min_length=1)]
SdkName = Annotated[
    Omittable[str],
    Field(
        pattern="^[a-z][a-z0-9_]*$", alias="x-sdk-name", description="The name in Python, in place of the usual one."
    ),
]
FilledBy = Annotated[
    Omittable[Literal["client", "now-ms", "uuid", "idempotency-key"]],
    Field(
        alias="x-sdk-from", description="What the client fills in: an argument of its own, the time, or a random id."
    ),
]
Env = Annotated[
    Omittable[str],
    Field(pattern="^[A-Z][A-Z0-9_]*$", alias="x-sdk-env", description=_ENV),
]
Cipher = Literal["aes-128-gcm"]


class Accept(Strict):
    """An item of `x-sdk-accept`: a JSON type that a ledger entry tolerates."""

    type: JsonType
    """The JSON type that may come."""
    ledger: str
    """The id of the ledger entry."""


class Limits(Strict):
    """`x-sdk-limits`: the limits of this schema are the contract's own, by a ledger entry; no page has them."""

    ledger: str
    """The id of the ledger entry."""
    en: Omittable[str] = None
    """What a value beyond them probably means, in English."""
    zh: Omittable[str] = None
    """The same in Chinese."""


class Code(Strict):
    """A row of `x-sdk-codes`: the meaning of one code."""

    value: str | int
    """The code, with the JSON type that the service sends."""
    name: str
    """Its name in Python, in UPPER_SNAKE_CASE."""
    en: Omittable[str] = None
    """Its label in English."""
    zh: Omittable[str] = None
    """Its label in Chinese."""
    source: Omittable[str] = None
    """Where it comes from, if not from the page."""
    conflict: Omittable[str] = None
    """Where sources disagree about its meaning."""
    status: Omittable[int] = Field(None, ge=100, le=599)
    """The HTTP status of an error code."""


class Authorization(Strict):
    """The permission that a page documents for a call."""

    action: Omittable[str] = None
    """The action that policies name."""
    access: Omittable[str] = None
    """The level of access."""
    resource: Omittable[str] = None
    """The resource that policies name."""
    condition: Omittable[str] = None
    """The condition keys."""
    associated: Omittable[str] = None
    """The other actions that are needed."""


class Permission(Authorization):
    """`x-sdk-permission`: the permission that a caller needs, for documentation; the note is ours."""

    note: Omittable[str] = None
    """A note of ours, in English."""
    zh: Omittable[str] = Field(None, alias="x-sdk-zh")
    """The note in Chinese."""
