"""Pagination: the parameters that select a page, and the pointers into a response."""

from __future__ import annotations

from collections.abc import Iterator

from ..parse.definition import Call
from ..parse.extensions import Paging
from ..parse.schema import Schema
from ..problem import Message


def paging(call: Call) -> Iterator[Message]:
    """The problems of `x-sdk-paging`."""
    if call.operation.paging is not None:
        yield from _parameters(call, call.operation.paging)
        yield from _pointers(call, call.operation.paging)
        if call.success and (empty := [status for status, response in call.successes.items() if not response.content]):
            message = f"x-sdk-paging: a page with the status {', '.join(empty)} has no content"
            yield message, "remove the status if no page comes with it, or remove x-sdk-paging: callers page by themselves"


def _parameters(call: Call, paging: Paging) -> Iterator[Message]:
    """Page number and page size are two integer arguments; pages are numbered from 1."""
    query = {parameter.name: parameter for parameter in call.parameters if parameter.place == "query"}
    if paging.page == paging.size:
        yield f"x-sdk-paging: {paging.page!r} is both page and size", "use two parameters"
    for name in dict.fromkeys((paging.page, paging.size)):
        if name not in query:
            yield f"x-sdk-paging: no query parameter {name!r}", "use one that exists"
            continue
        parameter, value = query[name], query[name].value or Schema()
        if value.types != ["integer"]:
            yield f"x-sdk-paging: the parameter {name!r} is not an integer", "change its type, or remove x-sdk-paging"
        if parameter.filled_by or value.filled_by or value.const is not None:
            yield f"x-sdk-paging: the parameter {name!r} is not an argument", "remove its x-sdk-from and const"
    first = query[paging.page].value if paging.page in query else None
    if first and first.minimum not in (None, 1):
        remedy = "remove x-sdk-paging: it needs pages that are numbered from 1"
        yield f"unsupported: pages numbered from {first.minimum}", remedy


def _pointers(call: Call, paging: Paging) -> Iterator[Message]:
    items = call.success_member(paging.items)
    record = items.logical.items if items else None
    if record is None:
        yield no_member("x-sdk-paging items", paging.items, "list")
    elif not record.ref or record.types != ["object"]:
        yield f"x-sdk-paging: the items of {paging.items} are not a named object", "make them a component, and use $ref"
    elif paging.key:
        key = record.at(paging.key)
        if key is None:
            yield no_member("x-sdk-paging key", paging.key)
        elif {"object", "array"} & set(key.logical.types):
            yield f"x-sdk-paging: the key {paging.key} is not a scalar", "point to a member that identifies a record"
    if paging.total:
        total = call.success_member(paging.total)
        if total is None:
            yield no_member("x-sdk-paging total", paging.total)
        elif "integer" not in total.types:
            remedy = "remove it: clients find the last page without it"
            yield f"x-sdk-paging: the total {paging.total} is not an integer", remedy


def no_member(option: str, pointer: str, what: str = "member") -> Message:
    """The message about a pointer into nothing."""
    return f"{option}: no {what} at {pointer!r}", "point to a member that exists"
