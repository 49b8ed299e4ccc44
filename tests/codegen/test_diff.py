"""`invoice-codegen diff`: what an edit of a contract means for requests, replies and programs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toolkit.case import API, invoke
from toolkit.diffs import ID, REPLY, REQUEST, SIZE, diff, edited, places

STATE = "enum: [0, 1]"

EDITS: dict[str, tuple[str, str, set[tuple[str, str, str]]]] = {
    "a lower maximum": (SIZE, SIZE.replace("100", "50"), {("breaking", REQUEST, "/query/size")}),
    "a higher maximum": (SIZE, SIZE.replace("100", "500"), {("added", REQUEST, "/query/size")}),
    "a parameter less": (
        "        - name: size\n          in: query\n          required: true\n          description: Things per page.\n"
        f"          {SIZE}\n      x-sdk-paging: {{style: page-number, page: page, size: size, items: /things, "
        "total: /total, key: /id}   # gives iter_things\n",
        "",
        {("breaking", REQUEST, "/query/size"), ("added", REQUEST, "/query"), ("breaking", API, "")},
    ),
    "a parameter that is optional now": (
        "          required: true\n          description: Things per page.",
        "          description: Things per page.",
        {("added", REQUEST, "/query"), ("added", API, "")},
    ),
    "a longer text": (ID, ID.replace("64", "65"), {("drift", REPLY, "/things/*/id")}),
    "a shorter text": (ID, ID.replace("64", "63"), {("drift", REPLY, "/things/*/id")}),
    "a pattern": (
        ID,
        'id: {type: string, maxLength: 64, pattern: "^[0-9a-f]*$", description',
        {("drift", REPLY, "/things/*/id")},
    ),
    "a member of another type": (
        ID,
        "id: {type: integer, description",
        {("breaking", REPLY, "/things/*/id"), ("breaking", API, "")},
    ),
    "a new code": (STATE, "enum: [0, 1, 2]", {("drift", REPLY, "/things/*/state"), ("added", API, "")}),
    "a code less": (
        f"{STATE}\n      x-sdk-codes:\n        - {{value: 0, name: DRAFT, en: Draft, zh: 草稿}}\n",
        "enum: [1]\n      x-sdk-codes:\n",
        {("drift", REPLY, "/things/*/state"), ("breaking", API, "")},
    ),
    "a new member": (
        f"        {ID}",
        f"        colour: {{type: string, description: Colour.}}\n        {ID}",
        {("drift", REPLY, "/things/*/colour"), ("added", API, "")},
    ),
    "a member that a page promises": (
        "      description: One thing.\n",
        "      description: One thing.\n      required: [id]\n",
        {("drift", REPLY, "/things/*")},
    ),
    "another need": (
        "needs: [/things]",
        "needs: [/things, /total]",
        {("breaking", REPLY, ""), ("breaking", API, "")},
    ),
    "one more place of the message": (
        "message: [/error_msg]",
        "message: [/error_msg, /error_code]",
        {("added", API, "")},
    ),
    "another place of the message": ("message: [/error_msg]", "message: [/error_code]", {("breaking", API, "")}),
    "an environment variable": (
        "{scheme: token} ",
        "{scheme: token, env: {token: VENDOR_TOKEN}} ",
        {("breaking", API, "")},
    ),
    "another method": (
        "operationId: ListThings ",
        "operationId: ListItems ",
        {("breaking", API, ""), ("added", API, "")},
    ),
    "a description": ("description: One thing.", "description: A single thing.", {("words", REPLY, "/things/*")}),
    "the description of a member": (
        "description: Id of the thing.",
        "description: The id.",
        {("words", REPLY, "/things/*/id")},
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_what_its_payloads_show(name: str, schemas: Path) -> None:
    old, new, expected = EDITS[name]
    status, report = diff(schemas, edited(schemas, old, new))
    found = places(report)
    assert expected <= found
    felt = {place for place in found if place[0] != "words" or ("words", *place[1:]) in expected}
    assert felt == expected
    assert status == (1 if "breaking" in {level for level, *_ in expected} else 0)


def test_nothing_changed(schemas: Path) -> None:
    result = invoke("diff", schemas, schemas)
    assert (result.exit_code, result.output) == (0, "no changes\n")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.integers(1, 40), after=st.integers(1, 40))
def test_a_limit_of_a_request_breaks_when_it_excludes(before: int, after: int, schemas: Path) -> None:
    texts = [f"schema: {{type: integer, minimum: 1, maximum: {limit}}}" for limit in (before, after)]
    folders = [edited(schemas, SIZE, text, place) for text, place in zip(texts, ("old", "new"), strict=True)]
    levels = {level for level, where, _ in places(diff(*folders)[1]) if where == REQUEST}
    assert levels == ({"breaking"} if after < before else {"added"} if after > before else set())


PATTERNS = [
    "^[0-9]{2}$",
    "^[0-9]{2,3}$",
    "^[0-9a-f]{2}$",
    "^(EUR|USD)$",
    "^(EUR|USD|GBP)$",
    "^[A-Z]{3}$",
    "^A*$",
    "^(A|B)*$",
]


@pytest.mark.parametrize("before", PATTERNS)
def test_a_pattern_breaks_when_a_text_shows_it(before: str, schemas: Path) -> None:
    """Which of the patterns take all texts of which, as a reader can see."""
    wider = {(0, 1), (0, 2), (3, 4), (3, 5), (4, 5), (6, 7)}
    for index, after in enumerate(PATTERNS):
        texts = [f'schema: {{type: string, pattern: "{pattern}"}}' for pattern in (before, after)]
        paging = (
            "      x-sdk-paging: {style: page-number, page: page, size: size, items: /things, total: /total, key: /id}"
        )
        folders = []
        for text, place in zip(texts, ("old", "new"), strict=True):
            folder = edited(schemas, SIZE, text, place)
            file = folder / API / "openapi.yaml"
            file.write_text(file.read_text("utf-8").replace(paging, "     "), encoding="utf-8")
            folders.append(folder)
        levels = {level for level, where, _ in places(diff(*folders)[1]) if where == REQUEST}
        pair = (PATTERNS.index(before), index)
        same, is_wider = pair[0] == index, pair in wider
        assert levels == (set() if same else {"added"} if is_wider else {"breaking"}), after


def test_a_folder_of_one_api_and_its_file(schemas: Path) -> None:
    new = edited(schemas, ID, ID.replace("64", "65"))
    whole = diff(schemas, new)
    assert diff(schemas / API, new / API) == whole
    assert diff(schemas / API / "openapi.yaml", new / API / "openapi.yaml") == whole
    (new / API).rename(new / "toy_api_v2")
    status, report = diff(schemas / API, new / "toy_api_v2")
    assert (status, len(report["changes"])) == (whole[0], len(whole[1]["changes"])), "a folder is no name of the API"
    status, report = diff(
        schemas, shutil.copytree(new / "toy_api_v2", schemas.parent / "renamed" / "toy_api_v2").parent
    )
    assert status == 1, "a folder of contracts has the name of the client"
    assert any("the name of the client" in change["message"] for change in report["changes"])


def test_an_api_more_and_an_api_less(schemas: Path, tmp_path: Path) -> None:
    two = tmp_path / "two"
    shutil.copytree(schemas, two)
    shutil.copytree(two / API, two / "other_api")
    assert places(diff(schemas, two)[1]) == {("added", "other_api", "")}
    assert places(diff(two, schemas)[1]) == {("breaking", "other_api", "")}


def test_the_report_as_text_and_as_lines_for_a_changelog(schemas: Path) -> None:
    new = edited(schemas, "description: Number of the page, from 1.", "description: <b>`Page`</b> [x](y)")
    new = Path(shutil.copytree(new, schemas.parent / "both"))
    contract = new / API / "openapi.yaml"
    contract.write_text(contract.read_text("utf-8").replace(SIZE, SIZE.replace("100", "50")), encoding="utf-8")
    result = invoke("diff", schemas, new, "--schemas", schemas)
    assert result.stdout == (
        "breaking: 1\n"
        "  toy_api/ListThings.request /query/size: a request that was taken is refused: 100 is more than the documented maximum 50\n"
        "documentation: 1\n"
        "  toy_api/ListThings.request /query/page: documented in other words\n"
        "minor step: the next release is at least 0.1.0\n"
    )
    lines = invoke("diff", schemas, new, "--format", "markdown").stdout
    assert lines.startswith(
        "### Breaking\n- `toy_api/ListThings.request` `/query/size`: `a request that was taken is refused"
    )
