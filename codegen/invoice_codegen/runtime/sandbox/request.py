"""From what came over the wire to the logical request that the contract judges."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from .. import jsontext
from ..client.http.messages import Request
from ..jsontext import pointer
from ..operation import Operation
from ..testing.examples.shapes import branches
from ..validation.contract import contract
from .authentication import Denied

Logical = dict[str, Any]


def opened(operation: Operation, groups: dict[str, str], request: Request, tokens: Iterable[str]) -> Logical:
    """The request as its contract sees it; `tokens` are query parameters that prove who calls.

    Of headers only documented ones count, but every query parameter must be one. Raises Denied.
    """
    schema = branches(contract(f"{operation.id}.request"), "success")[0]
    places, required = schema.get("properties", {}), schema.get("required", ())
    documented = places.get("header", {}).get("properties", {})
    query = _gathered((name, text) for name, text in request.query if name not in tokens)
    if unknown := query.keys() - places.get("query", {}).get("properties", {}).keys():
        raise Denied("request", f"query/{min(unknown)}: a parameter that the documents do not show")
    members = {
        "path": groups,
        "query": query,
        "header": {name: text for name in documented if (text := request.header(name)) is not None},
    }
    value: Logical = {
        place: _typed(texts, places.get(place, {})) for place, texts in members.items() if texts or place in required
    }
    if "body" in places and (request.body or "body" in required):
        value["body"] = _body(request.body)
    return value


def checked(operation: Operation, value: Logical) -> Logical:
    """The logical value with encoded members opened. Raises Denied and names the first member that is wrong."""
    for place in operation.encoded:
        if not isinstance(pointer.get(value, place), str):
            raise Denied("request", f"{place[1:]}: the encoded text is missing")
    judge = contract(f"{operation.id}.request")
    errors = judge.check(value).errors
    if errors:
        first = errors[0]
        raise Denied("request", f"{first.pointer.removeprefix('/') or 'the request'}: {first.message}")
    opened: Logical = judge.read(value)
    return opened


def _body(raw: bytes) -> Any:
    try:
        return jsontext.read(raw)
    except jsontext.Unreadable as error:
        raise Denied("request", f"body: {error}") from None


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Values by name; a name that comes more than once has a list."""
    found: dict[str, list[str]] = {}
    for name, text in pairs:
        found.setdefault(name, []).append(text)
    return {name: texts if len(texts) > 1 else texts[0] for name, texts in found.items()}


def _typed(members: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    known = schema.get("properties", {})
    return {name: _value(text, known.get(name, {})) for name, text in members.items()}


def _value(text: Any, schema: dict[str, Any]) -> Any:
    """A text as the type that its schema names; where it is none of that type, the text, for the contract to refuse."""
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
