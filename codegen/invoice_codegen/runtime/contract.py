"""The public contract: validation, archives and examples in one class.

It extends the class of `validation.contract`. Code inside the package uses that one, so that imports go one way.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import localcontext
from functools import cache
from typing import TYPE_CHECKING, Any

from .validation import contract as core

if TYPE_CHECKING:
    import os
    from typing import Unpack

    import pyarrow

    from .bulk.report import BulkReport
    from .bulk.sources import Readable
    from .i18n.message import Lang
    from .tables.reader import Path, TableOptions
    from .testing.examples.damage import Damage
    from .testing.examples.drift import Drift
    from .validation.report import FailOn, Outcome


class Contract(core.Contract):
    """One request, response, webhook or record, as the vendor documents it."""

    def __reduce__(self) -> tuple[Callable[[str], Contract], tuple[str]]:
        return contract, (self.id,)

    def check_lines(
        self,
        path_or_file: str | os.PathLike[str] | Readable,
        *,
        jobs: int = 1,
        fail_on: FailOn = "error",
        rejects: str | os.PathLike[str] | None = None,
        lang: Lang = "en",
        show_values: bool = False,
        at: str | None = None,
    ) -> BulkReport:
        """Validate NDJSON of any size, one document per line, in constant memory. An invalid line is a finding.

        Args:
            path_or_file: Path, URL (extra `[remote]`) or binary file, plain or compressed with gzip or zstd.
            jobs: Processes that share the work.
            fail_on: Findings that reject a document: `error`, or `drift` for drift too.
            rejects: File for one JSON line per rejected document. Sensitive values are masked unless `show_values`.
            lang: Language of messages.
            show_values: Whether messages and rejects hold values in full, sensitive ones too.
            at: JSON Pointer of the payload in each line, where it is JSON or JSON text. Findings have pointers into the
                payload, and the line of the row.

        Raises:
            OSError: A file can't be opened.
            ConfigurationError: The library for a compression is missing.
            WorkerDied: A worker process ended without a result.
            ValueError: `fail_on` or the language is unknown, `rejects` is the file to read, or `at` is no JSON Pointer.
        """
        from .bulk.lines import check_lines

        return check_lines(
            self, path_or_file, jobs=jobs, fail_on=fail_on, rejects=rejects, lang=lang, show_values=show_values, at=at
        )

    def table(self, path: Path, **options: Unpack[TableOptions]) -> pyarrow.Table:
        """The records of files as an Arrow table. Arguments and exceptions are those of `record_batches`."""
        return self.record_batches(path, **options).read_all()

    def record_batches(self, path: Path, **options: Unpack[TableOptions]) -> pyarrow.RecordBatchReader:
        """The records of files as Arrow record batches, read as they are asked for. Needs the extra `[arrow]`.

        Args:
            path: A path, a folder or a pattern, as `invoice-apis export` takes them, or a binary file with NDJSON.
            **options: As of `invoice-apis export`: `lines`, `rows`, `headers` ("wire"), `lang`, `sensitive` ("mask"),
                `unknown`, `at` and `rejects`. Without `rejects` a rejected document is an error; with it, rejected
                documents are written to that file and skipped.

        Raises:
            LookupError: The contract has no such list.
            OSError: A file can't be opened, or from the reader, it can't be read to its end.
            ImportError: The extra is missing.
            ConfigurationError: The library for a compression is missing.
            ValueError: A document is rejected, from the reader; or an option is unknown.
        """
        from .tables.reader import record_batches

        return record_batches(self, path, **options)

    def example(
        self,
        seed: int = 0,
        *,
        outcome: Outcome | None = None,
        drift: Drift | None = None,
        damage: Damage | None = None,
        wire: bool = False,
    ) -> Any:
        """A synthetic payload for tests; the same seed gives the same payload in every process.

        Args:
            seed: Selects the payload.
            outcome: A success or a failure of the operation; by default a success, where the contract has one.
            drift: A deviation that responses may have; the payload is accepted, and the deviation reported.
            damage: A fault; the payload is rejected.
            wire: Return JSON text as bytes, encoded members in base64.

        Returns:
            The logical value, numbers as int and Decimal. JSON text as bytes with `wire`, for a damage of the text, and where
            the whole payload is a text.

        Raises:
            LookupError: This contract can't have that outcome, drift or damage; the message names those that it can.
        """
        from .jsontext import EXACT
        from .testing.examples.factory import make_payload

        with localcontext(EXACT):  # whatever context the caller has, the same seed gives the same digits
            return make_payload(self, seed, outcome, drift, damage, wire)


@cache
def contracts() -> tuple[Contract, ...]:
    """All contracts of this package, sorted by id."""
    return tuple(Contract.sharing(each) for each in core.contracts())


def contract(id: str) -> Contract:
    """The contract `<api>/<operation>.<request|response|failure|webhook>`, or `<api>/<Model>` of a record.

    Raises:
        LookupError: No contract has this id; the message names the nearest ones.
    """
    core.contract(id)
    return _by_id()[id]


@cache
def _by_id() -> dict[str, Contract]:
    return {each.id: each for each in contracts()}
