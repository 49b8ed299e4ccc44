"""Emitted code is in black's layout, whoever printed it."""

from __future__ import annotations

from pathlib import Path

import black
import pytest
from invoice_codegen import pipeline, starter, tree
from support.contracts import write
from support.emitted import ROOT

MODE = black.Mode(line_length=120, target_versions={black.TargetVersion.PY311})


def unlike(files: tree.Tree) -> list[str]:
    """The modules that black would change."""
    texts = {path: content.decode() for path, content in files.items() if path.endswith(".py") and content}
    return [path for path, text in texts.items() if black.format_str(text, mode=MODE) != text]


def test_the_package_is_as_black_would_write_it() -> None:
    assert unlike(pipeline.generate(ROOT / "schemas")) == []


@pytest.mark.parametrize("seed", range(12))
def test_so_are_packages_of_any_contract(seed: int, tmp_path: Path) -> None:
    write(tmp_path / "dice", seed)
    starter.start("toy_api", tmp_path)
    files = pipeline.generate(tmp_path)
    assert unlike({path: content for path, content in files.items() if "_runtime" not in path}) == []
