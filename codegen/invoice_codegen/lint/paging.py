"""Pagination: where a request says which page it wants, and the pointers into a response."""

from __future__ import annotations

from collections.abc import Iterator

from ..parse.arguments import body_arguments
from ..parse.definition import Call
from ..parse.extensions import PAGING_OPTIONS, Paging
from ..parse.schema import Schema
from ..problem import Message
from ..runtime.jsontext.pointer import join

_COUNTED = {"page-number": ("pages", 1), "offset": ("records", 0)}
"""What a style counts, and from which number."""


def paging(call: Call) -> Iterator[Message]:
    """The problems of `x-sdk-paging`."""
    if call.operation.paging is not None:
        yield from _options(call.operation.paging)
        yield from _places(call, call.operation.paging)
        yield from _items(call, call.operation.paging)
        yield from _next(call, call.operation.paging)
        yield from _counts(call, call.operation.paging)
        if call.success and (empty := [status for status, response in call.successes.items() if not response.content]):
            message = f"x-sdk-paging: a page with the status {', '.join(empty)} has no content"
            yield message, "remove the status if no page comes with it, or remove x-sdk-paging: callers page by themselves"


def _options(paging: Paging) -> Iterator[Message]:
    required, optional = PAGING_OPTIONS[paging.style]
    given = {name for name in ("page", "size", "first", "next", "more", "key") if getattr(paging, name) is not None}
    for option in sorted(required - given):
        yield f"x-sdk-paging: the style {paging.style!r} needs the option {option!r}", "add it"
    for option in sorted(given - required - optional - {"key"}):
        yield f"x-sdk-paging: the style {paging.style!r} has no option {option!r}", "remove it"


def _places(call: Call, paging: Paging) -> Iterator[Message]:
    """The page and its size are arguments; what counts is an integer."""
    if paging.page is not None and paging.page == paging.size:
        yield f"x-sdk-paging: {paging.page!r} is both page and size", "use two parameters"
    counted = {paging.size, paging.page if paging.style in _COUNTED else None}
    for name in dict.fromkeys(filter(None, (paging.page, paging.size))):
        value = call.request_member(_pointer(name))
        if value is None:
            yield _no_place(name)
            continue
        what = f"the parameter {name!r}" if _pointer(name) != name else name
        if name in counted and value.types != ["integer"]:
            yield f"x-sdk-paging: {what} is not an integer", "change its type, or remove x-sdk-paging"
        if not _is_argument(call, _pointer(name)) or value.const is not None:
            yield f"x-sdk-paging: {what} is not an argument", "remove its x-sdk-from and const"
    yield from _first(call, paging)


def _first(call: Call, paging: Paging) -> Iterator[Message]:
    """Counting starts at the smallest number that the contract allows; other styles send nothing first."""
    value = call.request_member(_pointer(paging.page)) if paging.page else None
    if value is None or paging.page is None:
        return
    if paging.style in _COUNTED:
        counted, usual = _COUNTED[paging.style]
        first = usual if paging.first is None else paging.first
        if value.minimum not in (None, first):
            message = f"x-sdk-paging: {counted} are counted from {first}, and the minimum is {value.minimum}"
            yield message, f"write first: {value.minimum}, or correct the minimum"
    elif _pointer(paging.page) in _required(call):
        message = f"x-sdk-paging: {paging.page} is required, and the first request has none"
        yield message, "leave out required, or remove x-sdk-paging"


def _items(call: Call, paging: Paging) -> Iterator[Message]:
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
        elif paging.style == "last-id":
            yield from _fits(call, paging, paging.key, key)


def _next(call: Call, paging: Paging) -> Iterator[Message]:
    """A token has the type of its parameter; an address is text, and is fetched."""
    if paging.next == "Link":
        if paging.style == "token":
            yield "x-sdk-paging: a header Link has an address, not a token", "use the style next-link"
    elif paging.next:
        member = call.success_member(paging.next)
        if member is None:
            yield no_member("x-sdk-paging next", paging.next)
        elif paging.style == "token":
            yield from _fits(call, paging, paging.next, member)
        elif _types(member) != {"string"}:
            yield f"x-sdk-paging: the address {paging.next} is not text", "point to a string"
    if paging.style == "next-link" and call.method != "GET":
        yield "unsupported: an address of the next page after another method than GET", "remove x-sdk-paging"


def _fits(call: Call, paging: Paging, pointer: str, member: Schema) -> Iterator[Message]:
    """What the next request repeats has the type that the request takes."""
    value = call.request_member(_pointer(paging.page)) if paging.page else None
    if value is not None and (_types(value) != _types(member) or not _types(value) <= {"string", "integer"}):
        taken, given = " or ".join(sorted(_types(value))), " or ".join(sorted(_types(member)))
        message = f"x-sdk-paging: {paging.page} takes {taken}, and {pointer} is {given}"
        yield message, "point to text or an integer, and to the same type in both"


def _counts(call: Call, paging: Paging) -> Iterator[Message]:
    if paging.total:
        total = call.success_member(paging.total)
        if total is None:
            yield no_member("x-sdk-paging total", paging.total)
        elif "integer" not in total.types:
            remedy = "remove it: clients find the last page without it"
            yield f"x-sdk-paging: the total {paging.total} is not an integer", remedy
    if paging.more:
        more = call.success_member(paging.more)
        if more is None:
            yield no_member("x-sdk-paging more", paging.more)
        elif _types(more) != {"boolean"}:
            yield f"x-sdk-paging: {paging.more} is not a boolean", "point to one, or remove it"


def _pointer(name: str) -> str:
    """A place in the logical request; a name without a slash is that of a query parameter."""
    return name if name.startswith("/") else join(["query", name])


def _no_place(name: str) -> Message:
    if _pointer(name) == name:
        return no_member("x-sdk-paging", name, "member of the request")
    return f"x-sdk-paging: no query parameter {name!r}", "use one that exists"


def _is_argument(call: Call, pointer: str) -> bool:
    """Whether callers give the value at a pointer, or the object around it."""
    given = [
        join([str(it.place), str(it.name)])
        for it in call.parameters
        if not (it.filled_by or (it.value or Schema()).filled_by)
    ]
    given += [f"/body{it.pointer}" for it in body_arguments(call) if not it.schema.filled_by]
    return any(pointer == own or pointer.startswith(f"{own}/") for own in given)


def _required(call: Call) -> set[str]:
    parameters = {join([str(own.place), str(own.name)]) for own in call.parameters if own.required}
    nodes = call.body.walk("/body", content=False) if call.body else ()
    return parameters | {node.pointer for node in nodes if node.required}


def _types(schema: Schema) -> set[str]:
    return {*schema.logical.types} - {"null"}


def no_member(option: str, pointer: str, what: str = "member") -> Message:
    """The message about a pointer into nothing."""
    return f"{option}: no {what} at {pointer!r}", "point to a member that exists"
