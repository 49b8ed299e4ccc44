"""Templates only place words: what goes into Python is made by a filter here, never by pasting text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .. import ir
from .docstrings import docstring, quoted
from .format import LINE_LENGTH, columns


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


def literal(value: Any, indent: int = 0, before: str = "") -> Source:
    """A Python literal as black lays it out, on a line that is indented and has some text before it.

    Records are calls, with the arguments that differ from their defaults. What is too long for a line gets a line for
    each part, and a comma after the last: black keeps that as it is.
    """
    if isinstance(value, str):
        return Source(_double_quoted(repr(value)))
    if value is None or isinstance(value, (int, bool, Decimal)):
        return Source(repr(value))
    if not isinstance(value, tuple) and not dataclasses.is_dataclass(value):
        raise TypeError(f"no literal for a {type(value).__name__}")
    name, parts = ("", _unnamed(value)) if isinstance(value, tuple) else (type(value).__name__, _named(value))
    comma = "," if not name and len(parts) == 1 else ""
    line = f"{name}({', '.join(label + literal(part) for label, part in parts)}{comma})"
    if "\n" not in line and indent + columns(before + line) < LINE_LENGTH:
        return Source(line)
    margin = " " * (indent + 4)
    rows = (f"{margin}{label}{literal(part, indent + 4, label)},\n" for label, part in parts)
    return Source(f"{name}(\n{''.join(rows)}{' ' * indent})")


def _unnamed(values: tuple[Any, ...]) -> list[tuple[str, Any]]:
    return [("", value) for value in values]


def _named(record: Any) -> list[tuple[str, Any]]:
    fields = [(field, getattr(record, field.name)) for field in dataclasses.fields(record)]
    return [(f"{field.name}=", value) for field, value in fields if value != field.default]


def base(kind: str) -> str:
    """The class that a code list extends."""
    return {"int": "OpenIntEnum", "str": "OpenStrEnum"}[kind]


def types(kinds: Sequence[ir.Type]) -> str:
    """The types of a member as a reader of the code sees them."""
    return " | ".join(f"list[{types(kind.items)}]" if isinstance(kind, ir.ListOf) else kind.name for kind in kinds)


def _double_quoted(text: str) -> str:
    return f'"{text[1:-1]}"' if '"' not in text else text


def imports(names: Sequence[str], module: str, indent: int = 0) -> Source:
    """An import statement as black lays it out, at an indentation."""
    line = f"from {module} import {', '.join(map(identifier, names))}"
    if indent + columns(line) <= LINE_LENGTH:
        return Source(line)
    margin = " " * indent
    rows = "".join(f"{margin}    {identifier(name)},\n" for name in names)
    return Source(f"from {module} import (\n{rows}{margin})")


def names(values: Sequence[str]) -> Source:
    """A list of strings as black lays it out."""
    line = f"[{', '.join(map(literal, values))}]"
    if columns(f"__all__ = {line}") <= LINE_LENGTH:
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


def words(value: ir.Text, indent: int = 0) -> Source:
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
    types=types,
    imports=imports,
    names=names,
    records=records,
    tuple=tuple,
)


def render(template: str, **values: Any) -> str:
    """One file from its template."""
    return _environment.get_template(template).render(**values)
