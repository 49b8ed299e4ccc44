"""A table of a contract: its columns, and the rows of each payload."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..bulk.findings import MASKED
from ..bulk.rejects import Mask
from ..jsontext.pointer import MISSING, get_parts, join, split
from ..validation.contract import Contract
from .cells import code_text
from .columns import UNKNOWN, Column, create_columns
from .levels import Level, find_levels
from .notes import Notes
from .options import Options, check_options
from .structure import Schema, Structure

Row = list[Any]
"""The value of each column as it came, MISSING where there is none; labels and masks in the place of values."""
Tree = dict[str, Any]
"""Members of an object by name: those of an object inside of it, or None for one in a column of its own."""


class _Item(NamedTuple):
    """An item of a level."""

    value: Any
    unknown: dict[str, Any]


class Table:
    """A table. `notes` counts what its rows do not show as it came."""

    def __init__(self, contract: Contract, options: Options) -> None:
        """Raises LookupError where the contract has no such lines, and ValueError for unknown options."""
        self.contract, self.options = contract, check_options(options)
        structure = Structure(contract)
        self._levels = find_levels(contract, structure, options)
        self._record = len(self._levels) - 1 - options.lines
        """The level of records; those before it are around them."""
        columns = create_columns(contract, structure, self._levels, options)
        self._trees = [self._tree(structure, number) for number in range(len(self._levels))]
        self._mask = None if options.sensitive == "show" else Mask(contract)
        self.omitted = [column.name for column in columns if column.is_masked and options.sensitive == "omit"]
        """The names of sensitive columns that are left out."""
        shown = [column for column in columns if column.name not in self.omitted]
        added = (Column(0, (), "", "json", name=UNKNOWN),) if options.unknown else ()
        self.columns: tuple[Column, ...] = (*shown, *added)
        self.notes = Notes()

    @property
    def masked(self) -> list[str]:
        """The names of columns with masked values, also inside of JSON."""
        sensitive = self.contract.is_sensitive
        inside = self.options.sensitive != "show"
        return [
            column.name
            for column in self.columns
            if column.is_masked or (inside and column.kind == "json" and sensitive(split(column.pattern), "text"))
        ]

    def rows(self, value: Any) -> Iterator[Row]:
        """The rows of a logical payload."""
        for items in self._expand(value, 0):
            yield [self._cell(column, items) for column in self.columns]

    def _cell(self, column: Column, items: Sequence[_Item]) -> Any:
        if column.name == UNKNOWN:
            unknown = {place: part for item in items for place, part in item.unknown.items()}
            return unknown or MISSING
        value = get_parts(items[column.level].value, column.path)
        if value is MISSING or value is None:
            return value if column.labels is None else MISSING
        if column.labels is not None:
            return column.labels.get(code_text(value), MISSING)
        if column.is_masked:
            return MASKED if value != "" else value
        return self._mask.mask(value, column.pattern) if column.kind == "json" and self._mask else value

    def _expand(self, value: Any, depth: int) -> Iterator[tuple[_Item, ...]]:
        """The items that make a row each, of a level and those below it."""
        level = self._levels[depth]
        found = _items(get_parts(value, level.names), level) if value is not MISSING else []
        if depth and not found:
            if depth <= self._record and not self.options.lines:
                self.notes.without_records += 1
                return
            if value is not MISSING:
                self._count_without(depth)
            found = [MISSING]
        for each in found:
            item = _Item(each, self._unknown(each, depth))
            if depth + 1 == len(self._levels):
                yield (item,)
            else:
                for below in self._expand(each, depth + 1):
                    yield (item, *below)

    def _count_without(self, depth: int) -> None:
        """Count a row that is there although its item has none of the next level."""
        if depth > self._record:
            self.notes.without_lines += 1
        else:
            self.notes.rows_without_records += 1

    def _unknown(self, item: Any, depth: int) -> dict[str, Any]:
        """The members of an item that no column shows, by pointers that begin at it."""
        found: dict[str, Any] = {}
        prefix = self._levels[depth].prefix
        for path, value in _undocumented(item, self._trees[depth], ()):
            place = join([prefix, *path] if prefix else path)
            if self.options.unknown:
                found[place] = value if self._mask is None or value is None else MASKED
            else:
                self.notes.unknown[place] += 1
        return found

    def _tree(self, structure: Structure, number: int) -> Tree | None:
        """The documented members of a level; None where an item is no object."""
        schema = self._levels[number].schema
        return _members(structure, schema) if structure.members(schema) else None


def _members(structure: Structure, schema: Schema) -> Tree:
    return {
        name: _members(structure, member) if structure.inner_members(member) else None
        for name, member in structure.members(schema).items()
    }


def _items(found: Any, level: Level) -> list[Any]:
    """The items of a list; one that came without a list around it is one item."""
    if not level.is_list:
        return [found]
    if found is MISSING or found is None:
        return []
    return found if isinstance(found, list) else [found]


def _undocumented(value: Any, tree: Tree | None, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if tree is None or value is None or value is MISSING:
        return
    if not isinstance(value, dict):
        yield path, value
        return
    for name, member in value.items():
        if name not in tree:
            yield (*path, name), member
        elif tree[name] is not None:
            yield from _undocumented(member, tree[name], (*path, name))
