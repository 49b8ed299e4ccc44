"""The call that the README shows first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .. import ir
from .arguments import method_arguments
from .markup import Markup
from .render import identifier


@dataclass(frozen=True)
class ExampleCall:
    """A call of an API, with `...` in place of arguments."""

    api: ir.Api
    call: Markup


def example_call(apis: Iterable[ir.Api]) -> ExampleCall:
    """The call with the fewest required arguments."""
    calls = [(api, operation, _required(operation)) for api in apis for operation in api.operations]
    api, operation, required = min(calls, key=lambda call: len(call[2]))
    arguments = ", ".join(f"{identifier(name)}=..." for name in required)
    return ExampleCall(api, Markup(f"{identifier(operation.descriptor.name)}({arguments})"))


def _required(operation: ir.Operation) -> list[str]:
    parameters = (argument.parameter for argument in method_arguments(operation))
    return [parameter.name for parameter in parameters if parameter.required]
