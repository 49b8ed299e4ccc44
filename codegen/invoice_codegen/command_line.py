"""What the commands share: options, numbers in words, and how problems end a command."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import NoReturn, ParamSpec, TypeVar

import click

from .package_name import DEFAULT, PackageName, problem_of
from .terminal import clear_progress

P = ParamSpec("P")
R = TypeVar("R")
FOLDER = click.Path(file_okay=False, path_type=Path)

schemas_option = click.option(
    "--schemas", type=FOLDER, default="schemas", show_default=True, help="Folder of contracts, one folder per API."
)
output_option = click.option(
    "--output",
    type=FOLDER,
    default="generated",
    show_default=True,
    help="Folder of the emitted package; other files in it are removed.",
)


def _package_name(context: click.Context, parameter: click.Parameter, value: str) -> PackageName:
    """The name that `--package` gives. Raises BadParameter for one that no package can have."""
    from .emit import requirements

    if value != DEFAULT.distribution and (problem := problem_of(value, requirements())):
        raise click.BadParameter(f"{value!r}: {problem}")
    return PackageName(value)


package_option = click.option(
    "--package", metavar="NAME", default=DEFAULT.distribution, show_default=True, callback=_package_name,
    help="Name of the package: acme-invoices is imported as acme_invoices and has the command acme-invoices.",
)  # fmt: skip

except_option = click.option(
    "--except", "left_out", metavar="API", multiple=True, help="Leave out an API, such as a draft; may be repeated."
)


def reports_problems(command: Callable[P, R]) -> Callable[P, R]:
    """Print the problems of contracts and errors of disk or memory, and exit with code 2."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        from .problem import ContractError

        try:
            return command(*args, **kwargs)
        except ContractError as error:
            clear_progress()
            click.echo(str(error), err=True)
            fail(f"{counted(len(error.problems), 'problem')}; nothing was written")
        except BrokenPipeError:
            raise
        except MemoryError:
            clear_progress()
            fail("not enough memory; nothing was written")
        except OSError as error:
            clear_progress()
            fail(": ".join(str(part) for part in (error.filename, error.strerror or error) if part))

    return run


def fail(message: str) -> NoReturn:
    """Print a message, and exit with code 2."""
    click.echo(f"invoice-codegen: {message}", err=True)
    sys.exit(2)


def counted(number: int, what: str) -> str:
    """`1 problem`, `2 problems`."""
    return f"{number} {what}{'' if number == 1 else 's'}"
