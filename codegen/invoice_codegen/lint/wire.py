"""Texts on the wire that two parts of a request would write: parameters, members of forms, security schemes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..parse.definition import ApiDefinition, Call
from ..parse.schema import Schema
from ..parse.security import SecurityScheme
from ..problem import Message
from ..runtime.client.auth.registry import SCHEMES

_BRACKETED = re.compile(r"([^\[]++)((?:\[[^\[\]]*+\])++)")


def wire_texts(definition: ApiDefinition, call: Call) -> Iterator[Message]:
    """What two parts of a request would write."""
    yield from _headers(call)
    yield from _written_by_schemes(definition, call)
    query = {str(own.name): own.value or Schema() for own in call.parameters if own.place == "query"}
    deep = {str(own.name) for own in call.parameters if own.place == "query" and own.encoding.style == "deepObject"}
    yield from _brackets("query parameter", query, deep)
    if call.is_form and call.body:
        styles = {name for name, encoding in call.encodings.items() if encoding.style == "deepObject"}
        yield from _brackets("member", call.body.properties or {}, styles)


def _headers(call: Call) -> Iterator[Message]:
    """Names of headers are the same in any case (RFC 9110)."""
    seen: dict[str, str] = {}
    for name in (str(own.name) for own in call.parameters if own.place == "header"):
        first = seen.setdefault(name.lower(), name)
        if first != name:
            yield f"the headers {first!r} and {name!r} are one: names of headers have no case", "keep one"


def _written_by_schemes(definition: ApiDefinition, call: Call) -> Iterator[Message]:
    for scheme_name in dict.fromkeys(name for alternative in call.security for name in alternative):
        scheme = definition.security_schemes.get(scheme_name)
        for own in call.parameters if scheme else ():
            if scheme and is_written(own.place or "", str(own.name), scheme):
                message = f"the {own.place} parameter {own.name!r} is written by the security scheme {scheme_name!r}"
                yield message, "remove the parameter: the client sends the credentials that it was given"


def is_written(place: str, name: str, scheme: SecurityScheme) -> bool:
    """Whether a security scheme writes a query parameter or header of this name."""
    if place == "query":
        return (scheme.place, scheme.name) == ("query", name)
    named = (scheme.name if scheme.place == "header" else None, scheme.auth.domain_header)
    return place == "header" and name.lower() in SCHEMES[scheme.auth.scheme].headers | {
        header.lower() for header in named if header
    }


def _brackets(what: str, values: dict[str, Schema], deep: set[str]) -> Iterator[Message]:
    """An object in brackets beside a name that has the brackets in it."""
    for name in values:
        found = _BRACKETED.fullmatch(name)
        if found is None:
            continue
        if name in deep:
            yield f"style: deepObject on the {what} {name!r}, which has brackets in its name", "use another style"
        elif found[1] in deep and _has(values[found[1]], found[2][1:-1].split("][")):
            message = f"the {what} {name!r} is also a member of the object {found[1]!r}: both would be one text"
            yield message, "keep one: remove it, or the member of the object"


def _has(schema: Schema, path: list[str]) -> bool:
    """Whether the text of a value in brackets may have this path."""
    if not path:
        return True
    if schema.items is not None:
        return bool(re.fullmatch("[0-9]*", path[0])) and _has(schema.items, path[1:])
    member = (schema.properties or {}).get(path[0], schema.values)
    return bool(schema.additional_properties) if member is None else _has(member, path[1:])
