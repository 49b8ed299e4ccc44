"""Implementation of `Contract.record_batches`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any, TypedDict, Unpack

from ..bulk.accepted import AcceptedRun
from ..bulk.extract import check_pointer
from ..bulk.identity import id_of_path
from ..bulk.job import ChunkResult, Job, ReportOptions
from ..bulk.run import discard, reject_writer
from ..bulk.sources import Readable, Source, expand
from ..bulk.streams import StreamSource, source_of
from ..i18n.message import Lang, Message, MessageOptions
from ..i18n.suggest import unknown_name
from ..validation.contract import Contract
from .options import Headers, Options, Sensitive
from .table import Row, Table

try:
    import pyarrow as pa
except ImportError:
    raise ImportError("Arrow tables need the extra: pip install 'invoice-apis[arrow]'") from None

from .arrow_file import batches, table_schema

Path = str | os.PathLike[str] | Readable


class TableOptions(TypedDict, total=False):
    """Options of `Contract.table` and `Contract.record_batches`."""

    lines: bool
    rows: str | None
    headers: Headers
    lang: Lang
    sensitive: Sensitive
    unknown: bool
    at: str | None
    rejects: str | os.PathLike[str] | None


def record_batches(contract: Contract, path: Path, **options: Unpack[TableOptions]) -> pa.RecordBatchReader:
    """The records of files; see `Contract.record_batches`."""
    for name in options.keys() - TableOptions.__annotations__.keys():
        raise TypeError(unknown_name(Message("option"), name, TableOptions.__annotations__))
    at, rejects = options.get("at"), options.get("rejects")
    shown: dict[str, Any] = {name: value for name, value in options.items() if name not in ("at", "rejects")}
    table = Table(contract, Options(**shown))
    sources = _sources(path, rejects)
    messages = MessageOptions(table.options.lang, table.options.sensitive == "show")
    place = at if at is None else check_pointer(at)
    job = Job(contract.id, "", "error", ReportOptions(messages, listed=("error",)), rejects is not None, place)
    found = batches(table, _rows(table, job, sources, rejects))
    return pa.RecordBatchReader.from_batches(table_schema(table), found)


def _sources(path: Path, rejects: str | os.PathLike[str] | None) -> Sequence[Source | StreamSource]:
    if not isinstance(path, (str, os.PathLike)):
        return [source_of(path)]
    sources, problems = expand([os.fspath(path)], written={id_of_path(rejects)} if rejects is not None else ())
    if problems:
        raise FileNotFoundError(problems[0])
    return sources


def _rows(
    table: Table, job: Job, sources: Sequence[Source | StreamSource], rejects: str | os.PathLike[str] | None
) -> Iterator[Row]:
    with ExitStack() as stack:
        write = stack.enter_context(reject_writer(rejects)) if rejects is not None else discard
        run = AcceptedRun(table.contract, job, write, partial(_observe, has_rejects=rejects is not None))
        for source in sources:
            for value in run.values(source):
                yield from table.rows(value)


def _observe(result: ChunkResult, has_rejects: bool) -> None:
    """Raise OSError for a source that can't be read to its end, and ValueError for a document that is rejected nowhere else."""
    for unit in result.units:
        if unit.finding.keyword == "input":
            raise OSError(Message("{name}: {reason}", name=f"{unit.source}:{unit.line}", reason=unit.finding.message))
        if has_rejects:
            continue
        finding = Message("{message} (at {place})", message=unit.finding.message, place=unit.finding.pointer)
        template = "{source}, line {line} is rejected: {finding}; rejects=FILE keeps and skips rejected documents"
        raise ValueError(
            Message(
                template,
                source=unit.source,
                line=unit.line,
                finding=finding if unit.finding.pointer else unit.finding.message,
            )
        )
