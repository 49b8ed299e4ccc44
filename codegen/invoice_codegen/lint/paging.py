"""Lists that come in pages: what a walk asks for, and what it reads from each page."""

from __future__ import annotations

from collections.abc import Iterator

from ..parse.extensions import Paging
from ..parse.openapi import Schema
from ..parse.resolve import Call
from .arguments import member_at

Told = Iterator[tuple[str, str]]


def paging(call: Call) -> Told:
    """What a walk could not do as it is written."""
    words = call.operation.paging
    if words is not None:
        yield from _asked(call, words)
        yield from _read(call, words)


def _asked(call: Call, words: Paging) -> Told:
    """A walk counts pages from 1 and asks each for as many records, in two arguments of the call."""
    query = {parameter.name: parameter for parameter in call.parameters if parameter.place == "query"}
    if words.page == words.size:
        yield f"x-sdk-paging: {words.page!r} is both page and size", "name two parameters"
    for name in dict.fromkeys((words.page, words.size)):
        if name not in query:
            yield f"x-sdk-paging: no query parameter {name!r}", "name one that exists"
            continue
        parameter, value = query[name], query[name].value or Schema()
        if value.types != ["integer"]:
            yield f"x-sdk-paging: the parameter {name!r} is no integer", "describe it as one, or remove x-sdk-paging"
        if parameter.filled_by or value.filled_by or value.const is not None:
            yield f"x-sdk-paging: the parameter {name!r} is no argument of the call", "let callers give it"
    first = query[words.page].value if words.page in query else None
    if first and first.minimum not in (None, 1):
        yield f"unsupported construct: pages counted from {first.minimum}", "remove x-sdk-paging: walks begin at page 1"


def _read(call: Call, words: Paging) -> Told:
    items = member_at(call.success, words.items)
    if items is None or items.logical.items is None:
        yield _lost("x-sdk-paging items (a list)", words.items)
    elif not items.logical.items.ref or items.logical.items.types != ["object"]:
        yield f"x-sdk-paging: the items of {words.items} have no class", "make them an object with a name, by $ref"
    elif words.key and member_at(items.logical.items, words.key) is None:
        yield _lost("x-sdk-paging key", words.key)
    elif words.key and {"object", "array"} & set((member_at(items.logical.items, words.key) or Schema()).logical.types):
        yield f"x-sdk-paging: the key {words.key} is no scalar", "name a member that tells records apart"
    if words.total:
        total = member_at(call.success, words.total)
        if total is None:
            yield _lost("x-sdk-paging total", words.total)
        elif "integer" not in total.types:
            yield f"x-sdk-paging: the total {words.total} is no integer", "leave it out: a walk ends without it too"


def _lost(word: str, pointer: str) -> tuple[str, str]:
    return f"{word}: the pointer {pointer!r} leads nowhere", "name a member that exists"
