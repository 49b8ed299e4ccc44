"""The members of a request body that are arguments of the call."""

from __future__ import annotations

from ..parse.definition import Call
from ..parse.schema import Schema
from ..runtime.jsontext.pointer import join


def body_arguments(call: Call) -> dict[str, str]:
    """Names of the members that are arguments, by pointer; the members of the payload replace the payload."""
    payload = (call.envelope.payload if call.envelope else None) or ""
    inside = call.body.at(payload) if call.body and payload else None
    return _members(call.body, "", payload) | _members(inside, payload)


def _members(schema: Schema | None, above: str, exclude: str = "") -> dict[str, str]:
    names = (schema.logical.properties or {}) if schema else {}
    return {above + join([name]): name for name in names if above + join([name]) != exclude}
