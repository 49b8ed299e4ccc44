"""Options of `invoice-apis call`: one for each documented argument, and those of every call."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, TypeVar

import click

from ..client.base_url import variable
from ..contract import contract
from ..operation import Api, ClientValue, Operation, Parameter
from ..validation.formats import parse_date
from .click_classes import Choice
from .language import LANG

T = TypeVar("T")
FORMATS = ("json", "ndjson", "table")


class _Type(click.ParamType, Generic[T]):  # type: ignore[type-arg]  # generic since click 8.4 only
    """A type with a parser that raises ValueError with a message for the user."""

    def __init__(self, name: str, parse: Callable[[str], T]) -> None:
        self.name, self._parse = name, parse

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> T:
        """Parse text."""
        try:
            return self._parse(value)
        except ValueError as error:
            self.fail(f"{value!r} {error}", param, ctx)


def _time(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("is not a time; write it as 2026-01-31T00:00:00Z") from None
    if time.tzinfo is None:
        raise ValueError("has no time zone; write it as 2026-01-31T00:00:00Z or 2026-01-31T08:00:00+08:00")
    return time


def _day(text: str) -> date | str:
    """A day; an empty text means "no value"."""
    if (day := parse_date(text)) is None and text:
        raise ValueError("is not a day; write it as 2026-01-31")
    return text if day is None else day


def _time_or(kind: Callable[[str], T]) -> Callable[[str], datetime | T]:
    """A time, or else what the service gets itself."""

    def parse(text: str) -> datetime | T:
        try:
            return kind(text)
        except ValueError:
            return _time(text)

    return parse


def _ms_json_date(text: str) -> str:
    if text and not text.startswith("/Date("):
        raise ValueError
    return text


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError("is not a number") from None
    if not number.is_finite():
        raise ValueError("is not a number")
    return number


def _json(kind: type[T], expected: str) -> Callable[[str], T]:
    def parse(text: str) -> T:
        from .. import jsontext

        try:
            value = jsontext.read(text.encode())
        except ValueError:
            value = None
        if not isinstance(value, kind):
            raise ValueError(f"is not {expected}")
        return value

    return parse


def _any_json(text: str) -> Any:
    from .. import jsontext

    try:
        return jsontext.read(text.encode())
    except ValueError:
        raise ValueError('is not JSON, such as "text" in quotes or 1.50') from None


TYPES: dict[str, click.ParamType[Any]] = {
    "str": click.STRING,
    "int": click.INT,
    "bool": click.BOOL,
    "Decimal": _Type("number", _number),
    "datetime": _Type("time", _time),
    "date": _Type("date", _day),
    "epoch-seconds": _Type("time", _time_or(int)),
    "ms-json-date": _Type("time", _time_or(_ms_json_date)),
    "list": _Type("json", _json(list, "a JSON array, such as [1, 2]")),
    "dict": _Type("json", _json(dict, 'a JSON object, such as {"a": 1}')),
    "Any": _Type("json", _any_json),
}


def options(api: Api, operation: Operation) -> list[click.Option]:
    """All options of a call. Documented names that every call has as an option get the prefix `--arg-`."""
    common = _common(operation)
    value_flags, flags = _flags(api.values, operation, common)
    values = [
        click.Option([value_flags[value.name], f"value_{value.name}"], envvar=value.env, show_envvar=True)
        for value in api.values
    ]
    given = (parameter for parameter in operation.parameters if parameter.is_given)
    return [*(_argument(operation, parameter, flags[parameter.name]) for parameter in given), *values, *common]


def argument_flags(values: Iterable[ClientValue], operation: Operation) -> dict[str, str]:
    """The option of each argument of an operation, by the name of the argument."""
    return _flags(values, operation, _common(operation))[1]


def _flags(
    values: Iterable[ClientValue], operation: Operation, common: Iterable[click.Option]
) -> tuple[dict[str, str], dict[str, str]]:
    """The flags of the values of the client and of the arguments."""
    taken = {"--help", *(flag for option in common for flag in option.opts)}
    return (
        {value.name: _flag(value.name, taken) for value in values},
        {parameter.name: _flag(parameter.name, taken) for parameter in operation.parameters if parameter.is_given},
    )


def paging_pointers(operation: Operation) -> set[str]:
    """Places in the request that `--all` fills in."""
    paging = operation.paging if operation.walk else None
    return {paging.page_pointer, paging.size_pointer} - {""} if paging else set()


def _base_url_help(operation: Operation) -> str:
    name = variable(operation.id.partition("/")[0])
    return f"Address of the service, instead of the documented host.  [env var: {name}]"


def _common(operation: Operation) -> list[click.Option]:
    pages = click.Option(["--all", "all_pages"], is_flag=True, help="Fetch all pages, and report whether that was all.")
    key = click.Option(
        ["--aes-key", "option_aes_key"],
        envvar="INVOICE_APIS_AES_KEY",
        show_envvar=True,
        help="Key of encrypted payloads.",
    )
    formats = (
        "json: the response, or with --all an array of all records; ndjson: one record per line; table: as wide as the "
        "terminal, codes with labels, sensitive values masked.  [default: json]"
    )
    return [
        *([pages] if operation.walk else []),
        click.Option(["--region", "option_region"], help="Region of the documented host."),
        click.Option(["--base-url", "option_base_url"], help=_base_url_help(operation)),
        *([key] if operation.cipher else []),
        click.Option(["--timeout", "option_timeout"], type=float, help="Seconds for each phase of an attempt."),
        click.Option(["--deadline", "option_deadline"], type=float, help="Seconds for the call with its retries."),
        click.Option(["--max-retries", "option_max_retries"], type=int, help="Retries after a failed attempt."),
        click.Option(["--format", "form"], type=Choice(FORMATS), help=formats),
        click.Option(["--show-values"], is_flag=True, help="Show sensitive values in a table."),
        click.Option(["--output"], metavar="FILE", help="Write to FILE (atomically), or to standard output for -."),
        click.Option(["--lang"], **LANG),
    ]


def _argument(operation: Operation, parameter: Parameter, flag: str) -> click.Option:
    help = _documentation(operation, parameter)
    is_paged = parameter.required and parameter.pointer in paging_pointers(operation)
    return click.Option(
        [flag, f"argument_{parameter.name}"],
        type=TYPES[parameter.type],
        required=parameter.required and not is_paged and not parameter.is_null_sent,
        help=f"{help}  [required without --all]" if is_paged else help,
    )


def _documentation(operation: Operation, parameter: Parameter) -> str:
    """Title and codes of an argument; its wire name where nothing is documented."""
    from ..validation.documentation import codes_text, title_text

    try:
        member = contract(f"{operation.id}.request").documentation.member(parameter.pointer)
    except LookupError:
        member = None
    parts = [title_text(member, "en"), codes_text(member, "en")] if member else []
    return "; ".join(filter(None, parts)) or f"{parameter.wire}, in the {parameter.place}."


def _flag(name: str, taken: set[str]) -> str:
    flag = f"--{name.strip('_').replace('_', '-')}"
    flag = f"--arg-{flag[2:]}" if flag in taken else flag
    taken.add(flag)
    return flag
