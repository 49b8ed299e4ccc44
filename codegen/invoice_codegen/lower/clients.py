"""What a client needs beside its operations: values given once, lists walked by pages, ciphers, refusals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .. import ir
from .. import naming as names
from ..openapi import Parameter, Schema
from ..resolve import Call
from ..runtime import operation as descriptors
from ..runtime.pointer import split
from ..vocabulary import Cipher, Refusal


def client_values(calls: Iterable[Call]) -> Iterator[descriptors.ClientValue]:
    """The arguments that a client fills in for every call, each once."""
    seen: set[str] = set()
    for name, part, required in (value for call in calls for value in _client_filled(call)):
        if name not in seen:
            seen.add(name)
            yield descriptors.ClientValue(names.field_name(name), required, part.env)


def _client_filled(call: Call) -> Iterator[tuple[str, Parameter | Schema, bool]]:
    for parameter in call.parameters:
        if parameter.filled_by == "client":
            yield str(parameter.name), parameter, bool(parameter.required)
    yield from _client_filled_members(call.body)


def _client_filled_members(schema: Schema | None) -> Iterator[tuple[str, Schema, bool]]:
    if schema is None:
        return
    for name, member in (schema.logical.properties or {}).items():
        if member.filled_by == "client":
            yield name, member, name in (schema.logical.required or [])
        yield from _client_filled_members(member)


def pages(call: Call) -> ir.Pages | None:
    """How the list of a call is walked."""
    paging = call.operation.paging
    if paging is None:
        return None
    schema = call.success
    for part in split(paging.items):
        schema = (schema.logical.properties or {})[part]
    item = (schema.logical.items or Schema()).logical
    size = next(parameter.value for parameter in call.parameters if parameter.name == paging.size)
    most = size.maximum if size else None
    return ir.Pages(item.component, None if most is None else int(most))


def walk(call: Call) -> str | None:
    """The client's method that walks all pages."""
    paging = call.operation.paging
    return f"iter_{names.field_name(split(paging.items)[-1])}" if paging else None


def cipher(schema: Schema | None) -> Cipher | None:
    """How the encoded members of a request are encrypted for callers who have a key."""
    if schema is None:
        return None
    below = (cipher(member) for member in (schema.logical.properties or {}).values())
    return schema.cipher or next(filter(None, below), None)


def refusals(items: Sequence[Refusal]) -> tuple[descriptors.Refusal, ...]:
    """How a service says no."""
    return tuple(descriptors.Refusal(item.reason, item.status, item.code, item.message) for item in items)
