"""Files and functions stay small, in the toolkit, in the runtime and in the tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAX_FILE, MAX_FUNCTION = 300, 40


def too_large(file: Path) -> Iterator[str]:
    text = file.read_text(encoding="utf-8")
    if text.count("\n") > MAX_FILE:
        yield f"{file.relative_to(ROOT)}: {text.count(chr(10))} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno
            if lines >= MAX_FUNCTION:
                yield f"{file.relative_to(ROOT)}: {node.name} has {lines + 1} lines"


def test_files_and_functions_stay_small() -> None:
    files = [path for folder in ("codegen", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]
    assert len(files) > 400
    assert [line for file in files for line in too_large(file)] == []
