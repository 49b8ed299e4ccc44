"""Emitted code is in black's layout, whoever printed it."""

from __future__ import annotations

from pathlib import Path

import black
import pytest
from invoice_codegen import output, pipeline, scaffold
from support.contracts import write
from support.emitted import ROOT
from support.slow import all_but_first
from toolkit.case import API

MODE = black.Mode(line_length=120, target_versions={black.TargetVersion.PY311})


def unlike(files: output.Tree) -> list[str]:
    """The modules that black would change."""
    texts = {path: content.decode() for path, content in files.items() if path.endswith(".py") and content}
    return [path for path, text in texts.items() if black.format_str(text, mode=MODE) != text]


@pytest.mark.slow
def test_black_would_not_change_the_package() -> None:
    assert unlike(pipeline.generate(ROOT / "schemas").files) == []


@pytest.mark.parametrize("seed", all_but_first(range(12)))
def test_black_would_not_change_the_package_of_any_contract(seed: int, tmp_path: Path) -> None:
    write(tmp_path / "random", seed)
    scaffold.start("toy_api", tmp_path)
    files = pipeline.generate(tmp_path).files
    assert unlike({path: content for path, content in files.items() if "toy_api" in path or path.count("/") < 2}) == []


@pytest.mark.slow
@pytest.mark.parametrize("region", ["华北", "cn-north", "ｗｉｄｅ北1", "e\u0301e\u0301", "한국🧾", "䷀☰"])
def test_black_would_not_change_lines_of_any_width(region: str, schemas: Path) -> None:
    """One server for each number of regions, so that lines end before, at and after the last column."""
    contract = schemas / API / "openapi.yaml"
    lists = ([region] * number + [more] for number in range(2, 30) for more in ("x", "xx"))
    servers = (f"\n    x-sdk-regions: [{', '.join(regions)}]" for regions in lists)
    server = "  - url: https://api.vendor.example.com"
    text = contract.read_text("utf-8").replace(server, "\n".join(server + regions for regions in servers))
    contract.write_text(text, encoding="utf-8")
    files = pipeline.generate(schemas).files
    with_regions = {path: content for path, content in files.items() if f'"{region}"'.encode() in content}
    assert [path for path in with_regions if path.endswith(".py")]
    assert unlike(with_regions) == []
