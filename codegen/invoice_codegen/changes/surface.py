"""What programs and settings name: methods, arguments, models, codes, contracts, credentials, servers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, NamedTuple

from .. import ir
from ..runtime import operation
from .change import Change, Level

_TESTS = {"success", "failure", "needs"}
_FIRST_OF = {"code", "message", "request_id", "request_id_headers"}
"""The parts of an envelope that programs see: the outcome, and the first of these in an exception. The others tell when a
client tries again, and what a sandbox sends."""


class _Name(NamedTuple):
    """What stands behind a name."""

    means: str
    is_required: bool = False
    """Whether callers must give it."""
    level: Level = "breaking"
    """What it is when its meaning changes."""
    may_grow: bool = False
    """Whether more may follow: where the first of several is taken, others behind it change nothing that was."""


def surface_changes(old: ir.Api, new: ir.Api) -> list[Change]:
    """The names that are gone, new, or mean something else."""
    before, after = dict(_names(old)), dict(_names(new))
    changes = [_gone(new, name) for name in before if name not in after]
    changes += [_new(new, name, entry) for name, entry in after.items() if name not in before]
    return changes + [
        change for name, entry in before.items() if name in after for change in _changed(new, name, entry, after[name])
    ]


def _gone(api: ir.Api, name: str) -> Change:
    return Change("breaking", api.name, "", f"{name} is gone")


def _new(api: ir.Api, name: str, entry: _Name) -> Change:
    level: Level = "breaking" if entry.is_required else "added"
    return Change(level, api.name, "", f"{name} is new{' and required' if entry.is_required else ''}")


def _changed(api: ir.Api, name: str, before: _Name, after: _Name) -> Iterator[Change]:
    if before.means != after.means:
        grows = before.may_grow and (not before.means or after.means.startswith(f"{before.means}, "))
        message = f"{name}: {before.means or 'none'} became {after.means or 'none'}"
        yield Change("added" if grows else before.level, api.name, "", message)
    if before.is_required != after.is_required:
        level: Level = "breaking" if after.is_required else "added"
        yield Change(level, api.name, "", f"{name} is {'required' if after.is_required else 'optional'} now")


def _names(api: ir.Api) -> Iterator[tuple[str, _Name]]:
    if api.operations:
        yield "the name of the client", _Name(api.class_name)
    for contract in api.contracts:
        if contract.is_public:
            yield f"contract {contract.name}", _Name("")
    for each in api.operations:
        yield from _of_operation(each)
    for model in api.models:
        yield f"model {model.name}", _Name(model.event, level="words")
        for field in model.fields:
            yield f"{model.name}.{field.name}", _Name(f"{_type(field.types[0])} of {field.wire}")
    for codes in api.codes:
        yield f"codes {codes.name}", _Name(codes.base)
        for code in codes.codes:
            yield f"{codes.name}.{code.name}", _Name(repr(code.value))
    yield from _of_client(api)


def _of_operation(each: ir.Operation) -> Iterator[tuple[str, _Name]]:
    call = each.descriptor
    method = f"method {call.name}"
    replies = [
        *([call.reply] if call.reply else []),
        *(["a document"] if call.download else []),
        *(["None"] if call.no_content else []),
    ]
    form = ", with a form" if call.is_form else ""
    yield method, _Name(f"{call.method} {call.path} for {' or '.join(replies)}{form}")
    failures = [f"{status} {each.model or 'any'}" for each in call.failures for status in each.statuses]
    yield f"failures by status of {method}", _Name(", ".join(failures), may_grow=True)
    yield f"security of {method}", _Name(" or ".join(map(" and ".join, call.security)))
    yield from _of_exchange(call, method)
    if call.walk:
        yield f"method {call.walk}", _Name(_said(call.paging))
    for argument in call.parameters:
        if argument.is_given:
            yield f"argument {argument.name} of {method}", _Name(_takes(argument), argument.required, may_grow=True)
            yield f"the place of argument {argument.name} of {method}", _Name(_sent(argument))
        elif argument.const is not None:
            yield f"constant {argument.wire} of {method}", _Name(repr(argument.const), level="added")
    for field in fields(operation.Envelope):
        value = getattr(call.envelope, field.name, None)
        level: Level = "breaking" if field.name in _TESTS | _FIRST_OF else "words"
        entry = _Name(_said(value), level=level, may_grow=field.name in _FIRST_OF)
        yield f"x-sdk-envelope {field.name.replace('_', '-')} of {method}", entry


def _of_exchange(call: operation.Operation, method: str) -> Iterator[tuple[str, _Name]]:
    """What requests and replies are on the wire, and whether a request is sent again."""
    yield f"encoded members of {method}", _Name(_said(call.encoded))
    yield f"cipher of {method}", _Name(call.cipher or "")
    yield f"retries of {method}", _Name("after any failure" if call.safe else "", level="drift")
    yield f"statuses of {method}", _Name(_said(call.statuses), level="drift", may_grow=True)
    yield f"statuses without content of {method}", _Name(_said(call.no_content), level="drift", may_grow=True)
    yield f"documents of {method}", _Name(_said(call.download), level="drift", may_grow=True)


def _takes(argument: operation.Parameter) -> str:
    """The types that an argument takes; one with a view takes more than that of JSON."""
    more = {"date": "str, date", "epoch-seconds": "int, datetime", "ms-json-date": "str, datetime"}
    return more.get(argument.type, argument.type)


def _sent(argument: operation.Parameter) -> str:
    """How an argument is written: its place and name, and the style of what is no scalar."""
    style = "" if argument.type not in ("list", "dict", "Any") else f", {argument.style}"
    return f"{argument.pointer}{style}{', exploded' if style and argument.explode else ''}"


def _of_client(api: ir.Api) -> Iterator[tuple[str, _Name]]:
    for value in api.values:
        yield f"argument {value.name} of the client", _Name(value.env or "", value.required)
    for auth in api.auths:
        yield f"security scheme {auth.descriptor.name}", _Name(_said(auth.descriptor, without={"name", "refusals"}))
    for server in api.servers:
        yield f"server {server.descriptor.url}", _Name(", ".join(server.descriptor.regions))


def _type(each: ir.Type) -> str:
    if isinstance(each, ir.ListOf):
        return f"list of {_type(each.items[0])}"
    if isinstance(each, ir.MapOf):
        return f"map of {_type(each.values[0])}"
    if isinstance(each, ir.UnionOf):
        kinds = ", ".join(f"{name} ({code})" for code, name in each.models)
        return f"one of {kinds} by {each.tag}"
    return each.name


def _said(value: Any, without: frozenset[str] | set[str] = frozenset()) -> str:
    """A part of a descriptor in words: `pointer /code, form in, values 0`."""
    if isinstance(value, (tuple, list)):
        return ", ".join(_said(part) for part in value)
    if hasattr(value, "__dataclass_fields__"):
        parts = (
            (field.name, _said(getattr(value, field.name))) for field in fields(value) if field.name not in without
        )
        return " ".join(f"{name} {said}" for name, said in parts if said)
    return "" if value is None else str(value)
