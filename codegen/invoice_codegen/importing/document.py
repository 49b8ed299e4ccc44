"""Read a vendor's OpenAPI document safely, and follow its references.

JSON and YAML, one file or several in one folder. A reference leads to a file inside the folder of the document or
nowhere; no address is fetched. Size, depth and number of values are limited; YAML has no aliases, so there are no bombs.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from ..parse.load import Limits, load
from ..problem import ContractError, Problem
from ..runtime import jsontext
from ..runtime.jsontext.pointer import MISSING, find, join

LIMITS = Limits(bytes=24 * 1024 * 1024, nodes=2_000_000, depth=100)
MAX_FILES = 50
WEBHOOKS = ("webhooks", "x-webhooks")
"""Where a document has webhooks; the second word stands in documents of OpenAPI 3.0."""
MAX_STEPS = 50
"""References that lead to a reference."""


class Node(NamedTuple):
    """A value of the document with its place."""

    file: str
    pointer: str
    value: Any

    @property
    def place(self) -> str:
        """The place for a report."""
        return f"{self.file}#{self.pointer}" if self.file else self.pointer or "/"

    def child(self, *names: str | int) -> Node:
        """A value inside; MISSING if there is none."""
        value = self.value
        for name in names:
            if isinstance(value, list) and isinstance(name, int) and name < len(value):
                value = value[name]
            else:
                value = value.get(name, MISSING) if isinstance(value, dict) else MISSING
        return Node(self.file, self.pointer + join(names), value)

    def items(self) -> list[tuple[str, Node]]:
        """The members of an object, none of any other value."""
        return [(name, self.child(name)) for name in self.value] if isinstance(self.value, dict) else []

    def list(self) -> list[Node]:
        """The items of a list, none of any other value."""
        return [self.child(index) for index in range(len(self.value))] if isinstance(self.value, list) else []

    def text(self, name: str) -> str:
        """A member that is text, else nothing."""
        value = self.value.get(name) if isinstance(self.value, dict) else None
        return value if isinstance(value, str) else ""


@dataclass
class Document:
    """A document that was read; other files of its folder are read when a reference leads there."""

    path: Path
    value: Any
    files: dict[str, bytes]
    """The bytes of each file that was read, by its path in the folder."""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def root(self) -> Node:
        """The whole document."""
        return Node("", "", self.value)

    @property
    def is_30(self) -> bool:
        """Whether this is OpenAPI 3.0."""
        return str(self.value.get("openapi")).startswith("3.0")

    def follow(self, node: Node) -> Node | None:
        """The value that a reference leads to, over further references; None if it leads nowhere."""
        for _ in range(MAX_STEPS):
            if not isinstance(node.value, dict) or not isinstance(node.value.get("$ref"), str):
                return node
            target = self.target(node)
            if target is None:
                return None
            node = target
        return None

    def target(self, node: Node) -> Node | None:
        """The value that the reference of a node leads to; None if there is none in this folder."""
        file, _, pointer = node.value["$ref"].partition("#")
        pointer = unquote(pointer)
        if pointer and not pointer.startswith("/"):
            return None
        name = self._name(node.file, unquote(file)) if file else node.file
        if name is None:
            return None
        value = find(self.value if not name else self._read(name), pointer)
        return None if value is MISSING else Node(name, pointer, value)

    def _name(self, base: str, file: str) -> str | None:
        """The path of a file inside the folder; "" is the document, None is no file there."""
        if ":" in file or "\\" in file or "\0" in file or file.startswith("/"):
            return None
        name = os.path.normpath(os.path.join(os.path.dirname(base), file)).replace(os.sep, "/")
        if name.startswith("..") or any(part.startswith(".") for part in name.split("/")):
            return None
        return "" if name == self.path.name else name

    def _read(self, name: str) -> Any:
        if name not in self.values:
            self.values[name] = MISSING
            folder, path = self.path.parent.resolve(), (self.path.parent / name)
            if len(self.files) < MAX_FILES and path.is_file() and path.resolve().is_relative_to(folder):
                raw, value = read(path)
                self.files[name], self.values[name] = raw, value
        return self.values[name]


def open_document(path: Path) -> Document:
    """Read an OpenAPI document. Raises ContractError."""
    raw, value = read(path)
    version = str(value.get("openapi", "")) if isinstance(value, dict) else ""
    has_calls = isinstance(value, dict) and any(isinstance(value.get(word), dict) for word in ("paths", *WEBHOOKS))
    if not version.startswith(("3.0", "3.1")) or not has_calls:
        found = f"openapi: {version}" if version else "no `openapi`"
        if isinstance(value, dict) and "swagger" in value:
            found = f"swagger: {value['swagger']}"
        remedy = "give a document of OpenAPI 3.0 or 3.1; a converter makes one of Swagger 2.0"
        raise ContractError(
            [Problem(path, 1, "", f"not a document of OpenAPI 3.0 or 3.1 with paths or webhooks ({found})", remedy)]
        )
    return Document(path, value, {path.name: raw})


def read(path: Path) -> tuple[bytes, Any]:
    """The bytes and the value of a file, JSON or YAML. Raises ContractError."""
    if not path.is_file():
        raise ContractError([Problem(path, 1, "", "not a file", "give the vendor's OpenAPI document")])
    with path.open("rb") as stream:
        raw = stream.read(LIMITS.bytes + 1)
    if len(raw) > LIMITS.bytes:
        raise ContractError([Problem(path, 1, "", f"the file is larger than {LIMITS.bytes} bytes", "shorten it")])
    if raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        try:
            return raw, jsontext.read(raw.removeprefix(b"\xef\xbb\xbf"))
        except jsontext.Unreadable as error:
            raise ContractError([Problem(path, 1, "", str(error), "correct the text")]) from None
    document, problems = load(path, LIMITS)
    if problems:
        raise ContractError(problems)
    return raw, document.value
