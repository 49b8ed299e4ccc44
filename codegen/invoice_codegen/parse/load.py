"""Text to values: YAML read strictly, with the line of every member kept.

Contracts need little of YAML, and only that little is read: one document of mappings with text keys, sequences and
JSON scalars (YAML 1.2 rules, so `on`, `no` and `2023-04-03` are text). Anchors, aliases, tags and merge keys are
refused, which also rules out alias bombs; depth and size are bounded before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from ..problem import ContractError, Problem
from ..runtime.jsontext.pointer import join

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 64
MAX_NODES = 200_000

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,299})")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True)
class Document:
    """A YAML file as a value, with the line of each place."""

    file: Path
    value: Any
    lines: dict[str, int] = field(repr=False)

    def problem(self, pointer: str, message: str, remedy: str) -> Problem:
        """A problem at a pointer, or at the nearest parent whose line is known."""
        place = pointer
        while place and place not in self.lines:
            place = place.rpartition("/")[0]
        return Problem(self.file, self.lines.get(place, 1), pointer, message, remedy)


class _Refused(Exception):
    def __init__(self, line: int, pointer: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.line, self.pointer, self.message, self.remedy = line, pointer, message, remedy


def load(file: Path) -> Document:
    """Read one YAML file. Raises ContractError with the first problem of the text."""
    try:
        return _compose(file, _text(file))
    except _Refused as refused:
        raise ContractError([Problem(file, refused.line, refused.pointer, refused.message, refused.remedy)]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = getattr(error, "problem", None) or getattr(error, "reason", None) or "it can't be parsed"
        line = mark.line + 1 if mark else 1
        raise ContractError([Problem(file, line, "", f"malformed YAML: {message}", "correct the text")]) from None


def _text(file: Path) -> str:
    if file.exists() and not file.is_file():
        raise _Refused(1, "", "not a regular file", "provide the file")
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise _Refused(1, "", f"the file is larger than {MAX_BYTES} bytes", "split or shorten it")
        text = raw.decode("utf-8")
    except OSError as error:
        raise _Refused(1, "", f"the file can't be read: {error.strerror}", "provide the file") from None
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _Refused(line, "", f"not UTF-8 at byte {error.start}", "save the file as UTF-8") from None
    if control := yaml.reader.Reader.NON_PRINTABLE.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise _Refused(line, "", f"the control character U+{ord(control[0]):04X}", "remove it")
    return text


@dataclass
class _Open:
    """A mapping or sequence whose end has not come yet."""

    value: dict[str, Any] | list[Any]
    pointer: str
    key: str | None = None

    def place(self) -> str:
        """The pointer of the next member."""
        last = self.key if isinstance(self.value, dict) else len(self.value)
        return self.pointer + join([last if last is not None else ""])


def _compose(file: Path, text: str) -> Document:
    lines: dict[str, int] = {"": 1}
    stack: list[_Open] = []
    root: list[Any] = []
    for event in _events(text):
        line = event.start_mark.line + 1
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
            continue
        top = stack[-1] if stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            top.key = _key(event, top, line)
            lines[top.place()] = line
            continue
        place = top.place() if top else ""
        lines.setdefault(place, line)
        value = _value(event, line, place)
        _add(top, value, root)
        if isinstance(value, (dict, list)):
            stack.append(_Open(value, place))
        if len(stack) > MAX_DEPTH or len(lines) > MAX_NODES:
            what = (
                f"nested deeper than {MAX_DEPTH} levels" if len(stack) > MAX_DEPTH else f"more than {MAX_NODES} values"
            )
            raise _Refused(line, place[:200], what, "make the document simpler")
    return Document(file, root[0] if root else None, lines)


def _add(top: _Open | None, value: Any, root: list[Any]) -> None:
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
            raise _Refused(line, "", "more than one YAML document", "keep one document per file")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(line, "", "YAML anchors and aliases are not read", "write the value out, or use $ref")
        if getattr(event, "tag", None) not in (None, "!"):
            raise _Refused(line, "", f"the YAML tag {event.tag} is not read", "remove the tag")
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


def _key(event: Any, parent: _Open, line: int) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise _Refused(line, parent.pointer, "a mapping key is not a scalar", "use text as the key")
    key: str = event.value
    if key == "<<":
        raise _Refused(line, parent.pointer, "the YAML merge key << is not read", "write the members out")
    if key in parent.value:
        raise _Refused(line, parent.pointer + join([key]), "the key stands twice in its mapping", "keep one of them")
    return key


def _value(event: Any, line: int, place: str) -> Any:
    if isinstance(event, yaml.MappingStartEvent):
        return {}
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    text: str = event.value
    if event.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    return text


def walk(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value of a document with its path, parents first."""
    yield path, value
    if isinstance(value, dict):
        for name, member in value.items():
            yield from walk(member, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))
