"""Parse the documents of one API into strict models, and check strings and references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from ..problem import Problem
from ..runtime.jsontext.pointer import MISSING, find, get, join, split
from . import openapi
from .aside import set_aside
from .folder import ApiFolder
from .load import YamlDocument, walk
from .model_parser import UNKNOWN, parse_model
from .vendor_page import Documented, Ledger

_TARGET = re.compile(r"#/components/([A-Za-z]+)/[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Documents:
    """The documents of one API as models."""

    openapi: openapi.Document
    documented: Documented
    ledger: Ledger
    aside: tuple[str, ...]
    """The words of the contract that only document, and were set aside."""
    unknown: tuple[str, ...] = ()
    """Pointers of unsupported keywords, which were left out so that the rest can be checked; there are problems then."""


def check(folder: ApiFolder) -> tuple[Documents | None, list[Problem]]:
    """Parse the documents of one API into models; None where there are problems."""
    documents, problems = check_rest(folder)
    return None if problems else documents, problems


def check_rest(folder: ApiFolder) -> tuple[Documents | None, list[Problem]]:
    """The same, but models without the keywords that are only rules and unsupported, where all problems are these."""
    problems: list[Problem] = []
    for document in (folder.openapi, folder.documented, folder.ledger):
        problems += _invisible_characters(document)
    problems += _references(folder.openapi)
    plain, aside = set_aside(folder.openapi)
    problems += _parts_of_calls(plain)
    is_sound = not problems
    contract = parse_model(openapi.Document, plain, problems)
    unknown: tuple[str, ...] = ()
    if contract is None and is_sound and all(_is_rule(problem, plain) for problem in problems):
        unknown = tuple(problem.pointer for problem in problems)
        contract = parse_model(openapi.Document, _without(plain, unknown), [])
    before = len(problems)
    documented = parse_model(Documented, folder.documented, problems)
    ledger = parse_model(Ledger, folder.ledger, problems, wrap="entries")
    if (problems and not unknown) or len(problems) > before or not (contract and documented and ledger):
        return None, problems
    return Documents(contract, documented, ledger, aside, unknown), problems


_STRUCTURE = {"allOf", "not", "if", "then", "else", "patternProperties", "prefixItems", "$defs"}
"""Keywords that say more of a schema than a rule: without them other problems would be reported in their place."""


def _is_rule(problem: Problem, document: YamlDocument) -> bool:
    """Whether a problem is a keyword without which its schema keeps its members."""
    keyword = problem.pointer.rpartition("/")[2]
    is_open = keyword == "additionalProperties" and find(document.value, problem.pointer) is False
    is_known = keyword in _STRUCTURE or "/schema" not in problem.pointer
    return is_open or (problem.message.startswith(UNKNOWN) and not is_known and not _refers(document, problem.pointer))


def _refers(document: YamlDocument, pointer: str) -> bool:
    return any(path[-1:] == ("$ref",) for path, _ in walk(find(document.value, pointer)))


def _without(document: YamlDocument, pointers: tuple[str, ...]) -> YamlDocument:
    """A document without the keywords at some pointers."""
    value = deepcopy(document.value)
    for pointer in pointers:
        *above, keyword = split(pointer)
        find(value, join(above)).pop(keyword, None)
    return replace(document, value=value)


def _parts_of_calls(document: YamlDocument) -> Iterator[Problem]:
    """What a document needs that has no webhooks; of webhooks alone nothing is called."""
    if isinstance(document.value, dict) and not document.value.get("webhooks"):
        for name in ("paths", "servers"):
            if name not in document.value:
                yield document.problem(join([name]), f"the member {name!r} is missing", "add it")


def _invisible_characters(document: YamlDocument) -> Iterator[Problem]:
    for path, value in walk(document.value):
        for text in (path[-1] if path else "", value):
            char = _invisible(text) if isinstance(text, str) else None
            if char:
                message = f"invisible character U+{ord(char):04X}"
                yield document.problem(join(path), message, "remove it: the text is not what it looks like")


def _invisible(text: str) -> str | None:
    """The first control, direction or zero-width character, or space other than U+0020."""
    return next((char for char in text if not char.isprintable() and char != "\n"), None)


def _references(document: YamlDocument) -> Iterator[Problem]:
    for path, value in walk(document.value):
        is_member = path[-2:] == ("properties", "$ref") and isinstance(value, dict)
        if path and path[-1] == "$ref" and not is_member:
            yield from _reference(document, path, value)


def _reference(document: YamlDocument, path: tuple[str | int, ...], ref: Any) -> Iterator[Problem]:
    pointer, section = join(path), _section(path)
    target = _TARGET.fullmatch(ref) if isinstance(ref, str) else None
    if not isinstance(ref, str) or not ref.startswith("#"):
        message = f"the $ref {ref!r} points outside this document"
        yield document.problem(pointer, message, f"point to #/components/{section}/…")
        return
    if target is None or target[1] != section:
        message = f"the $ref {ref!r} does not point to a component in components/{section}"
        yield document.problem(pointer, message, f"point to #/components/{section}/…")
        return
    component = get(document.value, ref[1:])
    if component is MISSING:
        message = f"the $ref {ref!r} points to a component that does not exist"
        yield document.problem(pointer, message, "define the component, or correct the $ref")
    elif isinstance(component, dict) and "$ref" in component:
        yield document.problem(pointer, f"the $ref {ref!r} points to another $ref", "point to its target")


def _section(path: tuple[str | int, ...]) -> str:
    """The section of the components that a $ref at this path points into."""
    match path:
        case ("paths" | "webhooks", _, _, "parameters" | "responses" as section, _, "$ref"):
            return section
        case ("components", "parameters" | "responses" as section, _, "$ref"):
            return section
    return "schemas"
