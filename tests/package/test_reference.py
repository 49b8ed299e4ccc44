"""`api.md`: complete, linked, one language in each cell."""

from __future__ import annotations

import enum
import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from invoice_apis.client.client import AsyncClient, Client
from invoice_apis.models.base import Model
from support.emitted import ROOT
from support.emitted_python import APIS

PAGE = (ROOT / "generated" / "api.md").read_text(encoding="utf-8")
ANCHORS = re.findall(r'<a id="([^"]+)">', PAGE)
PER_CALL = {"self", "strict", "timeout", "max_retries"}


@dataclass(frozen=True)
class Table:
    """A table with the anchor that stands above it."""

    anchor: str
    head: list[str]
    rows: list[list[str]]


def tables() -> Iterator[Table]:
    """All tables of the page."""
    above, rows = "", []
    for line in [*PAGE.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
            continue
        if rows:
            yield Table(above, rows[0], rows[2:])
            rows = []
        if found := re.match(r'#+ <a id="([^"]+)">', line):
            above = found[1]


TABLES = list(tables())


def members(api: str) -> Iterator[tuple[str, Any]]:
    """The public classes of an API by their anchors."""
    module = importlib.import_module(f"invoice_apis.{api}")
    return ((f"{api}.{name}", getattr(module, name)) for name in module.__all__)


@pytest.mark.parametrize("api", APIS)
def test_every_class_member_code_and_method_has_an_anchor(api: str) -> None:
    wanted = {api}
    for name, part in members(api):
        wanted.add(name)
        if issubclass(part, Model):
            wanted |= {f"{name}.{member}" for member in part.model_fields}
        elif issubclass(part, enum.Enum):
            wanted |= {f"{name}.{code.name}" for code in part}
        elif issubclass(part, Client):
            called = [method for method in vars(part) if not method.startswith(("_", "iter_"))]
            wanted |= {f"{name}.{method}" for method in called}
    assert wanted <= set(ANCHORS)


def test_anchors_are_unique_and_links_lead_to_one() -> None:
    assert len(ANCHORS) == len(set(ANCHORS))
    links = re.findall(r"\]\(([^)]*)\)", PAGE)
    assert links
    for target in links:
        assert target.removeprefix("#") in ANCHORS if target.startswith("#") else re.match(r"https?://\S+\Z", target)


@pytest.mark.parametrize("api", APIS)
def test_arguments_are_those_that_the_method_takes(api: str) -> None:
    client = next(part for _, part in members(api) if issubclass(part, Client) and not issubclass(part, AsyncClient))
    methods = [name for name in vars(client) if not name.startswith(("_", "iter_"))]
    for name in methods:
        taken = set(inspect.signature(getattr(client, name)).parameters) - PER_CALL
        anchor = f"{api}.{client.__name__}.{name}"
        rows = [row for table in TABLES if table.anchor == anchor and table.head[0] == "argument" for row in table.rows]
        assert {re.sub(r"<a .*</a>|`", "", row[0]) for row in rows} == taken


def test_every_row_fills_its_table() -> None:
    for table in TABLES:
        assert {len(row) for row in table.rows} <= {len(table.head)}


def test_a_cell_has_one_language() -> None:
    sentences = re.compile("[，。；]")
    for table in TABLES:
        for row in table.rows:
            for column, cell in zip(table.head, row, strict=True):
                if column in ("含义", "说明"):
                    assert not cell or re.search("[\u4e00-\u9fff]", cell), cell
                elif column == "meaning":
                    assert not sentences.search(re.sub(r"`[^`]*`", "", cell)), cell


def test_addresses_are_links() -> None:
    prose = re.sub(r"\]\([^)]*\)|`[^`]*`", "", PAGE)
    assert re.findall(r"https?://\S+", prose) == []
    assert not re.search(r"(?<!\]\()`https?://[^`]*`(?=[,.)])", PAGE)
