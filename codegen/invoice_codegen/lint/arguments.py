"""Members by pointer, and which of them are arguments of a call."""

from __future__ import annotations

from ..parse.openapi import Schema
from ..parse.resolve import Call
from ..runtime.jsontext.pointer import join, split


def member_at(schema: Schema | None, pointer: str) -> Schema | None:
    """The schema of the member at a pointer through objects, or None."""
    for part in split(pointer):
        schema = (schema.logical.properties or {}).get(part) if schema is not None else None
    return schema


def body_arguments(call: Call) -> dict[str, str]:
    """The members of the body that are arguments, by pointer; those of the payload stand for the payload."""
    payload = (call.envelope.payload if call.envelope else None) or ""
    inside = member_at(call.body, payload) if payload else None
    return _members(call.body, "", payload) | _members(inside, payload)


def _members(schema: Schema | None, above: str, but: str = "") -> dict[str, str]:
    names = (schema.logical.properties or {}) if schema else {}
    return {above + join([name]): name for name in names if above + join([name]) != but}
