"""Words that only document: they are set aside with one note, and nothing that means something goes with them."""

from __future__ import annotations

from pathlib import Path

from invoice_codegen.scaffold.rows import add_rows
from toolkit.case import API, files, invoke

WORDS = {
    "info:\n": "tags: [{name: things}]\ninfo:\n  contact: {name: Vendor}\n  license: {name: MIT}\n  x-logo: {url: a.png}\n",
    "      operationId": "      tags: [things]\n      deprecated: true\n      x-codeSamples: []\n      operationId",
    "          description: One page.\n": "          description: One page.\n          headers: {X-Rate: {schema: {type: integer}}}\n",
    "        id: {type: string,": "        id: {example: T-77, default: none, deprecated: true, type: string,",
}
NOTE = "toy_api: set aside, because they only document: contact, default, deprecated, headers, license, tags, x-codeSamples, x-logo"


def change(schemas: Path, edits: dict[str, str]) -> None:
    contract = schemas / API / "openapi.yaml"
    text = contract.read_text("utf-8")
    for old, new in edits.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    contract.write_text(text, encoding="utf-8")


def emitted(schemas: Path, out: Path) -> dict[str, object]:
    result = invoke("generate", "--schemas", schemas, "--output", out)
    assert result.exit_code == 0, result.stderr
    return dict(files(out))


def test_they_are_named_in_one_line(schemas: Path, tmp_path: Path) -> None:
    change(schemas, WORDS)
    checked = invoke("check", "--schemas", schemas)
    assert checked.stdout.splitlines() == ["1 contract, no problems: toy_api", NOTE]
    generated = invoke("generate", "--schemas", schemas, "--output", tmp_path / "out")
    assert generated.stdout.splitlines()[1:] == [NOTE]


def test_the_package_is_that_of_a_contract_without_them(schemas: Path, tmp_path: Path) -> None:
    change(schemas, {"        id: {type: string,": "        id: {examples: [T-77], type: string,"})
    without = emitted(schemas, tmp_path / "without")
    change(schemas, {"        id: {examples: [T-77], type: string,": "        id: {type: string,"})
    change(schemas, WORDS)
    assert emitted(schemas, tmp_path / "with") == without


def test_members_of_these_names_are_members(schemas: Path, tmp_path: Path) -> None:
    members = ("tags", "example", "deprecated", "default", "headers", "x-colour")
    added = "".join(f"        {name}: {{type: string, description: A member.}}\n" for name in members)
    change(schemas, {"        id: {type: string,": f"{added}        id: {{type: string,"})
    add_rows(schemas / API)
    emitted(schemas, tmp_path / "out")
    assert invoke("check", "--schemas", schemas).stdout == "1 contract, no problems: toy_api\n"
    model = (tmp_path / "out" / "invoice_apis" / API / "models.py").read_text("utf-8")
    assert [
        name
        for name in ("tags", "example", "deprecated", "default", "headers", "x_colour")
        if f"    {name}: " not in model
    ] == []


def test_an_example_beside_examples_is_a_problem(schemas: Path) -> None:
    change(schemas, {"        id: {type: string,": "        id: {example: other, examples: [T-1], type: string,"})
    assert invoke("check", "--schemas", schemas).exit_code == 2, "with both, nobody knows which is meant"
