"""Documented rejections: status, code and message, in a body that the contract classifies as a failure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .. import jsontext
from ..jsontext import pointer
from ..operation import Envelope, Operation, Refusal, SecurityScheme
from ..testing.examples.generate import example
from ..testing.examples.schemas import outcome_schemas, set_member
from ..validation.contract import Contract
from ..validation.contract import contract as find_contract

DEFAULTS = {
    default.reason: default
    for default in (
        Refusal("unknown-key", 401, "Unauthorized", "The caller is unknown."),
        Refusal("signature", 401, "Unauthorized", "The signature is wrong."),
        Refusal("clock", 401, "Unauthorized", "The time of the request differs too much from that of the service."),
        Refusal("nonce", 401, "Unauthorized", "The nonce was used before."),
        Refusal("token", 401, "Unauthorized", "The token is missing, unknown or expired."),
        Refusal("request", 400, "InvalidParameter", "The request is not valid."),
        Refusal("throttled", 429, "Throttled", "Too many requests."),
        Refusal("server", 500, "InternalError", "The service failed."),
    )
}
"""Used where the contract documents nothing."""


class RequestRejected(Exception):
    """The service rejects a request. `reason` is that of a `Refusal`."""

    def __init__(self, reason: str, message: str = "") -> None:
        super().__init__(message)
        self.reason, self.message = reason, message


def find_refusal(reason: str, schemes: Iterable[SecurityScheme], envelope: Envelope | None) -> Refusal:
    """The documented refusal for a reason, in the order of the schemes, else the default."""
    documented = [own for scheme in schemes for own in scheme.refusals]
    documented += envelope.refusals if envelope else ()
    return next((own for own in documented if own.reason == reason), DEFAULTS[reason])


def contract_of(operation: Operation, status: int) -> Contract | None:
    """The contract of a failure with this status, or else of the most general one; None if no contract has failures."""
    if operation.failures:
        failure = operation.failure_of(status) or operation.failures[0]
        return find_contract(f"{operation.id}.{failure.direction}")
    has_tests = operation.envelope is not None and bool(operation.envelope.failure)
    return find_contract(f"{operation.id}.response") if has_tests and operation.reply else None


def refusal_body(
    contract: Contract | None, envelope: Envelope | None, refusal: Refusal, message: str, request_id: str
) -> bytes:
    """Body of a failure. Only code and message if the contract defines no failure."""
    if contract is None:
        return jsontext.write({"code": refusal.code, "message": message})
    envelope = envelope or Envelope((), ())
    value: Any = example(contract, 0, "failure", required_only=bool(envelope.message))
    for condition in envelope.failure:
        if condition.form == "in" and is_documented(contract, condition.pointer):
            value = _put(contract, value, condition.pointer, condition.values[0])
    for places, text in ((envelope.code, refusal.code), (envelope.message, message), (envelope.request_id, request_id)):
        place = next((place for place in places if is_documented(contract, place)), None)
        if place is not None:
            value = _put(contract, value, place, text)
    return jsontext.write(value)


def is_documented(contract: Contract, place: str) -> bool:
    """Whether a failure has a member at this pointer."""
    return place in contract.documentation.members


def _put(contract: Contract, value: Any, place: str, text: Any) -> Any:
    """Set a member, converted to its documented type and length."""
    schema: dict[str, Any] = outcome_schemas(contract, "failure")[0]
    for name in pointer.split(place):
        schema = schema.get("properties", {}).get(name, {})
    if schema.get("type") == "integer" and isinstance(text, str):
        text = int(text) if text.isdecimal() else 1
    if isinstance(text, str):
        text = text[: schema.get("maxLength", len(text))]
    return set_member(value, pointer.split(place), text)
