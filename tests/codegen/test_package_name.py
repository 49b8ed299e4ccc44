"""`--package`: the packages of two teams live side by side, each under its own name."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from toolkit.case import API, files, invoke

NAMES = re.compile(rb"invoice[-_]apis|INVOICE_APIS|invoice_sandbox")
BOTH = """
import importlib, os, sys
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    api = importlib.import_module(f"{name}.toy_api")
    sandbox = importlib.import_module(f"{name}.sandbox")
    with sandbox.Sandbox(rows=3) as box, api.ToyApi(auth=box.auth("toy_api"), base_url=box.url) as client:
        things = list(client.iter_things(size=2))
    assert package.contract("toy_api/ListThings.response").check(b'{"things": []}').ok
    print(name, len(things), type(things[0]).__module__)
"""


def generated(schemas: Path, name: str, place: Path) -> Path:
    result = invoke("generate", "--schemas", schemas, "--output", place / name, "--package", name)
    assert result.exit_code == 0, result.output
    return place / name


def run(folders: list[Path], *arguments: str) -> str:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, folders))}
    done = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_two_packages_in_one_process(schemas: Path, tmp_path: Path) -> None:
    folders = [generated(schemas, name, tmp_path) for name in ("acme-invoices", "billing")]
    assert run(folders, "-c", BOTH, "acme_invoices", "billing") == (
        "acme_invoices 3 acme_invoices.toy_api.models\nbilling 3 billing.toy_api.models\n"
    )
    for name, module in (("acme-invoices", "acme_invoices"), ("billing", "billing")):
        assert run(folders, "-m", module, "--version").startswith(f"{name}, version ")
        assert f"{module.upper()}_LOG" in (tmp_path / name / module / "client" / "logs.py").read_text("utf-8")
        assert f"def {module}_sandbox(" in (tmp_path / name / module / "sandbox" / "pytest_plugin.py").read_text(
            "utf-8"
        )


def test_the_name_stands_everywhere_and_texts_of_contracts_stay(schemas: Path, tmp_path: Path) -> None:
    contract = schemas / API / "openapi.yaml"
    text = contract.read_text("utf-8").replace("/v1/things:", "/v1/invoice-apis:")
    contract.write_text(
        text.replace("description: One thing.", "description: See invoice_apis and INVOICE_APIS."), "utf-8"
    )
    page = schemas / API / "documented.yaml"
    page.write_text(page.read_text("utf-8").replace("path: /v1/things", "path: /v1/invoice-apis"), encoding="utf-8")
    folder = generated(schemas, "acme-invoices", tmp_path)
    operations = (folder / "acme_invoices" / API / "operations.py").read_text("utf-8")
    assert 'path="/v1/invoice-apis"' in operations
    assert "See invoice_apis and INVOICE_APIS." in (folder / "acme_invoices" / API / "models.py").read_text("utf-8")
    kept = (
        b"/v1/invoice-apis",
        b"See invoice_apis and INVOICE_APIS",
        b"urn:invoice-apis:",
        b"the invoice-apis authors",
    )
    for path, raw in files(folder).items():
        for found in NAMES.finditer(raw if isinstance(raw, bytes) else raw.encode()):
            line = found.string[max(found.start() - 50, 0) : found.end() + 50]
            assert any(part in line for part in kept), (path, line)


def test_the_usual_name_gives_the_usual_package(schemas: Path, tmp_path: Path) -> None:
    named = generated(schemas, "invoice-apis", tmp_path)
    result = invoke("generate", "--schemas", schemas, "--output", named, "--check")
    assert (result.exit_code, result.output) == (0, "")


def test_check_and_release_know_the_name(schemas: Path, tmp_path: Path) -> None:
    folder = generated(schemas, "acme-invoices", tmp_path)
    places = ("--schemas", schemas, "--output", folder)
    assert invoke("generate", *places, "--check", "--package", "acme-invoices").exit_code == 0
    assert invoke("generate", *places, "--check").exit_code == 1
    assert invoke("release", "1.0.0", *places, "--package", "acme-invoices").exit_code == 0
    assert '"1.0.0"' in (folder / "acme_invoices" / "version.py").read_text("utf-8")
    printed = run([], "-m", "invoice_codegen", "summary", *map(str, places), "--package", "acme-invoices")
    assert printed.splitlines()[1].split() == [API, "1", "2", "8", "11", "1", "0", "0", "1"]


@pytest.mark.parametrize(
    "name",
    ["", "Acme", "acme_invoices", "-acme", "acme-", "a--b", "../acme", "json", "class", "pydantic", "2acme", "a" * 41],
)
def test_a_name_that_no_package_can_have_is_refused(name: str, schemas: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = invoke("generate", "--schemas", schemas, "--output", out, "--package", name)
    assert result.exit_code == 2
    assert "Invalid value for '--package'" in result.stderr
    assert not out.exists()
