"""The `x-sdk-` extensions of a contract as strict models.

This module defines which extensions, options and members exist; codegen/docs/contracts.md documents what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ..runtime.client.auth.registry import SCHEMES
from ..runtime.operation import PagingStyle

Scalar = str | int | Decimal | bool | None
Pointer = Annotated[str, Field(pattern=r"^(/[^/]+)*$")]
JsonType = Literal["string", "integer", "number", "boolean", "array", "object", "null"]


class Strict(BaseModel):
    """A model that converts nothing and rejects unknown members."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, protected_namespaces=(), arbitrary_types_allowed=True
    )

    @classmethod
    def aliases(cls, names: Iterable[str]) -> list[str]:
        """The names of attributes as contracts write them, sorted."""
        return sorted(cls.model_fields[name].alias or name for name in names)


class Zh(Strict):
    """`x-sdk-zh`: the Chinese title and description."""

    title: str | None = None
    description: str | None = None


def _zh(value: Any) -> Any:
    return {"description": value} if isinstance(value, str) else value


ZhField = Annotated[Zh | None, BeforeValidator(_zh), Field(alias="x-sdk-zh")]


class Source(Strict):
    """An item of `x-sdk-source`: the source of a fact."""

    page: str
    url: str | None = None
    date: str | None = None
    note: str | None = None


def _list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


SourceField = Annotated[list[Source] | None, BeforeValidator(_list), Field(alias="x-sdk-source")]
Sources = Annotated[list[Source], BeforeValidator(_list), Field(alias="x-sdk-source", min_length=1)]


class Refusal(Strict):
    """An item of `refusals`: the service's error response for one reason."""

    reason: Literal["unknown-key", "signature", "clock", "nonce", "token", "request", "throttled", "server"]
    status: int = Field(ge=100, le=599)
    code: str
    message: str


AUTH_REASONS = frozenset({"unknown-key", "signature", "clock", "nonce", "token"})
"""The reasons that concern authentication; the others concern the call."""


if TYPE_CHECKING:
    SchemeName = str
else:
    SchemeName = Literal[tuple(SCHEMES)]


class Auth(Strict):
    """`x-sdk-auth`: the authentication scheme and its options."""

    scheme: SchemeName
    service: Annotated[str | None, Field(pattern="^[a-z0-9-]+$")] = None
    prefix: Annotated[str | None, Field(pattern="^[!-~]+$")] = None
    domain_header: str | None = Field(None, alias="domain-header")
    domain_parameter: str | None = Field(None, alias="domain-parameter")
    client_auth: Literal["header", "body"] | None = Field(None, alias="client-auth")
    app_token_path: str | None = Field(None, alias="app-token-path")
    login_path: str | None = Field(None, alias="login-path")
    lifetime: int | None = None
    renew_early: int | None = Field(None, alias="renew-early")
    expired_codes: list[str] | None = Field(None, alias="expired-codes")
    env: dict[str, Annotated[str, Field(pattern="^[A-Z][A-Z0-9_]*$")]] = {}
    refusals: list[Refusal] = []


AUTH_OPTIONS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    name: (scheme.required_options, scheme.optional_options) for name, scheme in SCHEMES.items()
}
"""For each scheme, the options that it requires and the options that it allows besides."""


class Condition(Strict):
    """A condition of `x-sdk-envelope`, in exactly one of four forms."""

    pointer: Pointer
    one_of: list[str | int | bool | None] | None = Field(None, alias="in")
    none_of: list[str | int | bool | None] | None = Field(None, alias="not-in")
    absent: Literal[True] | None = None
    present: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Condition:
        forms = [self.one_of, self.none_of, self.absent, self.present]
        if sum(form is not None for form in forms) != 1:
            raise ValueError("a condition needs exactly one of: in, not-in, absent, present")
        return self


class Envelope(Strict):
    """`x-sdk-envelope`: the conditions of success and failure in a response."""

    by_status: Literal[True] | None = Field(None, alias="by-status")
    success: list[Condition] = Field([], min_length=1)
    failure: list[Condition] = Field([], min_length=1)
    needs: list[Pointer] = []
    code: list[Pointer] = []
    message: list[Pointer] = []
    request_id: list[Pointer] = Field([], alias="request-id")
    request_id_headers: list[str] = Field([], alias="request-id-headers")
    retryable: list[str] = []
    retry_after_ms_headers: list[str] = Field([], alias="retry-after-ms-headers")
    refusals: list[Refusal] = []
    payload: Pointer | None = None

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
    page: str | None = None
    size: str | None = None
    items: Pointer
    total: Pointer | None = None
    key: Pointer | None = None
    first: int | None = None
    next: Annotated[str | None, Field(pattern=r"^(Link|(/[^/]+)+)$")] = None
    more: Pointer | None = None
    walk: Annotated[str | None, Field(pattern="^iter(_[a-z0-9]+)+$")] = None


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
    end: Pointer


PeriodsField = Annotated[list[Period] | None, BeforeValidator(_list), Field(alias="x-sdk-period", min_length=1)]
SdkName = Annotated[str | None, Field(pattern="^[a-z][a-z0-9_]*$", alias="x-sdk-name")]
FilledBy = Literal["client", "now-ms", "uuid", "idempotency-key"]
Env = Annotated[str | None, Field(pattern="^[A-Z][A-Z0-9_]*$", alias="x-sdk-env")]
Cipher = Literal["aes-128-gcm"]


class Accept(Strict):
    """An item of `x-sdk-accept`: a JSON type that a ledger entry tolerates."""

    type: JsonType
    ledger: str


class Limits(Strict):
    """`x-sdk-limits`: the limits of this schema are the contract's own, by a ledger entry; no page has them."""

    ledger: str
    en: str | None = None
    zh: str | None = None


class Code(Strict):
    """A row of `x-sdk-codes`: the meaning of one code."""

    value: str | int
    name: str
    en: str | None = None
    zh: str | None = None
    source: str | None = None
    conflict: str | None = None
    status: int | None = Field(None, ge=100, le=599)


class Authorization(Strict):
    """The permission that a page documents for a call."""

    action: str | None = None
    access: str | None = None
    resource: str | None = None
    condition: str | None = None
    associated: str | None = None


class Permission(Authorization):
    """`x-sdk-permission`: the permission that a caller needs, for documentation; the note is ours."""

    note: str | None = None
    zh: str | None = Field(None, alias="x-sdk-zh")


NOTED_TEXTS = ("email", "hostname", "ipv4", "ipv6", "password", "time", "uri", "uri-reference", "uuid")
"""Formats of text that only document: no schema has them, so that no validator checks them."""
FORMATS: dict[str, dict[str, str]] = {
    "decimal": {"number": "Decimal", "string": "DecimalText"},
    "date-time": {"string": "DateTimeText"},
    "local-date-time": {"string": "LocalDateTimeText"},
    "year-month": {"string": "YearMonthText", "integer": "YearMonth"},
    "epoch-millis-shanghai": {"integer": "ShanghaiMillis"},
    "int64": {"integer": "Integer"},
    "date": {"string": "DateText"},
    "epoch-seconds": {"integer": "EpochSeconds"},
    "ms-json-date": {"string": "MsJsonDateText"},
    "int32": {"integer": "Integer"},
    "double": {"number": "Decimal"},
    "float": {"number": "Decimal"},
    **{name: {"string": "str"} for name in NOTED_TEXTS},
}
"""The supported formats: for each JSON type, the Python type of a member in models."""
