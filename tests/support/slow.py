"""Marks for costly tests: `make test-fast` runs the first of many values, `make test` all of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any

import pytest


def all_but_first(values: Iterable[Any], kind: Callable[[Any], Hashable] = lambda value: None) -> list[Any]:
    """Values of a parameter; all but the first of each kind are marked `slow`."""
    seen: set[Hashable] = set()
    marked: list[Any] = []
    for value in values:
        columns = value if isinstance(value, tuple) else (value,)
        marked.append(pytest.param(*columns, marks=pytest.mark.slow) if kind(value) in seen else value)
        seen.add(kind(value))
    return marked
