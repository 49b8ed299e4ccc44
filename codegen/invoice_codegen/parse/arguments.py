"""The members of a request body that are arguments of the call."""

from __future__ import annotations

from collections.abc import Iterator

from ..runtime.jsontext.pointer import join
from .definition import Call
from .schema import Node, Schema


def body_arguments(call: Call) -> Iterator[Node]:
    """The members of the body; those of the payload replace the payload. A body that is a list is one argument."""
    if call.body is not None and call.body.items is not None:
        yield Node("", call.body, bool(call.operation.request_body and call.operation.request_body.required))
    elif call.body is not None:
        yield from _members(call.body.logical, "", (call.envelope.payload if call.envelope else None) or "")


def _members(schema: Schema, above: str, payload: str) -> Iterator[Node]:
    for name, member in (schema.properties or {}).items():
        place = above + join([name])
        if place == payload:
            yield from _members(member.logical, place, payload)
        else:
            yield Node(place, member, name in (schema.required or []))
