"""Is emitted Python nothing but declarations and text? Hostile words must not have become code."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_STATEMENTS = (ast.ImportFrom, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.Pass)
_EXPRESSIONS = (
    ast.Constant, ast.Name, ast.Load, ast.Store, ast.Subscript, ast.Tuple, ast.List, ast.Dict, ast.Call, ast.keyword,
    ast.BinOp, ast.BitOr, ast.UnaryOp, ast.USub, ast.alias,
)  # fmt: skip
_CALLED = {
    "Field", "ConfigDict", "Operation", "Parameter", "Envelope", "Paging", "Test", "Server", "SecurityScheme", "Decimal",
}  # fmt: skip
_IMPORTED = {"__future__", "typing", "decimal", "pydantic"}


def unexpected(source: str) -> list[str]:
    """What an emitted module holds besides imports, declarations, docstrings and literals."""
    return [f"line {getattr(node, 'lineno', 0)}: {ast.unparse(node)[:200]}" for node in _unexpected(ast.parse(source))]


def _unexpected(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and node.func.id in _CALLED):
            yield node
        elif isinstance(node, ast.ImportFrom) and not (node.level or node.module in _IMPORTED):
            yield node
        elif not (is_text or isinstance(node, (ast.Module, *_STATEMENTS, *_EXPRESSIONS))):
            yield node


def strings(source: str) -> Iterator[str]:
    """Every text in a module, docstrings and all."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
