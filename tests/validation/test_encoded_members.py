"""Encoded members: forms of base64 that are drift, and what a member is that can't be decoded."""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import invoice_apis as ia
import pytest
from invoice_apis.validation.hints import hints

CONTRACT = ia.contract("kingdee_invoice/QueryBillInvoices.response")
VALUE = [{"billNo": "测试>>>???" * 10, "invoiceList": [{"invoiceNumber": "24442000000012345678"}]}]
TEXT = json.dumps(VALUE, ensure_ascii=False)
GBK, GZIP = TEXT.encode("gb18030"), gzip.compress(TEXT.encode())
TWICE = base64.b64encode(TEXT.encode())
AES = bytes(range(128, 256)) + os.urandom(8)


def standard(raw: bytes = TEXT.encode()) -> str:
    return base64.b64encode(raw).decode()


def cut(text: str, between: str) -> str:
    """The text in lines, as mail programs write it."""
    return between.join(text[at : at + 40] for at in range(0, len(text), 40))


def url_safe(text: str) -> str:
    return text.replace("+", "-").replace("/", "_").rstrip("=")


def form(text: str) -> str:
    """The text after a form was decoded: + became a blank."""
    assert "+" in text
    return text.replace("+", " ")


def reply(data: str) -> dict[str, Any]:
    return {"errorCode": "0", "success": True, "data": data}


FORMS: dict[str, tuple[Callable[[str], str], str]] = {
    "lines": (lambda text: cut(text, "\n"), "line breaks"),
    "lines of mail": (lambda text: cut(text, "\r\n") + "\r\n", "line breaks"),
    "continuation lines": (lambda text: cut(text, "\n "), "line breaks"),
    "a blank behind": (lambda text: text + " ", "blanks at its ends"),
    "blanks around": (lambda text: f"  {text}  ", "blanks at its ends"),
    "indented lines": (lambda text: f"\n {cut(text, chr(10) + ' ')}\n ", "blanks at its ends, line breaks"),
    "URL-safe": (lambda text: text.replace("+", "-").replace("/", "_"), "the URL-safe alphabet"),
    "no padding": (lambda text: text.rstrip("="), "no padding"),
    "all at once": (lambda text: f" {cut(url_safe(text), chr(10))}", "blanks at its ends, line breaks, the URL-safe"),
}
PADDED = TEXT + " " * ((1 - len(TEXT.encode())) % 3)


@pytest.mark.parametrize("name", FORMS)
def test_another_form_of_base64_is_drift_and_decoded(name: str) -> None:
    change, words = FORMS[name]
    own = reply(change(standard(PADDED.encode())))
    assert standard(PADDED.encode()).endswith("==")
    report = CONTRACT.check(own)
    assert [(found.severity, found.keyword, found.pointer) for found in report.findings] == [
        ("drift", "contentEncoding", "/data")
    ]
    assert f"the base64 text has {words}" in report.findings[0].message
    assert CONTRACT.read(own)["data"] == VALUE
    line = json.dumps(own).encode()
    assert CONTRACT.accepts(line)
    assert CONTRACT.check_lines(io.BytesIO(line)).count("drift") == 1


@pytest.mark.parametrize("extra", ["=", "==", "===", "===="])
def test_padding_behind_a_complete_text_is_drift_and_behind_padding_an_error(extra: str) -> None:
    for text, severity in (("[ ]", "drift"), ("[]", "error"), ("[  ]", "error")):
        encoded = standard(text.encode())
        assert CONTRACT.check(reply(encoded)).findings == ()
        line = json.dumps(reply(encoded + extra)).encode()
        (found,) = CONTRACT.check(line).findings
        assert (found.severity, found.keyword) == (severity, "contentEncoding")
        report = CONTRACT.check_lines(io.BytesIO(line))
        assert (report.count("drift"), report.count("error")) == (severity == "drift", severity == "error")


UNDECODABLE: dict[str, tuple[str, list[str]]] = {
    "plain JSON": (TEXT, ["is plain JSON text"]),
    "percent signs": (quote(standard(), safe=""), ["percent signs of a URL"]),
    "percent signs in lines": (quote(cut(standard(), "\n"), safe=""), ["percent signs of a URL"]),
    "blanks for +": (form(standard()), ["blanks where + belongs"]),
    "blanks for + in lines": (cut(form(standard()), "\n"), ["blanks where + belongs"]),
    "blanks for + and around": (f" {form(standard())} ", ["blanks where + belongs"]),
    "blanks for +, GBK inside": (form(standard(GBK)), ["blanks where + belongs", "this is GBK"]),
    "a data URL": (f"data:application/json;base64,{standard()}", ["is a data URL"]),
    "a data URL with percent signs": (
        f"data:;base64,{quote(standard(), safe='')}",
        ["is a data URL", "percent signs of a URL"],
    ),
    "GBK": (standard(GBK), ["this is GBK"]),
    "GBK in lines": (cut(standard(GBK), "\n"), ["this is GBK"]),
    "GBK, URL-safe": (url_safe(standard(GBK)), ["this is GBK"]),
    "gzip in lines": (cut(standard(GZIP), "\n"), ["compressed with gzip"]),
    "gzip, URL-safe": (url_safe(standard(GZIP)), ["compressed with gzip"]),
    "base64 of base64": (standard(TWICE), ["is base64 text of base64 text"]),
    "base64 of base64 in lines": (cut(standard(TWICE), "\n"), ["is base64 text of base64 text"]),
    "AES": (standard(AES), ["give the client its aes_key"]),
    "AES in lines": (cut(standard(AES), "\n"), ["give the client its aes_key"]),
    "AES, URL-safe": (url_safe(standard(AES)), ["give the client its aes_key"]),
}


@pytest.mark.parametrize("name", UNDECODABLE)
def test_the_finding_and_the_hints_say_what_a_member_is(name: str) -> None:
    text, words = UNDECODABLE[name]
    decoded = CONTRACT.decode(reply(text))
    report = CONTRACT.check_decoded(decoded)
    (found,) = report.findings
    assert (found.severity, found.keyword, found.pointer) == ("error", "contentEncoding", "/data")
    assert all(each in found.message for each in words), found.message
    own = hints(CONTRACT, decoded, report)
    assert len(own) == len(words)
    assert all(each in hint and '"/data"' in hint for each, hint in zip(words, own, strict=True)), own
    assert not CONTRACT.accepts(reply(text))
    with pytest.raises(ValueError, match="can't be decoded") as raised:
        CONTRACT.read(reply(text))
    assert str(raised.value) == found.message


@pytest.mark.parametrize(
    "text", ["nodata", "no data", "查询失败", "====", "YQ==YQ==", "YQ=", "a" * 5, "error: no such bill"]
)
def test_other_text_is_not_taken_for_encrypted_data(text: str) -> None:
    decoded = CONTRACT.decode(reply(text))
    report = CONTRACT.check_decoded(decoded)
    assert [found.keyword for found in report.errors] == ["contentEncoding"]
    assert "aes_key" not in report.errors[0].message
    assert hints(CONTRACT, decoded, report) == []


def test_a_long_member_is_not_looked_into() -> None:
    report = CONTRACT.check(reply(standard(GBK * 3000)))
    assert "GBK" not in report.errors[0].message
