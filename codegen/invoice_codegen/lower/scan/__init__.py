"""Compile the schemas of a contract into a program for the scanner (`runtime/scanner/_scanner.c`).

The scanner walks JSON text along a tree of nodes, one for each documented place. A node holds two verdicts: what both
schemas accept is clean, what only the compatible one accepts is a deviation, and the rest is left to the full validation.

| module | holds |
|---|---|
| `shape` | what the schemas of one place say together |
| `place` | what the documented and the compatible schema say about it |
| `nodes` | the tree of nodes |
| `text` | the strings of a place: codes, pattern and format as one automaton |
| `automaton` | automata over UTF-8 bytes |
| `outcome` | success or failure, by the values of the members that the envelope tests |
| `program` | the sections of the program |
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from ...runtime.jsontext.pointer import join
from .nodes import Builder
from .outcome import Tests
from .shape import Unsupported

Json = dict[str, Any]
_BRANCHES = ("if", "then", "else")


def compile_scan(data: Mapping[str, Any], is_request: bool, is_failure: bool = False) -> Json | None:
    """The program of a contract, and the path of each of its nodes; None where the contract as a whole is beyond the scanner.

    Args:
        data: The contract as data; see `runtime/validation/contract.py`.
        is_request: Whether it is of a request, in which every finding is an error.
        is_failure: Whether it is of failures alone.
    """
    documented, compatible = data["documented"], data["compatible"]
    try:
        tests = Tests(compatible) if "if" in compatible else None
        builder = Builder(data, tests, is_request)
        if tests is None:
            success = builder.node((), [documented], [compatible])
            failure = success if is_failure else -1
        else:
            _require_same_tests(documented, compatible)
            success, failure = (
                builder.node((), _branch(documented, name), _branch(compatible, name)) for name in ("then", "else")
            )
    except Unsupported:
        return None
    outcomes = tests.outcomes if tests else [2 if is_failure else 1]
    program = builder.program.written(success, failure, outcomes)
    return {"program": base64.b64encode(program).decode(), "paths": [join(path) for path in builder.paths]}


def _require_same_tests(documented: Json, compatible: Json) -> None:
    if documented.get("if") != compatible["if"] or documented["else"].get("anyOf") != compatible["else"]["anyOf"]:
        raise Unsupported("the schemas tell success from failure in different ways")


def _branch(schema: Json, name: str) -> list[Json]:
    """The schemas of a success or a failure; the tests themselves are left out."""
    base = {keyword: part for keyword, part in schema.items() if keyword not in _BRANCHES}
    branch = {keyword: part for keyword, part in schema[name].items() if name == "then" or keyword != "anyOf"}
    return [base, branch]
