"""Contracts stand on evidence: the ledger is needed, the pages are complete, the vectors hold together."""

from __future__ import annotations

import hashlib
import hmac
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from invoice_codegen.pipeline import understand_one
from invoice_codegen.problem import ContractError
from openapi_spec_validator import OpenAPIV31SpecValidator
from support.emitted import SCHEMAS, payloads

FOLDERS = sorted(folder for folder in SCHEMAS.iterdir() if folder.is_dir())


def ledger(folder: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.load((folder / "ledger.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return entries


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_contract_is_valid_openapi(folder: Path) -> None:
    """By the whole validator; the toolkit itself asks only its schema."""
    document = yaml.safe_load((folder / "openapi.yaml").read_text(encoding="utf-8"))
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def known_in_samples(folder: Path) -> set[str | None]:
    samples = [sample for sample in payloads("samples") if sample.contract.api == folder.name]
    return {finding.ledger for sample in samples for finding in sample.contract.check(sample.raw).known}


EFFECTS = [(folder, id) for folder in FOLDERS for id in sorted(map(str, known_in_samples(folder)))]
VECTORS = [
    (folder.name, vector)
    for folder in FOLDERS
    for file in sorted((folder / "vectors").glob("*.json"))
    for vector in json.loads(file.read_text(encoding="utf-8"))["vectors"]
]


@pytest.mark.parametrize(("folder", "id"), EFFECTS, ids=[id for _, id in EFFECTS])
def test_without_its_ledger_entry_a_documented_sample_fails(folder: Path, id: str, tmp_path: Path) -> None:
    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    lines = (copy / "ledger.yaml").read_text(encoding="utf-8").split("\n- ")
    kept = [lines[0], *(entry for entry in lines[1:] if not entry.startswith(f"id: {id}\n"))]
    assert len(kept) == len(lines) - 1
    (copy / "ledger.yaml").write_text("\n- ".join(kept), encoding="utf-8")
    with pytest.raises(ContractError, match="drift: ") as caught:
        understand_one(copy)
    assert "samples" in {problem.file.parent.name for problem in caught.value.problems}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_row_that_is_lost_on_either_side_is_named(folder: Path, tmp_path: Path) -> None:
    """Each row of each page, taken away one at a time, leaves its member without evidence."""
    text = (folder / "documented.yaml").read_text(encoding="utf-8")
    rows = [line for line in text.split("\n") if line.strip().startswith("- {path:")]
    paths = [line.partition("path:")[2].split(",")[0].strip(' "') for line in rows]
    single = [(row, path) for row, path in zip(rows, paths, strict=True) if paths.count(path) == 1]
    for row, path in single[:: max(1, len(single) // 12)]:
        copy = tmp_path / path.replace("/", "_").replace("*", "_") / folder.name
        shutil.copytree(folder, copy)
        (copy / "documented.yaml").write_text(text.replace(row, row.replace(path, f"{path}Gone", 1)), encoding="utf-8")
        with pytest.raises(ContractError) as caught:
            understand_one(copy)
        assert any(f"{path}Gone is not in the contract" in problem.message for problem in caught.value.problems)


@pytest.mark.parametrize(("api", "vector"), VECTORS, ids=[f"{api}-{vector['name']}" for api, vector in VECTORS])
def test_a_signing_vector_holds_together(api: str, vector: dict[str, Any]) -> None:
    """The signature is the HMAC of the string to sign, which ends with the digest of the canonical request."""
    out, secret = vector["output"], vector["input"]["secret_key"]
    digest = hashlib.sha256(out["canonical_request"].encode()).hexdigest()
    assert out["string_to_sign"].split("\n")[-1] == digest
    if out.get("signature"):
        assert out["signature"] == hmac.new(secret.encode(), out["string_to_sign"].encode(), hashlib.sha256).hexdigest()
    assert out.get("signature") or vector["name"].startswith("published")
