"""`documented.yaml` (the vendor's pages as data) and `ledger.yaml` (known conflicts) as strict models.

codegen/docs/contracts.md documents what they mean.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from .extensions import Authorization, JsonType, Pointer, Scalar, Strict

RowFact = Literal[
    "path", "json", "mandatory", "minLength", "maxLength", "minimum", "maximum", "pattern", "codes", "const", "unit", "example",
]  # fmt: skip


class Row(Strict):
    """A table row of a vendor page; `ledger` names, by fact, the entry that excuses a difference from the contract."""

    path: str
    table: str
    row: int = Field(ge=1)
    type: str | None = None
    json_type: JsonType | None = Field(None, alias="json")
    mandatory: bool | None = None
    min_length: int | None = Field(None, alias="minLength")
    max_length: int | None = Field(None, alias="maxLength")
    minimum: int | Decimal | None = None
    maximum: int | Decimal | None = None
    pattern: str | None = None
    codes: list[str | int] | None = None
    const: Scalar = None
    unit: str | None = None
    example: Scalar = None
    ledger: dict[RowFact, str] = {}


class SampleMember(Strict):
    """A member that a page shows only in its sample."""

    path: str
    json_type: JsonType = Field(alias="json")
    ledger: dict[Literal["path", "json"], str] = {}


class ErrorRow(Strict):
    """A row of a page's error table."""

    status: int
    code: str
    label: str | None = None
    ledger: dict[Literal["code", "label"], str] = {}


class Page(Strict):
    """A vendor page as data."""

    id: str
    title: str
    url: str | None = None
    date: str | None = None
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    operation: str
    method: str | None = None
    path: str | None = None
    kind: Literal["openapi"] | None = None
    file: str | None = Field(None, pattern=r"^pages/[A-Za-z0-9][A-Za-z0-9._-]*$")
    """The OpenAPI document of the vendor, in the folder."""
    pointer: Pointer | None = None
    """The operation in the document."""
    excuses: dict[str, dict[RowFact, str]] = {}
    """For rows that are derived: by path and fact, the entry that excuses a difference from the contract."""
    rows: list[Row] = []
    errors: list[ErrorRow] = []
    sample: list[SampleMember] = []
    authorization: Authorization | None = None
    ledger: dict[Literal["action", "access", "resource", "condition", "associated"], str] = {}

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
    value: Scalar = None
    values: list[Scalar] | None = Field(None, min_length=1)

    @model_validator(mode="after")
    def _one_form(self) -> Effect:
        if ("value" in self.model_fields_set) == (self.values is not None):
            raise ValueError("an effect needs exactly one of: value (`value: null` for null), values")
        return self


class Entry(Strict):
    """An entry of `ledger.yaml`: a conflict and the decision."""

    id: str = Field(pattern="^[A-Z]+-[0-9]+[a-z]?$")
    at: Pointer | Annotated[list[Pointer], Field(min_length=1)]
    within: Literal["request", "response", "failure", "webhook", "page"] = Field("response", alias="in")
    conflict: str
    decision: str
    zh: str | None = None
    effect: Effect | None = None

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
