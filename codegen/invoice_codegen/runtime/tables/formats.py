"""The formats of table files, by suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ..errors import ConfigurationError
from ..i18n.message import Message
from .table import Row, Table

Writer = Callable[[Table, Iterable[Row], BinaryIO], None]


class Format(NamedTuple):
    """A format, and what writes it."""

    module: str
    function: str
    extra: str | None = None
    """The extra of the package that it needs."""
    is_for_people: bool = False
    """Whether headers are titles by default."""
    is_stream: bool = False
    """Whether it can be written to a pipe, too."""


FORMATS = {
    "xlsx": Format("spreadsheet", "write_xlsx", "xlsx", is_for_people=True),
    "csv": Format("text_files", "write_csv", is_for_people=True, is_stream=True),
    "parquet": Format("arrow_file", "write_parquet", "arrow"),
    "arrow": Format("arrow_file", "write_arrow", "arrow"),
    "ndjson": Format("text_files", "write_ndjson", is_stream=True),
}


TABLES = tuple(f".{name}" for name in FORMATS if name != "ndjson")
"""Suffixes of files that are tables and nothing else."""


def format_of(path: Path) -> str:
    """The format that a file has by its suffix. Raises ConfigurationError."""
    suffix = path.suffix.lower().removeprefix(".")
    if suffix in FORMATS:
        return suffix
    known = ", ".join(f".{name}" for name in FORMATS)
    raise ConfigurationError(
        Message("{name}: no format has this suffix; choose from {known}", name=path.name, known=known)
    )


def get_writer(name: str) -> Writer:
    """What writes a format. Raises ConfigurationError when the extra for it is missing."""
    form = FORMATS[name]
    try:
        module = import_module(f".{form.module}", __package__)
    except ImportError:
        raise ConfigurationError(
            Message(
                "a file of the format {format} needs the extra: pip install 'invoice-apis[{extra}]'",
                format=name,
                extra=form.extra,
            )
        ) from None
    writer: Writer = getattr(module, form.function)
    return writer
