"""The columns of a table: one for each documented member, and one for the label of a code beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from ..i18n.message import Lang, Message
from ..jsontext.pointer import join, split
from ..validation.contract import Contract
from ..validation.documentation import Member, text_in
from .levels import Level
from .options import Headers, Options
from .structure import Schema, Structure, types_of

Kind = Literal["text", "integer", "decimal", "boolean", "instant", "local", "day", "json"]
ROOT = "value"
"""The column of a record that is no object."""
UNKNOWN, UNFIT = "_unknown", "_unfit"
EPOCHS = ("epoch-millis-shanghai", "epoch-seconds")
"""Formats of numbers since 1970."""
LONGEST = 70
"""Characters of a title that is taken from a description."""
_CLAUSE = re.compile(r"[。，；：]|[.,;:]( |$)")
_KINDS: Mapping[tuple[str, str], Kind] = {
    ("string", "date-time"): "instant",
    ("string", "ms-json-date"): "instant",
    ("string", "local-date-time"): "local",
    ("string", "date"): "day",
    ("string", "decimal"): "decimal",
    **{("integer", name): "instant" for name in EPOCHS},
}
_SCALARS: Mapping[str, Kind] = {"string": "text", "integer": "integer", "number": "decimal", "boolean": "boolean"}


class Column(NamedTuple):
    """A column."""

    level: int
    path: tuple[str, ...]
    """From the item of its level to the member; empty for an item that is no object."""
    pattern: str
    """Pointer pattern of the member in the payload."""
    kind: Kind
    format: str = ""
    """Documented format, which says how a text or number is a time."""
    minimum: Decimal | int | None = None
    """Documented lower limit."""
    is_identifier: bool = False
    """Whether it is an id made of digits: a text in a spreadsheet, whatever its type."""
    labels: Mapping[str, str] | None = None
    """Labels by code, for a column of labels."""
    is_masked: bool = False
    name: str = ""
    """Header, unique in the table."""


def create_columns(
    contract: Contract, structure: Structure, levels: list[Level], options: Options
) -> tuple[Column, ...]:
    """The columns of these levels, with unique names; sensitive ones are masked unless they are shown."""
    found = [
        column
        for number, level in enumerate(levels)
        for column in _Columns(contract, structure, levels, options).of(number, level)
    ]
    names = unique([_header(contract, levels[column.level], column, options.headers) for column in found], found)
    return tuple(column._replace(name=name) for column, name in zip(found, names, strict=True))


class _Columns:
    def __init__(self, contract: Contract, structure: Structure, levels: list[Level], options: Options) -> None:
        self._contract, self._structure, self._levels, self._options = contract, structure, levels, options
        self._identifiers = frozenset(contract.rules.get("identifiers", ()))

    def of(self, number: int, level: Level) -> Iterator[Column]:
        """The columns of a level, in documented order."""
        if not self._structure.members(level.schema):
            yield from self._column(number, (), level.schema)
        else:
            yield from self._members(number, (), level.schema)

    def _members(self, number: int, path: tuple[str, ...], schema: Schema) -> Iterator[Column]:
        rows = self._levels[number + 1].names if number + 1 < len(self._levels) else None
        for name, member in self._structure.members(schema).items():
            own = (*path, name)
            if own == rows:
                continue
            if self._structure.inner_members(member):
                yield from self._members(number, own, member)
            else:
                yield from self._column(number, own, member)

    def _column(self, number: int, path: tuple[str, ...], schema: Schema) -> Iterator[Column]:
        pattern = self._levels[number].pattern + join(path)
        is_hidden = self._options.sensitive != "show" and self._contract.is_sensitive(split(pattern))
        is_json = self._structure.is_recursive(schema)
        schema = {} if is_json else self._structure.follow(schema)
        kind, format = kind_of(schema), schema.get("format", "")
        column = Column(
            number,
            path,
            pattern,
            kind,
            format,
            schema.get("minimum"),
            is_identifier=pattern in self._identifiers,
            is_masked=is_hidden,
        )
        yield column._replace(kind="text") if is_hidden else column
        labels = labels_of(self._contract.documentation.member(pattern), self._options.lang)
        if labels and not is_hidden and kind != "json":
            yield column._replace(kind="text", format="", labels=labels)


def kind_of(schema: Schema) -> Kind:
    """The kind of column for a schema; JSON text for several types, any value, and lists and maps."""
    types = types_of(schema)
    if len(types) != 1 or "allOf" in schema:
        return "json"
    return _KINDS.get((types[0], schema.get("format", "")), _SCALARS.get(types[0], "json"))


def labels_of(member: Member | None, lang: Lang) -> dict[str, str]:
    """The labels of the codes of a member, by the text of the code."""
    codes = member.codes if member else ()
    return {str(code.value): label for code in codes if (label := text_in(code.label, lang).rstrip(".。"))}


def heading(member: Member | None, lang: Lang, name: str) -> str:
    """The title of a member, or the first clause of its description; its name on the wire where neither is short."""
    if member is None:
        return name
    if title := member.title.get(lang):
        return title
    clause = _CLAUSE.split(member.description.get(lang, ""), maxsplit=1)[0].replace("`", "").strip()
    return clause if 0 < len(clause) <= LONGEST else name


def _header(contract: Contract, level: Level, column: Column, headers: Headers) -> str:
    if headers == "wire":
        names = list(column.path) or [ROOT]
        names = [level.prefix, *names] if level.prefix else names
        return ".".join([*names, "label"] if column.labels is not None else names)
    *outer, title = _headings(contract, level, column, headers)
    for each in reversed(outer):
        title = Message("{outer}: {name}", outer=each, name=title).text(headers)
    return title if column.labels is None else Message("{name} (label)", name=title).text(headers)


def _headings(contract: Contract, level: Level, column: Column, lang: Lang) -> Iterator[str]:
    documented = contract.documentation.member
    if level.prefix:
        pattern = level.pattern.removesuffix("/*")
        yield heading(documented(pattern), lang, level.prefix)
    for depth, name in enumerate(column.path, 1):
        yield heading(documented(level.pattern + join(column.path[:depth])), lang, name)
    if not column.path:
        yield heading(documented(level.pattern), lang, ROOT)


def unique(names: list[str], columns: list[Column]) -> list[str]:
    """Names that are taken more than once get the name on the wire, and then a number."""
    counts = Counter(map(str.casefold, names))
    found: list[str] = []
    taken = {UNKNOWN, UNFIT}
    for name, column in zip(names, columns, strict=True):
        if counts[name.casefold()] > 1 and column.path:
            name = f"{name} [{column.path[-1]}]" if not name.endswith(column.path[-1]) else name
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{name} ({number})"
        taken.add(free.casefold())
        found.append(free)
    return found
