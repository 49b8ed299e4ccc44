"""`invoice-codegen import`: from a vendor's OpenAPI document to a folder that passes `check`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from invoice_codegen.parse.load import load
from toolkit.case import files, invoke
from toolkit.exact import exactly
from toolkit.imports import DOCUMENTS, HARBOUR, ORCHARD, imported, whole

EXPECTED = DOCUMENTS.parent / "expected"
REFRESH = "REFRESH_CASES"


def refresh(folder: Path, found: dict[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in found.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text)


# the table ------------------------------------------------------------------------------------------------------------


def test_the_list_has_all_operations_and_writes_nothing(tmp_path: Path) -> None:
    listed = invoke("import", ORCHARD, "--list", "--schemas", tmp_path / "schemas")
    assert (listed.exit_code, listed.stdout) == (0, (EXPECTED / "orchard.list.txt").read_text("utf-8"))
    assert not (tmp_path / "schemas").exists()


# what is written ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("document", "api"), [(ORCHARD, "orchard"), (HARBOUR, "harbour")])
def test_an_imported_folder_is_as_expected_and_passes_check(tmp_path: Path, document: Path, api: str) -> None:
    printed = imported(tmp_path, document, api)
    found = {path: text for path, text in files(tmp_path / api).items() if not path.startswith("pages/")}
    found["printed.txt"] = printed.replace(f"{tmp_path}/", "").encode()
    if REFRESH in os.environ:
        refresh(EXPECTED / api, found)
    assert found == files(EXPECTED / api), f"{REFRESH}=1 rewrites what is expected; read it before you accept it"
    assert invoke("check", "--schemas", tmp_path).exit_code == 0


def test_the_document_and_the_files_that_it_refers_to_are_copied_byte_for_byte(tmp_path: Path) -> None:
    imported(tmp_path, HARBOUR, "harbour")
    for name in ("harbour.json", "parts/money.yaml"):
        assert (tmp_path / "harbour" / "pages" / name).read_bytes() == (DOCUMENTS / name).read_bytes()


def test_an_import_is_repeatable(tmp_path: Path) -> None:
    imported(tmp_path / "a")
    imported(tmp_path / "b")
    assert files(tmp_path / "a") == files(tmp_path / "b")


@pytest.mark.slow
def test_the_package_of_imported_folders_is_callable(tmp_path: Path) -> None:
    imported(tmp_path / "schemas")
    imported(tmp_path / "schemas", HARBOUR, "harbour")
    generated = invoke("generate", "--schemas", tmp_path / "schemas", "--output", tmp_path / "out")
    assert generated.exit_code == 0, generated.stderr
    used = subprocess.run(
        [sys.executable, "-I", "-B", "-c", _USER, str(tmp_path / "out")], capture_output=True, text=True, timeout=60
    )
    assert (used.returncode, used.stdout) == (
        0,
        "Decimal('10.50') None Decimal('123456789012345678.10')\n",
    ), used.stderr


_USER = """
import sys; sys.path.insert(0, sys.argv[1])
import invoice_apis as ia
from invoice_apis.harbour import Harbour
from invoice_apis.orchard import Orchard
from invoice_apis.sandbox import Sandbox
with Sandbox() as box:
    with Orchard(auth=box.auth("orchard"), base_url=box.url) as orchard:
        invoice = orchard.list_invoices().items[0]
        orchard.create_invoice(state="open", total=invoice.total)
    with Harbour(base_url=box.url) as harbour:
        harbour.fees_charge(path_ship="s-1", amount={"value": invoice.total, "currency": "EUR"})
sample = sys.argv[1] + "/../schemas/harbour/samples/FeesCharge.request.json"
value = ia.contract("harbour/FeesCharge.request").read(open(sample, "rb").read())
print(repr(invoice.total), invoice.buyer, repr(value["body"]["amount"]["value"]))
"""


# choosing -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        (("--operations", "list-invoices"), ["ListInvoices"]),
        (("--operations", "ListInvoices,create-invoice"), ["ListInvoices", "CreateInvoice"]),
        (("--tag", "invoices"), ["ListInvoices", "CreateInvoice"]),
        (("--path", "/v1/invoices"), ["ListInvoices", "CreateInvoice"]),
        (("--path", "/v1/*/*/trees"), ["GetV1InvoicesInvoiceIdTrees", "ListInvoicesOperation"]),
        (
            ("--path", "/v1/inv*", "--operations", "ListInvoicesOperation"),
            ["ListInvoices", "CreateInvoice", "ListInvoicesOperation"],
        ),
    ],
)
def test_operations_are_chosen(tmp_path: Path, options: tuple[str, ...], chosen: list[str]) -> None:
    imported(tmp_path, ORCHARD, "orchard", *options)
    pages = load(tmp_path / "orchard" / "documented.yaml")[0].value["pages"]
    assert [page["operation"] for page in pages] == chosen


def test_only_what_the_chosen_operations_reach_is_written(tmp_path: Path) -> None:
    imported(tmp_path, ORCHARD, "orchard", "--operations", "GetV1InvoicesInvoiceIdTrees")
    contract = load(tmp_path / "orchard" / "openapi.yaml")[0].value
    assert list(contract["components"]) == ["schemas"]
    assert list(contract["components"]["schemas"]) == ["Tree", "InvoiceState"]


# the report -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "lines"), [(9, 9), (10, 1), (45, 1)])
def test_many_losses_of_one_sort_are_one_line_and_the_ledger_has_them_all(
    tmp_path: Path, count: int, lines: int
) -> None:
    names = [f"m{number}" for number in range(count)]
    values = {"type": "object", "properties": {name: {"type": ["string", "integer"]} for name in names}}
    printed = imported(tmp_path / "s", whole(tmp_path, values=values), "whole")
    reported = [line for line in printed.splitlines() if "any value" in line]
    assert len(reported) == lines
    if lines == 1:
        start = f"responses: degraded: any value, {count} times, at first FeesCharge.response /values/m0, "
        assert reported[0].startswith(start)
    ledger = load(tmp_path / "s" / "whole" / "ledger.yaml")[0].value
    places = [place for entry in ledger for place in (entry["at"] if isinstance(entry["at"], list) else [entry["at"]])]
    assert places == [f"/values/{name}" for name in names]


def test_check_makes_no_program_of_the_scanner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(tmp_path)
    monkeypatch.setattr("invoice_codegen.lower.compile_scan", None)
    assert invoke("check", "--schemas", tmp_path).exit_code == 0


# exit codes -----------------------------------------------------------------------------------------------------------


def test_an_import_of_everything_exits_with_0(tmp_path: Path) -> None:
    done = invoke("import", whole(tmp_path), "whole", "--path", "/**", "--schemas", tmp_path / "schemas")
    assert (done.exit_code, done.stdout) == (0, f"{tmp_path}/schemas/whole: 1 operation\n")


def test_an_incomplete_import_may_exit_with_0(tmp_path: Path) -> None:
    done = invoke("import", ORCHARD, "orchard", "--path", "/**", "--allow-incomplete", "--schemas", tmp_path)
    assert done.exit_code == 0
    assert (tmp_path / "orchard" / "openapi.yaml").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("orchard",), "give the name of the API, and --operations, --tag or --path; or --list"),
        (("--path", "/**"), "give the name of the API"),
        (("orchard", "--operations", "nothing"), "the document has no operation for --operations nothing"),
        (("orchard", "--path", "/v2/*", "--tag", "trees"), "the document has no operation for --path /v2/*"),
        (("Orchard!", "--path", "/**"), "'Orchard!' can't be a package name"),
        (("taken", "--path", "/**"), "the folder exists already"),
        (("orchard", "--operations", "export"), "POST /v1/exports: left out: request body"),
    ],
)
def test_usage_errors_write_nothing(tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    (tmp_path / "taken").mkdir()
    done = invoke("import", ORCHARD, *options, "--schemas", tmp_path)
    assert done.exit_code == 2
    assert message in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_server_is_asked_for_where_the_document_names_none(tmp_path: Path) -> None:
    document = whole(tmp_path, servers=[{"url": "/v1"}])
    refused = invoke("import", document, "whole", "--path", "/**", "--schemas", tmp_path / "schemas")
    assert (refused.exit_code, "--server https://…" in refused.stderr) == (2, True)
    done = invoke(
        "import",
        document,
        "whole",
        "--path",
        "/**",
        "--server",
        "https://b.example.com",
        "--schemas",
        tmp_path / "schemas",
    )
    assert done.exit_code == 0, done.output
    assert load(tmp_path / "schemas" / "whole" / "openapi.yaml")[0].value["servers"] == [
        {"url": "https://b.example.com"}
    ]


def test_a_required_header_that_the_client_sets_costs_no_operation(tmp_path: Path) -> None:
    agent = {"name": "User-Agent", "in": "header", "required": True, "schema": {"type": "string"}}
    document = whole(tmp_path, agent)
    done = invoke("import", document, "whole", "--path", "/**", "--schemas", tmp_path / "schemas")
    assert (done.exit_code, "left out: parameter (User-Agent: a header that the HTTP client sets)" in done.stdout) == (
        3,
        True,
    )


def test_a_parameter_that_can_not_be_said_costs_the_operation_if_it_is_required(tmp_path: Path) -> None:
    ids = {"name": "ids", "in": "query", "schema": {"type": "object", "properties": {"a": {"type": "string"}}}}
    for required, code in ((False, 3), (True, 2)):
        document = whole(tmp_path, ids | {"required": required})
        done = invoke("import", document, f"api_{code}", "--path", "/**", "--schemas", tmp_path / "schemas")
        assert (done.exit_code, "left out: parameter (ids" in done.output) == (code, True)


# samples --------------------------------------------------------------------------------------------------------------


def test_samples_have_the_digits_of_the_document(tmp_path: Path) -> None:
    imported(tmp_path, HARBOUR, "harbour")
    sample = (tmp_path / "harbour" / "samples" / "FeesCharge.request.json").read_bytes()
    assert b"123456789012345678.10" in sample
    assert exactly(sample)["path"] == {"ship": "s-1"}


def test_an_example_that_contradicts_its_schema_becomes_a_comment(tmp_path: Path) -> None:
    printed = imported(tmp_path)
    ledger = (tmp_path / "orchard" / "ledger.yaml").read_text("utf-8")
    assert '#   /items/0: the member "total" is missing' in ledger
    assert "an example that contradicts its schema" in printed
