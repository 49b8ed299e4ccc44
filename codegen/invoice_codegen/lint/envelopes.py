"""Envelopes: their pointers lead to members, and every failure is recognised in some way."""

from __future__ import annotations

from collections.abc import Iterator

from ..parse.definition import ApiDefinition, Call
from ..parse.extensions import Envelope
from ..problem import Message, Problem
from ..runtime.jsontext.pointer import split
from .paging import no_member


def envelope(call: Call) -> Iterator[Message]:
    """The problems of the envelope of one operation."""
    own = call.envelope
    if own is None:
        if call.failure is not None:
            yield "no rule tells success from failure", "add x-sdk-envelope"
        return
    if call.success is None:
        return
    if not own.by_status:
        conditions = [condition.pointer for condition in (*own.success, *own.failure)]
        for pointer in (*conditions, *own.code, *own.message, *own.request_id):
            if all(schema.at(pointer) is None for schema in call.response_schemas):
                yield no_member("x-sdk-envelope", pointer)
    for pointer in own.needs:
        if call.success_member(pointer) is None:
            yield no_member("x-sdk-envelope needs", pointer)
    yield from _payload(call, own)


def by_status(definition: ApiDefinition) -> Iterator[Problem]:
    """Pointers of an envelope that no failure has, where statuses tell failures: one envelope serves many schemas."""
    root = [call for call in definition.calls if call.operation.envelope is None]
    own = [(call.pointer, [call]) for call in definition.calls if call.operation.envelope]
    for place, calls in [("/x-sdk-envelope", root), *own]:
        envelope = calls[0].envelope if calls else None
        by_status = [call for call in calls if call.failures]
        if envelope is None or not by_status or (not envelope.by_status and len(by_status) < len(calls)):
            continue
        for pointer in (*envelope.code, *envelope.message, *envelope.request_id):
            if all(schema.at(pointer) is None for call in calls for schema in call.response_schemas):
                yield definition.problem(place, *no_member("x-sdk-envelope", pointer))


def _payload(call: Call, envelope: Envelope) -> Iterator[Message]:
    if envelope.payload:
        payload = call.body.at(envelope.payload) if call.body else None
        if payload is None or not payload.logical.properties:
            yield no_member("x-sdk-envelope payload", envelope.payload, "object")
        elif len(split(envelope.payload)) > 1:
            message = f"unsupported: a payload inside another member, {envelope.payload}"
            yield message, "make the payload a member of the body"
