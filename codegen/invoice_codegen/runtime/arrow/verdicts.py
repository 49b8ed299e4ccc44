"""The verdict on each payload of a column, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import Any

import pyarrow as pa

from ..i18n.message import Lang, Message, MessageOptions, speaks
from ..jsontext import Unreadable
from ..validation.contract import Contract, contract
from ..validation.decoding import Decoded, unreadable
from ..validation.output import units
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
    found = [_refusal(judging, raw, lang) for raw in each(values)]
    valid = pa.array([records is None for records in found], pa.bool_())
    return pa.record_batch([valid, *_reasons(judging, found)], schema=VERDICT)


def _refusal(contract: Contract, raw: bytes | None, lang: Lang) -> list[dict[str, Any]] | None:
    """The findings on a payload that has an error; None for one without."""
    if raw is not None and contract.fast_accepts(raw):
        return None
    decoded = decode(contract, raw)
    return None if contract.accepts_decoded(decoded) else findings(contract, decoded, lang)


def accepted(judging: Contract, values: pa.Array) -> list[bool]:
    """Which payloads a contract accepts; a null is none."""
    accepts = judging.accepts
    return [raw is not None and accepts(raw) for raw in each(values)]


def reasons(judging: Contract, values: pa.Array, lang: Lang = "en") -> pa.RecordBatch:
    """The columns that say why payloads are refused."""
    found = [findings(judging, decode(judging, raw), lang) for raw in each(values)]
    return pa.record_batch(_reasons(judging, found), schema=REASONS)


def decode(contract: Contract, raw: bytes | None) -> Decoded:
    """A payload of a column; a null can't be read."""
    return unreadable(None, Unreadable(NULL)) if raw is None else contract.decode(raw)


def findings(contract: Contract, decoded: Decoded, lang: Lang) -> list[dict[str, Any]]:
    """All findings on one payload, as records."""
    report = contract.check_decoded(decoded, MessageOptions(speaks(lang)))
    return [unit.as_json() for unit in units("", decoded, report, lang=lang)]


def _reasons(judging: Contract, found: Sequence[list[dict[str, Any]] | None]) -> list[pa.Array]:
    errors = [sum(each["severity"] == "error" for each in records or ()) for records in found]
    judge = [pa.repeat(text, len(found)) for text in (judging.id, version(judging.id))]
    return [pa.array(errors, pa.int32()), pa.array(found, FINDINGS), *judge]


@cache
def version(contract_id: str) -> str:
    """What judges: the version of the package and the first digits of a hash of the contract's rules."""
    from ..version import __version__

    return f"{__version__}+{sha256(contract(contract_id)._rules.load()).hexdigest()[:12]}"
