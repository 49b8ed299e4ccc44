"""Parse and validate requests: from HTTP to the logical value of the contract."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from .. import jsontext
from ..client.http.messages import Request
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
    query = _group((name, text) for name, text in request.query if name not in tokens)
    if unknown := query.keys() - locations.get("query", {}).get("properties", {}).keys():
        raise RequestRejected("request", f"query/{min(unknown)}: undocumented parameter")
    members = {
        "path": path_parameters,
        "query": query,
        "header": {name: text for name in documented if (text := request.header(name)) is not None},
    }
    value: RequestValue = {
        place: _typed(texts, locations.get(place, {})) for place, texts in members.items() if texts or place in required
    }
    if "body" in locations and (request.body or "body" in required):
        value["body"] = _body(request.body)
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


def _group(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Values by name; a list if a name occurs more than once."""
    values: dict[str, list[str]] = {}
    for name, text in pairs:
        values.setdefault(name, []).append(text)
    return {name: texts if len(texts) > 1 else texts[0] for name, texts in values.items()}


def _typed(members: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    known = schema.get("properties", {})
    return {name: _value(text, known.get(name, {})) for name, text in members.items()}


def _value(text: Any, schema: dict[str, Any]) -> Any:
    """Convert text to the type of its schema. Text that does not convert is left for the contract to reject."""
    kind = schema.get("type")
    if kind == "array":
        texts = text if isinstance(text, list) else [text]
        return [_value(item, schema.get("items", {})) for item in texts]
    if isinstance(text, list):
        return text
    if kind in ("integer", "number") and re.fullmatch(r"-?[0-9]{1,300}", text):
        return int(text)
    if kind == "number" and re.fullmatch(r"-?[0-9]{1,300}\.[0-9]{1,300}", text):
        return Decimal(text)
    return {"true": True, "false": False}.get(text, text) if kind == "boolean" else text
