"""The members of a request body that are arguments of the call."""

from __future__ import annotations

from .. import naming
from ..parse.definition import Call
from ..parse.schema import Schema
from ..runtime.jsontext.pointer import join


def body_arguments(call: Call) -> dict[str, tuple[str, str]]:
    """The members that are arguments, by pointer: names on the wire and in Python. Those of the payload replace it."""
    payload = (call.envelope.payload if call.envelope else None) or ""
    inside = call.body.at(payload) if call.body and payload else None
    return _members(call.body, "", payload) | _members(inside, payload)


def arguments(call: Call) -> list[tuple[str, str]]:
    """The arguments of a call, a repeated parameter once: names on the wire and in Python."""
    parameters = {
        (each.place, each.name): (str(each.name), naming.field_name(str(each.name), each.sdk_name))
        for each in call.parameters
    }
    return [*parameters.values(), *body_arguments(call).values()]


def _members(schema: Schema | None, above: str, exclude: str = "") -> dict[str, tuple[str, str]]:
    members = (schema.logical.properties or {}) if schema else {}
    return {
        above + join([wire]): (wire, naming.field_name(wire, member.sdk_name))
        for wire, member in members.items()
        if above + join([wire]) != exclude
    }
