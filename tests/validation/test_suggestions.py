"""Suggestions for mistyped names, in both languages."""

from __future__ import annotations

import pytest
from invoice_apis.i18n.message import Message
from invoice_apis.i18n.suggest import unknown_name

IDS = ["shop/ListBills.request", "shop/ListBills.response", "shop/ListBooks.response"]
CASES = {
    "shop/ListBills.respons": "did you mean shop/ListBills.response?",
    "SHOP/LISTBILLS.RESPONSE": "did you mean shop/ListBills.response?",
    "shop/ListBolls": "did you mean shop/ListBills.request, shop/ListBills.response or shop/ListBooks.response?",
    "x": "choose from shop/ListBills.request, shop/ListBills.response, shop/ListBooks.response",
}


@pytest.mark.parametrize("name", CASES)
def test_one_name_that_is_surely_meant_or_all_that_are_alike(name: str) -> None:
    assert unknown_name(Message("contract"), name, IDS) == f"unknown contract {name!r}; {CASES[name]}"


def test_chinese_alternatives_have_chinese_commas_and_spaces() -> None:
    text = unknown_name(Message("contract"), "shop/ListBolls", IDS).text("zh")
    assert text == (
        "未知的契约 'shop/ListBolls'；是否应为 shop/ListBills.request、shop/ListBills.response 或 shop/ListBooks.response？"
    )
