"""Components that contain themselves: each of them writes out all that it contains, so many together are too many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .part import Json, Part

MOST = 10_000
"""Schemas that the components in a component that contains itself write out, all together."""


def too_large(components: Mapping[str, Json], parts: Mapping[str, Part]) -> set[str]:
    """The components that contain themselves, and too many others that do."""
    names = (name for name in components if name in parts and parts[name].is_recursive)
    return {
        name for name in names if any(len(found) * size > MOST for found, size in _growing([name], components, parts))
    }


def written_size(names: Iterable[str], components: Mapping[str, Json], parts: Mapping[str, Part]) -> int:
    """How many schemas components are together, if each that contains itself is written out once."""
    return max((size for _, size in _growing(names, components, parts)), default=0)


def _growing(
    names: Iterable[str], components: Mapping[str, Json], parts: Mapping[str, Part]
) -> Iterator[tuple[set[str], int]]:
    """The components that contain themselves, and how many schemas they and others are, while both grow."""
    size, left = 0, [*names]
    found: set[str] = set()
    while left:
        name = left.pop()
        if not parts[name].is_recursive:
            size += parts[name].size
        elif name not in found:
            found.add(name)
            size += 1 + len(components[name].get("properties", ()))
            left += references(components[name])
        yield found, size


def references(value: Any) -> list[str]:
    """The names of the components that a value refers to, in order."""
    if isinstance(value, list):
        return [name for item in value for name in references(item)]
    if not isinstance(value, dict):
        return []
    own = [value["$ref"].rpartition("/")[2]] if isinstance(value.get("$ref"), str) else []
    return own + [name for member in value.values() for name in references(member)]
