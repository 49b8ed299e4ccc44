"""Is emitted Python nothing but declarations and text? Hostile words must not have become code."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator

from invoice_codegen.runtime import operation

_RECORDS = {name for name, value in vars(operation).items() if dataclasses.is_dataclass(value)}
_CALLED = {"Field", "ConfigDict", "Decimal", "Tagged", *_RECORDS}
_IMPORTED = {"__future__", "collections.abc", "datetime", "decimal", "importlib", "pydantic", "typing"}
_PLAIN = (
    ast.Module, ast.Assign, ast.AnnAssign, ast.Pass, ast.alias, ast.keyword,
    ast.Constant, ast.Name, ast.Load, ast.Store, ast.Subscript, ast.Tuple, ast.List, ast.Dict,
    ast.BinOp, ast.BitOr, ast.UnaryOp, ast.USub,
)  # fmt: skip


_LOADED_LATE = """
def __getattr__(name: str) -> Any:
    for module, names in _LAZY.items():
        if name in names:
            return getattr(import_module(module, __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
"""


def unexpected(source: str) -> list[str]:
    """What an emitted module holds besides imports, declarations, docstrings and literals."""
    tree = ast.parse(source)
    classes = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    rebuilt = {f"{name}.model_rebuild()" for name in classes}
    tree.body = [node for node in tree.body if not _is_loader(node) and ast.unparse(node) not in rebuilt]
    for client in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        client.body = [node for node in client.body if not _loads_models(node)]
    nodes = [node for node in ast.walk(tree) if not (_is_expected(node) or _is_default(node, classes))]
    return [f"line {getattr(node, 'lineno', 0)}: {ast.unparse(node)[:200]}" for node in nodes]


def _is_default(node: ast.AST, classes: set[str]) -> bool:
    """A model of this module without members, the default of one that every success has."""
    is_bare = isinstance(node, ast.Call) and not node.args and not node.keywords
    return is_bare and isinstance(node.func, ast.Name) and node.func.id in classes


def _is_loader(node: ast.stmt) -> bool:
    """A function that is the same in every subpackage: it has no word of a contract in it."""
    if not isinstance(node, ast.FunctionDef):
        return False
    docstring, *body = node.body
    plain = ast.FunctionDef(**{**vars(node), "body": body})
    return _is_text(docstring) and ast.unparse(plain) in map(ast.unparse, ast.parse(_LOADED_LATE).body)


def _is_text(node: ast.AST) -> bool:
    is_constant = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_constant and isinstance(node.value.value, str)


_MODELS_OF_A_CLIENT = """
@staticmethod
def _models() -> Any:
    from . import models
    return models
"""


def _loads_models(node: ast.AST) -> bool:
    """The one method that is the same in every client: it has no word of a contract in it."""
    return isinstance(node, ast.FunctionDef) and ast.unparse(node) == _MODELS_OF_A_CLIENT.strip()


def _is_statement_of_a_client(node: ast.AST) -> bool:
    """`return [await] self._call(…)` and its like: names and literals go in, nothing else happens."""
    if isinstance(node, ast.Return) and node.value is not None:
        call = node.value.value if isinstance(node.value, ast.Await) else node.value
        return isinstance(call, ast.Call) and _called_on(call.func, "self") in ("_call", "_pages")
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return ast.unparse(node.value.func) == "super().__init__"
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        return name in ("super", "super().__init__") or _called_on(node.func, "self") in ("_call", "_pages")
    return isinstance(node, ast.Attribute) and ast.unparse(node) in ("self._call", "self._pages", "super().__init__")


def _called_on(function: ast.AST, owner: str) -> str | None:
    is_owned = isinstance(function, ast.Attribute) and ast.unparse(function.value) == owner
    return function.attr if is_owned else None


def _is_expected(node: ast.AST) -> bool:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        *_, last = node.body
        return not node.decorator_list and not node.args.defaults and _is_statement_of_a_client(last)
    if isinstance(node, (ast.arguments, ast.arg, ast.Await)):
        return True
    if _is_statement_of_a_client(node):
        return True
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in _CALLED
    if isinstance(node, ast.ImportFrom):
        return bool(node.level) or node.module in _IMPORTED
    if isinstance(node, ast.ClassDef):
        return not node.decorator_list
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING" and all(isinstance(part, ast.ImportFrom) for part in node.body)
    return _is_text(node) or isinstance(node, _PLAIN)


def strings(source: str) -> Iterator[str]:
    """Every text in a module, docstrings and all."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
