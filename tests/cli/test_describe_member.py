"""`describe ID POINTER`: one member, in both languages; an unknown pointer names the nearest ones."""

from __future__ import annotations

import json

import invoice_apis as ia
import pytest
from rich.cells import cell_len
from support.cli import run

IDS = [contract.id for contract in ia.contracts()]
STATE = "/invoices/*/invoiceState"
REPLY = "huawei_bssintl/ListInvoices.response"


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_everything_that_is_documented_of_a_member_is_printed(id: str, lang: str) -> None:
    guide = ia.contract(id).documentation
    for member in guide.members.values():
        ran = run("describe", id, member.pointer, "--lang", lang, env={"COLUMNS": "72"})
        assert (ran.returncode, ran.stderr) == (0, b"")
        printed = ran.stdout.decode()
        assert max(map(cell_len, printed.splitlines())) <= 72
        texts = [member.pointer, *member.title.values(), *member.description.values(), *member.ledger]
        texts += [
            note
            for code in member.codes
            for note in (str(code.value), *code.label.values(), code.conflict, code.source)
            if note
        ]
        texts += [guide.ledger[entry].decision for entry in member.ledger if lang == "en"]
        for text in texts:
            assert squeezed(text).rstrip(".。") in squeezed(printed), text


def test_an_index_stands_for_any_item() -> None:
    pattern, index = (run("describe", REPLY, STATE.replace("*", part)).stdout for part in ("*", "7"))
    assert pattern == index
    assert STATE in pattern.decode()


def test_members_inside_of_an_object_are_listed() -> None:
    printed = run("describe", REPLY, "/invoices/*").stdout.decode()
    assert "invoiceState" in printed
    assert "taxAmount" not in printed  # two levels below


def test_the_whole_payload_has_the_empty_pointer() -> None:
    assert "(whole payload)" in run("describe", REPLY, "").stdout.decode()


@pytest.mark.parametrize("pointer", [STATE, "/invoices/0/invoiceState"])
def test_json_has_the_member_and_its_entries_of_the_ledger(pointer: str) -> None:
    printed = json.loads(run("describe", REPLY, pointer, "--format", "json").stdout)
    member = ia.contract(REPLY).documentation.members[STATE]
    assert printed["contract"] == REPLY
    assert printed["member"]["pointer"] == STATE
    assert [code["value"] for code in printed["member"]["codes"]] == [code.value for code in member.codes]
    assert tuple(printed["ledger"]) == member.ledger


UNKNOWN = {
    "mistyped": ("/invoices/0/invoicState", f"did you mean {STATE}?"),
    "elsewhere": ("/invoiceState", f"choose from {STATE}"),
    "a name": ("INVOICESTATE", f"choose from {STATE}"),
    "nothing like it": ("/x", "choose from /count, /invoices, "),
    "no pointer": ("x", '"x" is not a JSON Pointer'),
    "half an escape": ("/a~", "is not a JSON Pointer"),
}


@pytest.mark.parametrize("way", UNKNOWN)
def test_an_unknown_pointer_is_a_usage_error_with_suggestions(way: str) -> None:
    pointer, advice = UNKNOWN[way]
    ran = run("describe", REPLY, pointer)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert advice in ran.stderr.decode().splitlines()[-1]
    assert b"Traceback" not in ran.stderr


def test_the_error_is_in_chinese_too() -> None:
    assert "没有文档；可选：" in run("describe", REPLY, "/invoiceState", "--lang", "zh").stderr.decode()
