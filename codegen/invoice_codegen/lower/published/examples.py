"""Samples of the vendor's pages as examples: what goes over the wire, and what encoded members decode to."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator

from ...parse.definition import ApiDefinition, Call, Webhook
from ...parse.extensions import Envelope
from ...parse.folder import Payload
from ...runtime import jsontext
from ...runtime.i18n.message import Lang
from ...runtime.jsontext import pointer
from ...runtime.jsontext.pointer import MISSING
from ...runtime.validation.decoding import decode_payload
from ..outcomes import success_schema
from ..schemas import Json, encoded
from .texts import word


@dataclass(frozen=True)
class Sample:
    """One sample of an operation or a webhook."""

    direction: str
    name: str
    wire: Any
    value: Any
    """The logical form."""


def samples(definition: ApiDefinition, owner: Call | Webhook) -> list[Sample]:
    """The samples of an operation or a webhook."""
    mine = (payload for payload in definition.payloads if payload.is_sample and payload.operation == owner.id)
    return [_sample(owner, payload) for payload in mine]


def _sample(owner: Call | Webhook, payload: Payload) -> Sample:
    places = _encoded(owner, payload.direction)
    payload_read = decode_payload(payload.raw, places)
    wire = payload_read.wire
    for place in places:
        member = pointer.find(wire, place)
        if isinstance(member, (dict, list)):
            wire = pointer.set_path(wire, place, base64.b64encode(jsontext.write(member)).decode())
    name = payload.variant.replace(".", "-") or "sample"
    return Sample(payload.direction, name, wire, payload_read.value)


def _encoded(owner: Call | Webhook, direction: str) -> Sequence[str]:
    if isinstance(owner, Webhook):
        return encoded(owner.schema)
    if direction == "request":
        return encoded(owner.body, "/body")
    own = (failure.schema for failure in owner.failures if failure.direction == direction)
    return encoded(next(own, owner.response))


def values(found: Iterable[Sample], place: str, lang: Lang) -> Json:
    """The words for the examples of what stands at a pointer into samples; none where no sample has it."""
    examples: Json = {}
    for sample in found:
        value = pointer.find(sample.wire, place)
        if value is not MISSING and value not in (each["value"] for each in examples.values()):
            examples[sample.name] = {"summary": word("sample", lang), "value": value}
    return {"examples": examples} if examples else {}


def decoded(found: Iterable[Sample], place: str) -> Any:
    """What the first sample has at the pointer of an encoded member; None without one."""
    values = (pointer.find(sample.value, place) for sample in found)
    return next((value for value in values if isinstance(value, (dict, list))), None)


def of_outcome(found: Iterable[Sample], envelope: Envelope | None, is_success: bool) -> Iterator[Sample]:
    """The samples of responses that are successes, or those that are failures, as the envelope tells."""
    is_told = envelope is not None and not envelope.by_status
    validator = Draft202012Validator(success_schema(envelope)) if envelope is not None and is_told else None
    for sample in found:
        if (validator.is_valid(jsontext.plain(sample.value)) if validator else True) == is_success:
            yield sample
