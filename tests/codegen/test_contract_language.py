"""The page of the contract language is whole, and what it offers in place of unsupported constructs works."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
from invoice_codegen.parse import instead
from invoice_codegen.parse.extensions import AUTH_OPTIONS, Refusal
from invoice_codegen.parse.formats import FORMATS
from toolkit.case import FOLDER, Case, cases, invoke

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "codegen" / "docs" / "contracts.md").read_text(encoding="utf-8")
TABLE = PAGE.partition("## Not supported: write this instead")[2].partition("\n## ")[0]
REFUSED = [case for case in cases(expect="rejected") if case.name.startswith("unsupported-")]


def test_every_word_has_a_heading_and_every_heading_a_word() -> None:
    modules = (ROOT / "codegen" / "invoice_codegen" / "parse").glob("*.py")
    known = {word for file in modules for word in re.findall(r'alias="(x-sdk-[a-z]+)"', file.read_text("utf-8"))}
    headings = re.findall(r"^### (`x-sdk-.*)$", PAGE, re.MULTILINE)
    assert known == {word for heading in headings for word in re.findall("`(x-sdk-[a-z]+)`", heading)}


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_what_is_refused_stands_in_the_table(case: Case) -> None:
    refused = re.findall("unsupported keyword '([^']+)'", (FOLDER / case.name / "expected.txt").read_text("utf-8"))
    named = "".join(line.split(" | ")[0] for line in TABLE.splitlines())
    words = {word for code in re.findall("`([^`]+)`", named) for word in re.split(r"[\s:,{}]+", code)}
    assert set(refused) <= words


def test_formats_schemes_and_reasons_are_those_of_the_toolkit() -> None:
    assert rows("format") == FORMATS.keys()
    assert rows("scheme") == AUTH_OPTIONS.keys()
    assert rows("reason") == set(get_args(Refusal.model_fields["reason"].annotation))


def rows(column: str) -> set[str]:
    """What stands in the first column of the table that begins with this one."""
    lines = PAGE.partition(f"\n| `{column}` |")[2].partition("\n\n")[0].splitlines()[2:]
    return {word for line in lines for word in re.findall("`([^`]+)`", line.split("|")[1])}


def member(schema: str, *more: dict[str, Any]) -> list[dict[str, Any]]:
    """The edit that gives the scaffold's record another member."""
    place = "        id: {type"
    text = f"        other: {{{schema}, description: Another., x-sdk-source: {{page: Sample}}}}\n"
    return [{"file": "openapi.yaml", "find": place, "replace": text + place}, *more]


def parameter(place: str, schema: str) -> list[dict[str, Any]]:
    """The edit that gives the scaffold's operation another parameter."""
    text = f"{{name: other, in: {place}, description: Another., schema: {{{schema}}}, x-sdk-source: {{page: P}}}}"
    return [
        {
            "file": "openapi.yaml",
            "find": "        - name: size\n",
            "replace": f"        - {text}\n        - name: size\n",
        }
    ]


def edit(find: str, replace: str) -> dict[str, Any]:
    return {"file": "openapi.yaml", "find": find, "replace": replace}


def component(name: str, schema: str) -> dict[str, Any]:
    return edit("    ErrorResponse:\n", f"    {name}: {{{schema}}}\n    ErrorResponse:\n")


NEXT_FAILURE = """        "400":
          description: Another failure.
          content: {application/json: {schema: {$ref: "#/components/schemas/ErrorResponse"}}}
        default:
"""
SHARED = """  parameters:
    Other: {name: other, in: query, description: Another., schema: {type: string}, x-sdk-source: {page: P}}
  schemas:
"""
INSTEAD = {
    "nullable": member("type: [string, 'null']"),
    "two types": member("type: string, x-sdk-accept: [{type: integer, ledger: NEW-01}]"),
    "a map": member("type: object, additionalProperties: {type: number}"),
    "a boolean schema": member("title: Any value"),
    "a component that contains itself": member("type: array, items: {type: object, additionalProperties: true}"),
    "an inline object": member(
        "$ref: '#/components/schemas/Other'",
        component("Other", "type: object, properties: {name: {type: string, x-sdk-source: {page: P}}}"),
    ),
    "an inline code list": member(
        "$ref: '#/components/schemas/Other'", component("Other", 'type: string, enum: ["001", "002"]')
    ),
    "prefixItems": member("type: array, items: {type: string}"),
    "exclusiveMinimum": member("type: integer, minimum: 1"),
    "example": member("type: string, examples: [a]"),
    "format: date": member("type: string, pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'"),
    "an object parameter": parameter("query", "type: array, items: {type: string}"),
    "in: cookie": parameter("header", "type: string"),
    "parameters of a path item": [
        edit("        - name: size\n", '        - $ref: "#/components/parameters/Other"\n        - name: size\n'),
        edit("  schemas:\n", SHARED),
    ],
    "several failures": [edit("        default:\n", NEXT_FAILURE)],
    "response headers": [edit("  needs: [/things]\n", "  needs: [/things]\n  request-id-headers: [X-Request-Id]\n")],
}


@pytest.mark.parametrize("construct", INSTEAD)
def test_what_the_table_offers_instead_is_accepted(construct: str, tmp_path: Path) -> None:
    case = Case(name=construct, shows="", expect="accepted", edits=INSTEAD[construct])
    checked = invoke("check", "--schemas", case.schemas(tmp_path))
    assert (checked.exit_code, checked.stderr) == (0, "")


def test_the_remedies_of_keywords_are_those_of_the_table() -> None:
    """The first table of the page says of each keyword what its problem says."""
    rows = [line.strip("| ").split(" | ") for line in TABLE.splitlines() if line.startswith("| ")]
    for keyword, text in instead.INSTEAD.items():
        assert text in [said for what, said in rows if re.search(rf"`{re.escape(keyword)}\b", what)], keyword
