"""Templates only place words: what goes into Python is made by a filter here, never by pasting text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .. import ir
from ..format import LINE_LENGTH
from .docstrings import docstring, quoted


class Source(str):
    """Text that is safe to place: it came out of a filter."""


def _finalize(value: Any) -> Any:
    if not isinstance(value, (Source, int)):
        raise TypeError(f"a template places a bare {type(value).__name__}: use a filter")
    return value


def identifier(name: str) -> Source:
    """A name, checked once more."""
    if not (name.isascii() and name.isidentifier()):
        raise ValueError(f"{name!r} is not an identifier")
    return Source(name)


def literal(value: Any) -> Source:
    """A Python literal; records as calls, with the arguments that differ from their defaults."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [(field, getattr(value, field.name)) for field in dataclasses.fields(value)]
        given = (f"{field.name}={literal(part)}" for field, part in fields if part != field.default)
        return Source(f"{type(value).__name__}({', '.join(given)})")
    if isinstance(value, tuple):
        return Source(f"({', '.join(literal(part) for part in value)}{',' if len(value) == 1 else ''})")
    if isinstance(value, str):
        return Source(_double_quoted(repr(value)))
    if value is None or isinstance(value, (int, bool, Decimal)):
        return Source(repr(value))
    raise TypeError(f"no literal for a {type(value).__name__}")


def base(kind: str) -> str:
    """The class that a code list extends."""
    return {"int": "OpenIntEnum", "str": "OpenStrEnum"}[kind]


def _double_quoted(text: str) -> str:
    return f'"{text[1:-1]}"' if '"' not in text else text


def imports(names: Sequence[str], module: str) -> Source:
    """An import statement as black lays it out."""
    line = f"from {module} import {', '.join(map(identifier, names))}"
    if len(line) <= LINE_LENGTH:
        return Source(line)
    return Source(f"from {module} import (\n" + "".join(f"    {identifier(name)},\n" for name in names) + ")")


def names(values: Sequence[str]) -> Source:
    """A list of strings as black lays it out."""
    line = f"[{', '.join(map(literal, values))}]"
    if len(line) + len("__all__ = ") <= LINE_LENGTH:
        return Source(line)
    return Source("[\n" + "".join(f"    {literal(value)},\n" for value in values) + "]")


def records(value: Any) -> list[str]:
    """The classes of the records that a literal of `value` calls, sorted."""
    return sorted(set(_records(value)))


def _records(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for part in value:
            yield from _records(part)
    elif dataclasses.is_dataclass(value):
        yield type(value).__name__
        yield from _records(tuple(getattr(value, field.name) for field in dataclasses.fields(value)))


def words(value: ir.Words, indent: int = 0) -> Source:
    """A docstring from words in two languages."""
    return Source(docstring(value, indent))


def text(value: str, indent: int = 0) -> Source:
    """A docstring from one text."""
    return Source(quoted(value, indent))


def markdown(value: str) -> Source:
    """Text for a Markdown table cell or paragraph: on one line, with nothing that means markup."""
    for char in "\\`*_{}[]<>|#":
        value = (
            value.replace(char, f"\\{char}")
            if char not in "<>"
            else value.replace(char, {"<": "&lt;", ">": "&gt;"}[char])
        )
    return Source(" ".join(value.split()))


def code(value: str) -> Source:
    """Text as inline code of Markdown."""
    return Source("`" + value.replace("`", "'").replace("|", "\\|").replace("\n", " ") + "`")


_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=StrictUndefined,
    finalize=_finalize,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,
)
_environment.filters.update(
    identifier=identifier,
    literal=literal,
    words=words,
    text=text,
    markdown=markdown,
    code=code,
    base=base,
    imports=imports,
    names=names,
    records=records,
)


def render(template: str, **values: Any) -> str:
    """One file from its template."""
    return _environment.get_template(template).render(**values)
