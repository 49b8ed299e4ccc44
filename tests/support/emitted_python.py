"""The Python that is emitted for each API, and its docstrings."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import invoice_apis as ia

PACKAGE = Path(ia.__file__).parent
APIS = sorted({contract.api for contract in ia.contracts()})
FILES = [
    file
    for api in APIS
    for name in ("client.py", "codes.py", "models.py", "operations.py")
    if (file := PACKAGE / api / name).exists()
]


@dataclass(frozen=True)
class Docstring:
    """A docstring of a module, class, method or attribute."""

    file: Path
    kind: str
    name: str
    text: str
    lines: int

    def __str__(self) -> str:
        return f"{self.file.parent.name}/{self.file.name}: {self.name}"


def docstrings(file: Path) -> list[Docstring]:
    """All docstrings of a file."""
    return list(_docstrings(file, ast.parse(file.read_text(encoding="utf-8")), "module", ""))


def _docstrings(file: Path, node: ast.AST, kind: str, name: str) -> Iterator[Docstring]:
    body: list[ast.stmt] = getattr(node, "body", [])
    if body and (text := _text(body[0])):
        yield Docstring(file, kind, name, text, _lines(body[0]))
    for statement, after in pairwise([*body, ast.Pass()]):
        if isinstance(statement, ast.ClassDef):
            yield from _docstrings(file, statement, "class", statement.name)
        elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _docstrings(file, statement, "method", f"{name}.{statement.name}")
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)) and (text := _text(after)):
            target = statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]
            yield Docstring(file, "attribute", f"{name}.{ast.unparse(target)}", text, _lines(after))


def _text(node: ast.stmt) -> str:
    value = node.value if isinstance(node, ast.Expr) else None
    return inspect.cleandoc(value.value) if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
