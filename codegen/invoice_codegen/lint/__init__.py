"""Does the contract make sense? Names, types, patterns, formats, and whether every pointer of a word leads somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..parse.resolve import Resolved
from ..problem import ContractError, Problem
from .calls import CallRules
from .clients import clients
from .names import names
from .schemas import SchemaRules
from .standard import standard
from .unread import unread


def judge(resolved: Resolved) -> None:
    """Raise ContractError with everything that does not make sense, and what was wrong with a text before."""
    source = resolved.checked.source
    problems = [*resolved.problems, *_problems(resolved)] or list(standard(source.openapi))
    if source.problems or problems:
        raise ContractError([*source.problems, *problems])


def _problems(resolved: Resolved) -> Iterator[Problem]:
    schemas = SchemaRules(resolved)
    yield from names(resolved)
    yield from schemas.components()
    if not resolved.problems:  # else a call lacks a part, and would be blamed for that
        yield from CallRules(resolved, schemas).problems()
        yield from clients(resolved)
        yield from unread(resolved)
    yield from _entries(resolved)


def _entries(resolved: Resolved) -> Iterator[Problem]:
    entries, problem = resolved.checked.ledger.entries, resolved.checked.source.ledger.problem
    times = Counter(entry.id for entry in entries)
    for index, entry in enumerate(entries):
        if times[entry.id] > 1:
            yield problem(f"/{index}/id", f"the ledger id {entry.id!r} stands twice", "give each entry its own id")
