"""`invoice-codegen diff` looks inside maps, alternatives of unions and every sort of failure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from toolkit.case import API
from toolkit.diffs import REPLY, diff, places

OTHERS = Path(__file__).parent / "other_apis"
RENAME, LIST = "branch_desk/ReplaceBranches.request", "branch_desk/ListBranches.response"
PAY, PAID = "payment_desk/CreatePayment.request", "payment_desk/CreatePayment.response"


def changed(folder: Path, old: str, new: str, tmp_path: Path) -> set[tuple[str, str, str]]:
    """The changes that an edit of a contract makes."""
    after = shutil.copytree(folder, tmp_path / "after" / folder.name)
    contract = after / "openapi.yaml"
    text = contract.read_text("utf-8")
    assert text.count(old) == 1, old
    contract.write_text(text.replace(old, new), encoding="utf-8")
    return places(diff(folder, after)[1])


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("{type: string, minLength: 5}", "{type: string, minLength: 6}", ("drift", LIST, "/*/opening/*/*")),
        ("label: {type: string, maxLength: 20}", "label: {type: string, maxLength: 15}", ("drift", LIST, "/*/prices/*/label")),
        ("amount: {type: number}", "amount: {type: string}", ("breaking", LIST, "/*/prices/*/amount")),
        ("{type: string, maxLength: 9}", "{type: string, maxLength: 8}", ("breaking", RENAME, "/body/*/labels/*")),
        ("{type: string, maxLength: 9}", "{type: string, maxLength: 10}", ("added", RENAME, "/body/*/labels/*")),
    ],
)  # fmt: skip
def test_values_of_maps(old: str, new: str, change: tuple[str, str, str], tmp_path: Path) -> None:
    found = changed(OTHERS / "branch_desk", old, new, tmp_path)
    assert change in found
    replies = {LIST, LIST.replace("ListBranches", "ShowBranch")}
    assert {where for _, where, _ in found} <= {change[1], *(replies if change[1] == LIST else ()), "branch_desk"}


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ('pattern: "^[0-9]{4}$"', 'pattern: "^[0-9]{4,5}$"', {("added", PAY, "/body/source/number")}),
        ("account: {type: string, maxLength: 10}", "account: {type: string, maxLength: 9}", {("breaking", PAY, "/body/source/account")}),
        ("required: [kind, account]", "required: [kind]", {("added", PAY, "/body/source")}),
        (
            "maximum: 100}",
            "maximum: 99}",
            {("drift", PAID, "/parts/*/share"), ("drift", PAID, "/links/*/share")},
        ),
        ("limit: {type: string}", "limit: {type: string, pattern: '^[0-9]+$'}", {("drift", PAID, "/source/limit"), ("drift", PAID, "/links/*/limit")}),
        ("tags: {type: object, additionalProperties: {type: string}}", "tags: {type: object, additionalProperties: {type: string, maxLength: 7}}", {("drift", PAID, "/source/owner/tags/*"), ("drift", PAID, "/links/*/owner/tags/*")}),
        ("enum: [bank_account, iban]", "enum: [bank_account, iban, sepa]", {("drift", PAID, "/source/object"), ("drift", PAID, "/links/*/object")}),
    ],
)  # fmt: skip
def test_alternatives_of_a_union(old: str, new: str, changes: set[tuple[str, str, str]], tmp_path: Path) -> None:
    found = changed(OTHERS / "payment_desk", old, new, tmp_path)
    assert {change for change in found if change[1] in (PAY, PAID) and change[0] != "words"} == changes


@pytest.mark.parametrize("first", ["error_msg", "error_code"])
def test_every_sort_of_failure(first: str, schemas: Path, tmp_path: Path) -> None:
    """A member that the first sort of failure never has."""
    contract = schemas / API / "openapi.yaml"
    text = contract.read_text("utf-8")
    tests = {
        "error_msg": "- {pointer: /error_msg, absent: true}\n    - {pointer: /error_code, present: true}",
        "error_code": "- {pointer: /error_code, present: true}\n    - {pointer: /error_msg, absent: true}",
    }
    text = text.replace("- {pointer: /error_code, present: true}", tests[first])
    text = text.replace(
        "    - {pointer: /error_code, absent: true}\n",
        "    - {pointer: /error_code, absent: true}\n    - {pointer: /error_msg, present: true}\n",
    )
    contract.write_text(text, encoding="utf-8")
    found = changed(schemas / API, "error_msg: {type: string,", "error_msg: {type: string, maxLength: 30,", tmp_path)
    assert found == {("drift", REPLY, "/error_msg")}
