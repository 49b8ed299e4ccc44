"""Schemas of a contract: the supported subset of JSON Schema, and the walk through all schemas in one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, ValidationInfo, WithJsonSchema, field_validator

from ..runtime.jsontext.pointer import join, split
from .extensions import Accept, Cipher, Code, Env, FilledBy, Limits, SdkName, SourceField, ZhField
from .formats import FORMATS
from .strict import JsonType, Omittable, Strict
from .union import Discriminator, Union, union_of

_FLIPPED = {"integer": "string", "string": "integer"}


ANY_VALUE = frozenset({"ref", "title", "description", "zh", "source", "examples", "sdk_name"})
"""What a schema may say that takes any value."""


TypeName = Annotated[str, WithJsonSchema({"enum": [name for name in get_args(JsonType) if name != "null"]})]
ListedType = Annotated[str, WithJsonSchema({"enum": list(get_args(JsonType))})]
FormatName = Annotated[str, WithJsonSchema({"enum": list(FORMATS)})]
"""Names that editors propose and mark; what is wrong with another one, `lint` knows better."""


class Described(Strict):
    """A part of a contract with a description in two languages."""

    description: Omittable[str] = None
    """What it means, in English."""
    zh: ZhField = None
    """The Chinese title and description; a text alone is the description."""


class Sourced(Described):
    """A part that may name its source."""

    source: SourceField = None
    """Where the fact comes from: one page, or a list of pages."""


class Schema(Sourced):
    """A schema: which values are right, and what they mean."""

    # Of a reference that is not followed yet, or of the schema that was found there.
    ref: Omittable[str] = Field(None, alias="$ref")
    """A component in its place: `#/components/schemas/Name`."""
    type: Omittable[TypeName | list[ListedType]] = None
    """The JSON type, or `[type, "null"]` where the page documents null."""
    title: Omittable[str] = None
    """A short name, in English."""
    properties: Omittable[dict[str, Schema]] = None
    """The members of an object, by name."""
    required: Omittable[list[str]] = None
    """The members that must come. On a response, only where the page says so."""
    additional_properties: Omittable[Literal[True] | Schema] = Field(None, alias="additionalProperties")
    """`true`: members beside the named ones may come. A schema: that of the values of a map, whose names are data."""
    items: Omittable[Schema] = None
    """The schema of each item of a list."""
    one_of: Omittable[list[Schema]] = Field(None, alias="oneOf", min_length=1)
    """The kinds of an object, of which exactly one applies; each is a `$ref`."""
    any_of: Omittable[list[Schema]] = Field(None, alias="anyOf", min_length=1)
    """The kinds of an object, of which at least one applies; each is a `$ref`."""
    discriminator: Omittable[Discriminator] = None
    """The member that tells the kinds of an object apart."""
    enum: Omittable[list[str | int]] = Field(None, min_length=1)
    """The codes that the page lists; others are drift."""
    const: Omittable[str | int | bool] = None
    """The only value."""
    min_length: Omittable[int] = Field(None, alias="minLength", ge=0)
    """The fewest characters."""
    max_length: Omittable[int] = Field(None, alias="maxLength", ge=0)
    """The most characters."""
    pattern: Omittable[str] = None
    """The regular expression of the whole text, between `^` and `$`."""
    minimum: Omittable[int | Decimal] = None
    """The smallest number."""
    maximum: Omittable[int | Decimal] = None
    """The largest number."""
    min_items: Omittable[int] = Field(None, alias="minItems", ge=0)
    """The fewest items."""
    max_items: Omittable[int] = Field(None, alias="maxItems", ge=0)
    """The most items."""
    format: Omittable[FormatName] = None
    """What the text or number is: a date, a decimal number, milliseconds, …."""
    examples: Omittable[list[Any]] = None
    """Examples of the page."""
    content_encoding: Omittable[Literal["base64"]] = Field(None, alias="contentEncoding")
    """How the content is encoded; beside `contentMediaType` and `contentSchema`."""
    content_media_type: Omittable[Literal["application/json"]] = Field(None, alias="contentMediaType")
    """What the text decodes to; beside `contentEncoding` and `contentSchema`."""
    content_schema: Omittable[Schema] = Field(None, alias="contentSchema")
    """The schema of the decoded content; beside `contentEncoding` and `contentMediaType`."""
    codes: Omittable[list[Code]] = Field(None, alias="x-sdk-codes")
    """The codes with names and labels, one row each."""
    accept: Omittable[list[Accept]] = Field(None, alias="x-sdk-accept")
    """JSON types that are drift and not an error, though the page shows another."""
    sensitive: Omittable[Literal[True]] = Field(None, alias="x-sdk-sensitive")
    """Personal or secret: reports, logs and errors don't show the value."""
    identifier: Omittable[Literal[True]] = Field(None, alias="x-sdk-identifier")
    """The digits are an identifier: they must not be rounded."""
    own_limits: Omittable[Limits] = Field(None, alias="x-sdk-limits")
    """The limits here are the contract's own; no page has them."""
    sdk_name: SdkName = None
    filled_by: FilledBy = None
    env: Env = None
    cipher: Omittable[Cipher] = Field(None, alias="x-sdk-cipher")
    """How the content is encrypted, for callers who give their client a key."""

    @field_validator("enum", mode="before")
    @classmethod
    def _without_null(cls, codes: Any, info: ValidationInfo) -> Any:
        """The codes without null, which JSON Schema wants here where `type` has it: `type` says enough."""
        has_null = isinstance(codes, list) and "null" in (info.data.get("type") or ())
        return [code for code in codes if code is not None] if has_null else codes

    @property
    def component(self) -> str:
        """The name of the component in `ref`."""
        return (self.ref or "").rpartition("/")[2]

    @property
    def types(self) -> list[str]:
        """The JSON types, as a list."""
        return self.type if isinstance(self.type, list) else [self.type] if self.type else []

    @property
    def values(self) -> Schema | None:
        """The schema of the values, if this is a map: an object whose names are data."""
        return self.additional_properties if isinstance(self.additional_properties, Schema) else None

    @property
    def is_any(self) -> bool:
        """Whether a schema takes any value."""
        return not self.types and not self.model_fields_set - ANY_VALUE

    @property
    def alternatives(self) -> list[Schema]:
        """The alternatives of a union."""
        return self.one_of or self.any_of or []

    @property
    def union(self) -> Union | None:
        """The tagged union that a resolved schema is."""
        return union_of(self.alternatives, self.discriminator) if self.alternatives else None

    @property
    def is_code_list(self) -> bool:
        """Whether a resolved schema is a named list of codes."""
        return bool(self.ref and (self.codes or self.enum))

    @property
    def code_rows(self) -> list[tuple[str | int, Code | None]]:
        """The documented values in the page's order, then those that are only known; each with its row, if it has one."""
        rows: dict[str | int, Code | None] = {row.value: row for row in self.codes or []}
        return [(value, rows.get(value)) for value in dict.fromkeys([*(self.enum or []), *rows])]

    @property
    def tolerated(self) -> list[str]:
        """JSON types that are drift instead of an error: those of x-sdk-accept, and the other type of a code."""
        flipped = [_FLIPPED[name] for name in self.types if name in _FLIPPED] if self.is_code_list else []
        return list(dict.fromkeys([*(item.type for item in self.accept or []), *flipped]))

    @property
    def accepts_single_item(self) -> bool:
        """Whether one object may come in place of a list of objects."""
        items = self.logical.items
        return "object" in self.tolerated and items is not None and bool(items.properties)

    @property
    def logical(self) -> Schema:
        """The schema of the decoded content, if this is encoded text; else this schema."""
        return self.content_schema or self

    def at(self, pointer: str) -> Schema | None:
        """The member at a JSON Pointer through objects and decoded content; None if there is none."""
        if not pointer:
            return self
        name, *rest = split(pointer)
        member = (self.logical.properties or {}).get(name)
        return None if member is None else member.at(join(rest))

    def parts(self) -> Iterator[tuple[str, str, Schema]]:
        """The schemas directly in this one: where each is written, where its values stand, and the schema."""
        for name, member in (self.properties or {}).items():
            yield join(["properties", name]), join([name]), member
        for word, several in (("oneOf", self.one_of), ("anyOf", self.any_of)):
            yield from ((f"/{word}/{index}", "", part) for index, part in enumerate(several or ()))
        for word, place, part in (("items", "/*", self.items), ("contentSchema", "", self.content_schema)):
            if part is not None:
                yield f"/{word}", place, part
        if self.values is not None:
            yield "/additionalProperties", "/*", self.values

    def with_parts(self, parts: Iterator[Schema]) -> Schema:
        """A copy with others in place of the schemas directly in this one, in the order of `parts`."""
        update: dict[str, object] = {}
        if self.properties is not None:
            update["properties"] = {name: next(parts) for name in self.properties}
        for word in ("one_of", "any_of"):
            if several := getattr(self, word):
                update[word] = [next(parts) for _ in several]
        for word in ("items", "content_schema", "additional_properties"):
            if isinstance(getattr(self, word), Schema):
                update[word] = next(parts)
        return self.model_copy(update=update)

    def single_items(self, pointer: str = "") -> list[str]:
        """Pointers of the lists in whose place one item may come."""
        found = (node.pointer for node in self.everywhere(pointer) if node.schema.accepts_single_item)
        return list(dict.fromkeys(found))

    def maps(self, pointer: str = "") -> list[str]:
        """Pointers of the maps."""
        found = (node.pointer for node in self.everywhere(pointer) if node.schema.logical.values is not None)
        return list(dict.fromkeys(found))

    def walk(self, pointer: str = "", required: bool = False, *, content: bool = True) -> Iterator[Node]:
        """This schema and all schemas in it with their places in the payload, parents first.

        Without `content` every place comes once: encoded text comes, the schema of its content does not, and nothing
        in the alternatives of a union.
        """
        nodes = _walk(Node(pointer, self, required), "" if content else None)
        return nodes if content else (node for node in nodes if not node.is_content)

    def named(self, pointer: str, required: bool) -> Iterator[Node]:
        """As `walk` without `content`, and all in alternatives at places with the names of their components."""
        return (node for node in _walk(Node(pointer, self, required), "/") if not node.is_content)

    def everywhere(self, pointer: str = "") -> list[Node]:
        """All schemas but content and alternatives themselves; members of alternatives stand where those of their union do."""
        return [node for node in _walk(Node(pointer, self), "") if not (node.is_content or node.is_alternative)]


@dataclass(frozen=True)
class Node:
    """A schema with its place in the payload."""

    pointer: str
    """A JSON Pointer; `*` stands for every item of a list and every value of a map."""
    schema: Schema
    required: bool = False
    """Whether the object around it requires this member."""
    is_content: bool = False
    """Whether this is the content of the encoded text at the same pointer."""
    is_alternative: bool = False
    """Whether this is an alternative of a union."""
    is_inside: bool = False
    """Whether this is in an alternative, or is one."""

    @property
    def name(self) -> str:
        """The last part of the pointer; `body` for a whole body."""
        return (split(self.pointer) or ("body",))[-1]

    @property
    def is_item(self) -> bool:
        """Whether this is the item of a list, or the value of a map."""
        return self.pointer.endswith("/*")

    def children(self) -> Iterator[Node]:
        """The schemas directly in this one: members, items, content."""
        for name, member in (self.schema.properties or {}).items():
            is_required = name in (self.schema.required or [])
            yield Node(self.pointer + join([name]), member, is_required, is_inside=self.is_inside)
        for part in (self.schema.items, self.schema.values):
            if part is not None:
                yield Node(f"{self.pointer}/*", part, is_inside=self.is_inside)
        if self.schema.content_schema is not None:
            yield Node(self.pointer, self.schema.content_schema, is_content=True, is_inside=self.is_inside)

    def alternatives(self, named: bool) -> Iterator[Node]:
        """The alternatives of a union; `named` puts the names of their components behind the place."""
        for part in self.schema.alternatives:
            place = self.pointer + (join([part.component]) if named else "")
            yield Node(place, part, is_alternative=True, is_inside=True)


def _walk(node: Node, mode: str | None) -> Iterator[Node]:
    """Without `mode` nothing in alternatives; with `/` their names are in the pointers."""
    yield node
    for child in node.children():
        yield from _walk(child, mode)
    for child in node.alternatives(mode == "/") if mode is not None else ():
        yield from _walk(child, mode)
