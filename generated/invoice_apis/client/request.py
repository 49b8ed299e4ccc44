"""Arguments to a request: first its logical form, which the contract checks, then what goes over the wire."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from .. import jsontext
from ..errors import InvalidRequest
from ..jsontext import pointer
from ..operation import Operation, Parameter
from ..validation.contract import contract
from ..validation.report import Finding, Report
from .encryption import Cipher
from .http.effects import Environment
from .http.messages import Request, percent_encoded, utc

Logical = dict[str, Any]
"""`{path, query, header, body}` in logical types; empty groups are left out."""


def logical(operation: Operation, arguments: Mapping[str, Any], ambient: Environment) -> Logical:
    """The request as its contract sees it; an argument that is None is left out. Raises InvalidRequest."""
    value: Logical = {}
    for parameter in operation.parameters:
        given = _filled(parameter, arguments, ambient)
        *above, name = pointer.split(parameter.pointer)
        if given is not None:
            _group(value, above)[name] = _plain(operation, parameter, given)
        elif parameter.required:
            _group(value, above)  # so that the contract blames the member and not its group
    judged = contract(f"{operation.id}.request")
    if not judged.accepts_plain(value):
        raise InvalidRequest(judged.check(value))
    return value


def _filled(parameter: Parameter, arguments: Mapping[str, Any], ambient: Environment) -> Any:
    if parameter.const is not None:
        return parameter.const
    if parameter.filled_by == "now-ms":
        return f"{int(ambient.now().timestamp() * 1000)}{int(ambient.chance() * 1000):03}"
    if parameter.filled_by == "uuid":
        return ambient.nonce()
    return arguments.get(parameter.name)


def _plain(operation: Operation, parameter: Parameter, given: Any) -> Any:
    """An argument as a JSON value; what is none is refused like any other wrong value."""
    if type(given) is str and given.isascii():
        return given
    if isinstance(given, datetime) and parameter.type == "datetime":
        return _time(operation, parameter, given)
    try:
        return jsontext.plain(given)
    except jsontext.Unreadable as error:
        raise _refused(operation, parameter, "json", str(error)) from None


def _refused(operation: Operation, parameter: Parameter, keyword: str, message: str) -> InvalidRequest:
    finding = Finding("error", parameter.pointer, "", keyword, message)
    return InvalidRequest(Report(f"{operation.id}.request", None, (finding,)))


def _time(operation: Operation, parameter: Parameter, time: datetime) -> str:
    """A time in the documented form: UTC, to the second. What that form can't carry is refused, not cut."""
    wrong = None
    if time.tzinfo is None or time.utcoffset() is None:
        wrong = "a time without a zone; give one, as in datetime(2026, 1, 31, tzinfo=timezone.utc)"
    elif time.microsecond:
        wrong = (
            "a time with a fraction of a second, which the documented form does not have; use .replace(microsecond=0)"
        )
    if wrong is not None:
        raise _refused(operation, parameter, "format", wrong)
    try:
        return utc(time)
    except OverflowError:
        raise _refused(operation, parameter, "format", "a time before or after all years that can be written") from None


def _group(value: Logical, above: list[str]) -> Logical:
    """The object that a member goes into."""
    for part in above:
        value = value.setdefault(part, {})
    return value


def wired(operation: Operation, value: Logical, base: str, cipher: Cipher | None = None) -> Request:
    """What goes over the wire for a logical request."""
    path = operation.path
    for name, part in value.get("path", {}).items():
        path = path.replace("{" + name + "}", percent_encoded(_text(part)))
    query = tuple((name, text) for name, part in value.get("query", {}).items() for text in _texts(part))
    headers = {name: _text(part) for name, part in value.get("header", {}).items()}
    body = b""
    if "body" in value:
        for place in operation.encoded:
            if pointer.get(value, place) is not pointer.MISSING:
                raw = jsontext.write(pointer.get(value, place))
                sealed = raw if cipher is None else cipher.sealed(raw)
                value = pointer.set_path(value, place, base64.b64encode(sealed).decode())
        body = jsontext.write(value["body"])
        headers.setdefault("Content-Type", "application/json")
    return Request(operation.method, base, path, query, tuple(headers.items()), body)


def _texts(value: Any) -> list[str]:
    return [_text(item) for item in value] if isinstance(value, (list, tuple)) else [_text(value)]


def _text(value: Any) -> str:
    """A scalar as it stands in an address or header; the contract has checked that 1.0 is meant as 1."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str.__str__(value) if isinstance(value, str) else str(int(value) if isinstance(value, int) else value)
