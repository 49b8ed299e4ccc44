"""Alternatives of a document as tagged unions of a contract, where one member tells them apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from .document import Node
from .flat import UNION, Flat, Use
from .part import MAX_SIZE, MAX_WEIGHT, Json, Part, Side
from .words import clean

Codes = list[Any]


class Schemas(Protocol):
    """What makes the components of a contract."""

    flattener: Any
    components: dict[str, Json]
    around: Any
    in_form: bool

    def member(
        self, nodes: tuple[Node, ...], side: Side, hint: str, part: Part, rel: str, required: bool
    ) -> Json | None:
        """The schema of a member."""


def union_of(schemas: Schemas, use: Use, flat: Flat, side: Side, hint: str, part: Part, rel: str) -> Json | None:
    """A tagged union; None if its alternatives are not distinguished, are too large, or stand in a form."""
    if schemas.in_form or not flat.alternatives or flat.properties or flat.values or schemas.around.ends(use.key):
        return None
    if not all(_is_plain(schemas, node) for node in flat.alternatives):
        return None
    inside = Part()
    with schemas.around.use(use.key, is_union=True):
        found = [schemas.member((node,), side, hint, inside, "", True) for node in flat.alternatives]
    names = [schemas.flattener.use((node,)).name for node in flat.alternatives]
    words = tagged([schema or {} for schema in found], names, schemas.components, flat.discriminator)
    if (
        not words
        or inside.is_recursive
        or part.size + inside.size > MAX_SIZE
        or part.weight + inside.weight > MAX_WEIGHT
    ):
        return None
    part.losses += [(rel, loss) for loss in flat.losses if loss.reason != UNION]
    part.add(inside)
    about = clean(use.description or flat.words.get("description") or "")
    return {"type": "object", **words} | ({"description": about} if about else {})


def _is_plain(schemas: Schemas, node: Node) -> bool:
    """Whether an alternative is an object with members, and no union itself: unions of unions double at each level."""
    flat = schemas.flattener.flat(schemas.flattener.use((node,)))
    return flat.type == "object" and bool(flat.properties) and not flat.alternatives


def tagged(
    found: Sequence[Json], names: Sequence[str], components: Mapping[str, Json], discriminator: Any
) -> Json | None:
    """The words of a union of references to components; `names` are those of the alternatives in the document.

    None if no member, or not the one that the discriminator names, tells them apart.
    """
    refs = [schema.get("$ref", "") for schema in found]
    parts = [_target(schema, components) for schema in found]
    if len(set(refs)) < len(refs) or not all(refs) or any(part["type"] != "object" for part in parts):
        return None
    named = discriminator.get("propertyName") if isinstance(discriminator, dict) else None
    mapped = [_mapped(name, discriminator) for name in names]
    for tag in [named] if isinstance(named, str) else parts[0].get("properties", {}):
        own = [_codes(part, tag, components) for part in parts]
        codes = [said or (others if said is not None else []) for said, others in zip(own, mapped, strict=True)]
        every = [code for some in codes for code in some]
        if all(codes) and len(set(every)) == len(every) and len(set(map(type, every))) == 1:
            mapping = {code: refs[index] for index, some in enumerate(codes) if not own[index] for code in some}
            words: Json = {"propertyName": tag} | ({"mapping": mapping} if mapping else {})
            return {"oneOf": [{"$ref": ref} for ref in refs], "discriminator": words}
    return None


def _target(schema: Json, components: Mapping[str, Json]) -> Json:
    return components[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _codes(part: Json, tag: str, components: Mapping[str, Json]) -> Codes | None:
    """The codes of a tag; none for any text, None if the member is not there or can't be a tag."""
    if tag not in part.get("required", ()):
        return None
    member = _target(part["properties"][tag], components)
    if member.get("type") not in ("string", "integer"):
        return None
    return [member["const"]] if "const" in member else list(member.get("enum", ()))


def _mapped(name: str, discriminator: Any) -> Codes:
    """The codes that a discriminator has for an alternative: its name, where no mapping says another."""
    if not isinstance(discriminator, dict):
        return []
    mapping = discriminator.get("mapping")
    if not isinstance(mapping, dict) or not mapping:
        return [name] if name else []
    return [code for code, target in mapping.items() if str(target).rpartition("/")[2] == name]
