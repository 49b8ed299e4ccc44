"""Tagged unions: objects of several kinds that one member, the tag, tells apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from .strict import Omittable, Strict

Code = str | int


class Discriminator(Strict):
    """The word of OpenAPI that names the tag."""

    property_name: str = Field(alias="propertyName")
    """The name of the member that is the tag."""
    mapping: Omittable[dict[str, str]] = None
    """Names or references of components by code."""


@dataclass(frozen=True)
class Union:
    """A tag, and the alternatives with their codes."""

    tag: str
    alternatives: tuple[tuple[Any, tuple[Code, ...]], ...]
    """Resolved schemas."""

    @property
    def codes(self) -> list[Code]:
        """The codes of all alternatives."""
        return [code for _, codes in self.alternatives for code in codes]


def union_of(alternatives: Sequence[Any], discriminator: Discriminator | None) -> Union | None:
    """The union of resolved alternatives, by the tag that is named or else by the first that fits; None without one."""
    if any(not part.properties or part.types != ["object"] for part in alternatives):
        return None
    names = [discriminator.property_name] if discriminator else list(alternatives[0].properties or {})
    mapping = (discriminator.mapping if discriminator else None) or {}
    return next(_by_tag(alternatives, names, mapping), None)


def _by_tag(alternatives: Sequence[Any], names: list[str], mapping: Mapping[str, str]) -> Iterator[Union]:
    for name in names:
        found = tuple((part, tag_codes(part, name, mapping)) for part in alternatives)
        codes = [code for _, own in found for code in own]
        if all(own for _, own in found) and len(set(codes)) == len(codes) and len({type(code) for code in codes}) == 1:
            yield Union(name, found)


def tag_codes(part: Any, name: str, mapping: Mapping[str, str]) -> tuple[Code, ...]:
    """The codes of a tag in one alternative; none if it is not required there, or may be null."""
    tag = (part.properties or {}).get(name)
    if tag is None or name not in (part.required or []) or tag.types not in (["string"], ["integer"]):
        return ()
    if "const" in tag.model_fields_set and isinstance(tag.const, (str, int)):
        return (tag.const,)
    if tag.enum:
        return tuple(tag.enum)
    return tuple(code for code, target in mapping.items() if target.rpartition("/")[2] == part.component)
