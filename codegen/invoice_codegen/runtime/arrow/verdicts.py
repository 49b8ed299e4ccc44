"""Validate each payload of a column, with the results (verdicts) as columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import pyarrow as pa

from ..i18n.message import Lang, Message, MessageOptions, parse_lang
from ..jsontext import Unreadable
from ..validation.contract import Contract
from ..validation.contract import contract as find_contract
from ..validation.decoding import Decoded, unreadable
from ..validation.output import output_units
from .payloads import iter_values, payload_column

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
"""The findings on one payload, with the names of `OutputUnit.as_json`; line and column are those in the payload."""

REJECTION = pa.schema(
    [
        ("error_count", pa.int32()),
        ("findings", FINDINGS),
        ("contract", pa.string()),
        ("contract_version", pa.string()),
    ]
)
VERDICT = pa.schema([("valid", pa.bool_()), *REJECTION])
_OFFSET_BYTES = {pa.binary(): 4, pa.large_binary(): 8}
NULL = Message("the value is null, not JSON text")

Records = list[dict[str, Any]]
"""Findings as values of the column `findings`."""


def check_arrow(contract_id: str, batch: pa.RecordBatch, column: str = "value", *, lang: Lang = "en") -> pa.RecordBatch:
    """Validate a column of payloads. The result has one row for each row of the batch, in its order.

    | column | holds |
    |---|---|
    | valid | whether the contract accepts the payload: `Contract.check(payload).ok` |
    | error_count | findings that are errors |
    | findings | all findings on a rejected payload, errors and drift; null for an accepted one, whose drift is not computed |
    | contract, contract_version | the id; the version of the package with a hash of the contract's rules |

    Args:
        contract_id: Id of the contract.
        batch: A batch with a column of JSON texts.
        column: Name of that column, string or binary; texts are in wire or logical form, and a null is an error.
        lang: Language of the messages, in which sensitive values are masked.

    Raises:
        LookupError: The contract or the column is unknown.
        TypeError: The column holds no text.
    """
    contract, values = find_contract(contract_id), payload_column(batch, column)
    sure = surely_accepted(contract, values)
    found = [None if it else _rejection(contract, raw.as_py(), lang) for it, raw in zip(sure, values, strict=True)]
    valid = pa.array([records is None for records in found], pa.bool_())
    return pa.record_batch([valid, *_rejection_columns(contract, found)], schema=VERDICT)


def _rejection(contract: Contract, raw: bytes | None, lang: Lang) -> Records | None:
    """The findings on a payload with an error; None for one without."""
    decoded = decode(contract, raw)
    return None if contract.accepts_decoded(decoded) else findings(contract, decoded, lang)


def accepts_each(contract: Contract, values: pa.Array) -> list[bool]:
    """Whether the contract accepts each payload; it rejects a null."""
    sure = surely_accepted(contract, values)
    return [bool(it) or _accepts(contract, raw.as_py()) for it, raw in zip(sure, values, strict=True)]


def _accepts(contract: Contract, raw: bytes | None) -> bool:
    return raw is not None and contract.accepts(raw)


def surely_accepted(contract: Contract, values: pa.Array) -> bytes | bytearray:
    """A byte for each payload: not 0 where the scanner, which reads the column itself, finds no error."""
    sure, width = bytearray(len(values)), _OFFSET_BYTES.get(values.type)
    if contract.scanner is None or width is None or not len(values):
        return sure
    _, offsets, data = values.buffers()
    contract.scanner.column(data or b"", offsets, width, values.offset, len(values), sure)
    if values.null_count:
        for index, is_valid in enumerate(values.is_valid().to_pylist()):
            sure[index] *= is_valid
    return sure


def rejections(contract: Contract, values: pa.Array, lang: Lang = "en") -> pa.RecordBatch:
    """The columns of `REJECTION` for rejected payloads."""
    found = [findings(contract, decode(contract, raw), lang) for raw in iter_values(values)]
    return pa.record_batch(_rejection_columns(contract, found), schema=REJECTION)


def decode(contract: Contract, raw: bytes | None) -> Decoded:
    """A payload of a column, decoded; a null can't be read."""
    return unreadable(None, Unreadable(NULL)) if raw is None else contract.decode(raw)


def findings(contract: Contract, decoded: Decoded, lang: Lang) -> Records:
    """All findings on one payload."""
    report = contract.check_decoded(decoded, MessageOptions(parse_lang(lang)))
    return [unit.as_json() for unit in output_units("", decoded, report, lang=lang)]


def _rejection_columns(contract: Contract, found: Sequence[Records | None]) -> list[pa.Array]:
    errors = [sum(record["severity"] == "error" for record in records or ()) for records in found]
    version = [pa.repeat(text, len(found)) for text in (contract.id, contract_version(contract.id))]
    return [pa.array(errors, pa.int32()), pa.array(found, FINDINGS), *version]


@cache
def contract_version(contract_id: str) -> str:
    """The version of the package and the first digits of a hash of the contract's rules."""
    from ..version import __version__

    return f"{__version__}+{find_contract(contract_id).digest[:12]}"
