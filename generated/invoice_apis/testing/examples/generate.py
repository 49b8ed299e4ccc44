"""Generate payloads from a contract.

The same contract and seed give the same payload on every machine. Texts look realistic and belong to nobody.
"""

from __future__ import annotations

import random
from typing import Any

from ...jsontext import pointer
from ...validation.contract import Contract
from ...validation.periods import in_order
from ...validation.report import Outcome
from .schemas import outcome_schemas, set_member
from .values import generate, unique

MAX_ATTEMPTS = 200


def example(contract: Contract, seed: int | str, outcome: Outcome | None = None, required_only: bool = False) -> Any:
    """Generate a logical payload without findings, optionally with required members only.

    Raises LookupError if the contract does not have this outcome.
    """
    rng, outcome = random.Random(f"{contract.id} {seed}"), outcome or usual_outcome(contract)
    schemas = outcome_schemas(contract, outcome)
    for attempt in range(MAX_ATTEMPTS):
        value = generate(schemas[attempt % len(schemas)], "", rng, required_only)
        value = in_order(contract.rules.get("periods", ()), value)
        if not contract.has_outcome or contract.outcome(value) == outcome:
            return value
    raise LookupError(f"{contract.id} can't generate a {outcome}")


def usual_outcome(contract: Contract) -> Outcome:
    """The outcome of the payloads that a contract is mainly for."""
    return "failure" if contract.direction == "failure" else "success"


def member(contract: Contract, place: str, seed: int) -> Any:
    """Generate the member at a pointer, which may be a list."""
    rng = random.Random(f"{contract.id} {place} {seed}")
    path = pointer.split(place)
    value = set_member({}, path, generate(_success_schema(contract, place), path[-1], rng))
    return pointer.get(in_order(contract.rules.get("periods", ()), value), place)


def record(contract: Contract, place: str, number: int, seed: int, key: str | None = None) -> Any:
    """Generate one item of the list at a pointer. Its member at `key` is unique for the number."""
    rng = random.Random(f"{contract.id} {place} {number} {seed}")
    schema = _success_schema(contract, place).get("items", {})
    value = generate(schema, "", rng)
    if key is None:
        return value
    name = pointer.split(key)[-1]
    return set_member(value, pointer.split(key), unique(_subschema(schema, key), name, number))


def _success_schema(contract: Contract, place: str) -> dict[str, Any]:
    return _subschema(outcome_schemas(contract, "success")[0], place)


def _subschema(schema: dict[str, Any], place: str) -> dict[str, Any]:
    for name in pointer.split(place):
        schema = schema["properties"][name]
    return schema
