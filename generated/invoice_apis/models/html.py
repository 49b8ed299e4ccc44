"""Models as HTML tables, for notebooks. Sensitive and undocumented values are masked, as in reprs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from html import escape
from itertools import islice
from typing import Any

from pydantic import BaseModel

from .values import JsonList, JsonObject, SensitiveText
from .wire import is_there, wire_names

MAX_ROWS = 20
"""Items of a list that are shown."""
HIDDEN = "…"


def table(model: BaseModel) -> str:
    """The members of a model that are there, one in a row."""
    rows = [(name, _cell(model.__dict__[name])) for name, _ in wire_names(type(model)) if is_there(model, name)]
    rows += [(name, HIDDEN) for name in model.model_extra or {}]
    body = "".join(f"<tr><th>{escape(name)}</th><td>{cell}</td></tr>" for name, cell in rows)
    return f"<table><caption>{escape(type(model).__name__)}</caption>{body}</table>"


def _cell(value: Any) -> str:
    if isinstance(value, BaseModel):
        return table(value)
    if isinstance(value, list) and not isinstance(value, JsonList):
        return _list(value)
    if type(value) is dict:
        rows = "".join(f"<tr><th>{escape(name)}</th><td>{_cell(part)}</td></tr>" for name, part in _first(value))
        more = f"<p>and {len(value) - MAX_ROWS} more</p>" if len(value) > MAX_ROWS else ""
        return f"<table>{rows}</table>{more}"
    return escape(_text(value))


def _first(value: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    return islice(value.items(), MAX_ROWS)


def _text(value: Any) -> str:
    if isinstance(value, (SensitiveText, JsonObject, JsonList)):
        return repr(value)
    if isinstance(value, Enum):
        return f"{value.value} {value.name}"
    return "null" if value is None else str(value)


def _list(items: Sequence[Any]) -> str:
    """A table with a column for each member that an item has; a plain list where the items are no models."""
    shown = items[:MAX_ROWS]
    more = f"<p>and {len(items) - MAX_ROWS} more</p>" if len(items) > MAX_ROWS else ""
    if not all(isinstance(item, BaseModel) for item in shown):
        return f"<ul>{''.join(f'<li>{_cell(item)}</li>' for item in shown)}</ul>{more}"
    names = list(dict.fromkeys(name for item in shown for name in _names(item)))
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    rows = "".join(f"<tr>{''.join(f'<td>{_member(item, name)}</td>' for name in names)}</tr>" for item in shown)
    return f"<table><tr>{head}</tr>{rows}</table>{more}" if items else "[]"


def _names(model: BaseModel) -> Iterable[str]:
    yield from (name for name, _ in wire_names(type(model)) if is_there(model, name))
    yield from model.model_extra or {}


def _member(model: BaseModel, name: str) -> str:
    if name not in type(model).model_fields:
        return HIDDEN if name in (model.model_extra or {}) else ""
    return _cell(model.__dict__[name]) if is_there(model, name) else ""
