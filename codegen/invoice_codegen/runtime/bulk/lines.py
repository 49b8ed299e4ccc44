"""Implementation of `Contract.check_lines`: validate one NDJSON source and return the report."""

from __future__ import annotations

import os
from contextlib import ExitStack

from ..i18n.message import Lang, Message, MessageOptions, parse_lang
from ..validation.contract import Contract
from ..validation.report import FailOn, parse_fail_on
from .extract import check_pointer
from .identity import id_of_open_file, id_of_path
from .job import Job, ReportOptions
from .remote import RemoteError
from .report import BulkReport
from .run import Run, discard, reject_writer
from .sources import Readable, Source
from .streams import source_of

__all__ = ["check_lines"]


def check_lines(
    contract: Contract,
    path_or_file: str | os.PathLike[str] | Readable,
    *,
    jobs: int = 1,
    fail_on: FailOn = "error",
    rejects: str | os.PathLike[str] | None = None,
    lang: Lang = "en",
    show_values: bool = False,
    at: str | None = None,
) -> BulkReport:
    """Validate NDJSON; see `Contract.check_lines`."""
    source = source_of(path_or_file)
    if source.path is not None:
        source.path.open("rb").close()  # a missing file is an exception, not a finding
    elif isinstance(source, Source) and source.url is not None:
        _try_to_open(source)
    own = id_of_open_file(path_or_file) if source.path is None else id_of_path(source.path)
    if rejects is not None and own is not None and own == id_of_path(rejects):
        raise ValueError("rejects and path are the same file; choose another file for the rejects")
    options = ReportOptions(MessageOptions(parse_lang(lang), show_values), listed=())
    place = at if at is None else check_pointer(at)
    job = Job(contract.id, source.name, parse_fail_on(fail_on), options, rejects is not None, place)
    with ExitStack() as stack:
        write = stack.enter_context(reject_writer(rejects)) if rejects is not None else discard
        run = stack.enter_context(Run(contract, job, jobs, write))
        for _ in run.lines(source):
            pass
        return run.report


def _try_to_open(source: Source) -> None:
    """Open a URL. Raises RemoteError with its name."""
    try:
        source.open().close()
    except RemoteError as error:
        raise RemoteError(Message("{name}: {reason}", name=source.name, reason=error.args[0])) from None
