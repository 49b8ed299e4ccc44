"""Options and arguments that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from ..contract import Contract, contract
from .click_classes import Choice
from .output import problem_text

Command = TypeVar("Command", bound=Callable[..., Any])
IS_LINES: Mapping[str, bool | None] = {"auto": None, "json": False, "ndjson": True}
"""Values of `--input-format`: whether every file is NDJSON; None goes by the suffix."""

contract_argument = click.argument("contract_id", metavar="ID")
files_argument = click.argument("files", metavar="FILE...", nargs=-1, required=True)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that share an NDJSON file."
)
FILE = click.Path(dir_okay=False, path_type=Path)


class Ratio(click.FloatRange):
    """A number in a range. NaN, which is neither below nor above any, is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Check the value. Raises BadParameter."""
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return number


def _input_format(context: click.Context, parameter: click.Parameter, name: str) -> bool | None:
    return True if context.params.pop("ndjson", False) else IS_LINES[name]


def input_format_option(command: Command) -> Command:
    """Add `--input-format`, and its older spelling `--ndjson`; the command gets `is_lines`."""
    command = click.option(
        "--input-format",
        "is_lines",
        type=Choice(list(IS_LINES)),
        default="auto",
        show_default=True,
        callback=_input_format,
        help="ndjson: one document per line; json: one per file; auto: by suffix.",
    )(command)
    return click.option("--ndjson", is_flag=True, is_eager=True, hidden=True)(command)


def format_option(*names: str, help: str | None = None) -> Callable[[Command], Command]:
    """The option `--format`; the command gets `form`."""
    return click.option("--format", "form", type=Choice(names), default=names[0], show_default=True, help=help)


def get_contract(id: str) -> Contract:
    """The contract of an id. Exits the command with code 2 and one line for an unknown id, with the closest ids."""
    try:
        return contract(id)
    except LookupError as error:
        raise UnknownContract(problem_text(error)) from None


class UnknownContract(click.ClickException):
    """No contract has this id."""

    exit_code = 2
