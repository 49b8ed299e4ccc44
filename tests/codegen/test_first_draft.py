"""A usual first draft is clean after two reports of `check`, if each problem is mended when it is reported."""

from __future__ import annotations

from pathlib import Path

from invoice_codegen.scaffold import start
from toolkit.case import invoke

ROUNDS = 2
MEMBER = "        email: {"
MISTAKES: tuple[tuple[str, str, str, str], ...] = (
    ("openapi.yaml", "id: {type: string, maxLength: 64,", "id: {type: string, nullable: true, maxLength: 64,", "'nullable'"),
    ("openapi.yaml", "        amount: {", "        amount: {x-sdk-senstive: true, ", "x-sdk-senstive"),
    ("openapi.yaml", MEMBER, f"        nick: {{type: string}}\n{MEMBER}", "nick is in the contract"),
    ("openapi.yaml", MEMBER, f"        born: {{type: string, format: iso-date, x-sdk-source: {{page: P}}}}\n{MEMBER}", "iso-date"),
    (
        "openapi.yaml",
        MEMBER,
        f"        box: {{type: object, properties: {{a: {{type: string, x-sdk-source: {{page: P}}}}}}, x-sdk-source: {{page: P}}}}\n{MEMBER}",
        "without a name",
    ),
    (
        "openapi.yaml",
        MEMBER,
        f"        userId: {{type: string, x-sdk-source: {{page: P}}}}\n        user_id: {{type: string, x-sdk-source: {{page: P}}}}\n{MEMBER}",
        "user_id",
    ),
    (
        "openapi.yaml",
        MEMBER,
        f"        strict: {{type: object, additionalProperties: false, x-sdk-source: {{page: P}}}}\n{MEMBER}",
        "additionalProperties",
    ),
    ("openapi.yaml", "  needs: [/things", "  needs: [/nothing, /things", "/nothing"),
    ("documented.yaml", "maxLength: 64", "maxLength: 65", "65"),
    ("samples/ListThings.response.json", '{"', '{"odd": 1, "', "odd"),
)  # fmt: skip
"""File, what is right, what the draft has, and what tells of it."""


def test_a_first_draft_takes_two_rounds(tmp_path: Path) -> None:
    api = start("toy_api", tmp_path / "schemas")
    for file, right, wrong, _ in MISTAKES:
        edit(api / file, right, wrong)
    left, reported = list(MISTAKES), []
    while left:
        report = invoke("check", "--schemas", api.parent)
        assert report.exit_code == 2
        reported.append([mistake for mistake in left if mistake[3] in report.stderr])
        assert reported[-1], report.stderr
        for file, right, wrong, _ in reported[-1]:
            added = wrong.removesuffix(right)
            edit(api / file, added if added != wrong else wrong, "" if added != wrong else right)
        left = [mistake for mistake in left if mistake not in reported[-1]]
    assert invoke("check", "--schemas", api.parent).exit_code == 0
    assert len(reported) <= ROUNDS, [[words for *_, words in mistakes] for mistakes in reported]


def edit(file: Path, find: str, replace: str) -> None:
    text = file.read_text("utf-8")
    assert find in text
    file.write_text(text.replace(find, replace, 1), "utf-8")
