"""Editors know the contracts and the payloads: the servers behind their YAML and JSON. Run by `make projects`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis import jsontext
from support import cli
from support.emitted import ROOT

from integrations.language_server import LanguageServer

MODULES = ROOT / ".node-projects" / "node_modules"
SERVER = MODULES / ".bin" / "yaml-language-server"
CODEGEN = ROOT / ".venv" / "bin" / "invoice-codegen"
SETTINGS = {"yaml": {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}}
CONTRACTS = sorted((ROOT / "schemas").glob("*/*.yaml"))
HUAWEI = ROOT / "schemas" / "huawei_bssintl"
PAGING = "      x-sdk-paging: {"
SCHEMA = (ROOT / "codegen" / "editor" / "openapi.schema.json").as_uri()
DOCUMENTED = (
    f"# yaml-language-server: $schema={SCHEMA.replace('openapi', 'documented')}\npages:\n- rows:\n  - min@@Length: 1\n"
)
pytestmark = pytest.mark.skipif(not (shutil.which("node") and SERVER.exists()), reason="Node.js is not there")


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    with LanguageServer(SERVER, "--stdio", settings=SETTINGS, folder=ROOT) as opened:
        yield opened


def edited(file: Path, old: str, new: str) -> str:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    return text.replace(old, new)


@pytest.mark.parametrize("file", CONTRACTS, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_contracts_are_clean(server: LanguageServer, file: Path) -> None:
    assert server.diagnostics(file) == []


def test_words_are_completed_and_explained(server: LanguageServer) -> None:
    file = HUAWEI / "openapi.yaml"
    found = server.completions(file, edited(file, PAGING, "      x-sdk-pag@@\n      x-sdk-x: {"))
    assert "page by page" in found["x-sdk-paging"]["documentation"]
    assert len([word for word in found if word.startswith("x-sdk-")]) > 2
    styles = server.completions(file, edited(file, "style: page-number", "style: @@"))
    assert {"page-number", "last-id"} <= styles.keys()
    assert "page by page" in server.hover(file, edited(file, PAGING, "      x-sdk-pa@@ging: {"))
    assert "fewest characters" in server.hover(HUAWEI / "documented.yaml", DOCUMENTED)


@pytest.mark.parametrize(
    ("word", "proposed"),
    [
        ("type", {"string", "integer", "array", "object"}),
        ("format", {"decimal", "year-month", "uuid"}),
        ("minimum", set()),
        ("pattern", set()),
        ("enum", set()),
        ("$ref", set()),
    ],
)
def test_values_are_proposed_and_null_is_none_of_them(
    server: LanguageServer, tmp_path: Path, word: str, proposed: set[str]
) -> None:
    text = f"# yaml-language-server: $schema={SCHEMA}\ncomponents:\n  schemas:\n    Thing:\n      {word}: @@\n"
    found = server.completions(tmp_path / "openapi.yaml", text)
    assert proposed <= found.keys()
    assert not {"null", '"null"'} & found.keys()


@pytest.mark.parametrize("word", ["info", "components"])
def test_a_word_for_an_object_is_completed_with_its_colon(server: LanguageServer, tmp_path: Path, word: str) -> None:
    text = f"# yaml-language-server: $schema={SCHEMA}\nopenapi: 3.1.0\n{word[:3]}@@\n"
    found = server.completions(tmp_path / "openapi.yaml", text)
    assert found[word]["textEdit"]["newText"].startswith(f"{word}:\n  ")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("openapi", PAGING, "      x-sdk-pagin: {"),
        ("openapi", "{style: page-number, page", "{style: page-number, pagge"),
        ("documented", "pages:\n", "pagges:\n"),
        ("ledger", "- id: HW-01\n", "- id: HW-01\n  decison: x\n"),
    ],
)
def test_unknown_words_are_flagged(server: LanguageServer, name: str, old: str, new: str) -> None:
    text = edited(HUAWEI / f"{name}.yaml", old, new)
    word = next(word for word in ("x-sdk-pagin", "pagge", "pagges", "decison") if f"{word}:" in text)
    line = next(number for number, each in enumerate(text.splitlines(), 1) if f"{word}:" in each)
    assert f"{line}: Property {word} is not allowed." in server.diagnostics(HUAWEI / f"{name}.yaml", text)


def test_a_new_contract_is_clean(server: LanguageServer, tmp_path: Path) -> None:
    for words in (["schemas", "--output", "codegen/editor"], ["new", "toy_api"]):
        subprocess.run([CODEGEN, *words], cwd=tmp_path, check=True, capture_output=True)
    for name in ("openapi", "documented", "ledger"):
        file = tmp_path / "schemas" / "toy_api" / f"{name}.yaml"
        assert server.diagnostics(file) == []
        assert server.diagnostics(file, f"{file.read_text('utf-8')}\nx-sdk-word: 1\n") != []


def ask(schema: Any, *texts: str) -> list[dict[str, Any]]:
    """What the JSON service of VS Code says of texts; `@@` is where the cursor stands."""
    env = {**os.environ, "NODE_PATH": str(MODULES)}
    command = ["node", str(Path(__file__).parent / "editor.cjs")]
    request = json.dumps({"schema": schema, "texts": texts})
    done = subprocess.run(command, input=request, capture_output=True, text=True, env=env, check=True)
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def schema_for_editors(id: str, *options: str) -> Any:
    return json.loads(cli.run("schema", id, "--editor", *options).stdout)


@pytest.mark.parametrize("contract", ia.contracts(), ids=lambda contract: contract.id)
def test_valid_payloads_are_clean(contract: ia.Contract) -> None:
    texts = [jsontext.write(contract.example(seed=seed)).decode() for seed in range(3)]
    texts += [contract.example(seed=seed, wire=True).decode() for seed in range(3)]
    for answer in ask(schema_for_editors(contract.id), *texts):
        assert answer["diagnostics"] == []


@pytest.mark.parametrize(
    ("lang", "title", "label"), [("en", "Invoicing state", "8 Complete"), ("zh", "开票状态", "8 完成")]
)
def test_members_and_codes_are_explained(lang: str, title: str, label: str) -> None:
    state = '{"count": 1, "invoices": [{"requestId": "IV1", "invoiceState": %s}]}'
    texts = [state % "@@", state % "8@@", state % 99, state.replace("invoiceState", "invoice@@") % 8]
    codes, code, unknown, names = ask(
        schema_for_editors("huawei_bssintl/ListInvoices.response", "--lang", lang), *texts
    )
    assert label in codes["completions"]["8"]
    assert title in code["hover"]
    assert label in code["hover"]
    assert "8" in unknown["diagnostics"][0]
    assert names["completions"]["invoiceAmount"]


def test_codes_beside_the_page_are_proposed() -> None:
    (answer,) = ask(schema_for_editors("kingdee_invoice/Invoice"), '{"buyerProperty": @@}')
    assert len(answer["completions"]) >= 2
