"""The facts in which a vendor page differs from the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..parse.definition import Call, Webhook
from ..parse.extensions import Authorization, Code
from ..parse.members import Member
from ..parse.vendor_page import ErrorRow, Page, Row, SampleMember

LIMITS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minimum": "minimum",
    "maximum": "maximum",
    "pattern": "pattern",
    "const": "const",
}
"""Facts of a row that a schema has, each with its attribute."""
_MARKS = {True: "mandatory", False: "not mandatory", None: "not marked mandatory"}

Differences = Iterator[tuple[str, str]]
"""Names of facts, each with a message."""

Siblings = Mapping[str, set[str]]
"""What the other pages of the same operation show, by page id."""


def row_differences(row: Row, member: Member, mark: bool | None) -> Differences:
    """The differences of a table row; `mark` is what the page says of "mandatory", here or in another row."""
    schema = member.schema
    yield from type_difference(row, member)
    for fact, name in LIMITS.items():
        printed, ours = getattr(row, name), getattr(schema, name)
        if printed != ours:
            yield fact, f"{fact}: the page has {shown(printed)}, the contract {shown(ours)}"
    if _typed(row.codes) != _typed(schema.enum):
        yield "codes", f"codes: the page has {shown(row.codes)}, the contract {shown(schema.enum)}"
    if member.required is not None and bool(mark) != member.required:
        ours = "required" if member.required else "optional"
        yield "mandatory", f"{_MARKS[mark]} on the page, {ours} in the contract"
    for fact, value in (("unit", row.unit), ("example", row.example)):
        text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        if text and not any(text in ours or text in ours.lower() for ours in member.texts):
            yield fact, f"the {fact} {text!r} is not in the member's description or examples"


def type_difference(item: Row | SampleMember, member: Member) -> Differences:
    """The difference of the JSON type."""
    if item.json_type is not None and item.json_type not in member.schema.types:
        yield "json", f"the page has type {item.json_type}, the contract {member.schema.type}"


def label_difference(row: ErrorRow, code: Code) -> Differences:
    """The difference of an error's label."""
    if row.label and not any(row.label in text for text in (code.en, code.zh) if text):
        yield "label", f"the page has the label {row.label!r}, the contract {shown(code.en)} and {shown(code.zh)}"


def authorization_differences(page: Page, call: Call | Webhook) -> Differences:
    """The differences of the permission that a caller needs."""
    for name in Authorization.model_fields:
        printed, ours = getattr(page.authorization, name, None), getattr(call.permission, name, None)
        if printed != ours:
            yield name, f"{name}: the page has {shown(printed)}, x-sdk-permission {shown(ours)}"


def missing_on_siblings(fact: str, name: str, siblings: Siblings) -> Differences:
    """Pages of one operation show the same things, in two languages or for two audiences."""
    missing = [repr(page) for page, names in siblings.items() if name not in names]
    if missing:
        yield fact, f"this page shows it, the page {' and '.join(missing)} of the same operation does not"


def shown(value: Any) -> str:
    """A value in a message."""
    return "none" if value is None else repr(value)


def _typed(values: list[Any] | None) -> list[tuple[str, Any]]:
    return [(type(value).__name__, value) for value in values or []]
