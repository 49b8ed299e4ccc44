"""Components that contain themselves: each of them writes out all that it contains, so many together are too many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .part import Json, Part

MOST = 10_000
"""Schemas that the components in a component that contains itself write out, all together."""


def too_large(components: Mapping[str, Json], parts: Mapping[str, Part]) -> set[str]:
    """The components that contain themselves, and too many others that do."""
    return {
        name for name in components if name in parts and parts[name].is_recursive and _is_large(name, components, parts)
    }


def _is_large(name: str, components: Mapping[str, Json], parts: Mapping[str, Part]) -> bool:
    size, found, left = 0, {name}, [name]
    while left:
        component = components[left.pop()]
        size += 1 + len(component.get("properties", ()))
        for ref in references(component):
            if not parts[ref].is_recursive:
                size += parts[ref].size
            elif ref not in found:
                found.add(ref)
                left.append(ref)
        if size * len(found) > MOST:
            return True
    return False


def references(value: Any) -> list[str]:
    """The names of the components that a value refers to, in order."""
    if isinstance(value, list):
        return [name for item in value for name in references(item)]
    if not isinstance(value, dict):
        return []
    own = [value["$ref"].rpartition("/")[2]] if isinstance(value.get("$ref"), str) else []
    return own + [name for member in value.values() for name in references(member)]
