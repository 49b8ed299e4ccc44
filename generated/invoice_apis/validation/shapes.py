"""Shapes in which a payload comes that is not the whole payload of its contract: wrapped, in part, renamed.

Each proposal is validated before it becomes a hint.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ..i18n.message import Message
from ..jsontext.pointer import join, split
from .contract import Contract, contracts
from .decoding import Decoded
from .detection import MIN_RECOGNISED, documented_members, fit, rank_contracts
from .malformed import diagnose_string
from .messages import MAX_LENGTH, render_value
from .separation import ARRAY

_SNAKE = re.compile("[a-z0-9]+(_[a-z0-9]+)*")
MIN_RENAMED = 2
"""Names in snake_case by which a dump is recognised that has no error."""
MAX_DEPTH = 2
"""Objects around the payload."""
MAX_CANDIDATES = 50
"""Parts of a payload that are validated in its place."""


def records_of(contract: Contract) -> list[Contract]:
    """The contracts of the records of an API, but for the contract itself."""
    return [
        other
        for other in contracts()
        if other.direction == "record" and other.api == contract.api and other.id != contract.id
    ]


def of_other_contract(contract: Contract, payload: Decoded, others: list[Contract]) -> Message | None:
    """The payload of another contract."""
    best = next((fit for fit in rank_contracts(payload, others) if fit.is_sure), None)
    if best is None:
        return None
    call, _, direction = best.contract.rpartition(".")
    if call and call == contract.id.rpartition(".")[0]:
        return Message(
            "this is the {direction} of the call: it fits {id}", direction=Message(direction), id=best.contract
        )
    return Message("this belongs to another contract: it fits {id}", id=best.contract)


def wrapped(contract: Contract, value: Any, at: str | None = None) -> Message | None:
    """The payload inside of other objects. `at` is the place of the value in its row; None where there are no rows."""
    for place, nested in islice(nested_values(value), MAX_CANDIDATES):
        text = diagnose_string(nested) if isinstance(nested, str) else None
        if not _is_sure(contract, text.value if text else nested):
            continue
        shown, option = render_value(place), None if at is None else at_option(at + place, nested)
        if option is not None:
            return Message("the value at {place} is valid: add {option}", place=shown, option=option)
        if text is None:
            return Message("the value at {place} is valid: pass only that value", place=shown)
        return Message("the text at {place} is valid once decoded: pass the decoded value", place=shown)
    return None


def at_option(place: str, value: Any) -> str | None:
    """The option that finds a value of rows; None where the option does not open the value, or is too long to show."""
    if len(place) > MAX_LENGTH or (isinstance(value, str) and not value.lstrip().startswith(("{", "[", '"'))):
        return None
    return f"`--at {shlex.quote(place)}`"


def several(contract: Contract, value: Any) -> Message | None:
    """A list of payloads."""
    return ARRAY if isinstance(value, list) and len(value) > 1 and _is_sure(contract, value[0]) else None


def in_snake_case(contract: Contract, value: Any) -> Message | None:
    """The payload, or a part of it, with the names that Python code gives to members."""
    names = {normalize(name): name for place in contract.documentation.members for name in split(place)[-1:]}
    renamed: dict[str, str] = {}

    def rename(part: Any) -> Any:
        if isinstance(part, list):
            return [rename(item) for item in part]
        if not isinstance(part, dict):
            return part
        close = {name: names.get(normalize(name), name) if _SNAKE.fullmatch(name) else name for name in part}
        renamed.update({name: own for name, own in close.items() if own != name})
        return {close[name]: rename(member) for name, member in part.items()}

    proposal = rename(value)
    longer = [name for name in renamed if "_" in name]
    if not longer or not (_is_sure(contract, proposal) or part(contract, proposal)):
        return None
    name, close = longer[0], renamed[longer[0]]
    return Message(
        "the names are in snake_case, as SDKs have them: pass the JSON text of the reply, in which {name} is {close}",
        name=render_value(name),
        close=render_value(close),
    )


def is_mostly_snake_case(contract: Contract, value: Any) -> bool:
    """Whether most names of several words are not documented, but are in camelCase."""
    known = {
        (place.rpartition("/")[0], normalize(split(place)[-1])) for place in contract.documentation.members if place
    }
    renamed = kept = 0
    for place, is_documented in dict(documented_members(value, contract.documentation)).items():
        name = split(place)[-1]
        if is_documented:
            kept += normalize(name) != name
        elif "_" in name and _SNAKE.fullmatch(name):
            renamed += (place.rpartition("/")[0], normalize(name)) in known
    return renamed >= MIN_RENAMED and renamed > kept


def callback(contract: Contract, value: Any) -> Message | None:
    """Records of the contract in another envelope."""
    for place, nested in islice(nested_values(value), MAX_CANDIDATES):
        found = diagnose_string(nested) if isinstance(nested, str) else None
        records = found.value if found else nested
        for record in records[:1] if isinstance(records, list) else [records]:
            if isinstance(record, dict) and (below := _part_place(contract, record)):
                return Message(
                    "this is no {direction} of the call: the value at {place} is like {below}, as in a callback",
                    direction=Message(contract.direction),
                    place=render_value(place),
                    below=render_value(below),
                )
    return None


def _is_sure(contract: Contract, value: Any) -> bool:
    found = fit(contract, contract.decode(value))
    return found is not None and found.is_sure


def nested_values(value: Any, place: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Values in objects, and the item of a list with one item; outer ones first."""
    members = value if isinstance(value, dict) else {}
    if isinstance(value, list) and len(value) == 1:
        members = {"0": value[0]}
    nested = [
        (place + join([name]), member) for name, member in members.items() if isinstance(member, (dict, list, str))
    ]
    yield from nested
    for below, member in nested if depth + 1 < MAX_DEPTH else ():
        yield from nested_values(member, below, depth + 1)


def part(contract: Contract, value: Any) -> Message | None:
    """A part of the payload alone."""
    best = _part_place(contract, value)
    if not best:
        return None
    *above, last = split(best)
    if last == "*" and not above:
        return Message("the payload is a single object: put it into a list")
    if last == "*":
        place = render_value(join(above))
        record = next((found for found in rank_contracts(value, records_of(contract)) if found.is_sure), None)
        if record is None:
            return Message("this is only one item of {place}: pass the whole payload", place=place)
        return Message(
            "this is only one item of {place}: pass the whole payload, or validate it by {id}",
            place=place,
            id=record.contract,
        )
    return Message("this is only the value of {place}: pass the whole payload", place=render_value(best))


def _part_place(contract: Contract, value: Any) -> str:
    """The place at which most members of a value are documented; empty where it does not fit there."""
    kind = "array" if isinstance(value, list) else "object"
    known: dict[str, int] = {}
    for place, member in contract.documentation.members.items():
        seen = dict(documented_members(value, contract.documentation, place))
        if kind in member.types and len(seen) <= 2 * sum(seen.values()):
            known[place] = sum(seen.values())
    best = max(known, key=lambda place: known[place], default="")
    if not best or known[best] < MIN_RECOGNISED or known[best] <= known.get("", 0):
        return ""
    parts = split(best)
    nested = join("0" if part == "*" else part for part in parts)
    errors = contract.check(_wrap(parts, value)).errors
    return "" if any(f"{error.pointer}/".startswith(f"{nested}/") for error in errors) else best


def _wrap(parts: tuple[str, ...], value: Any) -> Any:
    for part in reversed(parts):
        value = [value] if part == "*" else {part: value}
    return value


def normalize(name: str) -> str:
    """A name without the differences of `camelCase`, `snake_case` and `kebab-case`."""
    return name.replace("_", "").replace("-", "").lower()
