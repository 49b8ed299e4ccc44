"""What a client needs besides its operations: constructor arguments, pages, ciphers, refusals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .. import ir
from ..parse.client_args import ClientArgument, client_arguments
from ..parse.definition import Call
from ..parse.extensions import Cipher, Refusal
from ..parse.schema import Schema
from ..runtime import operation as descriptors


def client_values(calls: Iterable[Call]) -> Iterator[descriptors.ClientValue]:
    """The constructor arguments of a client: each once, required if one call requires it."""
    arguments: dict[str, list[ClientArgument]] = {}
    for argument in (argument for call in calls for argument in client_arguments(call)):
        arguments.setdefault(argument.name, []).append(argument)
    for name, same in arguments.items():
        yield descriptors.ClientValue(name, any(argument.required for argument in same), same[0].env)


def pages(call: Call) -> ir.Pages | None:
    """The records and the page size of a list that comes in pages."""
    paging = call.operation.paging
    if paging is None:
        return None
    records = (call.success_member(paging.items) or Schema()).logical.items or Schema()
    size = next(parameter.value for parameter in call.parameters if parameter.name == paging.size)
    maximum = size.maximum if size else None
    return ir.Pages(records.logical.component, None if maximum is None else int(maximum))


def cipher(schema: Schema | None) -> Cipher | None:
    """The cipher of the encoded members of a request, for callers with a key."""
    nodes = schema.walk(content=False) if schema else ()
    return next((node.schema.cipher for node in nodes if node.schema.cipher), None)


def refusals(items: Sequence[Refusal]) -> tuple[descriptors.Refusal, ...]:
    """The documented error responses of a service."""
    return tuple(descriptors.Refusal(item.reason, item.status, item.code, item.message) for item in items)
