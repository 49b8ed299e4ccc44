"""Changes of documentation: the texts of members, and the entries of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import ir
from .change import Change


def words_changes(old: ir.Api, new: ir.Api) -> Iterator[Change]:
    """The members and ledger entries that two versions document in other words."""
    before = {contract.name: contract.documentation for contract in old.contracts}
    for contract in new.contracts:
        if "." in contract.name and contract.name in before:  # a record is a part of a response
            yield from _members(contract, before[contract.name].get("members", {}))
    entries, now = _ledger(old), _ledger(new)
    for id in sorted({*entries, *now}):
        if entries.get(id) != now.get(id):
            what = "new" if id not in entries else "changed" if id in now else "gone"
            yield Change("words", new.name, "", f"ledger entry {id} is {what}")


def _members(contract: ir.Contract, before: dict[str, Any]) -> Iterator[Change]:
    for pointer, member in contract.documentation.get("members", {}).items():
        if pointer in before and before[pointer] != member:
            yield Change("words", contract.id, pointer, "documented in other words")


def _ledger(api: ir.Api) -> dict[str, Any]:
    return {id: entry for contract in api.contracts for id, entry in contract.documentation.get("ledger", {}).items()}
