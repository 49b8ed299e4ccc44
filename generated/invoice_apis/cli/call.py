"""`invoice-apis call API OPERATION`: a call from a shell, with an option for each documented argument."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import click

from ..contract import contract, contracts
from ..errors import ConfigurationError, InvalidRequest, InvoiceApisError
from ..operation import Api, Operation, Parameter
from ..resources import PACKAGE

if TYPE_CHECKING:
    from ..client.client import Client
    from ..receipt import Receipt

T = TypeVar("T")


class _Type(click.ParamType[T], Generic[T]):
    """A type whose text is read by one function, which raises ValueError with words for the user."""

    def __init__(self, name: str, read: Callable[[str], T]) -> None:
        self.name, self._read = name, read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> T:
        """Text to a value."""
        try:
            return self._read(value)
        except ValueError as error:
            self.fail(f"{value!r} {error}", param, ctx)


def _time(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("is not a time; write it as 2026-01-31T00:00:00Z") from None
    if time.tzinfo is None:
        raise ValueError("has no zone; write it as 2026-01-31T00:00:00Z or 2026-01-31T08:00:00+08:00")
    return time


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError("is not a number") from None
    if not number.is_finite():
        raise ValueError("is not a number")
    return number


def _json(kind: type[T], words: str) -> Callable[[str], T]:
    def read(text: str) -> T:
        from .. import jsontext

        try:
            value = jsontext.read(text.encode())
        except ValueError:
            value = None
        if not isinstance(value, kind):
            raise ValueError(f"is not {words}")
        return value

    return read


TYPES: dict[str, click.ParamType[Any]] = {
    "str": click.STRING,
    "int": click.INT,
    "bool": click.BOOL,
    "Decimal": _Type("number", _number),
    "datetime": _Type("time", _time),
    "list": _Type("json", _json(list, "a JSON array, such as [1, 2]")),
    "dict": _Type("json", _json(dict, 'a JSON object, such as {"a": 1}')),
}


class _Apis(click.Group):
    """A command for each API of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The APIs."""
        return sorted({known.api for known in contracts()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The operations of one API."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"{PACKAGE}.{cmd_name}.operations")
        group = click.Group(cmd_name, help=f"Operations of {cmd_name}.", no_args_is_help=True)
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
    common = _common(operation)
    taken = {"--help", *(flag for option in common for flag in option.opts)}
    values = [
        click.Option([_flag(value.name, taken), f"value_{value.name}"], envvar=value.env, show_envvar=True)
        for value in api.values
    ]
    arguments = [
        _option(operation, parameter, taken)
        for parameter in operation.parameters
        if parameter.const is None and parameter.filled_by is None
    ]
    return click.Command(
        operation.id.partition("/")[2],
        params=[*arguments, *values, *common],
        callback=_runner(api, operation),
        help=f"Call {operation.id} and print what it answers.",
    )


def _common(operation: Operation) -> list[click.Option]:
    walk = [click.Option(["--all", "walk"], is_flag=True, help="Walk all pages, and tell whether that was all.")]
    aes = [
        click.Option(
            ["--aes-key", "option_aes_key"],
            envvar="INVOICE_APIS_AES_KEY",
            show_envvar=True,
            help="For encrypted payloads.",
        )
    ]
    forms = "json: the whole answer, with --all an array of all records; ndjson: a line of JSON for each record."
    return [
        *(walk if operation.walk else []),
        click.Option(["--region", "option_region"], help="Chooses the documented host."),
        click.Option(
            ["--base-url", "option_base_url"], help="The address of the service, in place of the documented hosts."
        ),
        *(aes if operation.cipher else []),
        click.Option(["--timeout", "option_timeout"], type=float, help="Seconds for each part of one attempt."),
        click.Option(["--deadline", "option_deadline"], type=float, help="Seconds for a call with all its attempts."),
        click.Option(["--max-retries", "option_max_retries"], type=int, help="How often to send again."),
        click.Option(
            ["--output"], type=click.Choice(["json", "ndjson", "table"]), default="json", show_default=True, help=forms
        ),
    ]


def _option(operation: Operation, parameter: Parameter, taken: set[str]) -> click.Option:
    told = _told(operation, parameter)
    is_paged = parameter.required and parameter.wire in _paged(operation)
    return click.Option(
        [_flag(parameter.name, taken), f"argument_{parameter.name}"],
        type=TYPES[parameter.type],
        required=parameter.required and not is_paged,
        help=f"{told}  [required without --all]" if is_paged else told,
    )


def _told(operation: Operation, parameter: Parameter) -> str:
    """What the vendor documents of an argument; where it stands when nothing is documented."""
    from ..validation.documentation import codes_text, title_text

    try:
        member = contract(f"{operation.id}.request").guide.member(parameter.pointer)
    except LookupError:
        member = None
    parts = [title_text(member, "en"), codes_text(member, "en")] if member else []
    return "; ".join(filter(None, parts)) or f"{parameter.wire}, in the {parameter.place}."


def _paged(operation: Operation) -> set[str]:
    """Wire names of what a walk fills in."""
    return {operation.paging.page, operation.paging.size} if operation.paging and operation.walk else set()


def _flag(name: str, taken: set[str]) -> str:
    """The flag for a documented name; those that every call has go first."""
    flag = f"--{name.strip('_').replace('_', '-')}"
    flag = f"--arg-{flag[2:]}" if flag in taken else flag
    taken.add(flag)
    return flag


def _runner(api: Api, operation: Operation) -> Callable[..., None]:
    def run(output: str, walk: bool = False, **given: Any) -> None:
        groups: dict[str, dict[str, Any]] = {"argument": {}, "value": {}, "option": {}}
        for name, value in given.items():
            kind, _, own = name.partition("_")
            if value is not None:
                groups[kind][own] = value
        arguments = groups["argument"]
        _check_pages(operation, arguments, walk)
        try:
            with _client_class(api.name)(**groups["value"], **groups["option"]) as client:
                (_walk if walk else _answer)(client, operation, arguments, output)
        except InvoiceApisError as error:
            _fail(error)

    return run


def _check_pages(operation: Operation, arguments: Mapping[str, Any], walk: bool) -> None:
    """A walk counts the pages by itself; one call must be told which page it is to get."""
    flags = {option.name: option.opts[0] for option in click.get_current_context().command.params}
    for parameter in operation.parameters:
        flag, is_given = flags.get(f"argument_{parameter.name}"), parameter.name in arguments
        if walk and is_given and operation.paging and parameter.wire == operation.paging.page:
            raise click.UsageError(f"--all walks over all pages; leave out {flag}")
        if not walk and not is_given and parameter.required and parameter.wire in _paged(operation):
            raise click.UsageError(f"give {flag}, or --all for all pages")


def _client_class(api: str) -> type[Client]:
    from ..client.client import Client

    module = import_module(f"{PACKAGE}.{api}.client")
    return next(kind for kind in vars(module).values() if isinstance(kind, type) and Client in kind.__bases__)


def _answer(client: Client, operation: Operation, arguments: Mapping[str, Any], output: str) -> None:
    from ..models.base import get_member
    from ..testing.examples.shapes import records_of
    from .records import printed

    reply = getattr(client, operation.name)(**arguments)
    if output == "json":
        click.echo(reply.to_json())
        return
    place = records_of(operation)
    _echo(printed([reply] if place is None else get_member(reply, place) or [], output))


def _walk(client: Client, operation: Operation, arguments: Mapping[str, Any], output: str) -> None:
    """What was seen goes to standard output, also when that may not be all; how the walk ended to standard error."""
    from .records import printed

    pages = getattr(client, str(operation.walk))(**arguments, strict=False)
    try:
        _echo(printed(pages, output))
    except InvoiceApisError:
        _tell(operation, pages.receipt)
        raise
    _tell(operation, pages.receipt)
    if not pages.receipt.complete:
        sys.exit(1)


def _tell(operation: Operation, receipt: Receipt) -> None:
    if receipt.pages:
        verdict = "complete" if receipt.complete else "INCOMPLETE"
        click.echo(f"{operation.id}: {receipt.fetched} records, {verdict}: {receipt.reason}", err=True)


def _echo(lines: Iterable[bytes | str]) -> None:
    for line in lines:
        click.echo(line)


def _fail(error: InvoiceApisError) -> None:
    click.echo(f"invoice-apis: {error}", err=True)
    sys.exit(2 if isinstance(error, (ConfigurationError, InvalidRequest)) else 1)
