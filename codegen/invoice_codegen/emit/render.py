"""Templates place `Markup` and integers only; a filter makes every piece of Python or Markdown from a contract's text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from rich.cells import cell_len

from ..package_name import DEFAULT, PackageName
from .docstrings import docstring
from .format import LINE_LENGTH
from .markdown import code, markdown
from .markup import Markup

TEMPLATES = Path(__file__).parent / "templates"


def _finalize(value: Any) -> Any:
    if not isinstance(value, (Markup, int)):
        raise TypeError(f"a template places a bare {type(value).__name__}: use a filter")
    return value


def identifier(name: str) -> Markup:
    """A Python identifier. Raises ValueError for anything else."""
    if not (name.isascii() and name.isidentifier()):
        raise ValueError(f"{name!r} is not an identifier")
    return Markup(name)


def literal(value: Any, indent: int = 0, before: str = "") -> Markup:
    """A Python literal in black's layout, after `before` on a line with an indentation.

    A record becomes a call with the arguments that differ from their defaults. A literal that is too long for its line
    gets one line for each part and a trailing comma, which black keeps.
    """
    if isinstance(value, str):
        return Markup(_double_quoted(repr(value)))
    if value is None or isinstance(value, (int, bool, Decimal)):
        return Markup(repr(value))
    if not isinstance(value, tuple) and not dataclasses.is_dataclass(value):
        raise TypeError(f"no literal for a {type(value).__name__}")
    name, parts = ("", _unnamed(value)) if isinstance(value, tuple) else (type(value).__name__, _named(value))
    comma = "," if not name and len(parts) == 1 else ""
    line = f"{name}({', '.join(label + literal(part) for label, part in parts)}{comma})"
    if "\n" not in line and indent + cell_len(before + line) < LINE_LENGTH:
        return Markup(line)
    margin = " " * (indent + 4)
    rows = (f"{margin}{label}{literal(part, indent + 4, label)},\n" for label, part in parts)
    return Markup(f"{name}(\n{''.join(rows)}{' ' * indent})")


def _unnamed(values: tuple[Any, ...]) -> list[tuple[str, Any]]:
    return [("", value) for value in values]


def _named(record: Any) -> list[tuple[str, Any]]:
    fields = [(field, getattr(record, field.name)) for field in dataclasses.fields(record)]
    return [(f"{field.name}=", value) for field, value in fields if value != field.default]


def _double_quoted(text: str) -> str:
    return f'"{text[1:-1]}"' if '"' not in text else text


def imports(names: Sequence[str], module: str, indent: int = 0) -> Markup:
    """An import statement in black's layout."""
    line = f"from {module} import {', '.join(map(identifier, names))}"
    if indent + cell_len(line) <= LINE_LENGTH:
        return Markup(line)
    margin = " " * indent
    rows = "".join(f"{margin}    {identifier(name)},\n" for name in names)
    return Markup(f"from {module} import (\n{rows}{margin})")


def names(values: Sequence[str]) -> Markup:
    """A list of strings in black's layout."""
    line = f"[{', '.join(map(literal, values))}]"
    if cell_len(f"__all__ = {line}") <= LINE_LENGTH:
        return Markup(line)
    return Markup("[\n" + "".join(f"    {literal(value)},\n" for value in values) + "]")


def records(value: Any) -> list[str]:
    """The sorted class names of all records in a value."""
    return sorted(set(_records(value)))


def _records(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for part in value:
            yield from _records(part)
    elif dataclasses.is_dataclass(value):
        yield type(value).__name__
        yield from _records(tuple(getattr(value, field.name) for field in dataclasses.fields(value)))


_FILTERS = {
    "identifier": identifier,
    "literal": literal,
    "docstring": docstring,
    "markdown": markdown,
    "code": code,
    "imports": imports,
    "names": names,
    "records": records,
    "tuple": tuple,
}


@cache
def _environment(name: PackageName) -> Environment:
    """The templates, which have the name of the package before any text of a contract is placed."""
    environment = Environment(
        loader=FunctionLoader(lambda file: name.put_into((TEMPLATES / file).read_bytes()).decode()),
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters.update(_FILTERS)
    return environment


def render(template: str, package: PackageName = DEFAULT, /, **values: Any) -> str:
    """One file from its template."""
    return _environment(package).get_template(template).render(**values)
