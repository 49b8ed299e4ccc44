"""Bulk validation: NDJSON of any size, in constant memory, by one process or several."""

from __future__ import annotations

import os
from contextlib import ExitStack

from ..i18n.message import Lang, MessageOptions, parse_lang
from ..validation.contract import Contract
from ..validation.report import FailOn
from .documents import ReportOptions
from .report import BulkReport
from .run import Run, reject_writer
from .streams import Readable, source_of
from .worker import Job

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
) -> BulkReport:
    """What `Contract.check_lines` does."""
    source = source_of(path_or_file)
    if source.path is not None:
        source.path.open("rb").close()  # a file that is not there is the caller's mistake, and no finding
        if rejects is not None and os.path.realpath(rejects) == os.path.realpath(source.path):
            raise ValueError("the dead letters would replace the lines: rejects and path are the same file")
    asked = Job(
        contract.id, source.name, fail_on, ReportOptions(MessageOptions(parse_lang(lang), show_values), told=())
    )
    with ExitStack() as stack:
        run = Run(contract, asked, jobs)
        if rejects is not None:
            post = stack.enter_context(reject_writer(rejects))
            run = Run(contract, asked._replace(wants_rejects=True), jobs, post)
        stack.enter_context(run)
        for _ in run.lines(source):
            pass
        return run.report
