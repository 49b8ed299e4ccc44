"""The verdict on each payload of a column, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import Any

import pyarrow as pa

from ..i18n.message import Lang, Message, speaks
from ..validation.contract import Contract, contract
from ..validation.output import units
from ..validation.report import Finding, Report
from .payloads import each, payloads

FINDINGS = pa.list_(
    pa.struct(
        [
            ("line", pa.int32()),
            ("column", pa.int32()),
            ("severity", pa.string()),
            ("keyword", pa.string()),
            ("instanceLocation", pa.string()),
            ("keywordLocation", pa.string()),
            ("error", pa.string()),
            ("ledger", pa.string()),
            ("meaning", pa.string()),
        ]
    )
)
"""The findings on one payload, as `Unit.as_json` names them; line and column are places in that payload."""

REASONS = pa.schema(
    [
        ("error_count", pa.int32()),
        ("findings", FINDINGS),
        ("contract", pa.string()),
        ("contract_version", pa.string()),
    ]
)
VERDICT = pa.schema([("valid", pa.bool_()), *REASONS])
NULL = Message("the value is null where a JSON text belongs")


def check_arrow(contract_id: str, batch: pa.RecordBatch, column: str = "value", *, lang: Lang = "en") -> pa.RecordBatch:
    """Judge a column of payloads: one row for each row of the batch, in its order.

    `column` holds JSON texts as string or binary, in wire or logical form; a null is a finding.

    | column | holds |
    |---|---|
    | valid | whether the contract accepts the payload: the verdict of `Contract.check(payload).ok` |
    | error_count | findings that are errors |
    | findings | for a refused payload all findings, errors and drift; null for an accepted one, whose drift is not looked for |
    | contract, contract_version | what judged: the id, and the version of the package with a hash of the contract's rules |

    Messages are in the language `lang` and never hold the value of a sensitive member. Raises LookupError for an
    unknown contract or column, TypeError for a column that holds no text.
    """
    judging, values = contract(contract_id), payloads(batch, column)
    valid = accepted(judging, values)
    found = [None if ok else findings(judging, raw, lang) for ok, raw in zip(valid, each(values), strict=True)]
    return pa.record_batch([pa.array(valid, pa.bool_()), *_reasons(judging, found)], schema=VERDICT)


def accepted(judging: Contract, values: pa.Array) -> list[bool]:
    """Which payloads a contract accepts; a null is none."""
    accepts = judging.accepts
    return [raw is not None and accepts(raw) for raw in each(values)]


def reasons(judging: Contract, values: pa.Array, lang: Lang = "en") -> pa.RecordBatch:
    """The columns that say why payloads are refused."""
    found = [findings(judging, raw, lang) for raw in each(values)]
    return pa.record_batch(_reasons(judging, found), schema=REASONS)


def findings(judging: Contract, raw: bytes | None, lang: Lang) -> list[dict[str, Any]]:
    """All findings on one payload, as records."""
    if raw is None:
        report = Report(judging.id, None, (Finding("error", "", "", "json", NULL.text(speaks(lang))),))
    else:
        report = judging.check(raw, lang=lang)
    return [unit.as_json() for unit in units("", raw or b"", report, lang=lang)]


def _reasons(judging: Contract, found: Sequence[list[dict[str, Any]] | None]) -> list[pa.Array]:
    errors = [sum(each["severity"] == "error" for each in records or ()) for records in found]
    judge = [pa.repeat(text, len(found)) for text in (judging.id, version(judging.id))]
    return [pa.array(errors, pa.int32()), pa.array(found, FINDINGS), *judge]


@cache
def version(contract_id: str) -> str:
    """What judges: the version of the package and the first digits of a hash of the contract's rules."""
    from ..version import __version__

    return f"{__version__}+{sha256(contract(contract_id)._rules.load()).hexdigest()[:12]}"
