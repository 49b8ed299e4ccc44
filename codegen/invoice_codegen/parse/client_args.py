"""What a client is given once and fills in for every call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .openapi import Schema
from .resolve import Call


@dataclass(frozen=True)
class Given:
    """An argument of a call that the client fills in."""

    wire: str
    required: bool
    env: str | None


def given(call: Call) -> Iterator[Given]:
    """Those of a call: parameters, then members of the body and of its payload."""
    for parameter in call.parameters:
        schema = parameter.value or Schema()
        if "client" in (parameter.filled_by, schema.filled_by):
            yield Given(str(parameter.name), bool(parameter.required), parameter.env or schema.env)
    yield from _members(call.body)


def _members(schema: Schema | None) -> Iterator[Given]:
    for name, member in ((schema.logical.properties or {}) if schema else {}).items():
        if schema and member.filled_by == "client":
            yield Given(name, name in (schema.logical.required or []), member.env)
        yield from _members(member)
