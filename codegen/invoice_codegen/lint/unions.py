"""Tagged unions: alternatives that one member tells apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..parse.definition import Call, Webhook
from ..parse.schema import Schema
from ..problem import Message
from .limits import KeywordMessage

_IDENTIFY = (
    "give one member, required in each, a `const` or an `enum` of codes of its own in each; else one open object"
)
_WORDS = {
    "identifier": "x-sdk-identifier",
    "content_schema": "contentSchema",
    "own_limits": "x-sdk-limits",
    "filled_by": "x-sdk-from",
    "cipher": "x-sdk-cipher",
}


def union_problems(schema: Schema, schemas: Mapping[str, Schema]) -> Iterator[KeywordMessage]:
    """The problems of a union as it is written."""
    if not schema.alternatives:
        if schema.discriminator is not None:
            yield "discriminator", ("a discriminator without alternatives", "add oneOf, or remove it")
        return
    word = "oneOf" if schema.one_of else "anyOf"
    beside = {"properties", "required", "additional_properties"} & schema.model_fields_set
    if schema.one_of and schema.any_of:
        beside.add("any_of")
    if beside:
        yield word, (f"{', '.join(Schema.aliases(beside))} beside {word}", "put the members into the alternatives")
    elif any(not part.ref or part.model_fields_set != {"ref"} for part in schema.alternatives):
        yield word, (
            "an alternative that is more or less than a $ref",
            "make each alternative a component, and use $ref",
        )
    else:
        yield from _tag_problems(schema, schemas, word)


def _tag_problems(schema: Schema, schemas: Mapping[str, Schema], word: str) -> Iterator[KeywordMessage]:
    found = [_with_members(part, schemas) for part in schema.alternatives]
    followed = schema.model_copy(update={"one_of": found, "any_of": None})
    if len({part.component for part in found}) < len(found):
        yield word, ("an alternative twice", "keep one")
    elif len(found) == 1:
        yield word, ("an alternative alone", "use its $ref in place of the union")
    elif followed.union is None:
        tag = schema.discriminator.property_name if schema.discriminator else None
        who = "no member tells" if tag is None else f"the member {tag!a} does not tell"
        yield word, (f"{who} the alternatives apart", _IDENTIFY)
    yield from _mapping_problems(followed)


def _mapping_problems(schema: Schema) -> Iterator[KeywordMessage]:
    """The codes of a mapping are those of alternatives."""
    mapping = (schema.discriminator.mapping if schema.discriminator else None) or {}
    union = schema.union
    codes = {part.component: [*map(str, own)] for part, own in union.alternatives} if union else {}
    for code, target in mapping.items():
        name = target.rpartition("/")[2]
        if name not in {part.component for part in schema.alternatives}:
            yield "discriminator", (
                f"the mapping of {code!a} names no alternative",
                "use the reference of an alternative",
            )
        elif code not in codes.get(name, [code]):
            remedy = "remove it from the mapping, or correct one"
            yield "discriminator", (f"{code!a} is no code of the tag in {name!r}", remedy)


def _with_members(part: Schema, schemas: Mapping[str, Schema]) -> Schema:
    """An alternative with its own members followed."""
    target = schemas[part.component]
    members = {name: _followed(member, schemas) for name, member in (target.properties or {}).items()}
    return target.model_copy(update={"ref": part.ref, "properties": members})


def _followed(member: Schema, schemas: Mapping[str, Schema]) -> Schema:
    return schemas[member.component] if member.ref else member


def in_alternatives(call: Call | Webhook) -> Iterator[Message]:
    """Words that name places can't stand in an alternative: the place of its members is that of the others."""
    for root in call.schemas:
        if root.alternatives:
            yield "unsupported: a union as a whole body", "describe an object with the union as a member"
        for node in root.walk():
            words = [name for word, name in _WORDS.items() if getattr(node.schema, word) is not None]
            if node.is_inside and words:
                yield f"{words[0]} in an alternative of a union, {node.pointer}", "describe the member without it"
