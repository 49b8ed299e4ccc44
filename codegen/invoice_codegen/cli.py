"""The command `invoice-codegen`."""

from __future__ import annotations

import dataclasses
import io
import json
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar

import click

from . import __version__

if TYPE_CHECKING:
    from .ir import Api

P = ParamSpec("P")
R = TypeVar("R")
FOLDER = click.Path(file_okay=False, path_type=Path)

schemas_option = click.option(
    "--schemas", type=FOLDER, default="schemas", show_default=True, help="Folder of contracts, one folder per API."
)
output_option = click.option(
    "--output", type=FOLDER, default="generated", show_default=True, help="Folder of the emitted package; wholly owned."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="invoice-codegen")
def main() -> None:
    """Turn hand-written contracts of invoice APIs into one installable Python package.

    \b
    A contract is a folder, schemas/<api>/: openapi.yaml, documented.yaml, ledger.yaml, samples/.
    codegen/docs/contracts.md tells every word of it.

    \b
    A usual round:
      invoice-codegen new my_api       start a contract
      invoice-codegen check            name the problems of all contracts
      invoice-codegen generate         write the package
      invoice-codegen summary          hold the written package against the samples
      invoice-codegen release 1.4.0    give what is emitted now this version

    \b
    Exit codes: 0 fine, 1 stale output or a sample that fails, 2 a problem in a contract or on the command line.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # where a pipe takes only Latin letters, Chinese goes as escapes
            stream.reconfigure(errors="backslashreplace")
    before = signal.signal(signal.SIGTERM, _terminate)
    click.get_current_context().call_on_close(lambda: signal.signal(signal.SIGTERM, before))


def _terminate(*signalled: object) -> NoReturn:
    """End as Ctrl-C does, so that what was begun on the disk is cleared away."""
    sys.exit(128 + signal.SIGTERM)


def tells_problems(command: Callable[P, R]) -> Callable[P, R]:
    """Problems of contracts and of the disk end the command with one message and exit code 2."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        from .problem import ContractError

        try:
            return command(*args, **kwargs)
        except ContractError as error:
            _done()
            click.echo(str(error), err=True)
            _fail(f"{_counted(len(error.problems), 'problem')}; nothing was written")
        except BrokenPipeError:
            raise
        except OSError as error:
            _done()
            _fail(": ".join(str(part) for part in (error.filename, error.strerror or error) if part))

    return run


def _fail(message: str) -> NoReturn:
    click.echo(f"invoice-codegen: {message}", err=True)
    sys.exit(2)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _progress(step: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{step} …", err=True, nl=False)


def _done() -> None:
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)


@main.command()
@schemas_option
@tells_problems
def check(schemas: Path) -> None:
    """Name the problems of all contracts; write nothing.

    Checks the YAML, the references, OpenAPI, the x-sdk- words, names, patterns, the vendor page row by row, and the verdict on
    every sample and case.
    """
    from .pipeline import understand

    apis = understand(schemas, _progress)
    _done()
    click.echo(f"{_counted(len(apis), 'contract')}, no problems: {', '.join(api.name for api in apis)}")


@main.command()
@schemas_option
@output_option
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; print the diff and exit 1 when files are stale."
)
@click.option(
    "--summary", "with_summary", is_flag=True, help="Then hold the package against the samples: see 'summary'."
)
@tells_problems
def generate(schemas: Path, output: Path, only_check: bool, with_summary: bool) -> None:
    """Write the package: all of it, or with any problem nothing."""
    from . import output as trees
    from . import pipeline

    if only_check and with_summary:
        raise click.UsageError("--check writes nothing and --summary reads what was written: give one of them")
    package = pipeline.generate(schemas, _progress)
    _done()
    if only_check:
        _compare(trees.compare(package.files, output), output)
        return
    changed = trees.write(package.files, output)
    click.echo(f"{output}: {len(package.files)} files, {changed or 'none'} changed")
    if with_summary:
        _summarize(package.apis, schemas, output)


def _compare(diff: Iterable[str], output: Path) -> None:
    lines = list(diff)
    if lines:
        click.echo("\n".join(lines))
        click.echo(f"invoice-codegen: {output} is stale; run 'invoice-codegen generate'", err=True)
        sys.exit(1)


def _summarize(apis: Sequence[Api], schemas: Path, output: Path) -> None:
    from .summary import summarize

    _progress("reading the samples")
    table, fine = summarize(apis, schemas, output)
    _done()
    click.echo(table)
    sys.exit(0 if fine else 1)


@main.command()
@click.argument("api")
@schemas_option
@tells_problems
def show(api: str, schemas: Path) -> None:
    """Print what is understood of API (the intermediate representation) as JSON."""
    from .pipeline import folders, understand_one

    names = [folder.name for folder in folders(schemas)]
    if api not in names:
        _fail(f"no contract {api!r} in {schemas}; there are: {', '.join(names) or 'none'}")
    value = dataclasses.asdict(understand_one(schemas / api))
    is_unicode = "utf" in (sys.stdout.encoding or "").lower()
    click.echo(json.dumps(value, ensure_ascii=not is_unicode, indent=2, default=str))


@main.command()
@click.argument("api")
@schemas_option
@tells_problems
def new(api: str, schemas: Path) -> None:
    """Start a contract: a commented folder for API that passes `check`."""
    from .scaffold import start

    folder = start(api, schemas)
    click.echo(
        f"{folder}: edit openapi.yaml, documented.yaml, ledger.yaml and samples/, then run 'invoice-codegen check'"
    )


@main.command()
@schemas_option
@output_option
@tells_problems
def summary(schemas: Path, output: Path) -> None:
    """Hold the written package against the documented samples and print one table."""
    from .pipeline import understand

    _summarize(understand(schemas, _progress), schemas, output)


@main.command()
@click.argument("version")
@schemas_option
@output_option
@tells_problems
def release(version: str, schemas: Path, output: Path) -> None:
    """Release what is emitted now as VERSION, and write the package.

    VERSION is higher than the last one. Whatever is emitted later has a version of its own again.
    """
    from . import output as out
    from . import pipeline
    from .emit import versioned
    from .release import Release, is_version, read_release, write_release

    if not is_version(version):
        _fail(f"{version!r} is not a version; give three numbers such as 1.4.0")
    package = pipeline.generate(schemas, _progress)
    _done()
    new, last = Release(version, package.digest), read_release(schemas)
    if not new.may_follow(last):
        _fail(f"{last.version} is the last release; give a higher version")
    write_release(new, schemas)
    out.write(package.files | versioned(version), output)
    click.echo(f"{output}: {version} is released; add it to CHANGELOG.md")
