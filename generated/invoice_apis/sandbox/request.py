"""Parse and validate requests: from HTTP to the logical value of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .. import jsontext
from ..client import forms
from ..client.http.messages import Request, media_type_of
from ..jsontext import pointer
from ..operation import Operation
from ..testing.examples.schemas import outcome_schemas
from ..validation.contract import contract
from .refusals import RequestRejected

RequestValue = dict[str, Any]


def parse_request(
    operation: Operation, path_parameters: dict[str, str], request: Request, tokens: Iterable[str]
) -> RequestValue:
    """Parse a request into its logical value. `tokens` are query parameters that are none of the contract.

    Unknown headers are ignored; unknown query parameters are rejected. Raises RequestRejected.
    """
    schema = outcome_schemas(contract(f"{operation.id}.request"), "success")[0]
    locations, required = schema.get("properties", {}), schema.get("required", ())
    documented = locations.get("header", {}).get("properties", {})
    pairs = [pair for pair in request.query if pair[0] not in tokens]
    query = _decode(operation, "query", pairs, locations.get("query", {}))
    if unknown := query.keys() - locations.get("query", {}).get("properties", {}).keys():
        raise RequestRejected("request", f"query/{min(unknown)}: undocumented parameter")
    headers = {name: text for name in documented if (text := request.header(name)) is not None}
    value: RequestValue = {
        "path": _typed(path_parameters, locations.get("path", {})),
        "query": query,
        "header": _typed(headers, locations.get("header", {})),
    }
    value = {place: members for place, members in value.items() if members or place in required}
    if "body" in locations and (request.body or "body" in required):
        value["body"] = _form(operation, request, locations["body"]) if operation.is_form else _body(request.body)
    return value


def validate_request(operation: Operation, value: RequestValue) -> RequestValue:
    """Decode and validate the logical value. Raises RequestRejected with the first error."""
    for place in operation.encoded:
        if not isinstance(pointer.get(value, place), str):
            raise RequestRejected("request", f"{place[1:]}: missing encoded text")
    target = contract(f"{operation.id}.request")
    errors = target.check(value).errors
    if errors:
        first = errors[0]
        raise RequestRejected("request", f"{first.pointer.removeprefix('/') or 'the request'}: {first.message}")
    decoded: RequestValue = target.read(value)
    return decoded


def _body(raw: bytes) -> Any:
    try:
        return jsontext.read(raw)
    except jsontext.Unreadable as error:
        raise RequestRejected("request", f"body: {error}") from None


def _form(operation: Operation, request: Request, schema: dict[str, Any]) -> Any:
    if media_type_of(request.header("Content-Type")) != forms.MEDIA_TYPE:
        raise RequestRejected("request", f"body: the Content-Type is not {forms.MEDIA_TYPE}")
    try:
        pairs = forms.read_form(request.body)
    except ValueError:
        raise RequestRejected("request", "body: not a form in UTF-8") from None
    return _decode(operation, "body", pairs, schema)


def _decode(
    operation: Operation, place: str, pairs: Iterable[tuple[str, str]], schema: dict[str, Any]
) -> dict[str, Any]:
    try:
        return forms.decode(pairs, forms.styles(operation, place), schema)
    except forms.Undecodable as error:
        raise RequestRejected("request", f"{place}: {error}") from None


def _typed(texts: dict[str, str], schema: dict[str, Any]) -> dict[str, Any]:
    known = schema.get("properties", {})
    return {name: forms.typed(text, known.get(name, {})) for name, text in texts.items()}
