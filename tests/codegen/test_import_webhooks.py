"""Webhooks of a vendor's document as webhooks of a contract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from invoice_codegen.parse.load import load
from invoice_codegen.runtime import jsontext
from toolkit.case import files, invoke
from toolkit.imports import HARBOUR, checked, edited

PAYLOAD = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string", "maxLength": 9}, "amount": {"type": "number"}},
}


def content(schema: dict[str, Any], kind: str = "application/json", **more: Any) -> dict[str, Any]:
    return {
        "requestBody": {"content": {kind: {"schema": schema, **more}}},
        "responses": {"200": {"description": "Got it"}},
    }


def document(folder: Path, webhooks: dict[str, Any], word: str = "webhooks", **more: Any) -> Path:
    version = "3.1.0" if word == "webhooks" else "3.0.3"
    file = folder / "vendor.json"
    value = {"openapi": version, "info": {"title": "Bells", "version": "1"}, word: webhooks, **more}
    file.write_bytes(jsontext.write(value))
    return file


def paid(**more: Any) -> dict[str, Any]:
    example = {"id": "e-1", "amount": 10.5}
    return {"post": {"operationId": "invoice-paid", "tags": ["invoices"], **content(PAYLOAD, example=example), **more}}


def contract_of(folder: Path) -> Any:
    return load(folder / "openapi.yaml")[0].value


@pytest.mark.parametrize("word", ["webhooks", "x-webhooks"])
def test_a_document_of_webhooks_alone_becomes_a_contract_with_its_evidence(tmp_path: Path, word: str) -> None:
    done = invoke(
        "import",
        document(tmp_path, {"invoice.paid": paid()}, word),
        "bells",
        "--path",
        "**",
        "--schemas",
        tmp_path / "s",
    )
    assert done.exit_code == 0, done.output
    contract = contract_of(tmp_path / "s" / "bells")
    assert set(contract) == {"openapi", "info", "x-sdk-source", "webhooks", "components"}
    assert contract["webhooks"]["invoice.paid"]["post"]["operationId"] == "InvoicePaid"
    (page,) = load(tmp_path / "s" / "bells" / "documented.yaml")[0].value["pages"]
    assert (page["kind"], page["pointer"]) == ("openapi", f"/{word}/invoice.paid/post")
    assert b'"amount": 10.5' in files(tmp_path / "s" / "bells")["samples/InvoicePaid.webhook.json"]
    assert invoke("check", "--schemas", tmp_path / "s").exit_code == 0
    generated = invoke("generate", "--schemas", tmp_path / "s", "--output", tmp_path / "out")
    assert generated.exit_code == 0, generated.stderr


def test_check_compares_a_webhook_with_the_document(tmp_path: Path) -> None:
    invoke("import", document(tmp_path, {"invoice.paid": paid()}), "bells", "--path", "**", "--schemas", tmp_path / "s")
    edited(tmp_path / "s" / "bells", "openapi.yaml", "maxLength: 9", "maxLength: 8")
    assert "webhook/id" in checked(tmp_path / "s")


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        (("--operations", "invoice-paid"), ["InvoicePaid"]),
        (("--operations", "invoice.paid"), ["InvoicePaid"]),
        (("--operations", "InvoiceGone"), ["InvoiceGone"]),
        (("--tag", "invoices"), ["InvoicePaid"]),
        (("--path", "invoice.*"), ["InvoicePaid", "InvoiceGone"]),
        (("--path", "**"), ["FeesCharge", "InvoicePaid", "InvoiceGone"]),
        (("--path", "/**"), ["FeesCharge"]),
    ],
)
def test_webhooks_are_chosen_like_operations(tmp_path: Path, options: tuple[str, ...], chosen: list[str]) -> None:
    webhooks = {"invoice.paid": paid(), "invoice.gone": {"post": content(PAYLOAD)}}
    harbour = json.loads(HARBOUR.read_bytes())
    value = {**harbour, "openapi": "3.1.0", "webhooks": webhooks}
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "money.yaml").write_bytes((HARBOUR.parent / "parts" / "money.yaml").read_bytes())
    (tmp_path / "vendor.json").write_text(json.dumps(value))
    done = invoke(
        "import", tmp_path / "vendor.json", "bells", *options, "--schemas", tmp_path / "s", "--allow-incomplete"
    )
    assert done.exit_code == 0, done.output
    pages = load(tmp_path / "s" / "bells" / "documented.yaml")[0].value["pages"]
    assert [page["operation"] for page in pages] == chosen


def test_what_a_contract_cant_say_of_a_webhook_is_told(tmp_path: Path) -> None:
    signed = {"in": "header", "name": "X-Signature", "schema": {"type": "string"}}
    file = document(
        tmp_path,
        {
            "paid": {"parameters": [signed], **paid()},
            "list": {"post": content({"type": "array", "items": {"type": "string"}})},
            "form": {"post": content(PAYLOAD, "application/x-www-form-urlencoded")},
            "ping": {"get": {"responses": {"200": {"description": "Got it"}}}},
            "bare": {"post": {"responses": {"200": {"description": "Got it"}}}},
        },
    )
    listed = invoke("import", file, "--list").stdout
    assert [line.split("  ", 1)[0] + ": " + line.rsplit("  ", 1)[1] for line in listed.splitlines()[:-1]] == [
        "webhook paid: degraded: webhook parameter",
        "webhook list: left out: webhook (the payload is array)",
        "webhook form: left out: webhook (application/x-www-form-urlencoded)",
        "webhook ping (GET): left out: method (get)",
        "webhook bare: left out: webhook (no payload)",
    ]
    done = invoke("import", file, "bells", "--path", "**", "--schemas", tmp_path / "s")
    assert done.exit_code == 3, done.output
    (entry,) = load(tmp_path / "s" / "bells" / "ledger.yaml")[0].value
    assert (entry["in"], "header X-Signature" in entry["conflict"]) == ("webhook", True)


def test_a_reference_to_a_path_item_is_followed(tmp_path: Path) -> None:
    webhooks = {"invoice.paid": {"$ref": "#/components/pathItems/Paid"}}
    file = document(tmp_path, webhooks, components={"pathItems": {"Paid": paid()}})
    done = invoke("import", file, "bells", "--path", "**", "--schemas", tmp_path / "s")
    assert done.exit_code == 0, done.output
    assert invoke("check", "--schemas", tmp_path / "s").exit_code == 0


@pytest.mark.parametrize("name", ["a‮b", "a\nb", "", "': !!python/object {}", "{{ 7*7 }}", "</script>"])
def test_the_name_of_a_webhook_stays_text(tmp_path: Path, name: str) -> None:
    file = document(tmp_path, {name: paid(), "plain": {"post": {**content(PAYLOAD), "operationId": "plain"}}})
    done = invoke("import", file, "bells", "--path", "**", "--schemas", tmp_path / "s", "--allow-incomplete")
    assert done.exit_code == 0, done.output
    kept = list(contract_of(tmp_path / "s" / "bells")["webhooks"])
    assert kept == (["plain"] if not name.isprintable() or not name else [name, "plain"])
    generated = invoke("generate", "--schemas", tmp_path / "s", "--output", tmp_path / "out")
    assert generated.exit_code == 0, generated.stderr
