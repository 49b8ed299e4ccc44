"""Invalid contracts with the exact output of the command, and hostile ones that must do no harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import invoice_apis
import pytest
from support.slow import all_but_first
from toolkit import probe
from toolkit.case import Case, cases, files, invoke
from toolkit.exact import exactly
from toolkit.harmless import strings, unexpected

REFRESH = "REFRESH_CASES"
PACKAGE = Path(invoice_apis.__file__)


def family(case: Case) -> str:
    """The first word of its name: what the contract is wrong or hostile in."""
    return case.name.partition("-")[0]


@pytest.mark.parametrize("case", all_but_first(cases(expect="rejected"), kind=family), ids=str)
def test_an_invalid_contract_is_rejected_with_all_problems(case: Case, tmp_path: Path) -> None:
    schemas = case.schemas(tmp_path)
    before = files(tmp_path)
    checked = invoke("check", "--schemas", schemas)
    generated = invoke("generate", "--schemas", schemas, "--output", tmp_path / "out")
    assert checked.exit_code == generated.exit_code == 2
    assert checked.stdout == generated.stdout == ""
    assert checked.stderr == generated.stderr
    assert files(tmp_path) == before, "something was written"
    printed = checked.stderr.replace(f"{schemas}/", "")
    if os.environ.get(REFRESH):
        case.expected.write_text(printed, encoding="utf-8")
    expected = case.expected.read_text(encoding="utf-8") if case.expected.exists() else "(no expected.txt yet)"
    assert printed == expected, f"is this better? then: {REFRESH}=1 .venv/bin/pytest tests/codegen -k '{case.name}'"


@pytest.mark.parametrize("case", all_but_first(cases(expect="accepted"), kind=family), ids=str)
def test_a_hostile_contract_does_no_harm(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schemas, out, empty = case.schemas(tmp_path), tmp_path / "out", tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    generated = invoke("generate", "--schemas", schemas, "--output", out)
    assert generated.exit_code == 0, generated.stderr
    modules = [
        file.read_text(encoding="utf-8")
        for api in schemas.iterdir()
        for file in (out / "invoice_apis" / api.name).glob("*.py")
    ]
    assert (out / "invoice_apis/__init__.py").read_bytes() == PACKAGE.read_bytes(), "no text of a contract is in it"
    assert [line for module in modules for line in unexpected(module)] == []
    found = _probed(out, schemas, case.folder, empty)
    assert found["builtins"] == []
    assert files(empty) == {}, "a text of the contract was executed"
    assert [reply["ok"] for reply in found["replies"]] == [True] * len(found["replies"])
    for reply in found["replies"]:
        assert exactly(reply["json"]) == exactly((schemas / case.folder / "samples" / reply["file"]).read_text("utf-8"))
    _arrives(case.arrives, found, [text for module in modules for text in strings(module)])


@pytest.mark.parametrize(
    "code",
    [
        "import os", "from os import system", "exit()", "print(1)", "x = open('y')", "x = a.b", "x = [y for y in z]",
        "f'{x}'", "1", "if x: pass", "def f(): pass", "x = lambda: 1", "class A:\n    exit()", "@b\nclass A: pass", "x = not y",
    ],
)  # fmt: skip
def test_the_scan_of_emitted_modules_finds_code(code: str) -> None:
    assert unexpected(code)


def _probed(out: Path, schemas: Path, api: str, cwd: Path) -> dict[str, Any]:
    command = [sys.executable, "-I", "-B", probe.__file__, out, schemas, api]
    ran = subprocess.run(list(map(str, command)), capture_output=True, text=True, cwd=cwd, timeout=60)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def _arrives(wanted: dict[str, Any], found: dict[str, Any], texts: list[str]) -> None:
    """Texts of the contract are in the package: `texts` in a docstring or literal, `codes` and `members` as values."""
    assert wanted.keys() <= {"texts", "codes", "members"}
    spaceless = ["".join(text.split()) for text in texts]
    for text in wanted.get("texts", []):
        assert any("".join(text.split()) in one for one in spaceless), f"{text!r} is not in the package"
    for kind in ("codes", "members"):
        assert {name: found[kind].get(name) for name in wanted.get(kind, {})} == wanted.get(kind, {})
