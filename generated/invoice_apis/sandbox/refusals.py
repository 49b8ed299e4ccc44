"""How the service says no: the documented status, code and message in a body that its contract knows as a failure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .. import jsontext
from ..jsontext import pointer
from ..operation import Envelope, Refusal, SecurityScheme
from ..testing.examples.generate import example
from ..testing.examples.shapes import branches, within
from ..validation.contract import Contract

DEFAULTS = {
    usual.reason: usual
    for usual in (
        Refusal("unknown-key", 401, "Unauthorized", "The caller is not known."),
        Refusal("signature", 401, "Unauthorized", "The signature is wrong."),
        Refusal("clock", 401, "Unauthorized", "The time of the request is too far from that of the service."),
        Refusal("nonce", 401, "Unauthorized", "The nonce was used before."),
        Refusal("token", 401, "Unauthorized", "The token is missing, unknown or has run out."),
        Refusal("request", 400, "InvalidParameter", "The request is not valid."),
        Refusal("throttled", 429, "Throttled", "Too many requests."),
        Refusal("server", 500, "InternalError", "The service failed."),
    )
}
"""For what the contract says nothing of."""
NOTHING = Envelope((), ())


def refusal(reason: str, schemes: Iterable[SecurityScheme], envelope: Envelope | None) -> Refusal:
    """The documented refusal for a reason, the first scheme that names one first, or the usual one."""
    documented = [own for scheme in schemes for own in scheme.refusals]
    documented += envelope.refusals if envelope else ()
    return next((own for own in documented if own.reason == reason), DEFAULTS[reason])


def body(contract: Contract, envelope: Envelope | None, said: Refusal, message: str, request_id: str) -> bytes:
    """A failure that says what the refusal says. Where the contract knows no failure, code and message alone."""
    if envelope is None:
        return jsontext.write({"code": said.code, "message": message})
    value: Any = example(contract, 0, "failure", sparse=True)
    for condition in envelope.failure:
        if condition.form == "in":
            value = _put(contract, value, condition.pointer, condition.values[0])
    for places, text in ((envelope.code, said.code), (envelope.message, message), (envelope.request_id, request_id)):
        if places:
            value = _put(contract, value, places[0], text)
    return jsontext.write(value)


def _put(contract: Contract, value: Any, place: str, told: Any) -> Any:
    """With a member as its schema has it: text is cut, and a number where a number is documented."""
    schema: dict[str, Any] = branches(contract, "failure")[0]
    for name in pointer.split(place):
        schema = schema.get("properties", {}).get(name, {})
    if schema.get("type") == "integer" and isinstance(told, str):
        told = int(told) if told.isdecimal() else 1
    if isinstance(told, str):
        told = told[: schema.get("maxLength", len(told))]
    return within(value, pointer.split(place), told)
