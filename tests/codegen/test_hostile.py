"""Hostile texts and names in every place of every construct: refused with a problem, or text in all that is made of it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from invoice_codegen.emit import emit
from invoice_codegen.importing.yaml_text import dump
from invoice_codegen.parse.load import load
from invoice_codegen.pipeline import read_api, read_unverified
from support.slow import all_but_first
from toolkit.case import files, invoke
from toolkit.hostile import NAMES, TEXTS, UNSEEN, Way, filled, harmful, is_free, kind, parts, put
from toolkit.wild import VERSIONS, wild

HERE = Path(__file__).parent
FOLDERS = sorted([*(HERE / "other_apis").glob("*/"), *(HERE / "fourth_api").glob("*/")])
FILES = ("openapi.yaml", "documented.yaml", "ledger.yaml")
HOSTILE = [*TEXTS.values(), *NAMES, *UNSEEN.values()]
SEED = int(os.environ.get("SEED", "0"))
"""Another number puts other texts into the places."""
SHARE = int(os.environ.get("SHARE", "8"))
"""One of how many kinds of places is tried; SHARE=1 tries all."""
EVERY = pytest.mark.parametrize("folder", all_but_first(FOLDERS), ids=lambda folder: folder.name)


def copied(folder: Path, place: Path, file: str = "", value: Any = None) -> Path:
    api = place / folder.name
    shutil.rmtree(api, ignore_errors=True)
    shutil.copytree(folder, api)
    if file:
        (api / file).write_text(text_of(value), "utf-8")
    return api


def text_of(value: Any) -> str:
    """As YAML; as JSON, which is YAML too, where a text has no place in a file of UTF-8."""
    text = dump(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, default=str)
    return text


def turned(texts: list[str], turn: int) -> list[str]:
    at = turn * 7 % len(texts)
    return texts[at:] + texts[:at]


@EVERY
@pytest.mark.parametrize("turn", range(SEED, SEED + 2))
def test_free_text_of_a_contract_is_text(folder: Path, turn: int, tmp_path: Path) -> None:
    api = copied(folder, tmp_path)
    for file in FILES:
        (api / file).write_text(dump(filled(load(folder / file)[0].value, turned(list(TEXTS.values()), turn))), "utf-8")
    assert {problem.file.name for problem in read_api(api)[1]} <= {"documented.yaml"}, "only the pages say otherwise"
    read, problems = read_unverified(api)
    assert read is not None, problems
    assert harmful(emit([read]), folder.name) == []


@pytest.mark.parametrize("text", UNSEEN.values(), ids=UNSEEN)
def test_characters_that_nobody_sees_are_a_problem_in_each_place(text: str, tmp_path: Path) -> None:
    folder = FOLDERS[0]
    value = load(folder / "openapi.yaml")[0].value
    places = [way for way, is_key in parts(value) if not is_key and is_free(way)]
    problems = read_api(copied(folder, tmp_path, "openapi.yaml", filled(value, [text])))[1]
    assert len({problem.pointer for problem in problems}) == (len(places) if len(problems) > 1 else 1)
    assert all("character" in problem.message or "surrogate" in problem.message for problem in problems), problems


def places_of(folder: Path) -> Iterator[tuple[str, Any, Way, bool]]:
    """One place of each kind in the files of a folder, without those of free text."""
    seen = set()
    for file in FILES:
        value = load(folder / file)[0].value
        for way, is_key in parts(value):
            key = (file, is_key, kind(way))
            if key not in seen and (is_key or not is_free(way)):
                seen.add(key)
                yield file, value, way, is_key


@EVERY
def test_names_and_words_of_a_contract_are_refused_or_do_no_harm(folder: Path, tmp_path: Path) -> None:
    for number, (file, value, way, is_key) in enumerate(places_of(folder)):
        if number % SHARE != SEED % SHARE:
            continue
        text = HOSTILE[(number * 5 + SEED) % len(HOSTILE)]
        api = copied(folder, tmp_path, file, put(value, way, text, is_key))
        read, problems = read_api(api)
        for problem in problems:
            assert str(problem).replace("\n", "").isprintable(), (way, text)
            assert len(str(problem)) < 3000, (way, text[:20])
        assert (read is None) == bool(problems)
        if read is not None:
            assert harmful(emit([read]), folder.name) == [], (way, text)


def tried(place: Path, document: Any) -> str:
    """What an import of everything prints; what it writes passes `check`, and does no harm in the package."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    (place / "wild.json").write_text(json.dumps(document), "utf-8")
    done = invoke("import", place / "wild.json", "wild", "--path", "/**", "--schemas", place / "schemas")
    assert "Traceback" not in done.output
    assert done.output.replace("\n", "").isprintable()
    listed = invoke("import", place / "wild.json", "--list", "--schemas", place / "schemas")
    assert listed.output.replace("\n", "").isprintable()
    assert done.exit_code in (0, 2, 3)
    assert listed.exit_code == 0 or done.exit_code == 2
    if done.exit_code == 2:
        assert not (place / "schemas").exists()
        return done.output
    read, problems = read_api(place / "schemas" / "wild")
    assert read is not None, problems
    assert harmful(emit([read]), "wild") == []
    return done.output


@pytest.mark.parametrize("version", VERSIONS)
def test_a_document_with_every_construct_is_imported_whole(version: str, tmp_path: Path) -> None:
    done = tried(tmp_path / "place", wild(version))
    assert "left out" not in done
    assert ": 6 operations" in done


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("turn", range(SEED, SEED + 3))
def test_free_text_of_a_document_is_text(version: str, turn: int, tmp_path: Path) -> None:
    unseen = [text for name, text in UNSEEN.items() if name != "surrogate"]  # that is no JSON
    texts = turned([*TEXTS.values(), *unseen], turn)
    assert ": 6 operations" in tried(tmp_path / "place", filled(wild(version), texts))


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("part", range(4))
def test_names_and_words_of_a_document_do_no_harm(version: str, part: int, tmp_path: Path) -> None:
    document = wild(version)
    found = {(is_key, kind(way)): (way, is_key) for way, is_key in parts(document) if is_key or not is_free(way)}
    for number, (way, is_key) in enumerate(found.values()):
        if number % (SHARE * 4) == (SEED % SHARE) * 4 + part:
            tried(tmp_path / "place", put(document, way, HOSTILE[(number * 5 + SEED) % len(HOSTILE)], is_key))


@pytest.mark.parametrize(
    "name", [name for name in HOSTILE if "\0" not in name and "\ud800" not in name and len(name) < 1000], ids=repr
)
def test_names_on_the_command_line_are_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "wild.json").write_text(json.dumps(wild("3.1.0")), "utf-8")
    before = files(tmp_path)
    if name.isidentifier() and name.islower():
        return
    for words in (
        ("new", name, "--schemas", tmp_path / "schemas"),
        ("import", tmp_path / "wild.json", name, "--path", "/**", "--schemas", tmp_path / "schemas"),
        ("generate", "--package", name, "--schemas", FOLDERS[-1].parent, "--output", tmp_path / "out"),
        ("rows", name, "--schemas", tmp_path / "schemas"),
        ("docs", name),
    ):
        done = invoke(*words)
        assert done.exit_code == 2, (words, done.output)
        assert done.output.replace("\n", "").isprintable(), words
        assert files(tmp_path) == before, words
