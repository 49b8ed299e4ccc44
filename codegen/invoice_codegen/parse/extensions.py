"""The closed vocabulary of contracts: every `x-sdk-` word as a strict model; `evidence.py` has what stands beside a contract.

What a word means is told in codegen/docs/contracts.md; that a word, option or member exists is told here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Scalar = str | int | Decimal | bool | None
Pointer = Annotated[str, Field(pattern=r"^(/[^/]+)*$")]
JsonType = Literal["string", "integer", "number", "boolean", "array", "object", "null"]


class Strict(BaseModel):
    """Nothing is converted, nothing unknown is let through."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, protected_namespaces=(), arbitrary_types_allowed=True
    )

    @classmethod
    def spelled(cls, names: Iterable[str]) -> list[str]:
        """What attributes are called in a contract, sorted."""
        return sorted(cls.model_fields[name].alias or name for name in names)


class Zh(Strict):
    """`x-sdk-zh`: the Chinese title and description."""

    title: str | None = None
    description: str | None = None


def _zh(value: Any) -> Any:
    return {"description": value} if isinstance(value, str) else value


ZhWord = Annotated[Zh | None, BeforeValidator(_zh), Field(alias="x-sdk-zh")]


class Source(Strict):
    """An item of `x-sdk-source`: where a fact comes from."""

    page: str
    url: str | None = None
    date: str | None = None
    note: str | None = None


def _list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


SourceWord = Annotated[list[Source] | None, BeforeValidator(_list), Field(alias="x-sdk-source")]
Sources = Annotated[list[Source], BeforeValidator(_list), Field(alias="x-sdk-source", min_length=1)]


class Refusal(Strict):
    """An item of `refusals`: how the service says no, for one reason."""

    reason: Literal["unknown-key", "signature", "clock", "nonce", "token", "request", "throttled", "server"]
    status: int = Field(ge=100, le=599)
    code: str
    message: str


AUTH_REASONS = frozenset({"unknown-key", "signature", "clock", "nonce", "token"})
"""The reasons that concern who calls; the others concern the call."""


class Auth(Strict):
    """`x-sdk-auth`: the scheme that signs, with the options that scheme has."""

    scheme: Literal["acs3-hmac-sha256", "sdk-hmac-sha256", "token", "app-login", "basic"]
    domain_header: str | None = Field(None, alias="domain-header")
    domain_parameter: str | None = Field(None, alias="domain-parameter")
    app_token_path: str | None = Field(None, alias="app-token-path")
    login_path: str | None = Field(None, alias="login-path")
    lifetime: int | None = None
    renew_early: int | None = Field(None, alias="renew-early")
    expired_codes: list[str] | None = Field(None, alias="expired-codes")
    env: dict[str, Annotated[str, Field(pattern="^[A-Z][A-Z0-9_]*$")]] = {}
    refusals: list[Refusal] = []


AUTH_OPTIONS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "acs3-hmac-sha256": (frozenset(), frozenset()),
    "sdk-hmac-sha256": (frozenset(), frozenset({"domain_header", "domain_parameter"})),
    "token": (frozenset(), frozenset()),
    "app-login": (
        frozenset({"app_token_path", "login_path"}),
        frozenset({"lifetime", "renew_early", "expired_codes"}),
    ),
    "basic": (frozenset(), frozenset()),
}
"""The options that each scheme needs, and those that it may have besides."""


class Test(Strict):
    """One test of `x-sdk-envelope`; exactly one of the four forms."""

    pointer: Pointer
    one_of: list[str | int | bool | None] | None = Field(None, alias="in")
    none_of: list[str | int | bool | None] | None = Field(None, alias="not-in")
    absent: Literal[True] | None = None
    present: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Test:
        forms = [self.one_of, self.none_of, self.absent, self.present]
        if sum(form is not None for form in forms) != 1:
            raise ValueError("a test has exactly one of: in, not-in, absent, present")
        return self


class Envelope(Strict):
    """`x-sdk-envelope`: how a response tells success from failure."""

    success: list[Test] = Field(min_length=1)
    failure: list[Test] = Field(min_length=1)
    needs: list[Pointer] = []
    code: list[Pointer] = []
    message: list[Pointer] = []
    request_id: list[Pointer] = Field([], alias="request-id")
    request_id_headers: list[str] = Field([], alias="request-id-headers")
    retryable: list[str] = []
    retry_after_ms_headers: list[str] = Field([], alias="retry-after-ms-headers")
    refusals: list[Refusal] = []
    payload: Pointer | None = None


class Paging(Strict):
    """`x-sdk-paging`: how a list is walked."""

    style: Literal["page-number"]
    page: str
    size: str
    items: Pointer
    total: Pointer | None = None
    key: Pointer | None = None
    walk: Annotated[str | None, Field(pattern="^iter(_[a-z0-9]+)+$")] = None


From = Literal["client", "now-ms", "uuid"]
Env = Annotated[str | None, Field(pattern="^[A-Z][A-Z0-9_]*$", alias="x-sdk-env")]
Cipher = Literal["aes-128-gcm"]


class Accept(Strict):
    """An item of `x-sdk-accept`: a JSON type that the ledger decides to tolerate."""

    type: JsonType
    ledger: str


class Code(Strict):
    """A row of `x-sdk-codes`: what one code means."""

    value: str | int
    name: str
    en: str | None = None
    zh: str | None = None
    source: str | None = None
    conflict: str | None = None
    status: int | None = Field(None, ge=100, le=599)


class Authorization(Strict):
    """What a page prints of the permission that a caller needs."""

    action: str | None = None
    access: str | None = None
    resource: str | None = None
    condition: str | None = None
    associated: str | None = None


class Permission(Authorization):
    """`x-sdk-permission`: what a caller must be allowed, for documentation; the note is our own."""

    note: str | None = None
    zh: str | None = Field(None, alias="x-sdk-zh")


FORMATS: dict[str, dict[str, str]] = {
    "decimal": {"number": "Decimal", "string": "DecimalText"},
    "date-time": {"string": "DateTimeText"},
    "local-date-time": {"string": "LocalDateTimeText"},
    "year-month": {"string": "YearMonthText", "integer": "YearMonth"},
    "epoch-millis-shanghai": {"integer": "ShanghaiMillis"},
    "int64": {"integer": "Integer"},
}
"""The meanings that `format` may name: for each JSON type the Python type that a model gives."""
