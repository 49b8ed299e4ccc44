"""Build a request: arguments to the logical value, validated by the contract, then to the HTTP request."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from .. import jsontext
from ..errors import InvalidRequest
from ..jsontext import pointer
from ..operation import IDEMPOTENCY_KEY, Operation, Parameter
from ..validation.contract import contract
from ..validation.report import Finding, Report
from .encryption import Cipher
from .forms import MEDIA_TYPE, Unencodable, encode, form_body, scalar_text, styles
from .http.effects import Environment
from .http.messages import Request, percent_encode
from .texts import text_problem
from .times import WRITERS

RequestValue = dict[str, Any]
"""`{path, query, header, body}` in logical types, without empty groups."""


def build_value(operation: Operation, arguments: Mapping[str, Any], environment: Environment) -> RequestValue:
    """Build and validate the logical value of a request. An argument that is None is left out, or null. Raises InvalidRequest."""
    value: RequestValue = {}
    for parameter in operation.parameters:
        argument = _argument(parameter, arguments, environment)
        *parents, name = pointer.split(parameter.pointer)
        if argument is not None:
            _container(value, parents)[name] = _json_value(operation, parameter, argument)
            if parameter.const is None:
                _check_texts(operation, parameter, argument)
        elif parameter.is_null_sent:
            _container(value, parents)[name] = None
        elif parameter.required:
            _container(value, parents)  # so that the error is at the member, not at its group
    target = contract(f"{operation.id}.request")
    if target.accepts_plain(value):
        return value
    with_body = {**value, "body": {}}
    if "body" not in value and target.accepts_plain(with_body):  # a body that must be there, and needs no member
        return with_body
    raise InvalidRequest(target.check(value))


def with_idempotency_key(
    operation: Operation, arguments: Mapping[str, Any], environment: Environment
) -> Mapping[str, Any]:
    """The arguments of a call, with a new key where it takes one and the caller gives none."""
    drawn = {
        parameter.name: environment.nonce()
        for parameter in operation.parameters
        if parameter.filled_by == IDEMPOTENCY_KEY and arguments.get(parameter.name) is None
    }
    return {**arguments, **drawn}


def _argument(parameter: Parameter, arguments: Mapping[str, Any], environment: Environment) -> Any:
    if parameter.const is not None:
        return parameter.const
    if parameter.filled_by == "now-ms":
        return f"{int(environment.now().timestamp() * 1000)}{int(environment.random() * 1000):03}"
    if parameter.filled_by == "uuid":
        return environment.nonce()
    return arguments.get(parameter.name)


def _json_value(operation: Operation, parameter: Parameter, argument: Any) -> Any:
    """An argument as a JSON value. Raises InvalidRequest."""
    if type(argument) is str and argument.isascii():
        return argument
    if isinstance(argument, date) and parameter.type in WRITERS:
        try:
            return WRITERS[parameter.type](argument)
        except ValueError as error:
            raise _invalid(operation, parameter, "format", str(error)) from None
    try:
        return jsontext.plain(argument)
    except jsontext.Unreadable as error:
        raise _invalid(operation, parameter, "json", str(error)) from None


def _check_texts(operation: Operation, parameter: Parameter, argument: Any) -> None:
    """Check the text of an argument, or the texts of a list. Raises InvalidRequest."""
    for text in argument if isinstance(argument, (list, tuple)) else (argument,):
        if isinstance(text, str):
            is_header, is_body = parameter.place == "header", parameter.place == "body"
            problem = text_problem(text, is_header=is_header, may_have_lines=is_body)
            if problem is not None:
                raise _invalid(operation, parameter, "format", f"the argument {parameter.name} {problem}")


def _invalid(operation: Operation, parameter: Parameter, keyword: str, message: str) -> InvalidRequest:
    finding = Finding("error", parameter.pointer, "", keyword, message)
    return InvalidRequest(Report(f"{operation.id}.request", None, (finding,)))


def _container(value: RequestValue, parents: list[str]) -> RequestValue:
    """The object at a path, created if absent."""
    for part in parents:
        value = value.setdefault(part, {})
    return value


def build_request(operation: Operation, value: RequestValue, base_url: str, cipher: Cipher | None = None) -> Request:
    """Build the HTTP request of a logical value. Raises InvalidRequest for a value that its place has no text for."""
    path = operation.path
    for name, part in value.get("path", {}).items():
        path = path.replace("{" + name + "}", percent_encode(scalar_text(part)))
    query = tuple(_pairs(operation, "query", value))
    headers = {name: scalar_text(part) for name, part in value.get("header", {}).items()}
    body = b""
    if "body" in value and operation.is_form:
        body = form_body(_pairs(operation, "body", value))
        headers.setdefault("Content-Type", MEDIA_TYPE)
    elif "body" in value:
        for place in operation.encoded:
            if pointer.get(value, place) is not pointer.MISSING:
                raw = jsontext.write(pointer.get(value, place))
                encrypted = raw if cipher is None else cipher.encrypt(raw)
                value = pointer.set_path(value, place, base64.b64encode(encrypted).decode())
        body = jsontext.write(value["body"])
        headers.setdefault("Content-Type", "application/json")
    request = Request(operation.method, base_url, path, query, tuple(headers.items()), body)
    return request._replace(accept=", ".join([*operation.download, request.accept])) if operation.download else request


def _pairs(operation: Operation, place: str, value: RequestValue) -> Iterator[tuple[str, str]]:
    """The query or the form."""
    members = value.get(place)
    if not members:
        return
    known = styles(operation, place)
    needed = {parameter.wire for parameter in operation.parameters if parameter.required and parameter.place == place}
    for name, part in members.items():
        try:
            if part in ([], {}) and name in needed:
                raise Unencodable("empty, for which there is no text, while the service wants it")
            yield from encode(name, part, *known[name])
        except Unencodable as error:
            finding = Finding("error", pointer.join([place, name]), "", "format", str(error))
            raise InvalidRequest(Report(f"{operation.id}.request", None, (finding,))) from None
