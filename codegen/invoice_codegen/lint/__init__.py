"""Semantic checks of a contract: names, types, patterns, formats, pointers of extensions, and unused parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..parse.definition import ApiDefinition
from ..problem import Problem
from .calls import CallRules
from .clients import clients
from .names import names
from .openapi_schema import openapi_schema
from .schemas import SchemaRules
from .unused import unused
from .webhooks import webhooks


def lint(definition: ApiDefinition) -> Iterator[Problem]:
    """The problems of names, schemas and ledger entries."""
    yield from names(definition)
    yield from SchemaRules(definition).components()
    times = Counter(entry.id for entry in definition.ledger)
    for index, entry in enumerate(definition.ledger):
        if times[entry.id] > 1:
            message = f"duplicate ledger id {entry.id!r}"
            yield definition.ledger_problem(f"/{index}/id", message, "give each entry its own id")


def lint_calls(definition: ApiDefinition) -> Iterator[Problem]:
    """The problems of calls; meaningful once all references are resolved."""
    if not definition.exchanges:
        yield definition.problem("/paths", "the contract has no operation", "add one")
    yield from CallRules(definition).problems()
    yield from webhooks(definition)
    yield from clients(definition)
    yield from unused(definition)


def lint_openapi(definition: ApiDefinition) -> Iterator[Problem]:
    """What the official OpenAPI schema rejects; meaningful once our own rules find nothing."""
    return openapi_schema(definition.openapi_file)
