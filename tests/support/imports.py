"""Read the imports of a package from its source: at the top, lazy, type-only, and by name at run time."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

Graph = Mapping[str, set[str]]
"""For each module the modules of the same tree that it imports."""

BY_NAME = {"import_module", "__import__"}
"""Functions that import a module by its name."""


def modules(folder: Path, package: str) -> dict[str, Path]:
    """The modules below a folder, which is the package of that name."""
    found = {}
    for file in folder.rglob("*.py"):
        *parents, name = file.relative_to(folder).with_suffix("").parts
        found[".".join([package, *parents, *([] if name == "__init__" else [name])])] = file
    return found


def graph(files: Mapping[str, Path]) -> Graph:
    """The imports among these modules."""
    return {module: set(_imported(module, file, files)) - {module} for module, file in files.items()}


def _imported(module: str, file: Path, known: Mapping[str, Path]) -> Iterator[str]:
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            source = ".".join(part for part in (above, node.module) if part)
            names = (f"{source}.{alias.name}" for alias in node.names)
            yield from (name if name in known else source for name in names if name in known or source in known)


def imports_by_name(files: Mapping[str, Path]) -> set[str]:
    """The modules that import others by name."""
    trees = ((module, ast.parse(file.read_text(encoding="utf-8"))) for module, file in files.items())
    return {module for module, tree in trees if any(map(_is_by_name, ast.walk(tree)))}


def _is_by_name(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    return (function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")) in BY_NAME


def upward(imports: Graph, layers: Sequence[str], package: str) -> list[str]:
    """Imports that do not go down. A layer is a line of names of top-level modules, which don't import each other."""
    row = {name: number for number, names in enumerate(layers) for name in names.split()}
    return sorted(
        f"{module} imports {target}"
        for module, targets in imports.items()
        for target in targets
        if (here := _top(module, package)) != (there := _top(target, package)) and row[there] <= row[here]
    )


def without_layer(imports: Graph, layers: Sequence[str], package: str) -> set[str]:
    """Top-level modules that stand in no layer."""
    return {_top(module, package) for module in imports} - {name for names in layers for name in names.split()}


def _top(module: str, package: str) -> str:
    return module.removeprefix(package).split(".")[1] if module != package else "__init__"


def circle(imports: Graph) -> list[str]:
    """Modules that import each other in a circle; empty if there is none."""
    done: set[str] = set()
    for start in imports:
        if found := _circle_from(start, imports, [], done):
            return found
    return []


def _circle_from(module: str, imports: Graph, way: list[str], done: set[str]) -> list[str]:
    if module in way:
        return way[way.index(module) :]
    if module in done:
        return []
    for target in sorted(imports[module]):
        if found := _circle_from(target, imports, [*way, module], done):
            return found
    done.add(module)
    return []
