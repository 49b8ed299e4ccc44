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

import orjson

from .. import jsontext
from ..i18n.message import Message, MessageOptions
from ..jsontext import pointer
from . import identifiers, messages
from .decoding import Decoded, Payload, Text, decode_payload, encode
from .engine import compile_schema, compile_strict
from .report import Finding, Outcome, Severity

MAX_ERRORS = 10_000
"""Errors of one schema that become findings; more would take minutes for a hostile payload."""


class Validator:
    """The compiled rules of one contract. `rules` is the contract as data (see `contract.py`)."""

    def __init__(self, rules: Mapping[str, Any], direction: str) -> None:
        self.rules = rules
        self.encoded: tuple[str, ...] = tuple(rules["encoded"])
        """Pointers of the members that carry JSON as base64 text on the wire."""
        self._is_request, self._is_response = direction == "request", direction == "response"
        self._known = [(entry, pattern) for entry in rules["known"] for pattern in self._patterns(entry["pointer"])]
        self._sensitive = [pattern for each in rules["sensitive"] for pattern in self._patterns(each)]
        self._sensitive_by_last_part: dict[str, list[tuple[str, ...]]] = {}
        for pattern in self._sensitive:
            self._sensitive_by_last_part.setdefault(pattern[-1] if pattern else "", []).append(pattern)
        self._identifiers = [pattern for each in rules.get("identifiers", ()) for pattern in self._patterns(each)]
        self._own_limits = [
            (limits, pattern) for limits in rules.get("own_limits", ()) for pattern in self._patterns(limits["pointer"])
        ]
        self._compatible = compile_schema(rules["compatible"])
        self.fast_accepts: Callable[[bytes], bool] = _fast_path(rules) if rules["fast"] is not None else _never
        """Whether a JSON text surely has no error; False means: not known."""

    def _patterns(self, pattern: str) -> list[tuple[str, ...]]:
        """A split pattern, and the same where one item came in place of its list."""
        found = [pattern]
        for place in self.rules.get("single_items", ()):
            found += [place + each.removeprefix(f"{place}/*") for each in found if each.startswith(f"{place}/*/")]
        return [pointer.split(each) for each in found]

    def is_sensitive(self, path: Sequence[str | int]) -> bool:
        """Whether the value at a path is never shown."""
        last = path[-1] if path else ""
        patterns = self._sensitive_by_last_part.get("*" if isinstance(last, int) else last, ())
        return any(pointer.matches(pattern, path) for pattern in patterns)

    @cached_property
    def _documented(self) -> Any:
        return compile_schema(self.rules["documented"])

    @cached_property
    def _outcome_tests(self) -> tuple[Any, Any] | None:
        """The schemas of a success and of a failure."""
        schema = self.rules["compatible"]
        return (
            (compile_schema(schema["if"]), compile_schema({"anyOf": schema["else"]["anyOf"]}))
            if "if" in schema
            else None
        )

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
        return bool(self._compatible.is_valid(value)) and not self._has_rounded_identifier(value)

    def _has_rounded_identifier(self, value: Any) -> bool:
        """Whether an identifier of digits is a number with a fraction or an exponent."""
        return any(
            identifiers.is_number_with_fraction(found)
            for pattern in self._identifiers
            for found in pointer.iter_matches(value, pattern)
        )

    def accepts_decoded(self, decoded: Decoded) -> bool:
        """Whether a decoded payload has no error."""
        if decoded.error is not None or decoded.undecodable or not self.accepts_plain(decoded.value):
            return False
        if self._is_request and decoded.irregular:
            return False
        return not self._is_request or not any(map(_has_duplicate_keys, decoded.texts))

    def outcome(self, value: Any) -> Outcome | None:
        """Success or failure of a logical response; None where neither can be determined."""
        if not self._is_response or not isinstance(value, dict):
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
        rounded = list(self._rounded(decoded.value, options))
        lossy = {finding.pointer for finding in rounded if finding.severity == "error"}
        others = [finding for finding in others if finding.pointer not in lossy]
        return sorted(
            [
                *undecodable.values(),
                *self._irregular(decoded, options),
                *self._duplicates(decoded, options),
                *others,
                *rounded,
            ],
            key=lambda it: by_pointer(it.pointer, it.keyword),
        )

    def _duplicates(self, decoded: Decoded, options: MessageOptions) -> Iterator[Finding]:
        severity: Severity = "error" if self._is_request else "drift"
        message = Message("the member is repeated in its object; the last one counts").text(options.lang)
        for text in decoded.texts:
            for found in jsontext.duplicate_keys(text.raw) if text.repeated is None else text.repeated:
                yield Finding(severity, text.pointer + found, "", "duplicate-key", message)

    def _irregular(self, decoded: Decoded, options: MessageOptions) -> Iterator[Finding]:
        """Encoded members whose base64 is not of the standard form."""
        severity: Severity = "error" if self._is_request else "drift"
        for place, difference in decoded.irregular:
            yield Finding(severity, place, "", "contentEncoding", difference.text(options.lang))

    def _rounded(self, value: Any, options: MessageOptions) -> Iterator[Finding]:
        """Identifiers of digits that a program with doubles may have rounded."""
        for pattern in self._identifiers:
            for path, found in pointer.iter_places(value, pattern):
                message = identifiers.rounding(found, self._shown(options, path, found))
                if message is not None:
                    is_token = identifiers.is_number_with_fraction(found)
                    is_error = self._is_request or is_token
                    known = None if is_error else self._ledger_id(path, "rounded", found)
                    severity: Severity = "error" if is_error else "known" if known else "drift"
                    keyword = "type" if is_token else "rounded"
                    yield Finding(severity, pointer.join(path), "", keyword, message.text(options.lang), known)

    def _shown(self, options: MessageOptions, path: Sequence[str | int], value: Any) -> str | Message:
        """A value in a message."""
        if not options.show_values and self.is_sensitive(path):
            return messages.MASKED
        return messages.render_value(value, is_whole=options.show_values)

    def _schema_findings(self, value: Any, options: MessageOptions) -> Iterator[Finding]:
        errors, more_errors = _errors(self._compatible, value)
        documented, more_documented = _errors(self._documented, value)
        left = MAX_ERRORS
        every = errors | documented
        mistyped = {key[0] for key, error in every.items() if key[1] == "type" and not _is_single_item(error)}
        for key, error in every.items():
            if key[0] in mistyped and key[1] != "type":
                continue
            if error.kind.name == "additionalProperties":
                names = error.kind.unexpected
                more_documented = more_documented or len(names) > left
                for name in names[:left]:
                    left -= 1
                    yield self._finding(options, error, [*error.instance_path, name], None, is_error=False)
            else:
                exact = pointer.get_path(value, error.instance_path)
                yield self._finding(options, error, error.instance_path, exact, key in errors, key in documented)
        if more_errors or more_documented:
            severity: Severity = "error" if more_errors or self._is_request else "drift"
            message = Message("more than {limit} findings; the others are left out", limit=MAX_ERRORS)
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

    def _ledger_id(self, path: Sequence[str | int], keyword: str, value: Any) -> str | None:
        for entry, pattern in self._known:
            if entry["keyword"] == keyword and pointer.matches(pattern, path) and _is_equal(entry["value"], value):
                return str(entry["id"])
        return None

    def _message(
        self, options: MessageOptions, error: Any, path: list[str | int], value: Any, is_documented: bool
    ) -> Message:
        if error.kind.name == "anyOf" and not path and "if" in self.rules["compatible"]:
            return Message("neither a success nor a failure: {outcomes}", outcomes=self.rules["outcomes"])
        what = self._shown(options, path, value)
        if not is_documented:
            return messages.undocumented(error, value, what)
        for limits, pattern in self._own_limits if error.kind.name in messages.OWN_LIMITS else ():
            if pointer.matches(pattern, path):
                return messages.own_limit(error, value, what, limits)
        return messages.with_wrapper(messages.describe(error, value, what), error, self.rules["documented"])


def _fast_path(rules: Mapping[str, Any]) -> Callable[[bytes], bool]:
    """A test that is True only where the exact validation accepts too."""
    is_valid = compile_strict(rules["fast"])
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
        return is_valid(value)

    return fast_accepts


def _has_duplicate_keys(text: Text) -> bool:
    return jsontext.has_duplicate_keys(text.raw) if text.repeated is None else bool(text.repeated)


def _never(raw: bytes) -> bool:
    return False


def _errors(validator: Any, value: Any) -> tuple[dict[tuple[str, str, str], Any], bool]:
    """The first errors, one for each pointer and keyword, and whether there are more."""
    errors = list(islice(validator.iter_errors(value), MAX_ERRORS + 1))
    return {_key(error): error for error in errors[:MAX_ERRORS]}, len(errors) > MAX_ERRORS


def _is_single_item(error: Any) -> bool:
    """Whether an object came in place of a list that may come so: then its members count, too."""
    return isinstance(error.instance, dict) and set(error.kind.types) == {"array"}


def _key(error: Any) -> tuple[str, str, str]:
    return pointer.join(error.instance_path), error.kind.name, getattr(error.kind, "property", "")


def _is_equal(one: Any, other: Any) -> bool:
    """Equal as JSON values: numbers by value, and true is not 1."""
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def by_pointer(place: str, keyword: str) -> tuple[tuple[tuple[bool, int, str], ...], str]:
    """Sort key of findings: JSON Pointer, with list items in the order of their numbers, then keyword."""
    parts = pointer.split(place)
    return tuple((part.isdecimal(), len(part) if part.isdecimal() else 0, part) for part in parts), keyword
