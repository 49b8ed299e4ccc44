"""The operations of a document, and which of them are chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import naming
from ..parse.resolve import METHODS
from .document import Document, Node
from .words import numbered, pascal

_ALL_METHODS = (*METHODS, "head", "options", "trace")


@dataclass(frozen=True)
class Operation:
    """An operation of the document, with the name that it has in the contract."""

    id: str
    path: str
    method: str
    node: Node
    item: Node
    """The path item around it."""

    @property
    def wire_id(self) -> str:
        """The operationId of the document."""
        return self.node.text("operationId")

    @property
    def tags(self) -> list[str]:
        """The tags."""
        tags = self.node.value.get("tags")
        return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def operations(document: Document) -> list[Operation]:
    """All operations in the order of the document, each with a name of its own."""
    taken: set[str] = set()
    found = []
    for path, method, node, item in _all(document):
        base = pascal(node.text("operationId")) or pascal(f"{method} {path}") or "Call"
        choices = numbered(base, f"{base}Operation")
        name = next(name for name in choices if naming.is_operation(name) and naming.method_name(name) not in taken)
        taken.add(naming.method_name(name))
        found.append(Operation(name, path, method, node, item))
    return found


def _all(document: Document) -> Iterator[tuple[str, str, Node, Node]]:
    for path, written in document.root.child("paths").items():
        item = document.follow(written)
        for method in _ALL_METHODS:
            node = item.child(method) if item and isinstance(item.value, dict) and method in item.value else None
            if item and node and isinstance(node.value, dict):
                yield path, method, node, item


def chosen(
    found: Iterable[Operation], names: Iterable[str], tags: Iterable[str], paths: Iterable[str]
) -> tuple[list[Operation], list[str]]:
    """The operations that were asked for, and what was asked for in vain."""
    all_of_them = list(found)
    asked: dict[str, list[Operation]] = {}
    for name in names:
        asked[f"--operations {name}"] = [one for one in all_of_them if name in (one.id, one.wire_id)]
    for tag in tags:
        asked[f"--tag {tag}"] = [one for one in all_of_them if tag in one.tags]
    for path in paths:
        glob = _glob(path)
        asked[f"--path {path}"] = [one for one in all_of_them if glob.fullmatch(one.path)]
    picked = {one.id for some in asked.values() for one in some}
    return [one for one in all_of_them if one.id in picked], [what for what, some in asked.items() if not some]


def _glob(path: str) -> re.Pattern[str]:
    """`*` stands for any characters of one segment, `**` for any."""
    parts = re.split(r"(\*\*|\*)", path)
    return re.compile("".join({"**": ".*", "*": "[^/]*"}.get(part, re.escape(part)) for part in parts))
