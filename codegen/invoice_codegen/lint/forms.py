"""Query parameters and form bodies: each value has one text, by the styles of OpenAPI."""

from __future__ import annotations

from collections.abc import Iterator

from ..parse.definition import Call
from ..parse.openapi import Encoding
from ..parse.schema import Schema
from ..problem import Message

_DELIMITED = ("spaceDelimited", "pipeDelimited")


def forms(call: Call) -> Iterator[Message]:
    """The problems of a form body and of `encoding`."""
    if call.encodings and not call.is_form:
        yield "encoding on a body that is no form", "remove it: JSON needs none"
    if call.body is None or not call.is_form:
        return
    if call.body.types != ["object"]:
        yield "the form is no object", "describe an object: a form has a name for each value"
    members = call.body.properties or {}
    for name in call.encodings:
        if name not in members:
            yield f"encoding of {name!r}, which is no member of the form", "use a member that exists"
    for name, member in members.items():
        if "null" in member.types:
            yield f"the member {name!r} may be null, for which a form has no text", "remove null"
        yield from style(f"the member {name!r}", member, call.encodings.get(name, Encoding()))
    if call.envelope and call.envelope.payload:
        yield "unsupported: the payload of x-sdk-envelope in a form", "remove it: the members are arguments"


def style(what: str, value: Schema, encoding: Encoding) -> Iterator[Message]:
    """The problems of a value with its style; `what` names it in messages."""
    is_list = value.types == ["array"]
    if encoding.style == "deepObject":
        if not is_list and value.types != ["object"]:
            yield f"style: deepObject on {what}, which is a scalar", "remove it"
        if encoding.explode is False:
            yield f"explode: false beside style: deepObject on {what}", "remove explode"
        yield from _inside(what, value)
        return
    if not is_list and (encoding.style or encoding.explode is not None):
        yield f"style or explode on {what}, which is no list", "remove them; an object has style: deepObject"
    if encoding.style in _DELIMITED and encoding.explode:
        yield f"explode: true beside style: {encoding.style} on {what}", "remove explode, or write style: form"
    inner = value.items if is_list and value.items else value
    if {"object", "array"} & set(inner.types):
        message = f"unsupported: {what} has structured values"
        yield message, "write style: deepObject if the service takes name[member]=value; else use scalars"
    yield from _inside(what, value)


def _inside(what: str, value: Schema) -> Iterator[Message]:
    for node in value.walk():
        where = f"{node.pointer} of {what}" if node.pointer else what
        if node.schema.content_schema is not None:
            yield f"unsupported: encoded content in a form, {where}", "describe it as a string"
        if node.pointer and "null" in node.schema.types:
            yield f"{where} may be null, for which a form has no text", "remove null"
        if node.schema.alternatives:
            yield f"{where} is a union, for which a form has no text", "use an object of scalars"
        if node.schema.is_any:
            message = f"{where} may be any value, for which a form has no text"
            yield message, "describe an object with additionalProperties: true"
        if node.pointer and {"[", "]"} & set(node.name):
            yield f"{where} has a bracket in its name", "describe the object around it as one of any members"
