"""What stands beside a contract: `documented.yaml`, the vendor page as data, and `ledger.yaml`, as strict models.

What they mean is told in codegen/docs/contracts.md.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .extensions import Authorization, JsonType, Pointer, Scalar, Strict

RowFact = Literal[
    "path", "json", "mandatory", "minLength", "maxLength", "minimum", "maximum", "pattern", "codes", "const", "unit", "example",
]  # fmt: skip


class Row(Strict):
    """A table row of a vendor page; `ledger` names the entry that excuses each fact in which the contract departs."""

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
    """A member that only the documented sample of a page shows."""

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
    rows: list[Row]
    errors: list[ErrorRow] = []
    sample: list[SampleMember] = []
    authorization: Authorization | None = None
    ledger: dict[Literal["action", "access", "resource", "condition", "associated"], str] = {}


class Documented(Strict):
    """`documented.yaml`."""

    pages: list[Page]


class Effect(Strict):
    """What a ledger entry changes at run time: a drift at its place becomes known.

    Keywords whose drift has a list or an object as its value are not here: no scalar could ever be that value.
    """

    keyword: Literal[
        "type", "enum", "const", "minLength", "maxLength", "minimum", "maximum", "pattern", "format", "additionalProperties",
    ]  # fmt: skip
    value: Scalar = None
    values: list[Scalar] | None = Field(None, min_length=1)

    @model_validator(mode="after")
    def _one_form(self) -> Effect:
        if ("value" in self.model_fields_set) == (self.values is not None):
            raise ValueError("an effect has exactly one of: value (`value: null` for null), values")
        return self


class Entry(Strict):
    """An entry of `ledger.yaml`: a conflict or trap, and the decision."""

    id: str = Field(pattern="^[A-Z]+-[0-9]+[a-z]?$")
    at: Pointer | Annotated[list[Pointer], Field(min_length=1)]
    within: Literal["request", "response", "page"] = Field("response", alias="in")
    conflict: str
    decision: str
    zh: str | None = None
    effect: Effect | None = None

    @property
    def places(self) -> list[str]:
        """The pointers of `at`, as a list."""
        return self.at if isinstance(self.at, list) else [self.at]

    @model_validator(mode="after")
    def _judged(self) -> Entry:
        if self.effect is not None and not self.zh:
            raise ValueError("an entry with an effect has `zh` too")
        if self.effect is not None and self.within != "response":
            raise ValueError("an effect is on a response: in a request every finding is an error")
        return self


class Ledger(Strict):
    """`ledger.yaml`."""

    entries: list[Entry]
