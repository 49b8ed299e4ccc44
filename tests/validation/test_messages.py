"""Two languages: every English sentence has a Chinese one with the same parts, and that is what is said."""

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
from invoice_codegen.parse.extensions import FORMATS
from support.emitted import Payload, payloads

RUNTIME = Path(message.__file__).parents[1]
TYPES = ("null", "boolean", "integer", "number", "string", "object", "array")
LATIN = re.compile("[A-Za-z]{3,}")
MAY_BE_LATIN = {"JSON", "UTF", "BOM", "NaN", "Infinity", "null", "true", "false", "base", "Unicode", "set", "int"}
"""Words that a Chinese sentence has too; the last two are classes of Python."""


def templates() -> Iterator[str]:
    """Every template that stands in the source."""
    for file in RUNTIME.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message":
                yield from (str(part.value) for part in node.args if isinstance(part, ast.Constant))


def parts(template: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", template))


def test_every_sentence_has_a_chinese_one() -> None:
    spoken = set(templates())
    assert len(spoken) > 50
    assert spoken - CHINESE.keys() == set()


def test_types_formats_and_directions_have_chinese_names() -> None:
    named = {*TYPES, *FORMATS, *PARSERS, "request", "response"}
    assert named - CHINESE.keys() == set()


@pytest.mark.parametrize("template", CHINESE)
def test_a_chinese_sentence_has_the_parts_of_the_english_one(template: str) -> None:
    assert parts(CHINESE[template]) == parts(template)


BROKEN = [
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


@pytest.mark.parametrize("raw", BROKEN, ids=lambda raw: ascii(raw[:20]))
def test_what_no_parser_reads_is_told_in_chinese(raw: bytes) -> None:
    with pytest.raises(Unreadable) as raised:
        read(raw)
    assert str(raised.value) == raised.value.message.text("en")
    assert_chinese(raised.value.message.text("zh"))


@pytest.mark.parametrize(
    "value", [{1: 2}, {1, 2}, float("nan"), "\ud800", OVERFLOW, [[[{"a": float("inf")}]]]], ids=ascii
)
def test_what_is_no_json_value_is_told_in_chinese(value: object) -> None:
    with pytest.raises(Unreadable) as raised:
        plain(value)
    assert_chinese(raised.value.message.text("zh"))


def assert_chinese(text: str) -> None:
    assert re.search("[\u4e00-\u9fff]", text), text
    assert set(LATIN.findall(text)) <= MAY_BE_LATIN, text


@pytest.mark.parametrize("payload", [payload for payload in payloads("cases") if payload.is_bad], ids=str)
def test_both_languages_tell_the_same_findings(payload: Payload) -> None:
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


def test_another_language_is_refused() -> None:
    contract = ia.contracts()[0]
    with pytest.raises(ValueError, match="unknown language 'fr'; choose from en, zh"):
        contract.check(b"{}", lang="fr")  # type: ignore[arg-type]


def test_a_message_is_its_english_text_and_travels() -> None:
    message = Message("the encoded text can't be decoded: {reason}", reason=Message("it is not base64"))
    assert message == "the encoded text can't be decoded: it is not base64"
    assert type(message.text()) is str
    again = pickle.loads(pickle.dumps(message))
    assert again.text("zh") == message.text("zh") == "编码的内容无法解开：不是 base64"


def test_braces_in_a_payload_are_no_parts() -> None:
    assert Message("the member {name} is missing", name="{oops}") == "the member {oops} is missing"
    assert Message("the member {name} is missing", name="{oops}").text("zh").endswith("{oops}")


def test_a_report_speaks_the_language_of_its_messages() -> None:
    contract = ia.contracts()[0]
    chinese = str(contract.check([[]], lang="zh"))
    assert_chinese(chinese.replace(contract.id, "").replace("error[type]", ""))
    assert chinese.splitlines()[0] == f"{contract.id}：错误 1，偏差 0，已知 0"
    assert "（整个内容）" in chinese
    assert pickle.loads(pickle.dumps(contract.check([[]], lang="zh"))).lang == "zh"
