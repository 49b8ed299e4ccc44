"""Ledger entries: every pointer names a member, and a sample or case shows every effect."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from .. import ir
from ..parse.definition import ApiDefinition
from ..parse.members import members
from ..parse.references import Reference
from ..parse.schema import Schema
from ..parse.vendor_page import Entry
from ..problem import Problem
from .payloads import PayloadReport

_CORRECT = "correct the pointer; `*` stands for every item of a list"
_USUAL = ("request", "response")
"""What every API has, and a message about any payload names."""


def unknown_members(definition: ApiDefinition) -> Iterator[Problem]:
    """Entries about members that the contract does not have."""
    each_member = [pair for exchange in definition.exchanges for pair in members(definition, exchange).items()]
    known = {_of_failure(path): member.schema for path, member in reversed(each_member)}
    for index, entry in enumerate(definition.ledger):
        sides = ("request", "response", "failure", "webhook") if entry.within == "page" else (entry.within,)
        for pointer in entry.pointers:
            paths = [side + _documented(entry, pointer) for side in sides]
            if pointer and known.keys().isdisjoint(paths):
                named = " and no ".join(side for side in sides if side in _USUAL or side == entry.within)
                message = f"{entry.id}: no {named} has the member {pointer}"
                homes = dict.fromkeys(home for path in paths for home in _described_at(known, path))
                remedy = f"for all places of this component write {' or '.join(homes)}" if homes else _CORRECT
                yield definition.ledger_problem(f"/{index}/at", message, remedy)


def _described_at(known: Mapping[str, Schema], path: str) -> Iterator[str]:
    """The pointers of a member where the contract writes its component out, if it is below another place of that one."""
    above, slash, inner = path.rpartition("/")
    while slash and not isinstance(known.get(above), Reference):
        above, slash, more = above.rpartition("/")
        inner = f"{more}/{inner}"
    component = known[above].component if slash else None
    for home, schema in known.items():
        if slash and schema.component == component and schema.properties:
            if f"{home}/{inner}" in known:
                yield f"{home}/{inner}".removeprefix(home.partition("/")[0])
            else:
                yield from _described_at(known, f"{home}/{inner}")


def _of_failure(path: str) -> str:
    """The path of a member in any failure: an entry is about all of them."""
    side, slash, rest = path.partition("/")
    return f"failure{slash}{rest}" if side.startswith("failure-") else path


def _documented(entry: Entry, pointer: str) -> str:
    """The member that the contract must have: the object around it, if the entry is about an undocumented member."""
    is_extra = entry.effect is not None and entry.effect.keyword == "additionalProperties"
    return pointer.rpartition("/")[0] if is_extra else pointer


def unused_effects(
    definition: ApiDefinition, contracts: Iterable[ir.Contract], reports: Iterable[PayloadReport]
) -> Iterator[Problem]:
    """Effects that no payload shows, one pointer and value at a time."""
    shown = {finding.ledger for _, report in reports if report is not None for finding in report.known}
    entries = {entry.id: index for index, entry in enumerate(definition.ledger)}
    by_side = {_side(contract): contract.known for contract in contracts if contract.known}
    effects = {
        f"{side} {number}": effect
        for side in ("response", "failure", "webhook")
        for number, effect in enumerate(by_side.get(side, ()))
    }
    for name, effect in effects.items():
        if name not in shown:
            value = json.dumps(effect["value"], ensure_ascii=False, default=str)
            where = f"{effect['keyword']} {value} at {effect['pointer'] or 'the root'}"
            message = f"no sample and no case shows the effect of {effect['id']} on {where}"
            remedy = "add a case that shows it, or remove it from the effect"
            yield definition.ledger_problem(f"/{entries[effect['id']]}/effect", message, remedy)


def numbered(contracts: Iterable[ir.Contract]) -> Iterator[ir.Contract]:
    """Contracts whose effects have numbers for ids, so that a finding names one effect and not its whole entry."""
    for contract in contracts:
        known = ({**effect, "id": f"{_side(contract)} {number}"} for number, effect in enumerate(contract.known))
        yield replace(contract, known=tuple(known))


def _side(contract: ir.Contract) -> str:
    """`request`, `response`, `failure` or `webhook`; empty for a record."""
    return contract.name.partition(".")[2].partition("-")[0]
