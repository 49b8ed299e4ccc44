"""Two languages: every English template has a Chinese translation with the same parts, and reports use it."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import invoice_apis as ia
import pytest
from invoice_apis.i18n import message
from invoice_apis.i18n.message import Message
from invoice_apis.i18n.zh import CHINESE
from invoice_apis.jsontext.plain import OVERFLOW, plain
from invoice_apis.jsontext.reader import Unreadable, read
from invoice_apis.validation.formats import PARSERS
from invoice_codegen.parse.formats import FORMATS
from support.emitted import Payload, payloads

RUNTIME = Path(message.__file__).parents[1]
TYPES = ("null", "boolean", "integer", "number", "string", "object", "array")
LATIN = re.compile("[A-Za-z]{3,}")
MAY_BE_LATIN = {"JSON", "UTF", "BOM", "NaN", "Infinity", "null", "true", "false", "base", "Unicode", "set", "int"}
"""Words that Chinese messages contain too; the last two are Python types."""


def templates() -> Iterator[str]:
    """Every template in the source."""
    for file in RUNTIME.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message":
                yield from (str(part.value) for part in node.args if isinstance(part, ast.Constant))


def parts(template: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", template))


def test_every_template_has_a_translation() -> None:
    used = set(templates())
    assert len(used) > 50
    assert used - CHINESE.keys() == set()


def test_types_formats_and_directions_have_translations() -> None:
    names = {*TYPES, *FORMATS, *PARSERS, "request", "response"}
    assert names - CHINESE.keys() == set()


@pytest.mark.parametrize("template", CHINESE)
def test_a_translation_has_the_parts_of_its_template(template: str) -> None:
    assert parts(CHINESE[template]) == parts(template)


UNREADABLE = [
    b"",
    b" \n",
    b'{"a":',
    b'{"a" 1}',
    b"{a:1}",
    b"[1,]",
    b"[1 2]",
    b'{"a":1 "b":2}',
    b"{} {}",
    b"nul",
    b"nulk",
    b"trua",
    b"falsa",
    b"01",
    b"1.x",
    b"-a",
    b"1ex",
    b'"\\x"',
    b'"\\u12"',
    b'"\\ud800"',
    b'"\\udc00\\ud800"',
    b'"\\ud800\\u0041"',
    b'"a\nb"',
    b"<html>",
    b"[1e400]",
    b"[1e99999999999999999999]",
    b"[" * 300,
    b"[" * 300 + b"]" * 300,
    b'"\xff"',
    b"\xef\xbb\xbf{}",
    "{}".encode("utf-16"),
]


@pytest.mark.parametrize("raw", UNREADABLE, ids=lambda raw: ascii(raw[:20]))
def test_unreadable_text_has_a_chinese_message(raw: bytes) -> None:
    with pytest.raises(Unreadable) as raised:
        read(raw)
    assert str(raised.value) == raised.value.message.text("en")
    assert_chinese(raised.value.message.text("zh"))


@pytest.mark.parametrize(
    "value", [{1: 2}, {1, 2}, float("nan"), "\ud800", OVERFLOW, [[[{"a": float("inf")}]]]], ids=ascii
)
def test_other_values_have_a_chinese_message(value: object) -> None:
    with pytest.raises(Unreadable) as raised:
        plain(value)
    assert_chinese(raised.value.message.text("zh"))


def assert_chinese(text: str) -> None:
    assert re.search("[\u4e00-\u9fff]", text), text
    assert set(LATIN.findall(text)) <= MAY_BE_LATIN, text


@pytest.mark.parametrize("payload", [payload for payload in payloads("cases") if payload.is_bad], ids=str)
def test_both_languages_have_the_same_findings(payload: Payload) -> None:
    contract, raw = payload.contract, payload.raw
    english, chinese = contract.check(raw), contract.check(raw, lang="zh")
    assert not english.ok
    assert [finding._replace(message="") for finding in english.findings] == [
        finding._replace(message="") for finding in chinese.findings
    ]
    assert contract.check(raw, lang="en") == english
    for one, other in zip(english.findings, chinese.findings, strict=True):
        assert re.search("[\u4e00-\u9fff]", other.message)
        assert one.message != other.message


def test_an_unknown_language() -> None:
    contract = ia.contracts()[0]
    with pytest.raises(ValueError, match="unknown language 'fr'; choose from en, zh"):
        contract.check(b"{}", lang="fr")  # type: ignore[arg-type]


def test_a_message_is_its_english_text_and_can_be_pickled() -> None:
    message = Message("the encoded text can't be decoded: {reason}", reason=Message("it is not base64"))
    assert message == "the encoded text can't be decoded: it is not base64"
    assert type(message.text()) is str
    again = pickle.loads(pickle.dumps(message))
    assert again.text("zh") == message.text("zh") == "编码的内容无法解开：不是 base64"


def test_braces_in_values_are_not_parts() -> None:
    assert Message("the member {name} is missing", name="{oops}") == "the member {oops} is missing"
    assert Message("the member {name} is missing", name="{oops}").text("zh").endswith("{oops}")


def test_a_report_has_the_language_of_its_messages() -> None:
    contract = ia.contracts()[0]
    chinese = str(contract.check([[]], lang="zh"))
    assert_chinese(chinese.replace(contract.id, "").replace("error[type]", ""))
    assert chinese.splitlines()[0] == f"{contract.id}：错误 1，偏差 0，已知 0"
    assert "（整个内容）" in chinese
    assert pickle.loads(pickle.dumps(contract.check([[]], lang="zh"))).lang == "zh"
