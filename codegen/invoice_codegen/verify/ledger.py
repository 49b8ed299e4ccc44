"""Ledger entries: every pointer names a member, and a sample or case shows every effect."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .. import ir
from ..parse.definition import ApiDefinition
from ..parse.members import members
from ..parse.vendor_page import Entry
from ..problem import Problem
from .payloads import PayloadReport

_USUAL = ("request", "response")
"""What every API has, and a message about any payload names."""


def unknown_members(definition: ApiDefinition) -> Iterator[Problem]:
    """Entries about members that the contract does not have."""
    known = {path for each in definition.exchanges for path in map(_of_failure, members(definition, each))}
    for index, entry in enumerate(definition.ledger):
        sides = ("request", "response", "failure", "webhook") if entry.within == "page" else (entry.within,)
        for pointer in entry.pointers:
            if pointer and known.isdisjoint(side + _documented(entry, pointer) for side in sides):
                named = " and no ".join(side for side in sides if side in _USUAL or side == entry.within)
                message = f"{entry.id}: no {named} has the member {pointer}"
                remedy = "correct the pointer; `*` stands for every item of a list"
                yield definition.ledger_problem(f"/{index}/at", message, remedy)


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
