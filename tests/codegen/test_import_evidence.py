"""Pages of kind `openapi`: `check` compares an imported contract with the vendor's document, both ways."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from toolkit.case import files, invoke
from toolkit.imports import HARBOUR, ORCHARD, checked, edited, imported, whole


def with_new_document(schemas: Path, find: str, replace: str) -> None:
    """Replace the vendor's document by a newer one, whose sha256 is noted."""
    edited(schemas / "orchard", "pages/orchard.yaml", find, replace)
    raw = (schemas / "orchard" / "pages" / "orchard.yaml").read_bytes()
    pages = schemas / "orchard" / "documented.yaml"
    old = hashlib.sha256(ORCHARD.read_bytes()).hexdigest()
    pages.write_text(pages.read_text("utf-8").replace(old, hashlib.sha256(raw).hexdigest()), "utf-8")


@pytest.mark.parametrize(
    ("file", "find", "replace", "message"),
    [
        ("openapi.yaml", "minimum: 1\n        - name: filter[state]", "minimum: 2\n        - name: filter[state]", "minimum: the page has 1, the contract 2"),
        ("openapi.yaml", "        - name: sort\n", "        - name: sorted\n", "request/query/sorted is in the contract but on no page"),
        ("openapi.yaml", "        - name: sort\n", "        - name: sorted\n", "request/query/sort is not in the contract"),
        ("openapi.yaml", "        - a\n        - b\n", "        - a\n", "codes: the page has ['a', 'b'], the contract ['a']"),
        ("pages/orchard.yaml", "title: Orchard Billing", "title: Orchard", "the document has the sha256"),
        ("ledger.yaml", "at: /leaf", "at: ''", "response/leaf: degraded: any value"),
    ],
)  # fmt: skip
def test_a_departure_from_the_document_is_a_problem(
    tmp_path: Path, file: str, find: str, replace: str, message: str
) -> None:
    imported(tmp_path)
    edited(tmp_path / "orchard", file, find, replace)
    assert message in checked(tmp_path)


def test_the_ledger_excuses_a_departure(tmp_path: Path) -> None:
    imported(tmp_path)
    edited(
        tmp_path / "orchard",
        "openapi.yaml",
        "minimum: 1\n        - name: filter[state]",
        "minimum: 2\n        - name: filter[state]",
    )
    edited(
        tmp_path / "orchard",
        "documented.yaml",
        "    operation: ListInvoices\n",
        "    excuses: {request/query/page: {minimum: OWN-01}}\n    operation: ListInvoices\n",
    )
    with (tmp_path / "orchard" / "ledger.yaml").open("a", encoding="utf-8") as ledger:
        ledger.write("- {id: OWN-01, at: /query/page, in: request, conflict: Page 1 is empty., decision: From 2.}\n")
    assert invoke("check", "--schemas", tmp_path).exit_code == 0


@pytest.mark.parametrize(
    ("find", "replace", "message"),
    [
        ("minimum: 1, default: 1", "minimum: 0, default: 1", "minimum: the page has 0, the contract 1"),
        ("due: {type: string", "late: {type: boolean}\n            due: {type: string", "response/items/*/late is not in the contract"),
        ("secret: {type: string, writeOnly: true}", "secret: {type: string, readOnly: true}", "request/body/secret is in the contract but on no page"),
        ("  /v1/invoices/{invoice-id}/trees:", "  /v1/invoices/{invoice-id}/bushes:", "the document has no operation at"),
        ("enum: [person, company]", "enum: [person, company, state]", "['person', 'company', 'state'], the contract ['person', 'company']"),
    ],
)  # fmt: skip
def test_a_new_document_shows_what_changed(tmp_path: Path, find: str, replace: str, message: str) -> None:
    imported(tmp_path)
    with_new_document(tmp_path, find, replace)
    assert message in checked(tmp_path)


def test_a_new_document_that_says_the_same_needs_no_change(tmp_path: Path) -> None:
    imported(tmp_path)
    with_new_document(tmp_path, "title: Orchard Billing", "title: Orchard")
    assert invoke("check", "--schemas", tmp_path).exit_code == 0


def test_a_linked_document_is_no_evidence(tmp_path: Path) -> None:
    imported(tmp_path)
    page = tmp_path / "orchard" / "pages" / "orchard.yaml"
    page.unlink()
    page.symlink_to(ORCHARD)
    assert "is a link" in checked(tmp_path)


@pytest.mark.parametrize(
    ("find", "replace", "message"),
    [
        ("    kind: openapi\n", "", "a page needs rows, or kind: openapi"),
        ("    kind: openapi\n", "    kind: openapi\n    rows: [{path: a, table: b, row: 1}]\n", "and has no rows"),
        ("    kind: openapi\n", "    rows: []\n", "file, pointer and excuses are for kind: openapi"),
        ("    file: pages/harbour.json\n", "", "a page of kind openapi needs file, sha256 and pointer"),
        ("file: pages/harbour.json", "file: pages/../../x.json", "expected a string that matches"),
        ("file: pages/harbour.json", "file: pages/other.json", "not a file"),
        ("    kind: openapi\n", "    kind: openapi\n    excuses: {response/x: {json: A-1}}\n", "an excuse for response/x, which is not in"),
    ],
)  # fmt: skip
def test_a_page_is_of_one_kind(tmp_path: Path, find: str, replace: str, message: str) -> None:
    imported(tmp_path, HARBOUR, "harbour")
    edited(tmp_path / "harbour", "documented.yaml", find, replace)
    assert message in checked(tmp_path)


def test_lists_of_limited_values_have_rows_in_replies_and_none_in_the_query(tmp_path: Path) -> None:
    values = {"type": "array", "items": {"type": "string", "maxLength": 3}}
    document = whole(tmp_path, {"name": "ids", "in": "query", "schema": values}, values=values)
    done = invoke("import", document, "whole", "--path", "/**", "--schemas", tmp_path / "schemas")
    assert done.exit_code == 0, done.output
    contract = tmp_path / "schemas" / "whole" / "openapi.yaml"
    contract.write_text(contract.read_text("utf-8").replace("maxLength: 3", "maxLength: 4"), "utf-8")
    problems = checked(tmp_path / "schemas")
    assert "response/values/*: maxLength: the page has 3, the contract 4" in problems
    assert "request/query/ids" not in problems


def test_rows_of_an_imported_folder_are_those_of_the_document(tmp_path: Path) -> None:
    imported(tmp_path)
    before = files(tmp_path / "orchard")
    assert invoke("rows", "orchard", "--schemas", tmp_path).exit_code == 0
    assert files(tmp_path / "orchard") == before
