"""Parse YAML strictly, with the line of every value.

A contract needs little of YAML: one document of mappings with string keys, sequences, and scalars by the rules of
YAML 1.2 (`on`, `no` and `2023-04-03` are strings). Anchors, aliases, tags and merge keys are rejected, so there are no
alias bombs. Depth and size are limited while the document is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from ..problem import Problem
from ..runtime.jsontext.pointer import MISSING, join

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 64
MAX_NODES = 200_000


class Limits(NamedTuple):
    """What a file may hold; the defaults are those of a contract."""

    bytes: int = MAX_BYTES
    nodes: int = MAX_NODES
    depth: int = MAX_DEPTH


_CONTRACT = Limits()

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,299})")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_CONSTANTS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True)
class YamlDocument:
    """A YAML file as a value with line numbers; the value of an unreadable file is MISSING."""

    file: Path
    value: Any
    lines: dict[str, int] = field(repr=False)

    def problem(self, pointer: str, message: str, remedy: str) -> Problem:
        """A problem at a pointer, on the line of the nearest parent whose line is known."""
        parent = pointer
        while parent and parent not in self.lines:
            parent = parent.rpartition("/")[0]
        return Problem(self.file, self.lines.get(parent, 1), pointer, message, remedy)


class _Rejected(Exception):
    def __init__(self, line: int, pointer: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.line, self.pointer, self.message, self.remedy = line, pointer, message, remedy


def load(file: Path, limits: Limits = _CONTRACT) -> tuple[YamlDocument, list[Problem]]:
    """Read one YAML file; reading stops at the first problem of the text."""
    try:
        return _compose(file, _text(file, limits.bytes), limits), []
    except _Rejected as rejected:
        problem = Problem(file, rejected.line, rejected.pointer, rejected.message, rejected.remedy)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it can't be parsed"
        problem = Problem(file, mark.line + 1 if mark else 1, "", f"malformed YAML: {reason}", "correct the syntax")
    return YamlDocument(file, MISSING, {}), [problem]


def _text(file: Path, most: int) -> str:
    if file.exists() and not file.is_file():
        raise _Rejected(1, "", "not a regular file", "replace it by a file")
    try:
        with file.open("rb") as stream:
            raw = stream.read(most + 1)
        if len(raw) > most:
            raise _Rejected(1, "", f"the file is larger than {most} bytes", "shorten it")
        text = raw.decode("utf-8")
    except OSError as error:
        raise _Rejected(1, "", f"the file can't be read: {error.strerror}", "provide a readable file") from None
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _Rejected(line, "", f"not UTF-8 at byte {error.start}", "save the file as UTF-8") from None
    if control := yaml.reader.Reader.NON_PRINTABLE.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise _Rejected(line, "", f"control character U+{ord(control[0]):04X}", "remove it")
    return text


@dataclass
class _Container:
    """A mapping or sequence that is being read."""

    value: dict[str, Any] | list[Any]
    pointer: str
    key: str | None = None

    def next_pointer(self) -> str:
        """The pointer of the next member."""
        last = self.key if isinstance(self.value, dict) else len(self.value)
        return self.pointer + join([last if last is not None else ""])


def _compose(file: Path, text: str, limits: Limits) -> YamlDocument:
    lines: dict[str, int] = {"": 1}
    stack: list[_Container] = []
    root: list[Any] = []
    for event in _events(text):
        line = event.start_mark.line + 1
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
            continue
        top = stack[-1] if stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            top.key = _key(event, top, line)
            lines[top.next_pointer()] = line
            continue
        pointer = top.next_pointer() if top else ""
        lines.setdefault(pointer, line)
        value = _value(event)
        _add(top, value, root)
        if isinstance(value, (dict, list)):
            stack.append(_Container(value, pointer))
        _limit(len(stack), len(lines), line, pointer, limits)
    return YamlDocument(file, root[0] if root else None, lines)


def _limit(depth: int, nodes: int, line: int, pointer: str, limits: Limits) -> None:
    if depth > limits.depth:
        raise _Rejected(line, pointer[:200], f"nested deeper than {limits.depth} levels", "simplify the document")
    if nodes > limits.nodes:
        raise _Rejected(line, pointer[:200], f"more than {limits.nodes} values", "simplify the document")


def _add(top: _Container | None, value: Any, root: list[Any]) -> None:
    if top is None:
        root.append(value)
    elif isinstance(top.value, dict):
        top.value[top.key or ""] = value
        top.key = None
    else:
        top.value.append(value)


def _events(text: str) -> Iterator[Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    event: Any
    documents = 0
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            raise _Rejected(line, "", "more than one YAML document", "keep one document per file")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Rejected(line, "", "YAML anchors and aliases are not supported", "write the value out, or use $ref")
        if getattr(event, "tag", None) not in (None, "!"):
            raise _Rejected(line, "", f"the YAML tag {event.tag} is not supported", "remove the tag")
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


def _key(event: Any, parent: _Container, line: int) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise _Rejected(line, parent.pointer, "the key of a mapping is not a scalar", "use a string")
    key: str = event.value
    if key == "<<":
        raise _Rejected(line, parent.pointer, "the YAML merge key << is not supported", "write the members out")
    if key in parent.value:
        raise _Rejected(line, parent.pointer + join([key]), "duplicate key", "keep one")
    return key


def _value(event: Any) -> Any:
    if isinstance(event, yaml.MappingStartEvent):
        return {}
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    text: str = event.value
    if event.style:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    return text


def is_plain_text(text: str) -> bool:
    """Whether text without quotes is read as this text."""
    return text not in _CONSTANTS and not _INTEGER.fullmatch(text) and not _NUMBER.fullmatch(text)


def walk(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value inside a value with its path, parents first."""
    yield path, value
    if isinstance(value, dict):
        for name, member in value.items():
            yield from walk(member, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))
