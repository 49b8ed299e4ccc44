"""Which lists of a payload the rows of a table are made of."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

from ..bulk.extract import check_pointer
from ..i18n.message import Message
from ..jsontext.pointer import join, split
from ..resources import PACKAGE
from ..testing.examples.schemas import records_pointer
from ..validation.contract import Contract
from .options import Options
from .structure import ListOfObjects, Schema, Structure, types_of


class Level(NamedTuple):
    """An object, or the items of a list, whose members are columns."""

    pattern: str
    """Pointer pattern of an item in the payload."""
    names: tuple[str, ...]
    """From an item of the level above, or from the payload, to the list."""
    is_list: bool
    """False for the payload itself."""
    schema: Schema
    """Of an item."""
    prefix: str
    """Before the names of its columns; empty for the record."""


def find_levels(contract: Contract, structure: Structure, options: Options) -> list[Level]:
    """The levels from the outermost list to the rows. Raises LookupError where the contract has no such list."""
    if options.rows is None:
        found = [_first(contract, structure)]
        while (inner := _inner(structure, found[-1])) is not None:
            found.append(_below(found[-1], inner))
    else:
        found = _named(structure, options.rows)
    record = len(found) - 1
    if options.lines:
        found.append(_below(found[-1], _lines(contract, structure, found[-1])))
    root = contract.id.rpartition("/")[2]
    return [each._replace(prefix="" if at == record else _name(each, root)) for at, each in enumerate(found)]


def _name(level: Level, root: str) -> str:
    return level.names[-1] if level.names else root


def _first(contract: Contract, structure: Structure) -> Level:
    """The list of a response; the payload itself where there is none."""
    pointer = _records(contract)
    if pointer is None:
        return _payload(structure)
    names, schema = split(pointer), structure.payload
    for name in names:
        schema = structure.follow(schema.get("properties", {}).get(name, {}))
    return Level(f"{pointer}/*", names, True, schema.get("items", {}), "")


def _payload(structure: Structure) -> Level:
    if types_of(structure.payload) == ["array"]:
        return Level("/*", (), True, structure.payload.get("items", {}), "")
    return Level("", (), False, structure.payload, "")


def _records(contract: Contract) -> str | None:
    if contract.direction != "response":
        return None
    module: Any = import_module(f"{PACKAGE}.{contract.api}.operations")
    own = f"{contract.api}/{contract.operation}"
    return next((records_pointer(each) for each in module.OPERATIONS if each.id == own), None)


def _inner(structure: Structure, level: Level) -> ListOfObjects | None:
    """The one list in a record whose items have lists again, as invoices of a bill have lines: these are the records."""
    lists = list(structure.lists(level.schema))
    is_outer = len(lists) == 1 and not structure.is_recursive(lists[0].item)
    return lists[0] if is_outer and any(structure.lists(lists[0].item)) else None


def _below(level: Level, found: ListOfObjects) -> Level:
    return Level(f"{level.pattern}{join(found.names)}/*", found.names, True, found.item, "")


def _lines(contract: Contract, structure: Structure, record: Level) -> ListOfObjects:
    lists = list(structure.lists(record.schema))
    if len(lists) == 1:
        return lists[0]
    if not lists:
        raise LookupError(Message("the records of {id} have no lines: no list of objects", id=contract.id))
    places = ", ".join(record.pattern + join(each.names) for each in lists)
    raise LookupError(Message("the records have several lists: choose one with rows, from {places}", places=places))


def _named(structure: Structure, pattern: str) -> list[Level]:
    """The levels of a pointer pattern of a list. Raises ValueError for what is no pointer."""
    check_pointer(pattern)
    parts = split(pattern.removesuffix("/*"))
    found = [] if parts and types_of(structure.payload) == ["object"] else [_payload(structure)]
    if found and found[0].is_list:
        parts = parts[1:]
    schema, names = (found[-1].schema if found else structure.payload), tuple[str, ...]()
    for part in parts:
        if part == "*" and found and not names:
            continue
        schema, names = structure.follow(schema).get("properties", {}).get(part, {}), (*names, part)
        node = structure.follow(schema)
        if types_of(node) == ["array"]:
            above = found[-1].pattern if found else ""
            schema = node.get("items", {})
            found.append(Level(f"{above}{join(names)}/*", names, True, schema, ""))
            names = ()
    if names or not found:
        raise LookupError(Message("{pointer} is no documented list of objects of this contract", pointer=pattern))
    return found
