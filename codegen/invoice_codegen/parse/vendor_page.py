"""`documented.yaml` (the vendor's pages as data) and `ledger.yaml` (known conflicts) as strict models.

codegen/docs/contracts.md documents what they mean.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from .extensions import Authorization
from .strict import JsonType, Omittable, Pointer, Scalar, Strict

RowFact = Literal[
    "path", "json", "mandatory", "minLength", "maxLength", "minimum", "maximum", "pattern", "codes", "const", "unit", "example",
]  # fmt: skip


class Row(Strict):
    """A table row of a vendor page; `ledger` names, by fact, the entry that excuses a difference from the contract."""

    path: str
    """The member: `request/<path|query|header|body>/…`, `response/…`, `failure/…` or `webhook/…`; `*` is any item."""
    table: str
    """The title of the table."""
    row: int = Field(ge=1)
    """The number of the row in its table, from 1."""
    type: str | None = None
    """The type as the page prints it; null if it prints none."""
    json_type: Omittable[JsonType] = Field(None, alias="json")
    """The JSON type that this means."""
    mandatory: Omittable[bool] = None
    """Whether the page says that it must come; leave it out where the page says nothing."""
    min_length: Omittable[int] = Field(None, alias="minLength")
    """The fewest characters."""
    max_length: Omittable[int] = Field(None, alias="maxLength")
    """The most characters."""
    minimum: Omittable[int | Decimal] = None
    """The smallest number."""
    maximum: Omittable[int | Decimal] = None
    """The largest number."""
    pattern: Omittable[str] = None
    """The pattern that the page gives."""
    codes: Omittable[list[str | int]] = None
    """The codes that the page lists."""
    const: Scalar = None
    """The only value that the page allows."""
    unit: Omittable[str] = None
    """The unit that the page names."""
    example: Scalar = None
    """The example of the page."""
    ledger: dict[RowFact, str] = {}
    """The ledger entry that excuses a difference from the contract, by fact."""


class SampleMember(Strict):
    """A member that a page shows only in its sample."""

    path: str
    """The member, as in rows."""
    json_type: JsonType = Field(alias="json")
    """Its JSON type in the sample."""
    ledger: dict[Literal["path", "json"], str] = {}
    """The ledger entry that excuses a difference from the contract, by fact."""


class ErrorRow(Strict):
    """A row of a page's error table."""

    status: int
    """The HTTP status."""
    code: str
    """The code."""
    label: Omittable[str] = None
    """What the page says of it."""
    ledger: dict[Literal["code", "label"], str] = {}
    """The ledger entry that excuses a difference from the contract, by fact."""


class Page(Strict):
    """A vendor page as data."""

    id: str
    """A short name of the page."""
    title: str
    """The title of the page."""
    url: Omittable[str] = None
    """Its address."""
    date: str | None = None
    """The date that the page prints; null if it has none."""
    sha256: Omittable[Annotated[str, Field(pattern="^[0-9a-f]{64}$")]] = None
    """The SHA-256 of the archived text, or of the document."""
    operation: str
    """The `operationId` that it documents."""
    method: str | None = None
    """The method as the page prints it; null if it prints none."""
    path: str | None = None
    """The path as the page prints it; null if it prints none."""
    kind: Omittable[Literal["openapi"]] = None
    """`openapi` where the page is an OpenAPI document of the vendor."""
    file: Omittable[str] = Field(None, pattern=r"^pages/[A-Za-z0-9][A-Za-z0-9._-]*$")
    """The OpenAPI document of the vendor, in the folder."""
    pointer: Omittable[Pointer] = None
    """The operation in the document."""
    excuses: dict[str, dict[RowFact, str]] = {}
    """For rows that are derived: by path and fact, the entry that excuses a difference from the contract."""
    rows: list[Row] = []
    """One for each row of the page's tables, in its order."""
    errors: list[ErrorRow] = []
    """One for each row of its error table."""
    sample: list[SampleMember] = []
    """The members that only its sample shows."""
    authorization: Omittable[Authorization] = None
    """The permission that it documents."""
    ledger: dict[Literal["action", "access", "resource", "condition", "associated"], str] = {}
    """The ledger entry that excuses a difference from the contract, by word of `authorization`."""

    @model_validator(mode="after")
    def _one_kind(self) -> Page:
        of_document = {"file", "pointer", "sha256"}
        if self.kind is None and "rows" not in self.model_fields_set:
            raise ValueError("a page needs rows, or kind: openapi")
        if self.kind is None and self.model_fields_set & {"file", "pointer", "excuses"}:
            raise ValueError("file, pointer and excuses are for kind: openapi")
        if self.kind is not None and (self.rows or not of_document <= self.model_fields_set):
            raise ValueError("a page of kind openapi needs file, sha256 and pointer, and has no rows")
        return self


class Documented(Strict):
    """`documented.yaml`."""

    pages: list[Page]
    """The vendor's pages."""

    @field_validator("pages", mode="before")
    @classmethod
    def _none_yet(cls, pages: Any) -> Any:
        """`pages:` with nothing behind it is a list without a page, as a new file has it."""
        return [] if pages is None else pages


class Effect(Strict):
    """The effect of a ledger entry on validation: drift at its place becomes known.

    Keywords whose drift has a list or an object as its value are left out: no scalar equals such a value.
    """

    keyword: Literal[
        "type", "enum", "const", "minLength", "maxLength", "minimum", "maximum", "pattern", "format", "additionalProperties",
        "rounded",
    ]  # fmt: skip
    """The keyword of the drift."""
    value: Scalar = None
    """The value that comes; exactly this JSON value."""
    values: Omittable[list[Scalar]] = Field(None, min_length=1)
    """The values that come, where there are several."""

    @model_validator(mode="after")
    def _one_form(self) -> Effect:
        if ("value" in self.model_fields_set) == (self.values is not None):
            raise ValueError("an effect needs exactly one of: value (`value: null` for null), values")
        return self


class Entry(Strict):
    """An entry of `ledger.yaml`: a conflict and the decision."""

    id: str = Field(pattern="^[A-Z]+-[0-9]+[a-z]?$")
    """Capital letters, a dash and a number: `HW-01`."""
    at: Pointer | Annotated[list[Pointer], Field(min_length=1)]
    """The member, as a pointer into the decoded payload, or a list of them; `""` for the whole operation."""
    within: Literal["request", "response", "failure", "webhook", "page"] = Field("response", alias="in")
    """What the pointer leads into; `page` for any."""
    conflict: str
    """Where the sources contradict each other or leave something open."""
    decision: str
    """What was decided."""
    zh: Omittable[str] = None
    """Conflict and decision in Chinese; needed with an effect."""
    effect: Omittable[Effect] = None
    """The drift that becomes known by this entry."""

    @property
    def pointers(self) -> list[str]:
        """The pointers of `at`, as a list."""
        return self.at if isinstance(self.at, list) else [self.at]

    @model_validator(mode="after")
    def _check_effect(self) -> Entry:
        if self.effect is not None and not self.zh:
            raise ValueError("an entry with an effect needs `zh`")
        if self.effect is not None and self.within not in ("response", "failure", "webhook"):
            raise ValueError("an effect needs `in: response`: findings of a request are always errors")
        return self


class Ledger(Strict):
    """`ledger.yaml`."""

    entries: list[Entry]
    """The entries."""
