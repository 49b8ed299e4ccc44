"""Validate a payload by the rules of a contract."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import localcontext
from functools import cached_property
from typing import Any

from .. import jsontext, scanner
from ..i18n.message import MessageOptions
from . import identifiers
from .decoding import Decoded, Payload, Text, decode_payload, encode, read_text
from .engine import compile_schema
from .findings import Findings
from .outcome import OutcomeTests
from .periods import reversed_periods
from .report import Finding, Outcome
from .rules import Rules


class Validator:
    """The compiled rules of one contract. `data` is the contract as data (see `contract.py`)."""

    def __init__(self, data: Mapping[str, Any], direction: str) -> None:
        self.rules = Rules(data, direction)
        self.scanner = scanner.load(data)
        """Judges JSON text where it can, without parsing it."""
        self.scan = self.scanner.scan if self.scanner else _unsure
        self.judge = self.scanner.judge if self.scanner else _unsure
        self.outcome_tests = OutcomeTests(data["compatible"], data.get("codes", ()))

    def prepare(self) -> None:
        """Compile what is otherwise compiled on first use."""
        _ = self._findings

    @cached_property
    def _compatible(self) -> Any:
        return compile_schema(self.rules.data["compatible"])

    @cached_property
    def _findings(self) -> Findings:
        return Findings(self.rules, self._compatible, compile_schema(self.rules.data["documented"]))

    def sensitive_values(self, value: Any) -> tuple[str, ...]:
        """The sensitive texts in a logical payload."""
        found = self.rules.places(value, self.rules.sensitive)
        return tuple(member for _, member in found if isinstance(member, str))

    def decode(self, payload: Payload | Decoded, is_accepted: bool | None = None) -> Decoded:
        """Read a payload and decode its encoded members. `is_accepted` is what the scanner said, if it was asked."""
        if isinstance(payload, bytes) and (self._accepts_text(payload) if is_accepted is None else is_accepted):
            read = read_text(payload, accepted_by=self)
            return decode_payload(read, self.rules.encoded, accepted_by=self) if self.rules.encoded else read
        return decode_payload(payload, self.rules.encoded)

    def accepts(self, payload: Payload, is_unsure: bool = False) -> bool:
        """Whether a payload has no error. `is_unsure`: the scanner was asked already."""
        if isinstance(payload, str):
            try:
                payload = encode(payload)
            except jsontext.Unreadable:
                return False
        elif isinstance(payload, (bytearray, memoryview)):
            payload = bytes(payload)
        is_sure = isinstance(payload, bytes) and not is_unsure and self._accepts_text(payload)
        return is_sure or self._accepts_exactly(decode_payload(payload, self.rules.encoded))

    def _accepts_text(self, raw: bytes) -> bool:
        """Whether a JSON text surely has no error; False means: not known."""
        return self.judge(raw) != scanner.UNSURE

    def accepts_plain(self, value: Any) -> bool:
        """Whether a logical value of plain JSON types has no error."""
        return (
            bool(self._compatible.is_valid(value))
            and not self._has_lossy_identifier(value)
            and not any(reversed_periods(self.rules.periods, value))
        )

    def _has_lossy_identifier(self, value: Any) -> bool:
        """Whether the form of an identifier of digits is an error."""
        return any(
            identifiers.is_error(found, self.rules.is_request)
            for _, found in self.rules.places(value, self.rules.identifiers)
        )

    def accepts_decoded(self, decoded: Decoded) -> bool:
        """Whether a decoded payload has no error."""
        return decoded.accepted_by is self or self._accepts_exactly(decoded)

    def _accepts_exactly(self, decoded: Decoded) -> bool:
        if decoded.error is not None or decoded.undecodable or not self.accepts_plain(decoded.value):
            return False
        if self.rules.is_request and decoded.irregular:
            return False
        return not self.rules.is_request or not any(map(_has_duplicate_keys, decoded.texts))

    def outcome(self, value: Any) -> Outcome | None:
        """Success or failure of a logical response; None where neither can be determined."""
        if self.rules.is_failure:
            return "failure" if isinstance(value, dict) else None
        return self.outcome_tests.outcome(value) if self.rules.is_response else None

    def findings(self, decoded: Decoded, options: MessageOptions) -> list[Finding]:
        """All findings, sorted by pointer."""
        with localcontext(jsontext.EXACT):
            return self._findings.of(decoded, options)


def _has_duplicate_keys(text: Text) -> bool:
    return jsontext.has_duplicate_keys(text.raw) if text.repeated is None else bool(text.repeated)


def _unsure(raw: bytes) -> int:
    return scanner.UNSURE
