"""Attribute docstrings as descriptions in the JSON schema of a model.

They are read from the source when a JSON schema is made. pydantic's `use_attribute_docstrings` reads them when a class
is made, which doubles the time to import the models.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

Docstrings = dict[str, dict[str, str]]


def with_descriptions(model: type, schema: dict[str, Any], names: dict[str, str]) -> None:
    """Add the docstrings of members to the properties of a JSON schema; `names` are members by property."""
    docstrings = member_docstrings(model)
    properties: dict[str, dict[str, Any]] = schema.get("properties", {})
    for name, part in properties.items():
        part.pop("default", None)  # an absent member is left out, and not sent as its default
        if (text := docstrings.get(names.get(name, name))) is not None:
            part.setdefault("description", text)


def member_docstrings(model: type) -> dict[str, str]:
    """The docstrings below the members of a class and of its bases."""
    docstrings: dict[str, str] = {}
    for base in reversed(model.__mro__):
        docstrings |= _docstrings(base.__module__).get(base.__qualname__, {})
    return docstrings


@cache
def _docstrings(module: str) -> Docstrings:
    """The attribute docstrings of a module by class and member; none where there is no source."""
    try:
        source = inspect.getsource(sys.modules[module])
    except (KeyError, OSError, TypeError):
        return {}
    return dict(_of_classes(ast.parse(source), ""))


def _of_classes(parent: ast.Module | ast.ClassDef, prefix: str) -> Iterator[tuple[str, dict[str, str]]]:
    for node in parent.body:
        if isinstance(node, ast.ClassDef):
            yield prefix + node.name, dict(_of_members(node))
            yield from _of_classes(node, f"{prefix}{node.name}.")


def _of_members(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for member, after in pairwise(node.body):
        target = member.target if isinstance(member, ast.AnnAssign) else _single_target(member)
        if (
            isinstance(target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        ):
            yield target.id, inspect.cleandoc(after.value.value)


def _single_target(node: ast.stmt) -> ast.expr | None:
    """What an assignment such as `COMPLETE = 8` is to."""
    return node.targets[0] if isinstance(node, ast.Assign) else None
