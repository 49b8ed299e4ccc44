"""Is emitted Python nothing but declarations and text? Hostile words must not have become code."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator

from invoice_codegen.runtime import operation

_RECORDS = {name for name, value in vars(operation).items() if dataclasses.is_dataclass(value)}
_CALLED = {"Field", "ConfigDict", "Decimal", *_RECORDS}
_IMPORTED = {"__future__", "typing", "decimal", "pydantic"}
_PLAIN = (
    ast.Module, ast.Assign, ast.AnnAssign, ast.Pass, ast.alias, ast.keyword,
    ast.Constant, ast.Name, ast.Load, ast.Store, ast.Subscript, ast.Tuple, ast.List, ast.Dict,
    ast.BinOp, ast.BitOr, ast.UnaryOp, ast.USub,
)  # fmt: skip


def unexpected(source: str) -> list[str]:
    """What an emitted module holds besides imports, declarations, docstrings and literals."""
    nodes = [node for node in ast.walk(ast.parse(source)) if not _is_expected(node)]
    return [f"line {getattr(node, 'lineno', 0)}: {ast.unparse(node)[:200]}" for node in nodes]


def _is_expected(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in _CALLED
    if isinstance(node, ast.ImportFrom):
        return bool(node.level) or node.module in _IMPORTED
    if isinstance(node, ast.ClassDef):
        return not node.decorator_list
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return isinstance(node, _PLAIN)


def strings(source: str) -> Iterator[str]:
    """Every text in a module, docstrings and all."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
