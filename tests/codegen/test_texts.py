"""Texts of a contract in docstrings and in Markdown."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import black
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoice_codegen import ir
from invoice_codegen.emit.docstrings import Section, attribute_docstring, class_parts, docstring
from invoice_codegen.emit.example import _shell
from invoice_codegen.emit.markdown import anchor, code, link, markdown, reference
from invoice_codegen.emit.models import models_module
from invoice_codegen.lower import lower
from invoice_codegen.lower.texts import parameter_text, schema_text, text_of
from invoice_codegen.parse.openapi import Parameter
from invoice_codegen.parse.schema import Schema
from markdown_it import MarkdownIt
from markdown_it.token import Token
from support.definitions import definition_of, files_of


def schema(**members: Any) -> Schema:
    return Schema.model_validate(members)


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"minLength": 1, "maxLength": 64}, "Name. 1 to 64 characters."),
        ({"maxLength": 64}, "Name. At most 64 characters."),
        ({"minLength": 8, "maxLength": 8}, "Name. Exactly 8 characters."),
        ({"minimum": 1, "maximum": 99999}, "Name. From 1 to 99999."),
        ({"minimum": 0}, "Name. At least 0."),
        ({"minItems": 1, "maxItems": 10}, "Name. 1 to 10 items."),
    ],
)
def test_limits_are_sentences(members: dict[str, Any], said: str) -> None:
    assert schema_text(schema(description="Name.", **members)).en == said


@pytest.mark.parametrize(
    ("description", "members"),
    [
        ("Number of the page, 1 to 99999.", {"minimum": 1, "maximum": 99999}),
        ("Number of the page, from 1.", {"minimum": 1}),
        ("Mail addresses, up to 400 characters.", {"maxLength": 400}),
        ("Taxpayer number, at most 20 characters.", {"minLength": 1, "maxLength": 20}),
        ("Taxpayer number, 15 to 20 characters.", {"maxLength": 20}),
    ],
)
def test_a_limit_that_the_description_states_is_not_said_again(description: str, members: dict[str, Any]) -> None:
    assert schema_text(schema(description=description, **members)).en == description
    parameter = {"name": "p", "in": "query", "description": description, "schema": members}
    assert parameter_text(Parameter.model_validate(parameter), schema(**members)).en == description


@pytest.mark.parametrize("description", ["Up to 400 words.", "Up to 40.5 units.", "40 words."])
def test_another_number_in_the_description_does_not_hide_a_limit(description: str) -> None:
    assert schema_text(schema(description=description, maxLength=40)).en == f"{description} At most 40 characters."


def test_a_title_is_not_glued_to_a_description() -> None:
    text = text_of(schema(description="Where the post goes to."), "Postal address")
    assert (text.title, text.en) == ("Postal address", "Where the post goes to.")
    assert docstring(class_parts(text, "PostAddress")) == '"""Postal address.\n\nWhere the post goes to.\n"""'
    assert attribute_docstring(text, 4) == '"""Where the post goes to."""'


def test_a_title_that_says_nothing_new_is_left_out_of_a_docstring() -> None:
    assert docstring(class_parts(ir.Text("Kind of party.", title="Title type"), "TitleType")) == '"""Kind of party."""'
    assert docstring(class_parts(ir.Text("A rate of tax.", title="Tax rate"), "Rate")) == '"""A rate of tax."""'


def test_a_title_alone_is_the_text() -> None:
    assert text_of(schema(), "Postal address") == ir.Text("Postal address")
    assert text_of(schema(description="Postal address."), "Postal address") == ir.Text("Postal address.")


def test_a_section_has_indented_items_with_a_hanging_indent() -> None:
    lines = docstring(["Do.", Section("Args", (("a", "word " * 30), ("b", "One.\n\nTwo.")))], 8).split("\n")
    assert lines[2] == "        Args:"
    assert lines[3].startswith("            a: word")
    assert lines[4].startswith("                word")
    assert lines[5:] == ["            b: One. Two.", '        """']


def test_an_attribute_docstring_has_no_colon_in_its_first_line() -> None:
    assert attribute_docstring(ir.Text("Code of the invoice, kept as text: 10 digits."), 4).split("\n") == [
        '"""Code of the invoice,',
        '    kept as text: 10 digits."""',
    ]


def test_only_web_addresses_are_links() -> None:
    label = markdown("a [page]")
    assert link(label, "https://example.com/a_(b)?c=d#e") == "[a \\[page\\]](https://example.com/a_%28b%29?c=d#e)"
    for address in ("javascript:alert(1)", "pkg:pypi/x@1", "data:text/html,x", " https://example.com"):
        assert link(label, address) == f"{label}, {code(address)}"
    assert link(label, "https://example.com/\n) [x](javascript:alert(1)) <b>").count("](") == 1


def test_text_is_no_markup() -> None:
    hostile = "# a | b `c` **d** [x](javascript:1) <script>1</script> &lt; ~~e~~\n\n- f"
    escaped = markdown(hostile)
    assert "\n" not in escaped
    assert "<" not in escaped
    assert all(escaped[at - 1] == "\\" for at, char in enumerate(escaped) if char in "#|`*[]~")
    assert "&amp;lt;" in escaped


_PIECES = [
    *("|", "\\", "`", "``", "<b>", "</td>", "<!--", "&lt;", "[x](y)", "![i](j)", "[r]: /u", "\n", "\n\n", "\r\n", "\u2028", " ", "  "),
    *("# ", "- ", "+ ", "* ", "1. ", "12) ", "> ", "---", "===", "***", "```", "~~~", "    ", "\t", "**a**", "__b__", "~~c~~"),
    *("$x$", "<https://a.b>", ":-:", "|-|", "{{ x }}", "{% y %}", '"', '"""', "'", "\\N{DASH}", "\\x41", "%s", "word", "发票", "。", "a: b", "Args:"),
]  # fmt: skip
hostile_texts = st.lists(st.sampled_from(_PIECES), max_size=8).map("".join)
_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _shown(tokens: list[Token]) -> str:
    """What a reader sees of inline Markdown, if it holds nothing but text and code."""
    assert {token.type for token in tokens} <= {"text", "text_special", "code_inline", "html_inline"}
    assert {token.content for token in tokens if token.type == "html_inline"} <= {"<code>", "</code>"}
    return "".join(token.content for token in tokens if token.type != "html_inline")


@given(hostile_texts)
def test_a_text_in_markdown_is_one_paragraph_that_reads_as_it_was_written(text: str) -> None:
    blocks = _MARKDOWN.parse(f"before\n\n{markdown(text)}\n\nafter\n")
    kinds = [token.type for token in blocks if token.nesting >= 0 and token.type != "inline"]
    assert kinds == ["paragraph_open"] * (3 if text.split() else 2)
    shown = [_shown(token.children or []) for token in blocks if token.type == "inline"]
    assert " ".join(shown).split() == ["before", *text.split(), "after"]


@pytest.mark.parametrize("made", [markdown, code], ids=["text", "code"])
@given(text=hostile_texts)
def test_a_text_in_a_table_stays_in_its_cell(made: Callable[[str], str], text: str) -> None:
    blocks = _MARKDOWN.parse(f"| a | b | c |\n|---|---|---|\n| {made(text)} | {made(text)} | x |\n\nafter\n")
    assert [token.type for token in blocks if token.type.endswith("_open")].count("tr_open") == 2
    cells = [token.children or [] for token in blocks if token.type == "inline"]
    assert [_shown(cell).split() for cell in cells[3:]] == [text.split(), text.split(), ["x"], ["after"]]


@given(hostile_texts, hostile_texts)
def test_a_docstring_holds_its_text_and_nothing_else(text: str, other: str) -> None:
    for indent in (0, 4, 8):
        whole = docstring([text, Section("Args", (("x", other),)), other], indent)
        member = attribute_docstring(ir.Text(text), indent)
        for made, said in ((whole, f"{text}Args:x:{other}{other}"), (member, text)):
            body = ast.parse(f"if True:\n{' ' * (indent or 1)}{made or 'pass'}").body[0]
            assert isinstance(body, ast.If)
            (statement,) = body.body
            if made:
                assert isinstance(statement, ast.Expr)
                found = ast.literal_eval(statement.value)
                assert "".join(found.split()).lower() == "".join(said.split()).lower()


@given(hostile_texts)
def test_an_argument_on_a_command_line_is_one_word_on_one_line(text: str) -> None:
    word = _shell(text)
    assert word.isprintable()
    ran = subprocess.run(
        ["bash", "-c", f"printf %s {word}"], capture_output=True, check=True, env={"LC_ALL": "C.UTF-8"}
    )
    assert ran.stdout.decode() == text


@pytest.mark.parametrize("name", ["", "a b", 'x"><script>', "a)b"])
def test_an_anchor_is_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="anchor"):
        anchor(name)
    with pytest.raises(ValueError, match="anchor"):
        reference(markdown("x"), name)


def test_a_model_without_a_text_has_no_docstring(schemas: Path) -> None:
    api = lower(definition_of(files_of(next(schemas.iterdir()))))
    silent = [
        replace(model, text=ir.Text(), fields=tuple(replace(field, text=ir.Text()) for field in model.fields))
        for model in api.models
    ]
    printed = models_module(replace(api, models=tuple(silent)))
    classes = [node for node in ast.parse(printed).body if isinstance(node, ast.ClassDef)]
    assert classes
    assert [node.name for node in classes if any(isinstance(part, ast.Expr) for part in node.body)] == []
    assert black.format_str(printed, mode=black.Mode(line_length=120)) == printed
