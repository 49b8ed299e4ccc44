"""Options and arguments that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click
from click.core import ParameterSource

from ..bulk.extract import check_pointer
from ..contract import Contract, contract
from ..i18n.message import Message
from ..i18n.printable import shown
from ..validation.report import Outcome
from .click_classes import Choice
from .complete import contract_ids, files
from .exit_codes import USAGE_ERROR
from .language import language
from .output import STANDARD_OUTPUT, print_problem, problem_text

if TYPE_CHECKING:
    from ..bulk.report import BulkReport

Command = TypeVar("Command", bound=Callable[..., Any])
IS_LINES: Mapping[str, bool | None] = {"auto": None, "json": False, "ndjson": True, "har": False}
"""Values of `--input-format`: whether every file is NDJSON; None goes by the suffix. HAR is recognised by its content."""

PAGES_BY_SUFFIX = {".html": "html", ".htm": "html", ".md": "markdown"}

contract_argument = click.argument("contract_id", metavar="ID", shell_complete=contract_ids)
files_argument = click.argument("files", metavar="FILE...", nargs=-1, required=True, shell_complete=files)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that share an NDJSON file."
)


class _Output(click.Path):
    """A file to write. `-` is standard output, as without the option."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Check the path; None for standard output."""
        return None if value == STANDARD_OUTPUT else super().convert(value, param, ctx)


class _Rejects(click.Path):
    """A file to write beside standard output."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Check the path. Raises BadParameter for standard output."""
        if value == STANDARD_OUTPUT:
            self.fail(Message("rejects need a file of their own").text(language()), param, ctx)
        return super().convert(value, param, ctx)


FILE = _Output(dir_okay=False, path_type=Path)
REJECTS = _Rejects(dir_okay=False, path_type=Path)


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
        help="ndjson: one document per line; json: one per file; har: recorded calls; auto: by suffix.",
    )(command)
    return click.option("--ndjson", is_flag=True, is_eager=True, hidden=True)(command)


def _at(context: click.Context, parameter: click.Parameter, pointer: str | None) -> str | None:
    try:
        return pointer if pointer is None else check_pointer(pointer)
    except ValueError as error:
        raise click.BadParameter(error.args[0].text(language())) from None


at_option = click.option(
    "--at", metavar="POINTER", callback=_at, help="Where each row holds the payload, as JSON or as JSON text."
)


def format_option(*names: str, help: str | None = None) -> Callable[[Command], Command]:
    """The option `--format`; the command gets `form`."""
    return click.option("--format", "form", type=Choice(names), default=names[0], show_default=True, help=help)


def check_page(output: Path | None, form: str) -> None:
    """Raise UsageError for a file that is named as a page, where no format was asked for."""
    page = PAGES_BY_SUFFIX.get(output.suffix.lower()) if output else None
    is_chosen = click.get_current_context().get_parameter_source("form") is not ParameterSource.DEFAULT
    if output and page and page != form and not is_chosen:
        problem = Message("{name}: a page needs --format {form}", name=shown(str(output)), form=page)
        raise click.UsageError(problem.text(language()))


expect_option = click.option(
    "--expect",
    type=Choice(get_args(Outcome)),
    help="Outcome that every response must have; others give exit code 1.",
)


def check_expectation(contract: Contract, outcome: Outcome | None) -> None:
    """Exit the command for an expectation on what has no outcome."""
    if outcome is not None and not contract.has_outcome:
        problem = Message("{id} is no response: it has no outcome to expect", id=contract.id)
        raise click.UsageError(problem.text(language()))


def print_if_empty(report: BulkReport, is_explained: bool) -> None:
    """Say that there was no document, unless something else was said to explain it."""
    if not report.documents and not is_explained:
        print_problem(Message("there was no document to validate"))


def print_unexpected(report: BulkReport, outcome: Outcome | None) -> bool:
    """Whether some documents do not have the expected outcome; then it is printed how many."""
    count = report.unexpected(outcome) if outcome is not None else 0
    if count and outcome is not None:
        print_problem(report.unexpected_outcomes(outcome))
    return count > 0


def get_contract(id: str) -> Contract:
    """The contract of an id. Exits the command with code 2 and one line for an unknown id, with the closest ids."""
    try:
        return contract(id)
    except LookupError as error:
        raise UnknownContract(problem_text(error)) from None


class UnknownContract(click.ClickException):
    """No contract has this id."""

    exit_code = USAGE_ERROR
