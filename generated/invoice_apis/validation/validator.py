"""Validate a payload by two schemas, and give each finding a severity.

| payload | breaks | severity |
|---|---|---|
| response | `compatible` | error |
| response | only `documented` | drift; known where the ledger has an entry with this place, keyword and exact value |
| request | either | error |
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

import jsonschema_rs
import orjson

from .. import jsontext
from ..i18n.message import Message, MessageOptions
from ..jsontext import pointer
from . import formats, messages
from .bounded import first_errors, max_items
from .decoding import Decoded, Payload, decode_payload, encode
from .periods import Period, reversed_periods
from .report import Finding, Outcome, Severity

FORMATS = {name: formats.format_checker(name) for name in formats.PARSERS}


class Validator:
    """The compiled rules of one contract. `rules` is the contract as data (see `contract.py`)."""

    def __init__(self, rules: Mapping[str, Any], is_request: bool) -> None:
        self.rules = rules
        self.encoded: tuple[str, ...] = tuple(rules["encoded"])
        """Pointers of the members that carry JSON as base64 text on the wire."""
        self._periods: Sequence[Period] = rules.get("periods", ())
        self._is_request = is_request
        self._known = [(entry, pointer.split(entry["pointer"])) for entry in rules["known"]]
        self._sensitive = [pointer.split(pattern) for pattern in rules["sensitive"]]
        self._sensitive_by_last_part: dict[str, list[tuple[str, ...]]] = {}
        for pattern in self._sensitive:
            self._sensitive_by_last_part.setdefault(pattern[-1] if pattern else "", []).append(pattern)
        self._compatible = _compile(rules["compatible"])
        self.fast_accepts: Callable[[bytes], bool] = _fast_path(rules) if rules["fast"] is not None else _never
        """Whether a JSON text surely has no error; False means: not known."""

    def prepare(self) -> None:
        """Compile what is otherwise compiled on first use."""
        _ = self._documented, self._outcome_tests

    @cached_property
    def _documented(self) -> Any:
        return _compile(self.rules["documented"])

    @cached_property
    def _max_items(self) -> int:
        return max_items(self.rules["documented"])

    @cached_property
    def _outcome_tests(self) -> tuple[Any, Any] | None:
        """The schemas of a success and of a failure."""
        schema = self.rules["compatible"]
        return (_compile(schema["if"]), _compile({"anyOf": schema["else"]["anyOf"]})) if "if" in schema else None

    def sensitive_values(self, value: Any) -> tuple[str, ...]:
        """The sensitive texts in a logical payload."""
        found = (member for pattern in self._sensitive for member in pointer.iter_matches(value, pattern))
        return tuple(member for member in found if isinstance(member, str))

    def decode(self, payload: Payload | Decoded) -> Decoded:
        """Read a payload and decode its encoded members."""
        return decode_payload(payload, self.encoded)

    def accepts(self, payload: Payload) -> bool:
        """Whether a payload has no error."""
        if isinstance(payload, str):
            try:
                payload = encode(payload)
            except jsontext.Unreadable:
                return False
        elif isinstance(payload, (bytearray, memoryview)):
            payload = bytes(payload)
        is_text = isinstance(payload, bytes)
        return (is_text and self.fast_accepts(payload)) or self.accepts_decoded(self.decode(payload))

    def accepts_plain(self, value: Any) -> bool:
        """Whether a logical value of plain JSON types has no error."""
        return bool(self._compatible.is_valid(value)) and not any(reversed_periods(self._periods, value))

    def accepts_decoded(self, decoded: Decoded) -> bool:
        """Whether a decoded payload has no error."""
        if decoded.error is not None or decoded.undecodable or not self._compatible.is_valid(decoded.value):
            return False
        if any(reversed_periods(self._periods, decoded.value)):
            return False
        return not self._is_request or not any(
            jsontext.has_duplicate_keys(text.raw) for text in decoded.texts if not text.is_unique
        )

    def outcome(self, value: Any) -> Outcome | None:
        """Success or failure of a logical response; None where neither can be determined."""
        if self._is_request or not isinstance(value, dict):
            return None
        if self._outcome_tests is None or self._outcome_tests[0].is_valid(value):
            return "success"
        return "failure" if self._outcome_tests[1].is_valid(value) else None

    def findings(self, decoded: Decoded, options: MessageOptions) -> list[Finding]:
        """All findings, sorted by pointer."""
        undecodable = {
            error.pointer: Finding("error", error.pointer, "", "contentEncoding", error.message.text(options.lang))
            for error in decoded.undecodable
        }
        others = [it for it in self._schema_findings(decoded.value, options) if it.pointer not in undecodable]
        mistyped = {finding.pointer for finding in others if finding.keyword == "type"}
        others = [finding for finding in others if finding.keyword == "type" or finding.pointer not in mistyped]
        return sorted(
            [
                *undecodable.values(),
                *self._duplicates(decoded, options),
                *self._reversed_periods(decoded.value, options),
                *others,
            ],
            key=lambda it: by_pointer(it.pointer, it.keyword),
        )

    def _duplicates(self, decoded: Decoded, options: MessageOptions) -> Iterator[Finding]:
        severity: Severity = "error" if self._is_request else "drift"
        message = Message("the member is repeated in its object; the last one counts").text(options.lang)
        for text in decoded.texts:
            for found in () if text.is_unique else islice(jsontext.duplicate_keys(text.raw), options.max_findings):
                yield Finding(severity, text.pointer + found, "", "duplicate-key", message)

    def _reversed_periods(self, value: Any, options: MessageOptions) -> Iterator[Finding]:
        for period in reversed_periods(self._periods, value):
            start, end = (
                self._text(options, list(pointer.split(period[name])), pointer.get(value, period[name]))
                for name in ("start", "end")
            )
            message = Message(
                "{start} is later than {end}, the end of the period at {pointer}",
                start=start,
                end=end,
                pointer=period["end"],
            )
            yield Finding("error", period["start"], "", "period", message.text(options.lang))

    def _schema_findings(self, value: Any, options: MessageOptions) -> Iterator[Finding]:
        limit = left = options.max_findings
        errors, more_errors = first_errors(self._compatible, value, limit, self._max_items)
        documented, more_documented = first_errors(self._documented, value, limit, self._max_items)
        for key, (path, error) in (errors | documented).items():
            if error.kind.name == "additionalProperties":
                names = error.kind.unexpected
                more_documented = more_documented or len(names) > left
                for name in names[:left]:
                    left -= 1
                    yield self._finding(options, error, [*path, name], None, is_error=False)
            else:
                exact = pointer.get_path(value, path)
                yield self._finding(options, error, path, exact, key in errors, key in documented)
        if more_errors or more_documented:
            severity: Severity = "error" if more_errors or self._is_request else "drift"
            message = Message("more than {limit} findings; the others are left out", limit=limit)
            yield Finding(severity, "", "", "limit", message.text(options.lang))

    def _finding(
        self,
        options: MessageOptions,
        error: Any,
        path: list[str | int],
        value: Any,
        is_error: bool,
        is_documented: bool = True,
    ) -> Finding:
        keyword = error.kind.name
        known = None if is_error or self._is_request else self._ledger_id(path, keyword, value)
        severity: Severity = "error" if is_error or self._is_request else "known" if known else "drift"
        schema_pointer = pointer.join(error.schema_path) if is_documented else ""
        message = self._message(options, error, path, value, is_documented)
        return Finding(severity, pointer.join(path), schema_pointer, keyword, message.text(options.lang), known)

    def _ledger_id(self, path: list[str | int], keyword: str, value: Any) -> str | None:
        for entry, pattern in self._known:
            if entry["keyword"] == keyword and pointer.matches(pattern, path) and _is_equal(entry["value"], value):
                return str(entry["id"])
        return None

    def _is_sensitive(self, path: list[str | int]) -> bool:
        last = path[-1] if path else ""
        patterns = self._sensitive_by_last_part.get("*" if isinstance(last, int) else last, ())
        return any(pointer.matches(pattern, path) for pattern in patterns)

    def _message(
        self, options: MessageOptions, error: Any, path: list[str | int], value: Any, is_documented: bool
    ) -> Message:
        if error.kind.name == "anyOf":
            return Message("neither a success nor a failure: {outcomes}", outcomes=self.rules["outcomes"])
        what = self._text(options, path, value)
        if not is_documented:
            return messages.undocumented(error, value, what)
        return messages.with_wrapper(messages.describe(error, value, what), error, self.rules["documented"])

    def _text(self, options: MessageOptions, path: list[str | int], value: Any) -> str | Message:
        """A value in a message."""
        if not options.show_values and self._is_sensitive(path):
            return messages.MASKED
        return messages.render_value(value, is_whole=options.show_values)


def _fast_path(rules: Mapping[str, Any]) -> Callable[[bytes], bool]:
    """A test that is True only where the exact validation accepts too."""
    # Draft 4 is the last one in which 1.0 is no integer: orjson rounds 1.00000000000000000000001 to it.
    is_valid = jsonschema_rs.Draft4Validator(rules["fast"], validate_formats=False, offline=True).is_valid
    encoded = [(place, pointer.split(place)) for place in rules["encoded"]]
    loads, max_bytes = orjson.loads, jsontext.MAX_BYTES

    def fast_accepts(raw: bytes) -> bool:
        if len(raw) > max_bytes:
            return False
        try:
            value = loads(raw)
            for place, parts in encoded:
                member = pointer.get_parts(value, parts)
                if type(member) is str:
                    value = pointer.set_path(value, place, loads(base64.b64decode(member, validate=True)))
        except ValueError:
            return False
        return bool(is_valid(value))

    return fast_accepts


def _never(raw: bytes) -> bool:
    return False


def _compile(schema: Any) -> Any:
    return jsonschema_rs.Draft202012Validator(schema, formats=FORMATS, validate_formats=True, offline=True)


def _is_equal(one: Any, other: Any) -> bool:
    """Equal as JSON values: numbers by value, and true is not 1."""
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def by_pointer(place: str, keyword: str) -> tuple[tuple[tuple[bool, int, str], ...], str]:
    """Sort key of findings: JSON Pointer, with list items in the order of their numbers, then keyword."""
    parts = pointer.split(place)
    return tuple((part.isdecimal(), len(part) if part.isdecimal() else 0, part) for part in parts), keyword
