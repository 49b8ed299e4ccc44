"""Values with one leaf changed: YAML values by path, records of the IR by field."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

Way = tuple[str | int, ...]


def leaves(value: Any, path: Way = ()) -> Iterator[tuple[Way, Any]]:
    """Every part that has no parts, with the way to it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts: Any = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
    elif isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, (list, tuple)):
        parts = enumerate(value)
    else:
        yield path, value
        return
    for name, part in parts:
        yield from leaves(part, (*path, name))


def changed(value: Any, path: Way) -> Any:
    """The value with another leaf at the end of the way."""
    if not path:
        return _other(value)
    step, rest = path[0], path[1:]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(value, **{str(step): changed(getattr(value, str(step)), rest)})
    if isinstance(value, dict):
        return {name: changed(part, rest) if name == step else part for name, part in value.items()}
    return type(value)(changed(part, rest) if index == step else part for index, part in enumerate(value))


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if value is None or isinstance(value, str):
        return f"{value or ''}x"
    return value + (b"x" if isinstance(value, bytes) else 1)
