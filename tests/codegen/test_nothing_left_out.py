"""Nothing of a contract is left out silently: whatever is changed in one changes what comes out, or is refused."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from invoice_codegen import emit, ir, naming
from invoice_codegen.emit.site import site, tree
from invoice_codegen.lint import lint, lint_calls, lint_openapi
from invoice_codegen.lower import lower
from invoice_codegen.package_name import PackageName
from invoice_codegen.parse import openapi
from invoice_codegen.parse.check import check
from invoice_codegen.parse.definition import ApiDefinition
from invoice_codegen.parse.folder import ApiFolder
from invoice_codegen.parse.resolve import METHODS, resolve
from invoice_codegen.problem import Problem
from pydantic import BaseModel
from support.definitions import definition_of, files_of
from toolkit.mutated import Way, changed, leaves

ROOT = Path(__file__).parents[2]
FOLDERS = sorted([*(ROOT / "schemas").glob("*/"), *Path(__file__).parent.glob("fourth_api/*/")])
OTHER_DESKS = (
    "sign_in_desk",
    "cursor_desk",
    "offset_desk",
    "refund_desk",
    "document_desk",
    "payment_desk",
    "hook_desk",
)
FOLDERS += [Path(__file__).parent / "other_apis" / name for name in OTHER_DESKS]

NOT_EMITTED = {
    "operations.*.pages": "None where a list does not come in pages; else its parts are looked at",
    "ledger.*.pointers.*": "members name their entries, which a page of the ledger shows in place of the pointers",
    "documented_rows": "for the table that a run prints",
}
"""Parts of the meaning that no emitted file shows, with the reason."""


def test_contracts_here_use_the_whole_language() -> None:
    """What no contract uses, the next test would not see."""
    used = {place for folder in FOLDERS for place in _used(definition_of(files_of(folder)).openapi)}
    methods = {("PathItem", method) for method in METHODS}
    assert sorted(_words(openapi.Document) - used - methods) == []


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_change_of_a_contract_changes_its_meaning(folder: Path) -> None:
    files = files_of(folder)
    meaning = _lowered(files)
    unseen = [path for path in _sampled(files) if _lowered(_edited(files, path)) == meaning]
    assert unseen == [], "read it, or refuse it"


@pytest.mark.slow
def test_the_whole_meaning_is_emitted(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = set(NOT_EMITTED)
    for api in sorted((lower(definition_of(files_of(folder))) for folder in FOLDERS), key=lambda api: len(api.models)):
        kinds = {_kind(path): path for path, _ in leaves(api) if _kind(path) not in seen}
        seen |= kinds.keys()
        with monkeypatch.context() as without_models:  # they take long, and api.md shows nearly all that is in them
            without_models.setattr(emit, "models_module", lambda api: "")
            for module in (emit, tree):
                without_models.setattr(module, "render_pages", lambda *_: {})  # their example needs a sound contract
            unseen = _unseen(api, kinds)
        assert _unseen(api, unseen) == {}


def test_names_that_emitted_modules_use_are_no_classes_of_a_contract() -> None:
    used = {name for module in _modules() for name in _borrowed(module)}
    assert {"Final", "Integer", "Operation", "Reply"} <= used
    assert [name for name in sorted(used) if naming.CLASS.fullmatch(name) and naming.is_class(name)] == []


# Contracts ----------------------------------------------------------------------------------------------------------


def _lowered(files: ApiFolder) -> ir.Api | None:
    """The IR of a contract before it is verified; None when it has problems."""
    documents, problems = check(files)
    if documents is None:
        return None
    definition, problems = resolve(files, documents)
    return None if problems or list(_lint(definition)) else lower(definition)


def _lint(definition: ApiDefinition) -> Iterator[Problem]:
    for rules in (lint, lint_calls, lint_openapi):
        yield from rules(definition)


def _edited(files: ApiFolder, path: Way) -> ApiFolder:
    return replace(files, openapi=replace(files.openapi, value=changed(files.openapi.value, path)))


def _sampled(files: ApiFolder) -> Iterator[Way]:
    """One leaf of each kind: the words on the way to it, and the words beside it."""
    words = {word for _, word in _words(openapi.Document)}
    seen: set[object] = set()
    for path, _ in leaves(files.openapi.value):
        beside = files.openapi.value
        for step in path[:-1]:
            beside = beside[step]
        way = tuple(step if step in words else "*" for step in path)
        kind = (way, frozenset(words & beside.keys()) if isinstance(beside, dict) else None)
        if kind not in seen:
            seen.add(kind)
            yield path


def _words(model: type[BaseModel], seen: frozenset[str] = frozenset()) -> set[tuple[str, str]]:
    """Every model of the contract language with each of its members."""
    if model.__name__ in seen:
        return set()
    found = {(model.__name__, field.alias or name) for name, field in model.model_fields.items()}
    for field in model.model_fields.values():
        for inner in _models(field.annotation):
            found |= _words(inner, seen | {model.__name__})
    return found


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models(part)


def _used(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield type(value).__name__, type(value).model_fields[name].alias or name
            yield from _used(getattr(value, name))
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _used(part)


# What is emitted ----------------------------------------------------------------------------------------------------


def _unseen(api: ir.Api, kinds: dict[str, Way]) -> dict[str, Way]:
    """Those whose change changes no file."""
    before = {
        is_for_readers: _emitted(api, is_for_readers) for is_for_readers in {*map(_is_for_readers, kinds.values())}
    }
    return {
        kind: path
        for kind, path in kinds.items()
        if _emitted(changed(api, path), _is_for_readers(path)) == before[_is_for_readers(path)]
    }


def _emitted(api: ir.Api, is_for_readers: bool) -> object:
    """The files, or that the change was noticed by what they are made of."""
    try:
        return site([api], PackageName()) if is_for_readers else emit.emit([api])
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _is_for_readers(path: Way) -> bool:
    """Whether only the reference site shows it: the ledger, and the sources of members."""
    return path[0] == "ledger" or path[2:3] == ("sources",)


def _kind(path: Way) -> str:
    """The fields on the way; what is in a schema or a published document is one kind: they are written as they are."""
    way = path[: {"contracts": 3, "published": 2}.get(str(path[0]))]
    return ".".join("*" if isinstance(step, int) else step for step in way)


def _modules() -> Iterator[str]:
    apis = {folder.name for folder in FOLDERS}
    tree = emit.emit([lower(definition_of(files_of(folder))) for folder in FOLDERS])
    return (
        text.decode()
        for path, text in tree.items()
        if path.endswith(".py") and path.split("/")[1:2] in [[api] for api in apis]
    )


def _borrowed(text: str) -> Iterator[str]:
    """What a module imports from elsewhere; classes of the same API are its own."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module not in (
            "client",
            "codes",
            "models",
            "operations",
            "__future__",
        ):
            yield from (alias.name for alias in node.names)
