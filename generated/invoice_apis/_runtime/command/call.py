"""`invoice-apis call API OPERATION`: a call from a shell, with an option for each documented argument."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from ..contract import contracts
from ..errors import ConfigurationError, InvalidRequest, InvoiceApisError
from ..operation import Api, Operation, Parameter

if TYPE_CHECKING:
    from ..client import Client

PACKAGE = __name__.rpartition("._runtime")[0]


class _Time(click.ParamType[datetime]):
    """A time with a zone, such as 2026-01-31T00:00:00Z."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Text to an aware datetime."""
        try:
            time = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a time; write it as 2026-01-31T00:00:00Z", param, ctx)
        if time.tzinfo is None:
            self.fail(
                f"{value!r} has no zone; write it as 2026-01-31T00:00:00Z or 2026-01-31T08:00:00+08:00", param, ctx
            )
        return time


TYPES: dict[str, Any] = {"str": str, "int": int, "bool": bool, "datetime": _Time()}


class _Apis(click.Group):
    """A command for each API of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The APIs."""
        return sorted({contract.api for contract in contracts()})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The operations of one API."""
        if name not in self.list_commands(ctx):
            return None
        module = import_module(f"{PACKAGE}.{name}.operations")
        group = click.Group(name, help=f"Operations of {name}.", no_args_is_help=True)
        for operation in module.OPERATIONS:
            group.add_command(_command(module.API, operation))
        return group


@click.group(cls=_Apis, no_args_is_help=True)
def call() -> None:
    """Make one call, or walk all pages of a list; the answer goes to standard output.

    \b
    Credentials come from the environment; without them, the message names the variables.
      invoice-apis call                            the APIs
      invoice-apis call API                        its operations
      invoice-apis call API OPERATION --help       what a call takes
      invoice-apis call API OPERATION ... --all --output table
    """


def _command(api: Api, operation: Operation) -> click.Command:
    paging = operation.paging
    paged = {paging.page, paging.size} if paging else set()
    arguments = [p for p in operation.parameters if p.const is None and p.filled_by is None and p.type in TYPES]
    options = [_option(parameter, parameter.wire in paged) for parameter in arguments]
    values = [click.Option([_flag(value.name)], envvar=value.env, show_envvar=True) for value in api.values]
    walk = [click.Option(["--all", "walk"], is_flag=True, help="Walk all pages, and tell whether that was all.")]
    names = [parameter.name for parameter in arguments], [value.name for value in api.values]
    return click.Command(
        operation.id.partition("/")[2],
        params=[*options, *values, *(walk if paging else []), *_common(operation)],
        callback=_runner(api, operation, *names),
        help=f"Call {operation.id} and print what it answers.",
    )


def _common(operation: Operation) -> list[click.Parameter]:
    aes = [click.Option(["--aes-key"], envvar="INVOICE_APIS_AES_KEY", show_envvar=True, help="For encrypted payloads.")]
    return [
        click.Option(["--region"], help="Chooses the documented host."),
        click.Option(["--base-url"], help="The address of the service, in place of the documented hosts."),
        *(aes if operation.cipher else []),
        click.Option(["--timeout"], type=float, help="Seconds for each part of one attempt."),
        click.Option(["--max-retries"], type=int, help="How often to send again."),
        click.Option(["--output"], type=click.Choice(["json", "ndjson", "table"]), default="json", show_default=True),
    ]


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _option(parameter: Parameter, is_paged: bool) -> click.Option:
    told = f"{parameter.wire}, in the {parameter.place}."
    required = parameter.required and not is_paged
    return click.Option([_flag(parameter.name)], type=TYPES[parameter.type], required=required, help=told)


def _runner(api: Api, operation: Operation, arguments: list[str], values: list[str]) -> Callable[..., None]:
    def run(output: str, walk: bool = False, **given: Any) -> None:
        own = {name: given[name] for name in arguments if given[name] is not None}
        options = {name: value for name, value in given.items() if name not in arguments and value is not None}
        try:
            with _client_class(api.name)(**options) as client:
                _print(client, operation, own, output, walk)
        except (ConfigurationError, InvalidRequest) as error:
            _fail(error, 2)
        except InvoiceApisError as error:
            _fail(error, 1)

    return run


def _client_class(api: str) -> type[Client]:
    from ..client import Client

    module = import_module(f"{PACKAGE}.{api}.client")
    return next(kind for kind in vars(module).values() if isinstance(kind, type) and Client in kind.__bases__)


def _print(client: Client, operation: Operation, arguments: dict[str, Any], output: str, walk: bool) -> None:
    from .output import printed

    if walk and operation.walk:
        pages = getattr(client, operation.walk)(**arguments)
        _echo(printed(pages, output))
        click.echo(f"{operation.id}: {pages.receipt.reason}; {pages.receipt.fetched} records", err=True)
        return
    reply = getattr(client, operation.name)(**arguments)
    if output == "json":
        sys.stdout.flush()
        sys.stdout.buffer.write(reply.to_json() + b"\n")
        return
    from ..model import member

    place = (
        operation.paging.items
        if operation.paging
        else next(iter(operation.envelope.needs), "") if operation.envelope else ""
    )
    _echo(printed(member(reply, place) or [], output))


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _fail(error: InvoiceApisError, code: int) -> None:
    click.echo(f"invoice-apis: {error}", err=True)
    sys.exit(code)
