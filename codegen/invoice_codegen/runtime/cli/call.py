"""`invoice-apis call API OPERATION`: one call, or all pages of a list."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ..contract import contract, contracts
from ..errors import ConfigurationError, InvalidRequest, InvoiceApisError
from ..i18n.message import Message
from ..i18n.printable import shown
from ..operation import Api, Operation
from ..resources import PACKAGE
from .call_options import FORMATS, options, paging_pointers
from .click_classes import Group
from .exit_codes import USAGE_ERROR
from .language import language
from .output import STANDARD_OUTPUT, open_output, print_problem

if TYPE_CHECKING:
    from ..client.client import Client
    from ..receipt import Receipt
    from ..tables.levels import Level
    from .records import TableOptions


class _Apis(Group):
    """A command group for each API of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the APIs with operations."""
        return sorted({known.api for known in contracts() if known.direction == "request"})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The operations of one API."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"{PACKAGE}.{cmd_name}.operations")
        group = Group(cmd_name, help=f"Operations of {cmd_name}.", no_args_is_help=True)
        for operation in module.OPERATIONS:
            group.add_command(command(module.API, operation))
        return group


@click.group(cls=_Apis, no_args_is_help=True)
def call() -> None:
    """Call an operation and print the response.

    \b
    Credentials come from the environment; an error names missing variables.
      invoice-apis call                         list the APIs
      invoice-apis call API                     list the operations of an API
      invoice-apis call API OPERATION --help    see the arguments of a call
      invoice-apis call API OPERATION ... --all --format table
    """


def command(api: Api, operation: Operation) -> click.Command:
    """The command of an operation."""
    return click.Command(
        operation.id.partition("/")[2],
        params=list(options(api, operation)),
        callback=_runner(api, operation),
        help=f"Call {operation.id} and print the response.",
        short_help="Call this operation and print the response.",
    )


def _runner(api: Api, operation: Operation) -> Callable[..., None]:
    def run(form: str | None, output: str | None, show_values: bool, all_pages: bool = False, **values: Any) -> None:
        destination = _destination(operation, form, output, show_values)
        groups: dict[str, dict[str, Any]] = {"argument": {}, "value": {}, "option": {}}
        for name, value in values.items():
            group, _, own = name.partition("_")
            if value is not None:
                groups[group][own] = value
        arguments = groups["argument"]
        _check_paging(operation, arguments, all_pages)
        try:
            with _client_class(api)(**_auth(api), **groups["value"], **groups["option"]) as client:
                (_call_pages if all_pages else _call_once)(client, operation, arguments, destination)
        except InvoiceApisError as error:
            print_problem(error)
            sys.exit(USAGE_ERROR if isinstance(error, (ConfigurationError, InvalidRequest)) else 1)

    return run


class _Destination(NamedTuple):
    """Where and how records are printed."""

    form: str
    path: Path | None
    table: TableOptions


def _destination(operation: Operation, form: str | None, output: str | None, show_values: bool) -> _Destination:
    """Format and file. Earlier versions chose the format by `--output`: a file named `json` is written `./json`.

    Raises UsageError for a name that says that the file is a table.
    """
    from ..tables.formats import TABLES
    from .records import TableOptions

    if form is None and output in FORMATS:
        form, output = output, None
    output = None if output == STANDARD_OUTPUT else output
    if form is None and output is not None and not operation.download and output.lower().endswith(TABLES):
        problem = "{name}: a call writes JSON; write that, and 'invoice-apis export' makes a table of it"
        raise click.UsageError(Message(problem, name=shown(output)).text(language()))
    is_terminal = output is None and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if is_terminal else None
    levels = _levels(operation) if form == "table" else ()
    return _Destination(
        form or "json", None if output is None else Path(output), TableOptions(width, show_values, levels)
    )


def _levels(operation: Operation) -> Sequence[Level]:
    """The levels of an export of the response, whose first one is the list that pages are made of."""
    from ..tables.levels import find_levels
    from ..tables.options import Options
    from ..tables.structure import Structure

    try:
        response = contract(f"{operation.id}.response")
    except LookupError:  # a success has no content
        return ()
    return find_levels(response, Structure(response), Options())


def _check_paging(operation: Operation, arguments: Mapping[str, Any], all_pages: bool) -> None:
    """Check that one call names its page, and that `--all` does not. Raises UsageError."""
    flags = {option.name: option.opts[0] for option in click.get_current_context().command.params}
    for parameter in operation.parameters:
        flag, is_given = flags.get(f"argument_{parameter.name}"), parameter.name in arguments
        if all_pages and is_given and operation.paging and parameter.pointer == operation.paging.page_pointer:
            raise click.UsageError(Message("--all fetches all pages; leave out {flag}", flag=flag).text(language()))
        if not all_pages and not is_given and parameter.required and parameter.pointer in paging_pointers(operation):
            raise click.UsageError(Message("give {flag}, or --all for all pages", flag=flag).text(language()))


def _auth(api: Api) -> dict[str, Any]:
    """The credentials in the environment: a command takes them from nowhere else."""
    from ..client.auth.environment import credentials_from_environment

    return {"auth": credentials_from_environment(api, has_argument=False)} if api.security_schemes else {}


def _client_class(api: Api) -> type[Client]:
    client: type[Client] = getattr(import_module(f"{PACKAGE}.{api.name}.client"), api.client)
    return client


def _call_once(client: Client, operation: Operation, arguments: Mapping[str, Any], destination: _Destination) -> None:
    from ..models.base import get_member
    from ..testing.examples.schemas import records_pointer
    from .records import format_records

    reply = getattr(client, operation.name)(**arguments)
    with open_output(destination.path) as write:
        if reply is None:  # a success without content
            return
        if operation.download:
            write(reply.content)
            return
        if destination.form == "json":
            write(reply.to_json() + b"\n")
            return
        place = records_pointer(operation)
        records = [reply] if place is None else get_member(reply, place) or []
        for text in format_records(records, destination.form, destination.table):
            write(text)


def _call_pages(client: Client, operation: Operation, arguments: Mapping[str, Any], destination: _Destination) -> None:
    """Print the records that were fetched, even when they may not be all; the receipt goes to standard error."""
    from .records import format_records

    pages = getattr(client, str(operation.walk))(**arguments, strict=False)
    try:
        with open_output(destination.path) as write:
            for text in format_records(pages, destination.form, destination.table):
                write(text)
    except InvoiceApisError:
        _print_receipt(operation, pages.receipt)
        raise
    _print_receipt(operation, pages.receipt)
    if not pages.receipt.complete:
        sys.exit(1)


def _print_receipt(operation: Operation, receipt: Receipt) -> None:
    if receipt.pages:
        message = Message(
            "{operation}: {count} records, {status}: {reason}",
            operation=operation.id,
            count=receipt.fetched,
            status=Message("complete") if receipt.complete else Message("INCOMPLETE"),
            reason=receipt.reason,
        )
        click.echo(message.text(language()), err=True)
