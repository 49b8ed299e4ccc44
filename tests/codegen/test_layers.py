"""Imports go down: of the generator, of the runtime, and of the API packages that the generator writes.

Every import counts, whether it stands at the top, inside a function or under TYPE_CHECKING. Imports by name are listed
here with what they load.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from invoice_codegen import runtime
from support import layers
from support.emitted import ROOT
from support.imports import circle, graph, imports_by_name, modules, upward, without_layer

CODEGEN = ROOT / "codegen" / "invoice_codegen"
RUNTIME = CODEGEN / "runtime"
APIS = sorted(path.name for path in (ROOT / "schemas").iterdir() if path.is_dir())

RUNTIME_LAYERS = (
    "__init__ __main__",
    "cli",
    "contract sandbox",
    "tables",
    " ".join(APIS),
    "testing",
    "client",
    "types",
    "models bulk",
    "spark",
    "errors arrow jsonschema",
    "validation",
    "scanner",
    "jsontext",
    "i18n operation receipt resources version",
)
GENERATOR_LAYERS = (
    "__main__",
    "cli",
    "diff_command docs_command import_command schemas_command site_command",
    "pipeline summary scaffold command_line changes",
    "terminal",
    "emit",
    "verify",
    "lower",
    "importing",
    "lint",
    "parse",
    "contract_json naming release",
    "ir modeline output package_name problem",
    "__init__",
)
RUNTIME_BY_NAME = {
    "invoice_apis": ("public names, when they are first used", sorted(runtime._LAZY)),
    "invoice_apis.cli": ("a command", ["cli"]),
    "invoice_apis.cli.call": ("the operations and the client of an API", APIS),
    "invoice_apis.cli.formatters.registry": ("an output format", ["cli"]),
    "invoice_apis.cli.pages.facts": ("the title of an API", APIS),
    "invoice_apis.client.http.proxy": ("the package socksio", []),
    "invoice_apis.tables.formats": ("what writes a format", ["tables"]),
    "invoice_apis.tables.levels": ("the operations of an API", APIS),
    "invoice_apis.sandbox.routes": ("the operations of an API", APIS),
    **{f"invoice_apis.{api}": ("models, codes and clients, when they are first used", [api]) for api in APIS},
}
"""Modules of the package that import by name: what they load, and the layers that it is in."""

GENERATOR_BY_NAME = {"invoice_codegen.summary": "the emitted package"}


def runtime_files() -> dict[str, Path]:
    """The runtime as it is written, beside the API packages as they are emitted."""
    files = modules(RUNTIME, "invoice_apis")
    for api in APIS:
        files |= modules(ROOT / "generated" / "invoice_apis" / api, f"invoice_apis.{api}")
    return files


def generator_files() -> dict[str, Path]:
    return {name: file for name, file in modules(CODEGEN, "invoice_codegen").items() if RUNTIME not in file.parents}


def test_imports_of_the_runtime_go_down() -> None:
    imports = graph(runtime_files())
    assert without_layer(imports, RUNTIME_LAYERS, "invoice_apis") == set()
    assert upward(imports, RUNTIME_LAYERS, "invoice_apis") == []


def test_imports_of_the_generator_go_down() -> None:
    imports = graph(generator_files())
    assert without_layer(imports, GENERATOR_LAYERS, "invoice_codegen") == set()
    assert upward(imports, GENERATOR_LAYERS, "invoice_codegen") == []


def test_the_runtime_does_not_know_the_generator() -> None:
    imports = graph(modules(CODEGEN, "invoice_codegen"))
    above = {
        f"{module} imports {target}"
        for module, targets in imports.items()
        for target in targets
        if module.startswith("invoice_codegen.runtime") and not target.startswith("invoice_codegen.runtime")
    }
    assert above == set()


def test_the_runtime_has_no_circle() -> None:
    assert circle(graph(runtime_files())) == []


def test_the_generator_has_no_circle() -> None:
    assert circle(graph(modules(CODEGEN, "invoice_codegen"))) == []


def test_imports_by_name_are_listed_and_go_down() -> None:
    assert imports_by_name(runtime_files()) == RUNTIME_BY_NAME.keys()
    assert imports_by_name(generator_files()) == GENERATOR_BY_NAME.keys()
    loaded = {module: {f"invoice_apis.{name}" for name in names} for module, (_, names) in RUNTIME_BY_NAME.items()}
    assert upward(loaded, RUNTIME_LAYERS, "invoice_apis") == []


def package(folder: Path, files: dict[str, str]) -> dict[str, Path]:
    """A package `p` with these modules."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return modules(folder, "p")


@pytest.mark.parametrize(
    "text",
    [
        "from . import top",
        "from .top import name",
        "from p import top",
        "import p.top",
        "def f():\n    from .top import name",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from . import top",
        "try:\n    from .top import name\nexcept ImportError:\n    pass",
    ],
)
def test_an_import_of_any_kind_that_goes_up_is_found(tmp_path: Path, text: str) -> None:
    imports = graph(package(tmp_path, {"top.py": "", "low.py": text}))
    assert upward(imports, ("top", "low"), "p") == ["p.low imports p.top"]
    assert upward(imports, ("low", "top"), "p") == []
    assert upward(imports, ("low top",), "p") == ["p.low imports p.top"]


def test_an_import_from_a_package_above_is_found(tmp_path: Path) -> None:
    imports = graph(package(tmp_path, {"top/__init__.py": "", "low/inner/a.py": "from ...top import name"}))
    assert upward(imports, ("top", "low"), "p") == ["p.low.inner.a imports p.top"]


def test_a_module_without_a_layer_is_found(tmp_path: Path) -> None:
    imports = graph(package(tmp_path, {"top.py": "", "new/a.py": ""}))
    assert without_layer(imports, ("top",), "p") == {"new"}


def test_a_circle_is_found(tmp_path: Path) -> None:
    texts = {"a.py": "from .b import x", "b.py": "def f():\n    from . import c", "c.py": "import p.a"}
    files = package(tmp_path, texts)
    assert sorted(circle(graph(files))) == ["p.a", "p.b", "p.c"]
    (tmp_path / "c.py").write_text("", encoding="utf-8")
    assert circle(graph(files)) == []


@pytest.mark.parametrize("text", ["import_module('p.a')", "importlib.import_module(x)", "def f(): __import__('a')"])
def test_an_import_by_name_is_found(tmp_path: Path, text: str) -> None:
    assert imports_by_name(package(tmp_path, {"a.py": text, "b.py": ""})) == {"p.a"}


def test_the_picture_of_the_layers_is_up_to_date() -> None:
    stands, should = layers.page()
    assert stands == should, "draw it anew: .venv/bin/python tests/support/layers.py"
