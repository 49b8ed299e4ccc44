"""What a client needs besides its operations: constructor arguments, pages, ciphers, refusals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .. import ir
from ..parse.client_args import ClientArgument, client_arguments
from ..parse.definition import Call
from ..parse.extensions import Cipher, Paging, Refusal
from ..parse.schema import Schema
from ..runtime import operation as descriptors


def client_values(calls: Iterable[Call]) -> Iterator[descriptors.ClientValue]:
    """The constructor arguments of a client: each once, required if one call requires it."""
    arguments: dict[str, list[ClientArgument]] = {}
    for argument in (argument for call in calls for argument in client_arguments(call)):
        arguments.setdefault(argument.name, []).append(argument)
    for name, same in arguments.items():
        yield descriptors.ClientValue(name, any(argument.required for argument in same), same[0].env)


def paging_of(paging: Paging) -> descriptors.Paging:
    """How a list comes in pages. Pages count from 1 and records from 0, unless the contract says otherwise."""
    first = paging.first if paging.first is not None else (0 if paging.style == "offset" else 1)
    named = paging.model_dump(exclude={"walk", "page", "size", "first"}, exclude_none=True)
    return descriptors.Paging(**named, page=paging.page or "", size=paging.size or "", first=first)


def pages(call: Call) -> ir.Pages | None:
    """The records and the page size of a list that comes in pages."""
    paging = call.operation.paging
    if paging is None:
        return None
    records = (call.success_member(paging.items) or Schema()).logical.items or Schema()
    size = call.request_member(paging_of(paging).size_pointer) if paging.size else None
    maximum = size.maximum if size else None
    return ir.Pages(records.logical.component, None if maximum is None else int(maximum))


def cipher(schema: Schema | None) -> Cipher | None:
    """The cipher of the encoded members of a request, for callers with a key."""
    nodes = schema.walk(content=False) if schema else ()
    return next((node.schema.cipher for node in nodes if node.schema.cipher), None)


def refusals(items: Sequence[Refusal]) -> tuple[descriptors.Refusal, ...]:
    """The documented error responses of a service."""
    return tuple(descriptors.Refusal(item.reason, item.status, item.code, item.message) for item in items)
