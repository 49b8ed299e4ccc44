"""The verdict on a payload: two schemas, one severity for each finding.

What breaks the compatible schema is an error; what breaks only the documented one is drift, and drift that the ledger
names by place, keyword and exact value is known. Any finding on a request is an error.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from typing import Any

import jsonschema_rs
import orjson

from .. import jsontext
from ..i18n.message import Message, MessageOptions
from ..jsontext import pointer
from . import formats, messages
from .decoding import Decoded, Payload, decode_payload, encode
from .report import Finding, Outcome, Severity

FORMATS = {name: formats.has_format(name) for name in formats.PARSERS}
LAST_DRAFT_WHERE_1_0_IS_NO_INTEGER = jsonschema_rs.Draft4Validator
MOST = 10_000
"""How many errors of one schema are explained; a payload of nothing but errors would cost minutes."""


class Validator:
    """One contract's rules, compiled. `data` is the contract as `contract.py` describes it."""

    def __init__(self, data: dict[str, Any], is_request: bool) -> None:
        self._data = data
        self._is_request = is_request
        self._known = [(entry, pointer.split(entry["pointer"])) for entry in data["known"]]
        self._sensitive = [pointer.split(pattern) for pattern in data["sensitive"]]
        self._sensitive_by_end: dict[str, list[tuple[str, ...]]] = {}
        for pattern in self._sensitive:
            self._sensitive_by_end.setdefault(pattern[-1] if pattern else "", []).append(pattern)
        self._compatible = _validator(data["compatible"])
        self.fast_accepts: Callable[[bytes], bool] = _fast_check(data) if data["fast"] is not None else _never
        """Whether a JSON text surely has no error; False means: not known."""

    @cached_property
    def _documented(self) -> Any:
        return _validator(self._data["documented"])

    @cached_property
    def _tests(self) -> tuple[Any, Any] | None:
        schema = self._data["compatible"]
        return (_validator(schema["if"]), _validator({"anyOf": schema["else"]["anyOf"]})) if "if" in schema else None

    @property
    def data(self) -> dict[str, Any]:
        """The contract, as `contract.py` describes it."""
        return self._data

    @property
    def encoded(self) -> tuple[str, ...]:
        """Pointers of the members that carry JSON as base64 text on the wire."""
        return tuple(self._data["encoded"])

    def sensitive_values(self, value: Any) -> tuple[str, ...]:
        """The texts in a logical payload that must never be shown."""
        found = (member for pattern in self._sensitive for member in pointer.iter_matches(value, pattern))
        return tuple(member for member in found if isinstance(member, str))

    def decode(self, payload: Payload | Decoded) -> Decoded:
        """Read a payload and decode its encoded members."""
        return decode_payload(payload, self._data["encoded"])

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
        return bool(self._compatible.is_valid(value))

    def accepts_decoded(self, decoded: Decoded) -> bool:
        """Whether a decoded payload has no error."""
        if decoded.error is not None or decoded.undecodable or not self._compatible.is_valid(decoded.value):
            return False
        return not self._is_request or not any(
            jsontext.has_duplicate_keys(text.raw) for text in decoded.texts if not text.is_unique
        )

    def outcome(self, value: Any) -> Outcome | None:
        """What a response says of itself."""
        if self._is_request or not isinstance(value, dict):
            return None
        if self._tests is None or self._tests[0].is_valid(value):
            return "success"
        return "failure" if self._tests[1].is_valid(value) else None

    def findings(self, decoded: Decoded, options: MessageOptions) -> list[Finding]:
        """All findings, in the order of their pointers."""
        undecodable = {
            error.pointer: Finding("error", error.pointer, "", "contentEncoding", error.message.text(options.lang))
            for error in decoded.undecodable
        }
        others = [it for it in self._schema_findings(decoded.value, options) if it.pointer not in undecodable]
        mistyped = {finding.pointer for finding in others if finding.keyword == "type"}
        others = [finding for finding in others if finding.keyword == "type" or finding.pointer not in mistyped]
        return sorted(
            [*undecodable.values(), *self._duplicates(decoded, options), *others],
            key=lambda it: by_place(it.pointer, it.keyword),
        )

    def _duplicates(self, decoded: Decoded, options: MessageOptions) -> Iterator[Finding]:
        severity: Severity = "error" if self._is_request else "drift"
        message = Message("the member stands more than once in its object; the last one counts").text(options.lang)
        for text in decoded.texts:
            for found in () if text.is_unique else jsontext.duplicate_keys(text.raw):
                yield Finding(severity, text.pointer + found, "", "duplicate-key", message)

    def _schema_findings(self, value: Any, options: MessageOptions) -> Iterator[Finding]:
        errors, more_errors = _errors(self._compatible, value)
        documented, more_documented = _errors(self._documented, value)
        left = MOST
        for key, error in (errors | documented).items():
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
            message = Message("more than {limit} findings; the others are left out", limit=MOST)
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
        known = None if is_error or self._is_request else self._ledger(path, keyword, value)
        severity: Severity = "error" if is_error or self._is_request else "known" if known else "drift"
        schema_pointer = pointer.join(error.schema_path) if is_documented else ""
        message = self._message(options, error, path, value, is_documented)
        return Finding(severity, pointer.join(path), schema_pointer, keyword, message.text(options.lang), known)

    def _ledger(self, path: list[str | int], keyword: str, value: Any) -> str | None:
        for entry, pattern in self._known:
            if entry["keyword"] == keyword and pointer.matches(pattern, path) and _same(entry["value"], value):
                return str(entry["id"])
        return None

    def _is_sensitive(self, path: list[str | int]) -> bool:
        last = path[-1] if path else ""
        patterns = self._sensitive_by_end.get("*" if isinstance(last, int) else last, ())
        return any(pointer.matches(pattern, path) for pattern in patterns)

    def _message(
        self, options: MessageOptions, error: Any, path: list[str | int], value: Any, is_documented: bool
    ) -> Message:
        if error.kind.name == "anyOf":
            return Message("neither a success nor a failure: {outcomes}", outcomes=self._data["outcomes"])
        is_masked = not options.show_values and self._is_sensitive(path)
        what = messages.MASKED if is_masked else messages.shown(value, whole=options.show_values)
        if not is_documented:
            return messages.undocumented(error, value, what)
        return messages.in_its_wrapper(messages.message(error, value, what), error, self._data["documented"])


def _fast_check(data: dict[str, Any]) -> Callable[[bytes], bool]:
    """A check that is True only where the exact way accepts too; False says nothing."""
    is_valid = LAST_DRAFT_WHERE_1_0_IS_NO_INTEGER(data["fast"], validate_formats=False, offline=True).is_valid
    encoded = [(place, pointer.split(place)) for place in data["encoded"]]
    loads, longest = orjson.loads, jsontext.MAX_BYTES

    def fast_accepts(raw: bytes) -> bool:
        if len(raw) > longest:
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


def _validator(schema: dict[str, Any]) -> Any:
    return jsonschema_rs.Draft202012Validator(schema, formats=FORMATS, validate_formats=True, offline=True)


def _errors(validator: Any, value: Any) -> tuple[dict[tuple[str, str, str], Any], bool]:
    """The first errors, one for each place and keyword, and whether there are more."""
    errors = list(islice(validator.iter_errors(value), MOST + 1))
    return {_key(error): error for error in errors[:MOST]}, len(errors) > MOST


def _key(error: Any) -> tuple[str, str, str]:
    return pointer.join(error.instance_path), error.kind.name, getattr(error.kind, "property", "")


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON values: numbers by value, and true is not 1."""
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def by_place(place: str, keyword: str) -> tuple[tuple[tuple[bool, int, str], ...], str]:
    """What findings are sorted by: their JSON Pointer, items of a list by number, and their keyword."""
    parts = pointer.split(place)
    return tuple((part.isdecimal(), len(part) if part.isdecimal() else 0, part) for part in parts), keyword
