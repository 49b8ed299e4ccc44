"""The public contract: validation, archives and examples in one class.

It adds to `validation.contract` what stands on it; nothing below this module knows it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from .validation import contract as core

if TYPE_CHECKING:
    import os

    from .bulk.report import BulkReport
    from .bulk.streams import Readable
    from .i18n.message import Lang
    from .testing.examples.damage import Damage
    from .testing.examples.drift import Drift
    from .validation.report import FailOn, Outcome


class Contract(core.Contract):
    """One request or response of one operation, as the vendor documents it."""

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
    ) -> BulkReport:
        """Validate NDJSON of any size, one document per line, in constant memory. An invalid line is a finding.

        Args:
            path_or_file: Path or binary file, plain or compressed with gzip or zstd.
            jobs: Processes that share the work.
            fail_on: Findings that reject a document: `error`, or `drift` for drift too.
            rejects: File for one JSON line per rejected document. Sensitive values are masked unless `show_values`.
            lang: Language of messages.
            show_values: Whether messages and rejects hold values in full, sensitive ones too.

        Raises:
            OSError: A file can't be opened.
            ConfigurationError: The library for a compression is missing.
            WorkerDied: A worker process ended without a result.
        """
        from .bulk.lines import check_lines

        return check_lines(
            self, path_or_file, jobs=jobs, fail_on=fail_on, rejects=rejects, lang=lang, show_values=show_values
        )

    def example(
        self,
        seed: int = 0,
        *,
        outcome: Outcome = "success",
        drift: Drift | None = None,
        damage: Damage | None = None,
        wire: bool = False,
    ) -> Any:
        """A made-up payload for tests: the same seed gives the same one in every process.

        Without more the contract finds nothing in it. With `drift`, which responses have, it is reported and accepted;
        with `damage` it is refused. It is a logical value, numbers as int and Decimal; with `wire`, and where a damage
        is one of the text, JSON text as bytes. Raises LookupError, with the names that there are, for what this
        contract can't have.
        """
        from .testing.examples.factory import make_payload

        return make_payload(self, seed, outcome, drift, damage, wire)


@cache
def contracts() -> tuple[Contract, ...]:
    """All contracts of this package, sorted by id."""
    return tuple(_public(known) for known in core.contracts())


def contract(id: str) -> Contract:
    """The contract `<api>/<operation>.<request|response>`. Raises LookupError when no contract has that id."""
    core.contract(id)
    return _by_id()[id]


@cache
def _by_id() -> dict[str, Contract]:
    return {known.id: known for known in contracts()}


def _public(known: core.Contract) -> Contract:
    rules = known._rules
    own = Contract(known.id, rules.load, rules.load_guide)
    own._rules = rules  # compiled once for both
    return own
