"""Drift: changes to a valid response that the contract reports but accepts."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Literal

from ...jsontext import pointer
from ...validation.contract import Contract
from .encoding import as_payload
from .nodes import Node, replace_at, shuffled_nodes
from .schemas import type_names

Drift = Literal["new-code", "new-member", "null", "flipped-type", "too-long", "out-of-range", "odd-text"]
"""Each is one change: an undocumented code or member, an undocumented null, a type that the ledger tolerates, a text
longer than documented, a number outside of its limits, a text in another format.
"""
SAMPLE_VALUES: dict[str, Any] = {
    "string": "text",
    "integer": 7,
    "number": Decimal("7.50"),
    "boolean": True,
    "array": [],
    "object": {},
    "null": None,
}


def apply_drift(contract: Contract, value: Any, drift: Drift, rng: random.Random, below: str = "") -> Any:
    """Change a response at or below a pointer so that the contract reports drift and no error.

    Raises LookupError if nothing can change in this way.
    """
    parents = pointer.split(below)
    for node in shuffled_nodes(contract, value, rng):
        if not pointer.matches(parents, node.path[: len(parents)]):
            continue
        for candidate in _CHANGES[drift](node):
            changed = replace_at(value, node.path, candidate)
            report = contract.check(as_payload(changed))
            if report.ok and report.drift:
                return changed
    raise LookupError(f"{contract.id}: drift {drift!r} does not apply to this payload")


def _new_code(node: Node) -> Iterator[Any]:
    if "enum" in node.documented and isinstance(node.value, int):
        yield 1 + max(code for code in node.documented["enum"] if isinstance(code, int))
    if "enum" in node.documented and isinstance(node.value, str):
        yield "NEW"


def _new_member(node: Node) -> Iterator[Any]:
    if isinstance(node.value, dict) and node.documented.get("additionalProperties") is False:
        yield {**node.value, "addedLater": "new"}


def _null(node: Node) -> Iterator[Any]:
    if node.value is not None and "null" in type_names(node.compatible):
        yield None


def _flipped_type(node: Node) -> Iterator[Any]:
    for type_name in type_names(node.compatible):
        if node.value is not None and type_name not in [*type_names(node.documented), "null"]:
            yield str(node.value) if type_name == "string" else SAMPLE_VALUES[type_name]


def _too_long(node: Node) -> Iterator[Any]:
    if isinstance(node.value, str) and "maxLength" in node.documented:
        yield node.value.ljust(node.documented["maxLength"] + 1, "x")


def _out_of_range(node: Node) -> Iterator[Any]:
    if isinstance(node.value, (int, Decimal)) and not isinstance(node.value, bool):
        for word, step in (("minimum", -1), ("maximum", 1)):
            if word in node.documented:
                yield node.documented[word] + step


def _odd_text(node: Node) -> Iterator[Any]:
    if isinstance(node.value, str) and {"format", "pattern"} & node.documented.keys():
        yield "unheard of"


_CHANGES: dict[str, Callable[[Node], Iterator[Any]]] = {
    "new-code": _new_code,
    "new-member": _new_member,
    "null": _null,
    "flipped-type": _flipped_type,
    "too-long": _too_long,
    "out-of-range": _out_of_range,
    "odd-text": _odd_text,
}
