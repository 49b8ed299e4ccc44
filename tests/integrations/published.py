"""Other tools accept the published OpenAPI documents: validators, linters, generators of clients. Run by `make projects`.

Warnings that are left say what no vendor documents: a licence, a contact, a failure with a status of its own.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from invoice_codegen.pipeline import read_api
from invoice_codegen.runtime import jsontext
from support.emitted import ROOT

PUBLISHED = sorted((ROOT / "generated" / "openapi").glob("*.json"))
OTHERS = sorted((ROOT / "tests" / "codegen" / "other_apis").iterdir())
PROGRAMS = ROOT / ".node-projects" / "node_modules" / ".bin"
VALIDATOR = ROOT / ".venv-projects" / "bin" / "openapi-spec-validator"
CLIENT = ROOT / ".venv-corpus" / "bin" / "openapi-python-client"
needs_node = pytest.mark.skipif(not (shutil.which("node") and PROGRAMS.is_dir()), reason="Node.js is not there")


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The documents of the other kinds of contracts."""
    folder = tmp_path_factory.mktemp("openapi")
    for source in OTHERS:
        api, problems = read_api(source)
        assert api is not None, problems
        for lang, document in api.published.items():
            (folder / f"{api.name}.{lang}.json").write_bytes(jsontext.write(document, indent=True))
    return sorted(folder.iterdir())


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A document with an example of another type, and a reference to nothing."""
    document = json.loads(PUBLISHED[0].read_bytes())
    (path,) = document["paths"].values()
    media = path["post"]["responses"]["200"]["content"]["application/json"]
    media |= {"schema": {"$ref": "#/components/schemas/Nothing"}}
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_COLOR": "1"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)


def redocly(*files: Path) -> subprocess.CompletedProcess[str]:
    return run(PROGRAMS / "redocly", "lint", "--extends", "recommended", "--format", "json", *files)


def spectral(folder: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    rules = folder / "rules.yaml"
    rules.write_text('extends: ["spectral:oas"]\n', encoding="utf-8")
    return run(PROGRAMS / "spectral", "lint", "--ruleset", rules, "--format", "json", "--quiet", *files)


def test_openapi_spec_validator_accepts_all(others: list[Path], broken: Path) -> None:
    done = run(VALIDATOR, "--schema", "3.1", *PUBLISHED, *others)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": OK") == len(PUBLISHED) + len(others)
    assert run(VALIDATOR, "--schema", "3.1", broken).returncode


def jsons(text: str) -> Iterator[Any]:
    """The JSON objects in what a program prints."""
    while "{" in text:
        value, end = json.JSONDecoder().raw_decode(text := text[text.index("{") :])
        yield value
        text = text[end:]


@needs_node
def test_redocly_finds_no_error(others: list[Path], broken: Path) -> None:
    done = redocly(*PUBLISHED, *others)
    problems = [problem for document in jsons(done.stdout) for problem in document["problems"]]
    own = {
        problem["ruleId"] for problem in problems if problem["location"][0]["source"]["ref"].count("generated/openapi")
    }
    assert own == {"info-license", "operation-4xx-response"}
    errors = {problem["ruleId"] for problem in problems if problem["severity"] == "error"}
    assert errors == {"no-empty-servers"}  # of a contract that has webhooks only
    assert redocly(*PUBLISHED).returncode == 0
    assert redocly(broken).returncode == 1


@needs_node
def test_spectral_finds_no_error(others: list[Path], broken: Path, tmp_path: Path) -> None:
    done = spectral(tmp_path, *PUBLISHED, *others)
    found = json.loads(done.stdout)
    assert [problem for problem in found if problem["severity"] == 0] == []
    assert {problem["code"] for problem in found if "generated/openapi" in problem["source"]} == {"info-contact"}
    assert spectral(tmp_path, broken).returncode == 1


@needs_node
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_openapi_typescript_makes_types_that_the_compiler_takes(lang: str, tmp_path: Path) -> None:
    file = next(file for file in PUBLISHED if file.name == f"kingdee_invoice.{lang}.json")
    types = tmp_path / "types.ts"
    assert run(PROGRAMS / "openapi-typescript", file, "--output", types).returncode == 0
    use = tmp_path / "use.ts"
    use.write_text(
        'import type { components } from "./types";\n'
        'const text: components["schemas"]["QueryBillInvoicesRequest"]["data"] = "eyJ9";\n'
        "export default text;\n",
        encoding="utf-8",
    )
    checked = run(PROGRAMS / "tsc", "--noEmit", "--strict", use)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("file", PUBLISHED, ids=lambda file: file.stem)
def test_openapi_python_client_writes_every_operation(file: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("post_hooks: []\n", encoding="utf-8")
    target = tmp_path / "client"
    done = run(
        CLIENT, "generate", "--path", file, "--output-path", target, "--meta", "none", "--config", config, "--fail-on-warning",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    calls = [path for path in (target / "api" / file.name.partition(".")[0]).glob("*.py") if path.stem != "__init__"]
    assert len(calls) == len(json.loads(file.read_bytes())["paths"])
    assert all(re.search("^def sync", call.read_text(encoding="utf-8"), re.MULTILINE) for call in calls)
