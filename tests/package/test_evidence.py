"""Contracts stand on evidence: the ledger is needed, the pages are complete, the vectors hold together."""

from __future__ import annotations

import hashlib
import hmac
import json
import shutil
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
import yaml
from invoice_codegen.parse.folder import ApiFolder
from invoice_codegen.parse.load import YamlDocument, load
from invoice_codegen.pipeline import read_api
from invoice_codegen.problem import Problem
from invoice_codegen.verify.page_diff import page_diff
from support.definitions import definition_of, files_of
from support.emitted import SCHEMAS, payloads
from support.slow import all_but_first

FOLDERS = sorted(folder for folder in SCHEMAS.iterdir() if folder.is_dir())


def ledger(folder: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.load((folder / "ledger.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return entries


def known_in_samples(folder: Path) -> set[str | None]:
    samples = [sample for sample in payloads("samples") if sample.contract.api == folder.name]
    return {finding.ledger for sample in samples for finding in sample.contract.check(sample.raw).known}


def listed(folder: Path) -> list[tuple[int, str, int]]:
    """The place of everything that the pages of an API list: page, kind and index."""
    pages = files_of(folder).documented.value["pages"]
    return [
        (number, part, index)
        for number, page in enumerate(pages)
        for part in ("rows", "sample", "errors")
        for index in range(len(page.get(part, [])))
    ]


def rewritten(value: Any, file: Path) -> YamlDocument:
    """A changed file of a contract, written and read again; JSON is YAML too."""
    file.write_text(json.dumps(value, ensure_ascii=False, default=float), encoding="utf-8")
    document, problems = load(file)
    assert problems == []
    return document


def page_problems(files: ApiFolder) -> list[Problem]:
    return list(page_diff(definition_of(files)))


def names_exactly(problem: Problem, name: str) -> bool:
    """Whether a problem names something, and not only something whose name begins like it."""
    return any(f"{name}{end}" in f"{problem.message} " for end in " :")


def removed(contract: Any, path: str) -> int:
    """Take a documented member out of a contract, wherever the references lead. Returns how often it stood there."""
    side, *names = path.split("/")
    operations = [operation for item in contract["paths"].values() for operation in item.values()]
    if side == "response":
        replies = [reply for operation in operations for reply in operation["responses"].values()]
        return sum(dropped(contract, content(contract, reply), names) for reply in replies)
    place, *names = names
    if place == "body":
        return sum(dropped(contract, content(contract, operation["requestBody"]), names) for operation in operations)
    schemes = contract["components"]["securitySchemes"]
    for name in [name for name, scheme in schemes.items() if [scheme.get("in"), scheme.get("name")] == [place, *names]]:
        del schemes[name]
        contract["security"] = [alternative for alternative in contract["security"] if name not in alternative]
        return 1 + removed(contract, path)
    lists = [operation.get("parameters", []) for operation in operations]
    found = [(each, one) for each in lists for one in each if [one["in"], one["name"]] == [place, *names]]
    for each, one in found:
        each.remove(one)
    return len(found)


def followed(contract: Any, node: Any) -> Any:
    """A part of a contract, or the component that it refers to."""
    return reduce(dict.__getitem__, node["$ref"].split("/")[1:], contract) if "$ref" in node else node


def content(contract: Any, node: Any) -> Any:
    return followed(contract, node)["content"]["application/json"]["schema"]


def dropped(contract: Any, node: Any, names: list[str]) -> int:
    schema = followed(contract, node)
    schema = followed(contract, schema.get("contentSchema", schema))
    if names[0] == "*":
        return dropped(contract, schema["items"], names[1:])
    members = schema.get("properties", {})
    if names[1:]:
        return dropped(contract, members[names[0]], names[1:]) if names[0] in members else 0
    schema["required"] = [name for name in schema.get("required", []) if name != names[0]]
    return int(members.pop(names[0], None) is not None)


LISTED = {folder.name: listed(folder) for folder in FOLDERS}
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
    (copy / "ledger.yaml").write_text("\n- ".join(kept) if kept[1:] else "[]", encoding="utf-8")
    api, problems = read_api(copy)
    assert api is None
    assert any("drift: " in problem.message for problem in problems)
    assert "samples" in {problem.file.parent.name for problem in problems}


@pytest.mark.parametrize("folder", all_but_first(FOLDERS), ids=lambda folder: folder.name)
def test_a_row_that_is_lost_is_named(folder: Path, tmp_path: Path) -> None:
    """Each row, sample member and error of each page, taken away one at a time."""
    files = files_of(folder)
    assert page_problems(files) == []
    for page, part, index in LISTED[folder.name]:
        pages = deepcopy(files.documented.value)
        lost = pages["pages"][page][part].pop(index)
        found = page_problems(replace(files, documented=rewritten(pages, tmp_path / "documented.yaml")))
        name = lost.get("path") or f"error {lost['status']} {lost['code']}"
        number = f"table {lost.get('table')!r}: row {lost.get('row')} is missing"
        assert any(names_exactly(problem, name) or names_exactly(problem, number) for problem in found), lost


@pytest.mark.parametrize("folder", all_but_first(FOLDERS), ids=lambda folder: folder.name)
def test_a_member_that_is_lost_is_named(folder: Path, tmp_path: Path) -> None:
    """Each documented member, taken out of the contract one at a time; its rows then have nothing to stand for."""
    files = files_of(folder)
    pages = files.documented.value["pages"]
    paths = {pages[page][part][index].get("path") for page, part, index in LISTED[folder.name]} - {None, "response"}
    for path in sorted(paths):
        contract = deepcopy(files.openapi.value)
        assert removed(contract, path), path
        found = page_problems(replace(files, openapi=rewritten(contract, tmp_path / "openapi.yaml")))
        assert f"{path} is not in the contract" in {problem.message for problem in found}


@pytest.mark.parametrize("folder", all_but_first(FOLDERS), ids=lambda folder: folder.name)
def test_a_duplicate_row_is_named(folder: Path, tmp_path: Path) -> None:
    files = files_of(folder)
    for page, part, index in LISTED[folder.name]:
        pages = deepcopy(files.documented.value)
        listed = pages["pages"][page][part]
        listed.append(listed[index])
        found = page_problems(replace(files, documented=rewritten(pages, tmp_path / "documented.yaml")))
        assert any("duplicate " in problem.message for problem in found), listed[index]


def test_the_pages_have_as_many_rows_as_the_vendors_print() -> None:
    printed = {
        ("alibaba_bss", 0, "rows"): 28,
        ("alibaba_bss", 0, "sample"): 1,  # the list that the table leaves out
        ("huawei_bssintl", 0, "rows"): 39,
        ("huawei_bssintl", 0, "errors"): 3,
        ("huawei_bssintl", 1, "rows"): 39,
        ("huawei_bssintl", 1, "errors"): 3,
        ("kingdee_invoice", 0, "rows"): 12,
        ("kingdee_invoice", 0, "sample"): 51 + 21,
    }
    vendors = {api for api, _, _ in printed}
    counts = Counter((api, page, part) for api in vendors for page, part, _ in LISTED[api])
    assert counts == printed
    shown = [row["path"] for row in files_of(SCHEMAS / "kingdee_invoice").documented.value["pages"][0]["sample"]]
    assert sum("/goods/" in path for path in shown) == 21


@pytest.mark.parametrize(("api", "vector"), VECTORS, ids=[f"{api}-{vector['name']}" for api, vector in VECTORS])
def test_a_signing_vector_holds_together(api: str, vector: dict[str, Any]) -> None:
    """The signature is the HMAC of the string to sign, which ends with the digest of the canonical request."""
    out, secret = vector["output"], vector["input"]["secret_key"]
    digest = hashlib.sha256(out["canonical_request"].encode()).hexdigest()
    assert out["string_to_sign"].split("\n")[-1] == digest
    if out.get("signature"):
        assert out["signature"] == hmac.new(secret.encode(), out["string_to_sign"].encode(), hashlib.sha256).hexdigest()
    assert out.get("signature") or vector["name"].startswith("published")
