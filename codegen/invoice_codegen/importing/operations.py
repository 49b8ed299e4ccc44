"""The operations of a document, and which of them are chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import naming
from ..parse.resolve import METHODS
from ..runtime.jsontext.pointer import join
from .document import WEBHOOKS, Document, Node
from .words import numbered, pascal

_ALL_METHODS = (*METHODS, "head", "options", "trace")


@dataclass(frozen=True)
class Operation:
    """An operation or a webhook of the document, with the name that it has in the contract."""

    id: str
    path: str
    """Of a webhook its name in the document."""
    method: str
    node: Node
    item: Node
    """The path item around it."""
    section: str = "paths"

    @property
    def is_webhook(self) -> bool:
        """Whether the vendor sends it."""
        return self.section != "paths"

    @property
    def pointer(self) -> str:
        """Its place in the document, references to path items not followed."""
        return join([self.section, self.path, self.method])

    @property
    def place(self) -> str:
        """Method and path for a report; for a webhook its name."""
        if self.is_webhook:
            return f"webhook {self.path}" + (f" ({self.method.upper()})" if self.method != "post" else "")
        return f"{self.method.upper()} {self.path}"

    @property
    def wire_id(self) -> str:
        """The operationId of the document."""
        return self.node.text("operationId")

    @property
    def names(self) -> set[str]:
        """What it is called: in the contract, in the document, and a webhook by its key."""
        return {self.id, self.wire_id, *([self.path] if self.is_webhook else [])}

    @property
    def tags(self) -> list[str]:
        """The tags."""
        tags = self.node.value.get("tags")
        return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def operations(document: Document) -> list[Operation]:
    """All operations and webhooks in the order of the document, each with a name of its own."""
    taken: set[str] = set()
    found = []
    for section, path, method, node, item in _all(document):
        other = path if section != "paths" else f"{method} {path}"
        base = pascal(node.text("operationId")) or pascal(other) or "Call"
        choices = numbered(base, f"{base}Operation")
        name = next(name for name in choices if naming.is_operation(name) and naming.method_name(name) not in taken)
        taken.add(naming.method_name(name))
        found.append(Operation(name, path, method, node, item, section))
    return found


def _all(document: Document) -> Iterator[tuple[str, str, str, Node, Node]]:
    webhooks: set[str] = set()
    for section in ("paths", *WEBHOOKS):
        for path, written in document.root.child(section).items():
            item = document.follow(written) if path not in webhooks else None
            webhooks.update([path] if section != "paths" else [])
            for method in _ALL_METHODS:
                node = item.child(method) if item and isinstance(item.value, dict) and method in item.value else None
                if item and node and isinstance(node.value, dict):
                    yield section, path, method, node, item


def chosen(
    found: Iterable[Operation], names: Iterable[str], tags: Iterable[str], paths: Iterable[str]
) -> tuple[list[Operation], list[str]]:
    """The operations that were asked for, and what was asked for in vain."""
    all_of_them = list(found)
    asked: dict[str, list[Operation]] = {}
    for name in names:
        asked[f"--operations {name}"] = [one for one in all_of_them if name in one.names]
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
