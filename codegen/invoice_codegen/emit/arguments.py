"""Arguments of a client's methods: the parameters that a caller gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .. import ir
from ..runtime.operation import Parameter


@dataclass(frozen=True)
class Argument:
    """A parameter with its text."""

    parameter: Parameter
    text: ir.Text
    code_list: str = ""


def all_arguments(operation: ir.Operation) -> list[Argument]:
    """All parameters of an operation, in the order of the request."""
    rows = zip(operation.descriptor.parameters, operation.parameters, operation.code_lists, strict=True)
    return [Argument(*row) for row in rows]


def method_arguments(operation: ir.Operation) -> list[Argument]:
    """The arguments of a method, required ones first."""
    return _required_first(argument for argument in all_arguments(operation) if argument.parameter.is_given)


def client_arguments(api: ir.Api) -> list[tuple[str, str | None, ir.Text]]:
    """Name, environment variable and text of each value that a client is given once."""
    texts = {
        argument.parameter.name: argument.text
        for operation in reversed(api.operations)
        for argument in all_arguments(operation)
        if argument.parameter.filled_by == "client"
    }
    return [(value.name, value.env, texts.get(value.name, ir.Text())) for value in api.values]


def _required_first(arguments: Iterable[Argument]) -> list[Argument]:
    return sorted(arguments, key=lambda argument: not argument.parameter.required)
