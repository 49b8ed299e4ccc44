"""Arguments of calls that the client takes once in its constructor: those with `x-sdk-from: client`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import naming
from .definition import Call
from .schema import Schema


@dataclass(frozen=True)
class ClientArgument:
    """An argument of a call that the client fills in."""

    wire: str
    name: str
    """In Python."""
    required: bool
    env: str | None


def client_arguments(call: Call) -> Iterator[ClientArgument]:
    """The client's arguments of a call: parameters first, then members of the body and of its payload."""
    for parameter in call.parameters:
        schema = parameter.value or Schema()
        if "client" in (parameter.filled_by, schema.filled_by):
            wire = str(parameter.name)
            name = naming.field_name(wire, parameter.sdk_name)
            yield ClientArgument(wire, name, bool(parameter.required), parameter.env or schema.env)
    for node in call.body.walk(content=False) if call.body else ():
        if node.pointer and node.schema.filled_by == "client":
            name = naming.field_name(node.name, node.schema.sdk_name)
            yield ClientArgument(node.name, name, node.required, node.schema.env)
