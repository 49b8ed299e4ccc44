"""All changes between two versions of the contracts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import ir
from ..runtime.validation.contract import Contract
from ..verify.payloads import runtime_contracts
from .change import LEVELS, Change
from .payloads import payload_changes
from .surface import surface_changes
from .words import words_changes


def compare(old: Iterable[ir.Api], new: Iterable[ir.Api]) -> list[Change]:
    """All changes, the breaking ones first. Two single APIs are compared whatever their names."""
    before, after = {api.name: api for api in old}, {api.name: api for api in new}
    if len(before) == len(after) == 1:
        before = dict(zip(after, before.values(), strict=True))
    changes = [Change("breaking", name, "", "the API is gone") for name in before if name not in after]
    changes += [Change("added", name, "", "the API is new") for name in after if name not in before]
    for name, api in after.items():
        if name in before and before[name] != api:
            changes += _of_api(before[name], api)
    return sorted(dict.fromkeys(changes), key=lambda change: (LEVELS.index(change.level), change))


def _of_api(old: ir.Api, new: ir.Api) -> Iterator[Change]:
    felt = [*surface_changes(old, new), *_of_payloads(old, new)]
    yield from felt
    places = {(change.where, change.pointer) for change in felt}
    words = [change for change in words_changes(old, new) if (change.where, change.pointer) not in places]
    yield from words
    if not (felt or words):
        yield Change("words", new.name, "", "other words about the API, its operations, codes or samples")


def _of_payloads(old: ir.Api, new: ir.Api) -> Iterator[Change]:
    before, after = runtime_contracts(old.contracts), runtime_contracts(new.contracts)
    for name, contract in after.items():
        if name in before and contract.direction != "record":
            samples = {before[name]: _samples(old, before[name]), contract: _samples(new, contract)}
            yield from payload_changes(before[name], contract, samples)


def _samples(api: ir.Api, contract: Contract) -> list[bytes]:
    name = contract.id.partition("/")[2]
    return [sample.raw for sample in api.samples if f"{sample.operation}.{sample.direction}" == name]
