"""Documented values in a payload, with their schemas."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from ...validation.contract import Contract
from ...validation.references import followed
from .schemas import tagged

Schema = dict[str, Any]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a payload with its two schemas."""

    path: Path
    value: Any
    documented: Schema
    compatible: Schema


def shuffled_nodes(contract: Contract, value: Any, rng: random.Random) -> list[Node]:
    """All documented values of a payload, in random order."""
    documented, compatible = _schemas(contract)
    definitions = documented.get("$defs", {}), compatible.get("$defs", {})
    if "if" in documented:
        documented = documented["then" if contract.outcome(value) == "success" else "else"]
    nodes = list(_nodes(Node((), value, documented, compatible), definitions))
    rng.shuffle(nodes)
    return nodes


def replace_at(value: Any, path: Path, part: Any) -> Any:
    """Copy of a payload with the value at a path replaced."""
    if not path:
        return part
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replace_at(copy[path[0]], path[1:], part)
    return copy


@cache
def _schemas(contract: Contract) -> tuple[Schema, Schema]:
    return contract.schema("documented"), contract.schema("compatible")


def _nodes(node: Node, definitions: tuple[Schema, Schema]) -> Iterator[Node]:
    both = zip((node.documented, node.compatible), definitions, strict=True)
    node = Node(node.path, node.value, *(followed(schema, own) for schema, own in both))
    yield node
    for one, other in zip(tagged(node.documented), tagged(node.compatible), strict=True):
        tests = one["if"]["properties"].items()
        if isinstance(node.value, dict) and all(node.value.get(tag) in test["enum"] for tag, test in tests):
            part = Node(node.path, node.value, one["then"], other["then"])
            yield from islice(_nodes(part, definitions), 1, None)
            return
    for below in _below(node):
        yield from _nodes(below, definitions)


def _below(node: Node) -> Iterator[Node]:
    """The documented members, items and values of a value."""
    if isinstance(node.value, dict):
        documented, compatible = node.documented.get("properties", {}), node.compatible.get("properties", {})
        for name, part in node.value.items():
            if name in documented and name in compatible:
                yield Node((*node.path, name), part, documented[name], compatible[name])
        values = node.documented.get("additionalProperties")
        if isinstance(values, dict):
            for name, part in node.value.items():
                yield Node((*node.path, name), part, values, node.compatible["additionalProperties"])
    if isinstance(node.value, list) and "items" in node.documented:
        for index, item in enumerate(node.value):
            yield Node((*node.path, index), item, node.documented["items"], node.compatible["items"])
