"""Emitted docstrings: Google style, English before Chinese, and no more than code needs."""

from __future__ import annotations

import importlib
import inspect
import io
import logging
import re
from collections.abc import Iterator
from itertools import pairwise

import docutils.core
import griffe
import pytest
from invoice_apis.client.client import AsyncClient, Client
from sphinx.ext.napoleon import GoogleDocstring
from support.emitted_python import APIS, FILES, PACKAGE, Docstring, docstrings

DOCSTRINGS = [text for file in [*FILES, *(PACKAGE / api / "__init__.py" for api in APIS)] for text in docstrings(file)]
METHODS = [text for text in DOCSTRINGS if "\nArgs:\n" in text.text and text.kind == "method"]
LIMIT = re.compile(r"(?:\d+ to|[Aa]t most|[Uu]p to|最多|至) ?(\d+)")


def test_at_most_a_third_of_the_emitted_lines_are_docstrings() -> None:
    lines = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in FILES)
    texts = sum(text.lines for file in FILES for text in docstrings(file))
    assert texts <= lines / 3, f"{texts} of {lines} lines; shorten the descriptions in the contracts"


def test_griffe_parses_every_docstring_without_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    package = griffe.load(PACKAGE.name, search_paths=[PACKAGE.parent], docstring_parser=griffe.Parser.google)
    sections = [section for api in APIS for part in _documented(package[api]) for section in part.parse()]
    assert {section.kind.value for section in sections} >= {"text", "parameters", "returns", "raises"}
    assert [record.getMessage() for record in caplog.records] == []


def _documented(part: griffe.Object) -> Iterator[griffe.Docstring]:
    yield from [part.docstring] if part.docstring else []
    for member in part.members.values():
        if isinstance(member, griffe.Object):
            yield from _documented(member)


def test_napoleon_and_docutils_parse_every_docstring_without_a_warning() -> None:
    for docstring in DOCSTRINGS:
        text = _restructured(docstring)
        warnings = io.StringIO()
        docutils.core.publish_doctree(text, settings_overrides={"warning_stream": warnings, "report_level": 2})
        assert not warnings.getvalue(), f"{docstring}: {warnings.getvalue()}"


def test_napoleon_takes_no_text_of_an_attribute_for_its_type() -> None:
    attributes = [docstring for docstring in DOCSTRINGS if docstring.kind == "attribute"]
    assert [str(docstring) for docstring in attributes if ":type:" in _restructured(docstring)] == []


def _restructured(docstring: Docstring) -> str:
    return str(GoogleDocstring(docstring.text, what=docstring.kind, name=docstring.name, obj=object()))


@pytest.mark.parametrize("docstring", METHODS, ids=str)
def test_a_method_documents_its_arguments_result_and_errors(docstring: Docstring) -> None:
    owner, _, name = docstring.name.partition(".")
    method = getattr(getattr(importlib.import_module(f"invoice_apis.{docstring.file.parent.name}"), owner), name)
    sections = re.findall(r"^([A-Z][a-z]+):\n((?:    .*\n?)+)", docstring.text, re.MULTILINE)
    assert [title for title, _ in sections] == ["Args", "Returns", "Raises"]
    documented = re.findall(r"^    (\w+):", sections[0][1], re.MULTILINE)
    arguments = [argument for argument in inspect.signature(method).parameters if argument != "self"]
    assert documented == arguments


def test_chinese_follows_the_whole_english_text() -> None:
    """A paragraph counts as Chinese when it has Chinese sentences, not when it quotes a Chinese word."""
    for docstring in DOCSTRINGS:
        kinds = ["，" in paragraph or "。" in paragraph for paragraph in docstring.text.split("\n\n")]
        assert all(before <= after for before, after in pairwise(kinds)), docstring


def test_a_limit_is_said_once() -> None:
    for docstring in DOCSTRINGS:
        for item in re.split(r"\n\n|\n    (?=\w+:)|\n(?=- )", docstring.text):
            limits = LIMIT.findall(re.sub(r"\s+", " ", item))
            assert len(limits) == len(set(limits)), f"{docstring}: {item}"


@pytest.mark.parametrize("api", APIS)
def test_async_docstrings_refer_to_the_blocking_client(api: str) -> None:
    module = importlib.import_module(f"invoice_apis.{api}")
    classes = [getattr(module, name) for name in module.__all__]
    blocking = next(part for part in classes if issubclass(part, Client))
    async_client = next(part for part in classes if issubclass(part, AsyncClient))
    assert f"`{blocking.__name__}`" in (async_client.__doc__ or "")
    methods = [name for name, value in vars(blocking).items() if inspect.isfunction(value) and not name.startswith("_")]
    assert methods
    for name in methods:
        assert "\n" in (getattr(blocking, name).__doc__ or "")
        text = getattr(async_client, name).__doc__ or ""
        assert "\n" not in text
        assert f"`{blocking.__name__}.{name}`" in text
