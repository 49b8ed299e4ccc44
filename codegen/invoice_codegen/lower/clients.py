"""What a client needs beside its operations: values given once, lists walked by pages, ciphers, refusals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .. import ir
from .. import naming as names
from ..parse.client_args import Given, given
from ..parse.extensions import Cipher, Refusal
from ..parse.openapi import Schema
from ..parse.resolve import Call
from ..runtime import operation as descriptors
from ..runtime.jsontext.pointer import split


def client_values(calls: Iterable[Call]) -> Iterator[descriptors.ClientValue]:
    """The arguments that a client fills in for every call, each once; needed where one call needs it."""
    values: dict[str, list[Given]] = {}
    for value in (value for call in calls for value in given(call)):
        values.setdefault(names.field_name(value.wire), []).append(value)
    for name, alike in values.items():
        yield descriptors.ClientValue(name, any(value.required for value in alike), alike[0].env)


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
    return names.walk_name(call.operation.paging)


def cipher(schema: Schema | None) -> Cipher | None:
    """How the encoded members of a request are encrypted for callers who have a key."""
    if schema is None:
        return None
    below = (cipher(member) for member in (schema.logical.properties or {}).values())
    return schema.cipher or next(filter(None, below), None)


def refusals(items: Sequence[Refusal]) -> tuple[descriptors.Refusal, ...]:
    """How a service says no."""
    return tuple(descriptors.Refusal(item.reason, item.status, item.code, item.message) for item in items)
